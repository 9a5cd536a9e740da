#include "switchboard/flow/validate.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "switchboard/flow/channels.h"
#include "switchboard/flow/graph.h"

namespace rapport::switchboard::flow {
namespace {

constexpr std::size_t name_length_max = 40;
constexpr std::size_t said_bytes_max = 2'000;
constexpr std::int32_t day_s = 24 * 3'600;

// Names of steps, exits and attributes: a-z, 0-9 and _, beginning with a letter.
bool is_name(const std::string& name) {
  if (name.empty() || name.size() > name_length_max || name[0] < 'a' || name[0] > 'z') return false;
  return std::all_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}
bool is_language(const std::string& language) {
  return language.size() >= 2 && language.size() <= 8 &&
         std::all_of(language.begin(), language.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; });
}

template <class... F>
struct Cases : F... {
  using F::operator()...;
};
template <class... F>
Cases(F...) -> Cases<F...>;

class Check {
 public:
  explicit Check(const Flow& flow) : flow_(flow), scope_(scope_of(flow)) {}

  Checked result() {
    whole();
    attributes();
    steps();
    if (problems_.empty()) shape();
    tests();
    Checked checked;
    checked.problems = std::move(problems_);
    if (checked.problems.empty()) checked.program = std::move(program_);
    return checked;
  }

 private:
  void problem(std::string field, std::string what) {
    if (problems_.size() < problems_max) problems_.push_back({at_, std::move(field), std::move(what)});
  }
  bool is_assist() const { return flow_.purpose == Purpose::assist; }
  void within(const char* field, std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value < least || value > most)
      problem(field, fmt::format("expected {} to {}, got {}", least, most, value));
  }

  void whole() {
    if (flow_.languages.empty()) problem("languages", "name at least one language");
    if (flow_.languages.size() > languages_max)
      problem("languages", fmt::format("at most {} languages", languages_max));
    std::set<std::string> seen;
    for (const std::string& language : flow_.languages) {
      if (!is_language(language)) problem("languages", fmt::format("'{}' is no language", language));
      if (!seen.insert(language).second) problem("languages", fmt::format("'{}' twice", language));
    }
    if (flow_.channels.empty()) problem("channels", "name at least one channel");
    for (const Channel channel : flow_.channels) {
      if (static_cast<std::size_t>(channel) >= channel_count)
        problem("channels", "an unknown channel");
      else if (is_assist() && !has_assist(channel))
        problem("channels", fmt::format("no agent can send a customer of {} into a flow", name_of(channel)));
      else
        program_.channels = static_cast<std::uint8_t>(program_.channels | 1 << static_cast<int>(channel));
    }
    program_.languages = static_cast<std::int32_t>(flow_.languages.size());
    if (is_assist()) program_.purpose = Purpose::assist;
    if (flow_.fallback_queue_id.value <= 0 && !is_assist())
      problem("fallback_queue_id", "say which queue takes the customer when something in the flow breaks");
    if (!is_assist()) program_.fallback = flow_.fallback_queue_id;
    if (flow_.steps.empty()) problem("steps", "a flow has at least one step");
    if (flow_.steps.size() > steps_of_flow_max)
      problem("steps", fmt::format("at most {} steps, there are {}", steps_of_flow_max, flow_.steps.size()));
    for (std::size_t i = 0; i < flow_.steps.size(); ++i) {
      const std::string& id = flow_.steps[i].id;
      if (!is_name(id))
        problem(fmt::format("steps/{}/id", i),
                fmt::format("'{}' is no name: a-z, 0-9 and _, beginning with a letter", id));
      if (!places_.emplace(id, static_cast<std::int32_t>(i)).second)
        problem(fmt::format("steps/{}/id", i), fmt::format("there are two steps '{}'", id));
    }
    const auto start = places_.find(flow_.start);
    if (start == places_.end())
      problem("start", fmt::format("there is no step '{}'", flow_.start));
    else
      program_.start = start->second;
  }

