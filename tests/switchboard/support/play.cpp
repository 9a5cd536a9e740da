#include "switchboard/support/play.h"

#include <fmt/format.h>

#include "switchboard/support/command.h"
#include "switchboard/support/configure.h"
#include "switchboard/support/expectation.h"
#include "switchboard/support/flows.h"
#include "switchboard/support/retell.h"

namespace rapport::switchboard::scenario {
namespace {

class Play {
 public:
  explicit Play(const Scenario& scenario) : scenario_(scenario) {
    stage_.driver.listen([this](const Event&, Instant now, const Effects& effects) {
      retell(stage_, now, effects);
      if (const std::string broken = stage_.driver.board().broken_invariant(now); !broken.empty())
        problems_.push_back(fmt::format("{}:{}: broken invariant: {}", scenario_.file, line_, broken));
    });
  }

  std::vector<std::string> run() {
    for (const Block& block : scenario_.blocks) {
      if (block.kind == BlockKind::event) stage_.chapter = stage_.told.size();
      for (const Line& line : block.lines) {
        line_ = line.number;
        try {
          act(block.kind, line);
        } catch (const ScenarioError& error) {
          problems_.push_back(
              fmt::format("{}:{}: {}\n    {}", scenario_.file, line.number, error.what(), line.text));
          return problems_;
        }
      }
    }
    if (!stage_.driver.trouble().empty())
      problems_.push_back(fmt::format("{}:{}: {}", scenario_.file, line_, stage_.driver.trouble()));
    return problems_;
  }

 private:
  void act(BlockKind kind, const Line& line) {
    Words words(line.text);
    if (kind == BlockKind::given) return give(words, line);
    advance(words.time("the time"));
    if (kind == BlockKind::event) {
      stage_.act = stage_.told.size();
      stage_.driver.happen(event_of(stage_, words, line.steps));
      return;
    }
    const std::string wanted = words.rest();
    const std::string got = unmet(stage_, wanted);
    if (got.empty()) return;
    problems_.push_back(fmt::format("{}:{}:\n    expected {}\n    got      {}\n    in which happened{}",
                                    scenario_.file, line.number, wanted, got, happened(stage_)));
  }

  void give(Words& words, const Line& line) {
    if (words.take("available")) return give_available(words);
    Event event;
    if (words.take("queue"))
      event = queue_event(stage_, words, line.steps);
    else if (words.take("agent"))
      event = agent_event(stage_, words);
    else if (words.take("settings"))
      event = settings_event(stage_, words);
    else if (words.take("flow"))
      return must(flow_event(stage_, words, line.steps));
    else
      throw ScenarioError("not a queue, agent, flow, settings or available line");
    words.end();
    must(event);
  }

  void give_available(Words& words) {
    const AgentId agent = stage_.names.find<AgentId>(Kind::person, words.next("an agent"));
    words.expect("at");
    advance(words.time("when"));
    words.end();
    must(AgentConnected{agent});
    must(PresenceRequested{agent, Presence::available, {}, false, agent});
  }

  void must(const Event& event) {
    const Effects& effects = stage_.driver.happen(event);
    if (effects.refusal) throw ScenarioError(fmt::format("refused as {}", name_of(*effects.refusal)));
  }

  void advance(Instant to) {
    if (to < stage_.driver.now()) throw ScenarioError("time does not run back");
    stage_.driver.advance(to);
  }

  const Scenario& scenario_;
  Stage stage_;
  int line_ = 0;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> play(const Scenario& scenario) {
  return Play(scenario).run();
}

}  // namespace rapport::switchboard::scenario
