#include <doctest/doctest.h>

#include <map>

#include "switchboard/flow/hearing.h"
#include "switchboard/flow/rehearsal.h"
#include "switchboard/flow/support.h"
#include "switchboard/flow/validate.h"

using namespace rapport;

using namespace rapport::switchboard::flow;

namespace {

struct Running {
  Flow flow = shop_flow();
  Program program = *check_flow(flow).program;
  Facts facts{InteractionId{77}, switchboard::Channel::chat, 0, 0, 0};
  Run run = new_run(program, FlowId{1}, 1, 1);

  const std::string& here() const { return flow.steps[static_cast<std::size_t>(run.step)].id; }
};

Rehearsed rehearsed(std::vector<TestInput> inputs, std::vector<std::string> path) {
  Flow flow = shop_flow();
  FlowTest test;
  test.name = "t";
  test.language = "en";
  test.inputs = std::move(inputs);
  test.path = std::move(path);
  return rehearse(flow, *check_flow(flow).program, test);
}

}  // namespace

TEST_CASE("a run goes on by itself until somebody is needed") {
  Running x;
  const Outcome outcome = begin(x.program, x.run, x.facts);
  CHECK(outcome.entered.size() == 2);
  CHECK(outcome.next == Next::wait);
  CHECK(outcome.lasts == minutes(5));
  CHECK(x.here() == "menu");
  CHECK(takes_choice(x.program, x.run, 1));
  CHECK_FALSE(takes_choice(x.program, x.run, 2));
  CHECK_FALSE(takes_collected(x.program, x.run));
}

TEST_CASE("on the telephone what is said is waited for, and silence asks again") {
  Running x;
  x.facts.channel = switchboard::Channel::voice;
  CHECK(begin(x.program, x.run, x.facts).entered.size() == 1);
  CHECK(takes_finished(x.program, x.run, switchboard::Channel::voice));
  CHECK(finished(x.program, x.run, x.facts).entered.size() == 1);
  CHECK(x.here() == "menu");
  CHECK(finished(x.program, x.run, x.facts).lasts == seconds(8));
  const Outcome again = timed_out(x.program, x.run, x.facts);
  REQUIRE(again.entered.size() == 1);
  CHECK(again.entered[0].tries == 1);
  CHECK(x.here() == "menu");
  timed_out(x.program, x.run, x.facts);
  CHECK(x.here() == "help");
}