  void attributes() {
    if (flow_.attributes.size() > attributes_max)
      problem("attributes", fmt::format("at most {} attributes", attributes_max));
    std::set<std::string> seen(fact_names().begin(), fact_names().end());
    for (std::size_t i = 0; i < flow_.attributes.size(); ++i) {
      const Attribute& attribute = flow_.attributes[i];
      const std::string at = fmt::format("attributes/{}/", i);
      if (!is_name(attribute.name))
        problem(at + "name",
                fmt::format("'{}' is no name: a-z, 0-9 and _, beginning with a letter", attribute.name));
      else if (!seen.insert(attribute.name).second)
        problem(at + "name", fmt::format("'{}' is taken", attribute.name));
      if (attribute.is_secret && attribute.type != ValueType::text)
        problem(at + "is_secret", "only texts can be secret");
      const bool is_choice = attribute.type == ValueType::choice;
      if (is_choice == attribute.choices.empty())
        problem(at + "choices", is_choice ? "a choice needs choices" : "only a choice has choices");
      if (attribute.choices.size() > choices_max)
        problem(at + "choices", fmt::format("at most {} choices", choices_max));
      ProgramAttribute made{attribute.type, static_cast<std::int32_t>(attribute.choices.size()), 0};
      if (!attribute.initial.empty()) {
        if (attribute.type == ValueType::text) {
          problem(at + "initial", "a text begins empty; set it in a step");
        } else {
          const auto code = compile(attribute.initial, Scope{}, {attribute.type, attribute.choices});
          if (!code) {
            problem(at + "initial", code.error().detail);
          } else {
            const std::vector<std::int64_t> none;
            const std::vector<std::string> no_words;
            const Evaluated value = evaluate(code->code, {none, no_words, nullptr});
            if (value.fault != Fault::none || !std::holds_alternative<std::int64_t>(value.value))
              problem(at + "initial", "this has no value");
            else
              made.initial = std::get<std::int64_t>(value.value);
          }
        }
      }
      program_.attributes.push_back(made);
    }
  }

  void steps() {
    for (const FlowStep& step : flow_.steps) {
      at_ = step.id;
      made_ = ProgramStep{};
      made_.kind = static_cast<StepKind>(step.does.index());
      for (const Channel channel : flow_.channels)
        if (static_cast<std::size_t>(channel) < channel_count && !can_do(channel, made_.kind))
          problem("does", fmt::format("{} cannot do '{}'", name_of(channel), kind_of(step.does)));
      if (is_assist() && !can_assist(made_.kind))
        problem("does", fmt::format("a flow beside an agent cannot do '{}'", kind_of(step.does)));
      exits(step);
      std::visit([this](const auto& does) { look_at(does); }, step.does);
      program_.steps.push_back(std::move(made_));
    }
    at_.clear();
  }

  void exits(const FlowStep& step) {
    const std::vector<ExitName> has = exits_of(step.does);
    std::set<std::string> names;
    for (const ExitName& exit : has) {
      if (!names.insert(exit.name).second)
        problem("exits/" + exit.name, fmt::format("two exits are called '{}'", exit.name));
      const auto to = step.exits.find(exit.name);
      if (to == step.exits.end() || to->second.empty()) {
        if (exit.is_required) problem("exits/" + exit.name, "this exit leads nowhere");
        made_.exits.push_back(-1);
        continue;
      }
      const auto place = places_.find(to->second);
      if (place == places_.end())
        problem("exits/" + exit.name, fmt::format("there is no step '{}'", to->second));
      made_.exits.push_back(place == places_.end() ? -1 : place->second);
    }
    for (const auto& exit : step.exits)
      if (!names.contains(exit.first))
        problem("exits/" + exit.first, fmt::format("'{}' has no such exit", kind_of(step.does)));
  }

  std::optional<std::size_t> attribute(const char* field, const std::string& name) {
    for (std::size_t i = 0; i < flow_.attributes.size(); ++i)
      if (flow_.attributes[i].name == name) return i;
    problem(field, fmt::format("there is no attribute '{}'", name));
    return std::nullopt;
  }
  std::optional<std::size_t> text_attribute(const char* field, const std::string& name) {
    const auto found = attribute(field, name);
    if (!found || flow_.attributes[*found].type == ValueType::text) return found;
    problem(field, fmt::format("'{}' is not a text", name));
    return std::nullopt;
  }
  std::optional<Compiled> expression(const std::string& field, const std::string& source,
                                     const Expected& expected) {
    auto compiled = compile(source, scope_, expected);
    if (compiled) return std::move(*compiled);
    problem(field, compiled.error().detail);
    return std::nullopt;
  }

