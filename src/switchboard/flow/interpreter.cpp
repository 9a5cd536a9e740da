#include "switchboard/flow/interpreter.h"

#include <algorithm>

#include "switchboard/flow/channels.h"
#include "switchboard/flow/definition.h"

namespace rapport::switchboard::flow {
namespace {

constexpr Duration said_within = minutes(3);  // speech that nobody reports finished
constexpr Duration answer_within = seconds(20);
constexpr Duration end_within = seconds(10);

std::optional<std::int64_t> number(const Code& code, const Run& run, const FactValues& facts) {
  static const std::vector<std::string> no_words;
  const Evaluated result = evaluate(code, {run.values, no_words, facts.data()});
  const auto* value = std::get_if<std::int64_t>(&result.value);
  if (result.fault != Fault::none || value == nullptr) return std::nullopt;
  return *value;
}

class Walk {
 public:
  Walk(const Program& program, Run& run, const Facts& facts) : program_(program), run_(run), facts_(facts) {}

  Outcome from(std::int32_t step) {
    enter(step);
    return std::move(outcome_);
  }
  Outcome by(std::int32_t exit) {
    leave(exit);
    return std::move(outcome_);
  }
  // The same step once more, or the exit when it was asked often enough.
  Outcome again_or(std::int32_t exit) {
    ++run_.tries;
    if (run_.tries < here().tries)
      reenter();
    else
      leave(exit);
    return std::move(outcome_);
  }
  Outcome broken(Broken what) {
    fail(what);
    return std::move(outcome_);
  }

 private:
  const ProgramStep& here() const { return program_.steps[static_cast<std::size_t>(run_.step)]; }

  void fail(Broken what) {
    outcome_.next = Next::fallback;
    outcome_.broken = what;
  }
  void reenter() {
    if (run_.turn >= steps_of_run_max) return fail(Broken::too_many_steps);
    ++run_.turn;
    outcome_.entered.push_back({run_.step, run_.turn, run_.tries});
    wait();
  }
  void leave(std::int32_t exit) {
    const std::vector<std::int32_t>& exits = here().exits;
    const std::int32_t to = exit >= 0 && static_cast<std::size_t>(exit) < exits.size()
                                ? exits[static_cast<std::size_t>(exit)]
                                : -1;
    if (to < 0 && here().kind == StepKind::transfer && exit == exit_transferred) {
      outcome_.next = Next::end;
      return;
    }
    if (to < 0) return fail(Broken::nowhere);
    enter(to);
  }
  void wait() {
    const ProgramStep& step = here();
    outcome_.next = Next::wait;
    const bool is_customers = step.kind == StepKind::menu || step.kind == StepKind::collect;
    if (step.kind == StepKind::say) {
      outcome_.lasts = said_within;
    } else if (step.kind == StepKind::end) {
      outcome_.lasts = end_within;
    } else if (is_customers) {
      outcome_.lasts = step.lasts.us > 0 ? step.lasts : patience(facts_.channel);
      // It counts from when the question has been heard.
      if (is_spoken(facts_.channel)) outcome_.lasts = outcome_.lasts + said_within;
    } else {
      outcome_.lasts = step.lasts.us > 0 ? step.lasts : answer_within;
    }
  }

