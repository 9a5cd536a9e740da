#include "switchboard/support/why_clauses.h"

#include <fmt/format.h>

#include <algorithm>

#include "switchboard/support/vocabulary.h"

namespace rapport::switchboard::scenario {
namespace {

std::string told_agent(const Stage& stage, const WhyAgent& agent) {
  const std::string name = stage.names.name(Kind::person, agent.agent);
  if (agent.exclusion == Exclusion::none) return fmt::format("{} candidate (score {})", name, agent.score);
  const std::string skill =
      agent.missing_skill ? " " + stage.names.name(Kind::skill, agent.missing_skill) : "";
  return fmt::format("{} {}{}", name, word_of(agent.exclusion), skill);
}

std::string told(const Stage& stage, const Why& why) {
  std::string text =
      fmt::format("trigger {}, in {}, chosen {}, step {} of {}, waited {}, score {}", word_of(why.trigger),
                  stage.names.name(Kind::queue, why.queue), stage.names.name(Kind::person, why.chosen),
                  why.step + 1, why.steps, text_of(why.waited), why.score);
  for (const WhyAgent& agent : why.agents)
    text += ", " + told_agent(stage, agent);
  for (std::size_t i = 0; i < exclusion_count; ++i)
    if (why.counts[i] != 0)
      text += fmt::format(", counts {} {}", word_of(static_cast<Exclusion>(i)), why.counts[i]);
  text += fmt::format(", unseen {}", why.unseen);
  for (const WhyRival& rival : why.rivals)
    text +=
        fmt::format(", rival {} ({})", stage.names.name(Kind::interaction, rival.interaction), rival.score);
  return text + fmt::format(", one more {} sooner {}", stage.names.name(Kind::skill, why.more_skill),
                            text_of(why.sooner));
}

bool holds_of_agent(Stage& stage, const Why& why, Words& words) {
  const AgentId id = stage.names.find<AgentId>(Kind::person, words.next("an agent"));
  const auto agent =
      std::find_if(why.agents.begin(), why.agents.end(), [&](const WhyAgent& a) { return a.agent == id; });
  if (words.take("unmentioned")) return agent == why.agents.end();
  if (agent == why.agents.end()) return false;
  if (words.take("candidate")) {
    if (agent->exclusion != Exclusion::none) return false;
    return !words.take("score") || agent->score == words.number("a score");
  }
  if (agent->exclusion != exclusion_of(words.next("what excluded them"))) return false;
  return words.is_empty() || stage.names.name(Kind::skill, agent->missing_skill) == words.rest();
}

bool holds(Stage& stage, const Why& why, const std::string& clause) {
  Words words(clause);
  if (words.take("trigger")) return word_of(why.trigger) == words.rest();
  if (words.take("in")) return stage.names.name(Kind::queue, why.queue) == words.rest();
  if (words.take("chosen")) return stage.names.name(Kind::person, why.chosen) == words.rest();
  if (words.take("step")) {
    if (why.step + 1 != words.number("a step")) return false;
    return !words.take("of") || why.steps == words.number("how many steps");
  }
  if (words.take("waited")) return why.waited == words.duration("how long");
  if (words.take("score")) return why.score == words.number("a score");
  if (words.take("unseen")) return why.unseen == words.number("how many");
  if (words.take("counts")) {
    const Exclusion rule = words.take("candidates") ? Exclusion::none : exclusion_of(words.next("a rule"));
    return why.counts[static_cast<std::size_t>(rule)] == words.number("how many");
  }
  if (words.take("listed")) return static_cast<std::int64_t>(why.agents.size()) == words.number("how many");
  if (words.take("no rival")) return why.rivals.empty();
  if (words.take("rival")) {
    const InteractionId id = stage.names.find<InteractionId>(Kind::interaction, words.next("an interaction"));
    const bool is_scored = words.take("score");
    const std::int64_t score = is_scored ? words.number("a score") : 0;
    return std::any_of(why.rivals.begin(), why.rivals.end(), [&](const WhyRival& rival) {
      return rival.interaction == id && (!is_scored || rival.score == score);
    });
  }
  if (words.take("one more")) {
    const std::string skill = words.take("agent") ? "-" : words.next("a skill");
    words.expect("sooner");
    return stage.names.name(Kind::skill, why.more_skill) == skill && why.sooner == words.duration("how much");
  }
  return holds_of_agent(stage, why, words);
}

}  // namespace

std::string unmet_why(Stage& stage, Words& words) {
  std::string name = words.next("an interaction");
  if (name.empty() || name.back() != ':') throw ScenarioError("write 'why c1: clause, clause'");
  name.pop_back();
  const auto why = stage.whys.find(stage.names.find<InteractionId>(Kind::interaction, name));
  if (why == stage.whys.end()) return name + " was never offered";
  for (const std::string& clause : split(words.rest(), ','))
    if (!holds(stage, why->second, trimmed(clause)))
      return fmt::format("not '{}': {}", trimmed(clause), told(stage, why->second));
  return "";
}

}  // namespace rapport::switchboard::scenario