  void said(const std::string& field, const Texts& texts) {
    for (const std::string& language : flow_.languages) {
      const auto text = texts.find(language);
      if (text == texts.end() || text->second.empty())
        problem(field + "/" + language, "this language has no text");
    }
    for (const auto& text : texts) {
      const std::string at = field + "/" + text.first;
      if (std::find(flow_.languages.begin(), flow_.languages.end(), text.first) == flow_.languages.end())
        problem(at, "the flow does not speak this language");
      if (text.second.size() > said_bytes_max) problem(at, fmt::format("at most {} bytes", said_bytes_max));
      const auto names = names_in(text.second);
      if (!names) {
        problem(at, names.error().detail);
        continue;
      }
      for (const std::string& name : *names)
        braces(at, name);
    }
  }
  void braces(const std::string& at, const std::string& name) {
    for (const Attribute& attribute : flow_.attributes) {
      if (attribute.name != name) continue;
      if (attribute.is_secret) problem(at, fmt::format("'{}' is secret and is never said", name));
      return;
    }
    const std::vector<std::string>& facts = fact_names();
    if (std::find(facts.begin(), facts.end(), name) == facts.end())
      problem(at, fmt::format("there is no attribute '{}'", name));
  }
  void tries(std::int32_t count, std::int32_t timeout_s) {
    within("tries", count, 1, 10);
    within("timeout_s", timeout_s, 0, day_s);
    made_.tries = count;
    made_.lasts = seconds(timeout_s);
  }
  bool has_channel(Channel channel) const {
    return std::find(flow_.channels.begin(), flow_.channels.end(), channel) != flow_.channels.end();
  }
  void added_exits(const char* field, std::size_t count) {
    if (count == 0) problem(field, "there is nothing to choose from");
    if (count > exits_max) problem(field, fmt::format("at most {}", exits_max));
  }
  void exit_name(const std::string& field, const std::string& name) {
    if (!is_name(name)) problem(field, fmt::format("'{}' is no name for an exit", name));
  }