  // From step to step until one waits or it is over.
  void enter(std::int32_t to) {
    for (;;) {
      if (run_.turn >= steps_of_run_max ||
          static_cast<std::int32_t>(outcome_.entered.size()) >= steps_per_turn_max)
        return fail(Broken::too_many_steps);
      run_.step = to;
      run_.tries = 0;
      ++run_.turn;
      outcome_.entered.push_back({to, run_.turn, 0});
      const ProgramStep& step = here();
      if (step.is_asked) return wait();
      std::int32_t exit = exit_next;
      switch (step.kind) {
        case StepKind::say:
          if (is_spoken(facts_.channel)) return wait();
          break;
        case StepKind::menu:
        case StepKind::collect:
        case StepKind::hours:
        case StepKind::lookup:
        case StepKind::webhook:
        case StepKind::language:
        case StepKind::callback:
        case StepKind::voicemail:
          return wait();
        case StepKind::set:
          if (!put(step)) return fail(Broken::expression);
          break;
        case StepKind::branch: {
          const auto chosen = choose(step);
          if (!chosen) return fail(Broken::expression);
          exit = *chosen;
          break;
        }
        case StepKind::split:
          exit = share_of(step, run_, facts_.interaction);
          break;
        case StepKind::tag:
        case StepKind::record:
          break;
        case StepKind::queue:
          outcome_.next = Next::queue;
          return;
        case StepKind::transfer:
          outcome_.next = step.agent ? Next::agent : Next::flow;
          return;
        case StepKind::end:
          if (is_written(facts_.channel)) return wait();
          outcome_.next = Next::end;
          return;
      }
      to = static_cast<std::size_t>(exit) < step.exits.size() ? step.exits[static_cast<std::size_t>(exit)]
                                                              : -1;
      if (to < 0) return fail(Broken::nowhere);
    }
  }

  // All values are worked out before any is set, in order.
  bool put(const ProgramStep& step) {
    for (const Put& put : step.puts) {
      const auto value = number(put.code, run_, values_of(run_, facts_));
      if (!value) return false;
      if (put.target == language_target) {
        if (*value < 0 || *value >= program_.languages) return false;
        run_.language = static_cast<std::int32_t>(*value);
        continue;
      }
      const auto place = static_cast<std::size_t>(put.target);
      if (!is_possible(program_.attributes[place], *value)) return false;
      run_.values[place] = *value;
    }
    return true;
  }
  std::optional<std::int32_t> choose(const ProgramStep& step) {
    const FactValues facts = values_of(run_, facts_);
    for (std::size_t i = 0; i < step.cases.size(); ++i) {
      const auto holds = number(step.cases[i], run_, facts);
      if (!holds) return std::nullopt;
      if (*holds != 0) return exit_case + static_cast<std::int32_t>(i);
    }
    return exit_else;
  }