TEST_CASE("words stay outside: a branch over them is asked, one over numbers is not") {
  Running x;
  begin(x.program, x.run, x.facts);
  chosen(x.program, x.run, x.facts, 1);
  CHECK(x.here() == "number");
  collected(x.program, x.run, x.facts, 4'711);
  CHECK(x.here() == "which");
  CHECK(takes_answer(x.program, x.run, exit_else, {}));
  CHECK_FALSE(takes_answer(x.program, x.run, 7, {}));
  CHECK_FALSE(takes_answer(x.program, x.run, exit_else, {{9, 1}}));
  const WordsAnswer answer = answer_by_words(x.flow, x.flow.steps[3], x.run, x.facts, {"2001", ""});
  CHECK(answer.exit == exit_else);
  const Outcome outcome = answered(x.program, x.run, x.facts, answer.exit, answer.numbers);
  CHECK(outcome.next == Next::queue);
  CHECK(x.run.values == std::vector<std::int64_t>{4'711, 1});
  CHECK(priority_of(x.program, x.run, x.facts) == 5);
}

TEST_CASE("a broken expression and a question nobody answers lead to the fallback") {
  Running x;
  std::get<Set>(step_of(x.flow, "count").does).values[0].value = "1 / tried";
  x.program = *check_flow(x.flow).program;
  begin(x.program, x.run, x.facts);
  chosen(x.program, x.run, x.facts, 1);
  collected(x.program, x.run, x.facts, 1);
  Run other = x.run;
  CHECK(timed_out(x.program, other, x.facts).broken == Broken::bad_answer);
  CHECK(answered(x.program, x.run, x.facts, exit_else, {}).broken == Broken::expression);
}

TEST_CASE("a run never takes more than its steps") {
  Program program;
  program.fallback = QueueId{1};
  ProgramStep menu;
  menu.kind = StepKind::menu;
  menu.exits = {0, 0, 0};
  menu.tries = 1;
  program.steps = {menu};
  Run run = new_run(program, FlowId{1}, 1, 0);
  Outcome outcome = begin(program, run, {});
  int inputs = 0;
  for (; outcome.next == Next::wait; ++inputs)
    outcome = chosen(program, run, {}, 0);
  CHECK(outcome.broken == Broken::too_many_steps);
  CHECK(inputs == steps_of_run_max);

  ProgramStep tag;
  tag.kind = StepKind::tag;
  tag.exits = {0};
  program.steps = {tag};
  run = new_run(program, FlowId{1}, 1, 0);
  CHECK(begin(program, run, {}).broken == Broken::too_many_steps);
  CHECK(run.turn == steps_per_turn_max);
}

TEST_CASE("a split is even over many interactions and always the same for one") {
  ProgramStep split;
  split.kind = StepKind::split;
  split.percents = {20, 50, 30};
  Run run;
  run.version = 3;
  std::map<std::int32_t, int> counts;
  for (int i = 1; i <= 10'000; ++i)
    ++counts[share_of(split, run, InteractionId{std::int64_t{4'194'304} * i})];
  CHECK(counts[0] == doctest::Approx(2'000).epsilon(0.06));
  CHECK(counts[1] == doctest::Approx(5'000).epsilon(0.06));
  CHECK(share_of(split, run, InteractionId{5}) == share_of(split, run, InteractionId{5}));
}

TEST_CASE("a stored test says which way was expected and which was gone") {
  CHECK(rehearsed({{"menu", "2", {}}, {"number", "2001", {}}},
                  {"greet", "menu", "number", "which", "count", "thanks", "help"})
            .failure == "");
  const Rehearsed said = rehearsed({{"menu", "where is my parcel", {}}, {"number", "2001", {}}}, {});
  CHECK(said.ended == "queue");
  REQUIRE(said.said.size() == 4);
  CHECK(said.said[3].text == "Order 2001, 1");
  CHECK(rehearsed({{"menu", "hm", {}}, {"menu", "1", {}}}, {"greet", "menu", "menu", "help"}).failure ==
        "step 4: expected help, got sell");
  CHECK(rehearsed({{"menu", "timeout", {}}, {"help", "refused", {}}}, {"greet", "menu", "help", "bye"})
            .failure == "step 5: expected no more, got end");
  CHECK(rehearsed({{"number", "1", {}}}, {"greet", "menu"}).failure == "input 1: number was never asked");
}

TEST_CASE("what a customer writes means an option, or nothing") {
  const Flow flow = shop_flow();
  const auto& menu = std::get<Menu>(flow.steps[1].does);
  CHECK(option_of(menu, "2") == 1);
  CHECK(option_of(menu, "２") == 1);
  CHECK(option_of(menu, " BUYING ") == 0);
  CHECK(option_of(menu, "订单") == 1);
  CHECK(option_of(menu, "我的快递在哪里") == 1);
  CHECK_FALSE(option_of(menu, "price of my parcel").has_value());
  CHECK_FALSE(option_of(menu, "hello").has_value());
  CHECK_FALSE(option_of(menu, "").has_value());
}

TEST_CASE("what is collected has the asked shape") {
  Collect digits;
  digits.length_min = 4;
  digits.length_max = 6;
  CHECK(taken(digits, "47 11-2") == "47112");
  CHECK(taken(digits, "４７１１") == "4711");
  CHECK_FALSE(taken(digits, "471").has_value());
  CHECK_FALSE(taken(digits, "4711a").has_value());
  Collect text;
  text.input = Collected::text;
  text.pattern = "@@-####";
  CHECK(taken(text, "  AB-4711\n") == "AB-4711");
  CHECK_FALSE(taken(text, "AB4711").has_value());
  CHECK(matches("@*.?*", "li.example"));
  CHECK(matches("*.*", "a.b"));
  CHECK(matches("张*", "张三丰"));
  CHECK_FALSE(matches("a*b*c", "a" + std::string(5'000, 'b')));
  CHECK(language_of("我的iPhone坏了") == "zh");
  CHECK(language_of("my phone") == "en");
  CHECK(language_of("4711?") == "");
}