  void look_at(const Say& say) { said("text", say.text); }
  void look_at(const Menu& menu) {
    said("text", menu.text);
    if (!menu.again.empty()) said("again", menu.again);
    tries(menu.tries, menu.timeout_s);
    added_exits("options", menu.options.size());
    std::set<std::string> digits;
    for (std::size_t i = 0; i < menu.options.size(); ++i) {
      const MenuOption& option = menu.options[i];
      const std::string at = fmt::format("options/{}/", i);
      exit_name(at + "name", option.name);
      said(at + "label", option.label);
      const std::string digit = option.digit.empty() ? std::to_string(i + 1) : option.digit;
      const bool is_key = digit.size() == 1 && std::string("0123456789*#").find(digit) != std::string::npos;
      if (!is_key && (has_channel(Channel::voice) || !option.digit.empty()))
        problem(at + "digit", fmt::format("'{}' is no key of a telephone", digit));
      if (!digits.insert(digit).second) problem(at + "digit", fmt::format("two options have {}", digit));
    }
  }
  void look_at(const Collect& collect) {
    said("text", collect.text);
    if (!collect.again.empty()) said("again", collect.again);
    tries(collect.tries, collect.timeout_s);
    within("length_min", collect.length_min, 0, 500);
    within("length_max", collect.length_max, std::max(1, collect.length_min), 500);
    if (collect.pattern.size() > 100) problem("pattern", "at most 100 bytes");
    if (collect.input == Collected::text && has_channel(Channel::voice))
      problem("input", "voice can only collect digits");
    if (const auto found = text_attribute("attribute", collect.attribute)) {
      made_.attribute = static_cast<std::int32_t>(*found);
      made_.is_secret = flow_.attributes[*found].is_secret;
    }
  }
  void look_at(const Set& set) {
    if (set.values.empty()) problem("values", "there is nothing to set");
    if (set.values.size() > exits_max) problem("values", fmt::format("at most {}", exits_max));
    for (std::size_t i = 0; i < set.values.size(); ++i) {
      const Assignment& put = set.values[i];
      const std::string at = fmt::format("values/{}/", i);
      if (put.attribute == "language") {
        put_value(at, language_target, put.value, {ValueType::choice, flow_.languages});
        continue;
      }
      const auto found = attribute((at + "attribute").c_str(), put.attribute);
      if (!found) continue;
      const Attribute& target = flow_.attributes[*found];
      put_value(at, static_cast<std::int32_t>(*found), put.value, {target.type, target.choices});
      if (target.type == ValueType::text) made_.is_asked = true;
    }
    if (made_.is_asked) made_.puts.clear();
  }
  void put_value(const std::string& at, std::int32_t target, const std::string& source,
                 const Expected& expected) {
    auto value = expression(at + "value", source, expected);
    if (!value) return;
    if (value->is_private) made_.is_asked = true;
    made_.puts.push_back({target, std::move(value->code)});
  }
  void look_at(const Branch& branch) {
    added_exits("cases", branch.cases.size());
    for (std::size_t i = 0; i < branch.cases.size(); ++i) {
      const std::string at = fmt::format("cases/{}/", i);
      exit_name(at + "name", branch.cases[i].name);
      auto code = expression(at + "when", branch.cases[i].when, {ValueType::boolean, {}});
      if (!code) continue;
      if (code->is_private) made_.is_asked = true;
      made_.cases.push_back(std::move(code->code));
    }
    if (made_.is_asked) made_.cases.clear();
  }
  void look_at(const Hours& hours) {
    made_.is_asked = true;
    if (hours.hours_id.value <= 0) problem("hours_id", "say which hours");
  }
  void look_at(const Lookup& lookup) {
    made_.is_asked = true;
    if (lookup.by != LookUpBy::channel) text_attribute("attribute", lookup.attribute);
    if (!lookup.name_to.empty()) text_attribute("name_to", lookup.name_to);
  }
  void look_at(const Webhook& webhook) {
    made_.is_asked = true;
    const bool is_https = webhook.url.rfind("https://", 0) == 0 && webhook.url.size() > 8;
    const bool is_http = webhook.url.rfind("http://", 0) == 0 && webhook.url.size() > 7;
    if ((!is_https && !is_http) || webhook.url.size() > 1'000 ||
        webhook.url.find_first_of(" \r\n\t") != std::string::npos)
      problem("url", "expected an address beginning with https:// or http://");
    within("timeout_s", webhook.timeout_s, 1, 20);
    within("retries", webhook.retries, 0, 3);
    if (webhook.send.size() > attributes_max || webhook.results.size() > attributes_max)
      problem("results", fmt::format("at most {}", attributes_max));
    const std::vector<std::string>& facts = fact_names();
    for (const std::string& name : webhook.send)
      if (std::find(facts.begin(), facts.end(), name) == facts.end()) attribute("send", name);
    for (std::size_t i = 0; i < webhook.results.size(); ++i) {
      const std::string at = fmt::format("results/{}/", i);
      attribute((at + "attribute").c_str(), webhook.results[i].attribute);
      if (webhook.results[i].path.empty() || webhook.results[i].path[0] != '/')
        problem(at + "path", "expected a JSON pointer such as /order/state");
    }
    // All tries, and the pauses between them.
    made_.lasts = seconds((webhook.timeout_s + 1) * (webhook.retries + 1) + 5);
  }
  void look_at(const Language&) { made_.is_asked = true; }
  void look_at(const Queue& queue) {
    if (queue.queue_id.value <= 0) problem("queue_id", "say which queue");
    made_.queue = queue.queue_id;
    if (!queue.priority.empty()) {
      auto code = expression("priority", queue.priority, {ValueType::integer, {}});
      if (code && code->is_private) problem("priority", "a priority cannot hang on a customer's words");
      if (code) made_.puts.push_back({0, std::move(code->code)});
    }
    circles(queue.circles);
    const Treatment& treatment = queue.treatment;
    within("treatment/first_s", treatment.first_s, 0, day_s);
    if (treatment.every_s != 0) within("treatment/every_s", treatment.every_s, 5, day_s);
    within("wait_max_s", queue.wait_max_s, 0, day_s);
    if (!treatment.offer.empty()) said("treatment/offer", treatment.offer);
    made_.first = seconds(treatment.first_s);
    made_.every = seconds(treatment.every_s);
    made_.wait_max = seconds(queue.wait_max_s);
    made_.has_offer = !treatment.offer.empty();
  }
  void circles(const std::vector<Circle>& circles) {
    if (circles.size() > steps_max) problem("circles", fmt::format("at most {}", steps_max));
    for (std::size_t i = 0; i < circles.size(); ++i) {
      const std::string at = fmt::format("circles/{}/", i);
      Step step;
      if (circles[i].team_id) step.team = *circles[i].team_id;
      step.lasts = seconds(circles[i].lasts_s);
      if (circles[i].lasts_s < 0 || circles[i].lasts_s > day_s) problem(at + "lasts_s", "at most a day");
      if (circles[i].skills.size() > step_skills_max)
        problem(at + "skills", fmt::format("at most {}", step_skills_max));
      for (const SkillAsked& asked : circles[i].skills) {
        if (asked.level_min < 1 || asked.level_min > 5) problem(at + "skills", "levels are 1 to 5");
        if (asked.skill_id.value <= 0) problem(at + "skills", "say which skill");
        step.skills.push_back({asked.skill_id, static_cast<std::uint8_t>(asked.level_min)});
      }
      made_.circles.push_back(std::move(step));
    }
  }
  void look_at(const Callback& callback) {
    made_.is_asked = true;
    if (callback.queue_id.value <= 0) problem("queue_id", "say which queue calls back");
    if (!callback.number.empty()) {
      const auto number = text_attribute("number", callback.number);
      if (number && flow_.attributes[*number].is_secret)
        problem("number", "a secret is forgotten before they are called");
    }
    made_.queue = callback.queue_id;
    made_.lasts = minutes(2);
  }
  void look_at(const Voicemail& voicemail) {
    made_.is_asked = true;
    said("text", voicemail.text);
    if (voicemail.queue_id.value <= 0) problem("queue_id", "say which queue gets it");
    within("length_max_s", voicemail.length_max_s, 5, 600);
    made_.queue = voicemail.queue_id;
    made_.lasts = seconds(voicemail.length_max_s + 120);
  }
  void look_at(const Transfer& transfer) {
    const int targets =
        (transfer.agent_id ? 1 : 0) + (transfer.flow_id ? 1 : 0) + (transfer.number.empty() ? 0 : 1);
    if (targets != 1) problem("", "transfer to one of: an agent, a flow, a telephone number");
    if (transfer.agent_id) made_.agent = *transfer.agent_id;
    if (transfer.flow_id) made_.flow = *transfer.flow_id;
    if (transfer.number.empty()) return;
    made_.is_asked = true;
    // With a way on they come back after they have talked; the channel ends what rings in vain much earlier.
    made_.lasts = made_.exits[exit_transferred] < 0 ? minutes(2) : hours(8);
    if (transfer.number.size() > 32 ||
        transfer.number.find_first_not_of("+0123456789 -()") != std::string::npos)
      problem("number", "expected a telephone number");
    for (const Channel channel : flow_.channels)
      if (channel != Channel::voice)
        problem("number", fmt::format("{} cannot be transferred to a telephone number", name_of(channel)));
  }
  void look_at(const Split& split) {
    added_exits("shares", split.shares.size());
    std::int64_t total = 0;
    for (std::size_t i = 0; i < split.shares.size(); ++i) {
      exit_name(fmt::format("shares/{}/name", i), split.shares[i].name);
      within("shares", split.shares[i].percent, 0, 100);
      total += split.shares[i].percent;
      made_.percents.push_back(split.shares[i].percent);
    }
    if (total != 100) problem("shares", fmt::format("the shares are {} % together, not 100 %", total));
  }
  void look_at(const Tag& tag) {
    if (tag.tag.empty() || tag.tag.size() > 60) problem("tag", "expected 1 to 60 bytes");
  }
  void look_at(const End&) {}
  void look_at(const Record&) {}