  const Program& program_;
  Run& run_;
  const Facts& facts_;
  Outcome outcome_;
};

const ProgramStep& at(const Program& program, const Run& run) {
  return program.steps[static_cast<std::size_t>(run.step)];
}

Outcome over() {
  Outcome outcome;
  outcome.next = Next::end;
  return outcome;
}

std::int32_t invalid_exit(const ProgramStep& step) {
  return step.exits[exit_invalid] >= 0 ? exit_invalid : exit_timeout;
}

// SplitMix64's last mixing steps (Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9U;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

}  // namespace

FactValues values_of(const Run& run, const Facts& facts) {
  return {static_cast<std::int64_t>(facts.channel),
          run.language,
          run.is_customer_known ? 1 : 0,
          facts.waited_s,
          facts.position,
          facts.wait_s,
          run.tries};
}

Run new_run(const Program& program, FlowId flow, std::int32_t version, std::int32_t language) {
  Run run;
  run.flow = flow;
  run.version = version;
  run.step = program.start;
  run.language = language >= 0 && language < program.languages ? language : 0;
  for (const ProgramAttribute& attribute : program.attributes)
    run.values.push_back(attribute.initial);
  return run;
}

Outcome begin(const Program& program, Run& run, const Facts& facts) {
  return Walk(program, run, facts).from(program.start);
}

bool takes_choice(const Program& program, const Run& run, std::int32_t option) {
  const ProgramStep& step = at(program, run);
  return step.kind == StepKind::menu && option >= 0 &&
         static_cast<std::size_t>(exit_option + option) < step.exits.size();
}
bool takes_collected(const Program& program, const Run& run) {
  return at(program, run).kind == StepKind::collect;
}
bool takes_finished(const Program& program, const Run& run, Channel channel) {
  const StepKind kind = at(program, run).kind;
  if (kind == StepKind::end) return is_written(channel);
  return is_spoken(channel) && (kind == StepKind::say || kind == StepKind::menu || kind == StepKind::collect);
}
bool takes_answer(const Program& program, const Run& run, std::int32_t exit,
                  const std::vector<Value64>& values) {
  const ProgramStep& step = at(program, run);
  if (!step.is_asked || exit < 0 || static_cast<std::size_t>(exit) >= step.exits.size()) return false;
  if (values.size() > attributes_max + 1) return false;
  return std::all_of(values.begin(), values.end(), [&program](const Value64& value) {
    if (value.attribute == language_target) return value.value >= 0 && value.value < program.languages;
    return value.attribute >= 0 && static_cast<std::size_t>(value.attribute) < program.attributes.size() &&
           is_possible(program.attributes[static_cast<std::size_t>(value.attribute)], value.value);
  });
}

Outcome chosen(const Program& program, Run& run, const Facts& facts, std::int32_t option) {
  return Walk(program, run, facts).by(exit_option + option);
}
Outcome collected(const Program& program, Run& run, const Facts& facts, std::int64_t value) {
  run.values[static_cast<std::size_t>(at(program, run).attribute)] = value;
  return Walk(program, run, facts).by(exit_done);
}
Outcome not_understood(const Program& program, Run& run, const Facts& facts) {
  return Walk(program, run, facts).again_or(invalid_exit(at(program, run)));
}
Outcome answered(const Program& program, Run& run, const Facts& facts, std::int32_t exit,
                 const std::vector<Value64>& values) {
  for (const Value64& value : values) {
    if (value.attribute == language_target)
      run.language = static_cast<std::int32_t>(value.value);
    else
      run.values[static_cast<std::size_t>(value.attribute)] = value.value;
  }
  return Walk(program, run, facts).by(exit);
}
Outcome finished(const Program& program, Run& run, const Facts& facts) {
  const ProgramStep& step = at(program, run);
  if (step.kind == StepKind::end) return over();
  if (step.kind == StepKind::say) return Walk(program, run, facts).by(exit_next);
  Outcome outcome;
  outcome.lasts = step.lasts.us > 0 ? step.lasts : patience(facts.channel);
  return outcome;
}
Outcome timed_out(const Program& program, Run& run, const Facts& facts) {
  const ProgramStep& step = at(program, run);
  if (step.kind == StepKind::end) return over();
  if (step.kind == StepKind::say) return Walk(program, run, facts).by(exit_next);
  if (step.kind == StepKind::menu || step.kind == StepKind::collect) {
    // Who hears nothing back on the telephone asks again; who writes can read the question again.
    if (is_spoken(facts.channel)) return Walk(program, run, facts).again_or(exit_timeout);
    return Walk(program, run, facts).by(exit_timeout);
  }
  // A set or branch over words that nobody answered is not an answer.
  if (step.kind == StepKind::set || step.kind == StepKind::branch)
    return Walk(program, run, facts).broken(Broken::bad_answer);
  return Walk(program, run, facts).by(exit_failed);
}
Outcome leave(const Program& program, Run& run, const Facts& facts, std::int32_t exit) {
  return Walk(program, run, facts).by(exit);
}

std::optional<std::int64_t> priority_of(const Program& program, const Run& run, const Facts& facts) {
  const ProgramStep& step = at(program, run);
  if (step.puts.empty()) return 0;
  return number(step.puts.front().code, run, values_of(run, facts));
}

std::int32_t share_of(const ProgramStep& step, const Run& run, InteractionId interaction) {
  std::uint64_t seed = mixed(static_cast<std::uint64_t>(interaction.value) + 0x9e3779b97f4a7c15U);
  seed = mixed(seed ^ (static_cast<std::uint64_t>(run.version) << 32) ^ static_cast<std::uint64_t>(run.step));
  auto at = static_cast<std::int32_t>(seed % 100);
  for (std::size_t i = 0; i < step.percents.size(); ++i) {
    at -= step.percents[i];
    if (at < 0) return static_cast<std::int32_t>(i);
  }
  return 0;
}

}  // namespace rapport::switchboard::flow
