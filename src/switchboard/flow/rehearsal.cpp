#include "switchboard/flow/rehearsal.h"

#include <fmt/format.h>

#include <algorithm>

#include "switchboard/flow/channels.h"
#include "switchboard/flow/hearing.h"
#include "switchboard/flow/validate.h"

namespace rapport::switchboard::flow {
namespace {

class Play {
 public:
  Play(const Flow& flow, const Program& program, const FlowTest& test)
      : flow_(flow), program_(program), test_(test), words_(flow.attributes.size()) {
    facts_.interaction = InteractionId{1};
    facts_.channel = test.channel;
    const auto language = std::find(flow.languages.begin(), flow.languages.end(), test.language);
    run_ = new_run(
        program, FlowId{1}, 1,
        language == flow.languages.end() ? 0 : static_cast<std::int32_t>(language - flow.languages.begin()));
    run_.is_customer_known = test.is_customer_known;
  }

  Rehearsed result() {
    Outcome outcome = begin(program_, run_, facts_);
    while (note(outcome))
      outcome = go_on(outcome);
    compare();
    return std::move(result_);
  }

 private:
  const FlowStep& here() const { return flow_.steps[static_cast<std::size_t>(run_.step)]; }
  bool is_over() const { return !result_.failure.empty() || !result_.ended.empty(); }

  // Writes down where it went; false when it is over.
  bool note(const Outcome& outcome) {
    for (const Entered& entered : outcome.entered) {
      const FlowStep& step = flow_.steps[static_cast<std::size_t>(entered.step)];
      result_.path.push_back(step.id);
      if (const Texts* texts = said_by(step, entered.tries > 0))
        result_.said.push_back(
            {step.id, spoken(in_language(*texts, flow_, run_.language), flow_, run_, facts_, words_)});
    }
    if (is_over()) return false;
    switch (outcome.next) {
      case Next::end:
        result_.ended = "end";
        break;
      case Next::agent:
        result_.ended = "agent";
        break;
      case Next::flow:
        result_.ended = "flow";
        break;
      case Next::fallback:
        result_.ended = "fallback";
        break;
      case Next::wait:
      case Next::queue:
        break;
    }
    return !is_over();
  }

  static const Texts* said_by(const FlowStep& step, bool is_again) {
    if (const auto* say = std::get_if<Say>(&step.does)) return &say->text;
    if (const auto* menu = std::get_if<Menu>(&step.does))
      return is_again && !menu->again.empty() ? &menu->again : &menu->text;
    if (const auto* collect = std::get_if<Collect>(&step.does))
      return is_again && !collect->again.empty() ? &collect->again : &collect->text;
    if (const auto* voicemail = std::get_if<Voicemail>(&step.does)) return &voicemail->text;
    return nullptr;
  }

  // The test's next input when it is for this step.
  const TestInput* input() {
    if (next_ >= test_.inputs.size() || test_.inputs[next_].at != here().id) return nullptr;
    return &test_.inputs[next_++];
  }
  Outcome over(std::string how) {
    result_.ended = std::move(how);
    return {};
  }
  Outcome wrong(const std::string& what) {
    result_.failure = fmt::format("at {}: {}", here().id, what);
    return {};
  }

  Outcome go_on(const Outcome& before) {
    const ProgramStep& step = program_.steps[static_cast<std::size_t>(run_.step)];
    if (before.next == Next::queue) return queue();
    if (step.is_asked) return asked(step);
    if (step.kind == StepKind::say || step.kind == StepKind::end) return finished(program_, run_, facts_);
    const TestInput* given = input();
    if (given == nullptr) return over("waits");
    if (given->gives == "timeout") return timed_out(program_, run_, facts_);
    if (given->gives == "leaves") return over("leaves");
    if (const auto* menu = std::get_if<Menu>(&here().does)) {
      const auto option = option_of(*menu, given->gives);
      return option ? chosen(program_, run_, facts_, *option) : not_understood(program_, run_, facts_);
    }
    const auto& collect = std::get<Collect>(here().does);
    const auto words = taken(collect, given->gives);
    if (!words) return not_understood(program_, run_, facts_);
    return collected(program_, run_, facts_, keep(step.attribute, *words));
  }

  std::int64_t keep(std::int32_t attribute, const std::string& words) {
    words_[static_cast<std::size_t>(attribute)] = words;
    return ++kept_;
  }