  void shape() {
    Graph graph;
    for (const ProgramStep& step : program_.steps) {
      graph.to.push_back(step.exits);
      graph.is_end.push_back(step.kind == StepKind::end || step.kind == StepKind::queue ||
                             step.kind == StepKind::transfer);
      graph.waits.push_back(step.kind == StepKind::menu || step.kind == StepKind::collect ||
                            step.kind == StepKind::queue || step.kind == StepKind::voicemail);
    }
    const std::vector<bool> reached = reached_from(graph, program_.start);
    const std::vector<bool> ends = can_end(graph);
    const std::vector<bool> restless = is_restless(graph);
    for (std::size_t i = 0; i < flow_.steps.size(); ++i) {
      at_ = flow_.steps[i].id;
      if (!reached[i]) problem("", "no way leads here");
      if (!ends[i]) problem("exits", "from here the flow never ends");
      if (restless[i]) problem("exits", "goes round in a circle without waiting for anybody");
    }
    at_.clear();
  }

  void tests() {
    if (flow_.tests.size() > tests_max) problem("tests", fmt::format("at most {} tests", tests_max));
    for (std::size_t i = 0; i < flow_.tests.size(); ++i) {
      const FlowTest& test = flow_.tests[i];
      const std::string at = fmt::format("tests/{}/", i);
      if (!has_channel(test.channel)) problem(at + "channel", "the flow is not for this channel");
      if (!test.language.empty() &&
          std::find(flow_.languages.begin(), flow_.languages.end(), test.language) == flow_.languages.end())
        problem(at + "language", "the flow does not speak this language");
      if (test.path.empty()) problem(at + "path", "say which steps are expected");
      for (const std::string& id : test.path)
        if (!places_.contains(id)) problem(at + "path", fmt::format("there is no step '{}'", id));
      for (std::size_t j = 0; j < test.inputs.size(); ++j)
        if (!places_.contains(test.inputs[j].at))
          problem(fmt::format("{}inputs/{}/at", at, j),
                  fmt::format("there is no step '{}'", test.inputs[j].at));
    }
  }

  const Flow& flow_;
  Scope scope_;
  Program program_;
  ProgramStep made_;
  std::map<std::string, std::int32_t> places_;
  std::string at_;
  std::vector<Problem> problems_;
};

}  // namespace

Scope scope_of(const Flow& flow) {
  Scope scope;
  for (const Attribute& attribute : flow.attributes)
    scope.attributes.push_back({attribute.name, attribute.type, attribute.choices});
  std::vector<std::string> channels;
  for (std::size_t i = 0; i < channel_count; ++i)
    channels.emplace_back(name_of(static_cast<Channel>(i)));
  for (std::size_t i = 0; i < fact_count; ++i) {
    Name name{fact_names()[i], ValueType::integer, {}};
    switch (static_cast<Fact>(i)) {
      case Fact::channel:
        name.type = ValueType::choice;
        name.choices = channels;
        break;
      case Fact::language:
        name.type = ValueType::choice;
        name.choices = flow.languages;
        break;
      case Fact::customer_known:
        name.type = ValueType::boolean;
        break;
      default:
        break;
    }
    scope.facts.push_back(std::move(name));
  }
  return scope;
}

Result<std::vector<std::string>> names_in(const std::string& text) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '}') {
      if (i + 1 >= text.size() || text[i + 1] != '}')
        return fail(ErrorCode::invalid, "bad_braces",
                    fmt::format("at {}: '}}' alone; '}}}}' is a brace", i + 1));
      ++i;
      continue;
    }
    if (text[i] != '{') continue;
    if (i + 1 < text.size() && text[i + 1] == '{') {
      ++i;
      continue;
    }
    const std::size_t end = text.find('}', i);
    if (end == std::string::npos)
      return fail(ErrorCode::invalid, "bad_braces", fmt::format("at {}: '{{' without an end", i + 1));
    names.push_back(text.substr(i + 1, end - i - 1));
    i = end;
  }
  return names;
}

Checked check_flow(const Flow& flow) {
  return Check(flow).result();
}

}  // namespace rapport::switchboard::flow