  Outcome queue() {
    const TestInput* given = input();
    if (given == nullptr) return over("queue");
    if (given->gives == "leaves") return over("leaves");
    return by_name(*given, {});
  }

  Outcome asked(const ProgramStep& step) {
    if (step.kind == StepKind::set || step.kind == StepKind::branch) return by_words();
    const TestInput* given = input();
    if (given == nullptr) return by_friendly(step);
    if (given->gives == "timeout") return timed_out(program_, run_, facts_);
    if (given->gives == "leaves") return over("leaves");
    std::vector<Value64> values;
    for (const auto& brought : given->values) {
      if (brought.first == "language") {
        const auto found = std::find(flow_.languages.begin(), flow_.languages.end(), brought.second);
        if (found == flow_.languages.end()) return wrong("no language " + brought.second);
        values.push_back({language_target, found - flow_.languages.begin()});
        continue;
      }
      const auto found =
          std::find_if(flow_.attributes.begin(), flow_.attributes.end(),
                       [&brought](const Attribute& attribute) { return attribute.name == brought.first; });
      if (found == flow_.attributes.end()) return wrong("no attribute " + brought.first);
      const auto place = static_cast<std::int32_t>(found - flow_.attributes.begin());
      if (found->type == ValueType::text) {
        values.push_back({place, keep(place, brought.second)});
        continue;
      }
      const auto value = value_of(*found, brought.second);
      if (!value) return wrong(fmt::format("'{}' is no value of {}", brought.second, brought.first));
      values.push_back({place, *value});
    }
    return by_name(*given, values);
  }

  Outcome by_name(const TestInput& given, const std::vector<Value64>& values) {
    const std::vector<ExitName> exits = exits_of(here().does);
    for (std::size_t i = 0; i < exits.size(); ++i) {
      if (exits[i].name != given.gives) continue;
      const auto exit = static_cast<std::int32_t>(i);
      if (std::holds_alternative<Lookup>(here().does)) run_.is_customer_known = given.gives == "found";
      if (std::holds_alternative<Queue>(here().does)) return leave(program_, run_, facts_, exit);
      return answered(program_, run_, facts_, exit, values);
    }
    return wrong(fmt::format("it has no exit '{}'", given.gives));
  }

  Outcome by_words() {
    const WordsAnswer answer = answer_by_words(flow_, here(), run_, facts_, words_);
    if (answer.is_broken) return timed_out(program_, run_, facts_);
    std::vector<Value64> values = answer.numbers;
    for (const auto& text : answer.texts)
      values.push_back({text.first, keep(text.first, text.second)});
    return answered(program_, run_, facts_, answer.exit, values);
  }

  Outcome by_friendly(const ProgramStep& step) {
    switch (step.kind) {
      case StepKind::hours:
        return answered(program_, run_, facts_, 1, {});
      case StepKind::lookup:
        return answered(program_, run_, facts_, run_.is_customer_known ? 1 : 0, {});
      case StepKind::language:
        return answered(program_, run_, facts_, exit_next, {});
      default:
        return answered(program_, run_, facts_, exit_failed, {});
    }
  }

  void compare() {
    if (!result_.failure.empty()) return;
    const std::size_t both = std::min(test_.path.size(), result_.path.size());
    for (std::size_t i = 0; i < both; ++i) {
      if (test_.path[i] == result_.path[i]) continue;
      result_.failure = fmt::format("step {}: expected {}, got {}", i + 1, test_.path[i], result_.path[i]);
      return;
    }
    if (test_.path.size() > both)
      result_.failure = fmt::format("step {}: expected {}, but it was over ({})", both + 1, test_.path[both],
                                    result_.ended);
    else if (result_.path.size() > both)
      result_.failure = fmt::format("step {}: expected no more, got {}", both + 1, result_.path[both]);
    else if (next_ < test_.inputs.size())
      result_.failure = fmt::format("input {}: {} was never asked", next_ + 1, test_.inputs[next_].at);
  }

  const Flow& flow_;
  const Program& program_;
  const FlowTest& test_;
  std::vector<std::string> words_;
  Facts facts_;
  Run run_;
  Rehearsed result_;
  std::size_t next_ = 0;
  std::int64_t kept_ = 0;
};

}  // namespace

Rehearsed rehearse(const Flow& flow, const Program& program, const FlowTest& test) {
  return Play(flow, program, test).result();
}

}  // namespace rapport::switchboard::flow
