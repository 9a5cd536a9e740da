// A caller's flow as it is heard and typed, seen from the line.
#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"
#include "switchboard/flow/program.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::FlowAnswered;
using switchboard::FlowInput;
using switchboard::FlowInputKind;

// A caller of a number that begins with a flow.
struct FlowCall : Line {
  sip::LegId line;
  FlowCall() {
    begins_with = switchboard::FlowStart{FlowId{4}, 1, 0, false, {}};
    line = ring();
  }
  media::LegId customer() const { return media::LegId{line.value}; }
  bool is_spoken_to() const { return speaking.contains(line.value); }
  void menu(std::vector<std::string> keys) {
    FlowAsked how;
    how.keys = std::move(keys);
    flow_asks(Asks::menu, std::move(how));
  }
  void collect(std::int32_t length_max, bool is_secret = false) {
    FlowAsked how;
    how.length_max = length_max;
    how.is_secret = is_secret;
    flow_asks(Asks::collect, std::move(how));
  }
  void transfer(const std::string& number, bool returns) {
    FlowAsked how;
    how.number = number;
    how.returns = returns;
    flow_asks(Asks::transfer, std::move(how));
  }
  std::vector<FlowInputKind> inputs() const {
    std::vector<FlowInputKind> kinds;
    for (const FlowInput& input : submitted<FlowInput>())
      kinds.push_back(input.what);
    return kinds;
  }
  FlowInput last_input() const { return submitted<FlowInput>().back(); }
};

sip::LegId last_invited(const Line& line) {
  for (auto it = line.commands.rbegin(); it != line.commands.rend(); ++it)
    if (const auto* invite = std::get_if<sip::Invite>(&*it)) return invite->leg;
  return {};
}

}  // namespace

TEST_CASE("a call whose number begins with a flow arrives with it, and hears no music before it speaks") {
  FlowCall call;
  const auto arrived = call.submitted<switchboard::InteractionArrived>();
  REQUIRE(arrived.size() == 1);
  REQUIRE(arrived[0].flow.has_value());
  CHECK(arrived[0].flow->flow == FlowId{4});
  CHECK(call.sound(call.customer()) == Sound::none);
  call.flow_asks(Asks::say);
  REQUIRE(call.is_spoken_to());
  CHECK(call.speaking.at(call.line.value).says[0].text == "something");
  CHECK(call.inputs().empty());
  call.speech_ends(call.line);
  CHECK(call.inputs() == std::vector{FlowInputKind::finished});
  CHECK(call.last_input().turn == 1);
  CHECK(call.broken() == "");
}

TEST_CASE("a flow that the switchboard does not take leaves the caller in the number's queue") {
  FlowCall call;
  call.happen(NotTaken{CallId{1}, true, "unknown_flow"});
  const auto arrived = call.submitted<switchboard::InteractionArrived>();
  REQUIRE(arrived.size() == 2);
  CHECK_FALSE(arrived[1].flow.has_value());
  CHECK(arrived[1].queue == queue);
  CHECK(call.sound(call.customer()) == Sound::waiting_music);
  call.happen(NotTaken{CallId{1}, true, "queue_full"});
  CHECK(call.sound(call.customer()) == Sound::not_taken);
}

TEST_CASE("a key ends the menu's speech and chooses; another key is not understood") {
  FlowCall call;
  call.menu({"1", "2"});
  call.press(call.line, "2");
  CHECK_FALSE(call.is_spoken_to());
  REQUIRE(call.inputs() == std::vector{FlowInputKind::chosen});
  CHECK(call.last_input().option == 1);
  call.menu({"1", "2"});
  call.speech_ends(call.line);
  call.press(call.line, "7");
  CHECK(call.inputs() ==
        std::vector{FlowInputKind::chosen, FlowInputKind::finished, FlowInputKind::not_understood});
  CHECK(call.last_input().turn == 2);
}

TEST_CASE("who knows the menus types ahead and hears none of them") {
  FlowCall call;
  call.flow_asks(Asks::say);
  call.press(call.line, "1");
  CHECK(call.inputs() == std::vector{FlowInputKind::finished});
  call.press(call.line, "24711#");
  call.menu({"1", "2"});
  CHECK_FALSE(call.is_spoken_to());
  CHECK(call.last_input().option == 0);
  call.menu({"1", "2"});
  CHECK(call.last_input().option == 1);
  call.collect(8);
  CHECK_FALSE(call.is_spoken_to());
  REQUIRE(call.keyed.size() == 1);
  CHECK(call.keyed[0].digits == "4711");
  CHECK(call.keyed[0].turn == call.turn);
}

TEST_CASE(
    "digits end with #, with their length, or with a pause; a # too much is no answer to what follows") {
  FlowCall call;
  call.collect(8);
  call.press(call.line, "47#");
  REQUIRE(call.keyed.size() == 1);
  CHECK(call.keyed[0].digits == "47");
  call.collect(4);
  call.press(call.line, "4711");
  REQUIRE(call.keyed.size() == 2);
  CHECK(call.keyed[1].digits == "4711");
  call.press(call.line, "#");
  call.collect(8);
  CHECK(call.is_spoken_to());
  call.press(call.line, "0*12");
  CHECK(call.keyed.size() == 2);
  call.wait(seconds(3));
  CHECK(call.keyed.size() == 2);
  call.press(call.line, "3");
  call.wait(seconds(5));
  REQUIRE(call.keyed.size() == 3);
  CHECK(call.keyed[2].digits == "123");
  CHECK(call.timers.empty());
}

TEST_CASE("while somebody types slowly the switchboard hears that they do") {
  FlowCall call;
  call.collect(16);
  call.speech_ends(call.line);
  for (int i = 0; i < 6; ++i) {
    call.wait(seconds(3));
    call.press(call.line, "5");
  }
  CHECK(call.inputs().size() == 7);
  CHECK(call.last_input().what == FlowInputKind::finished);
  CHECK(call.keyed.empty());
}

TEST_CASE("a secret question keeps its keys from everybody, no longer than it is asked") {
  FlowCall call;
  call.collect(4);
  CHECK(call.secret.empty());
  call.press(call.line, "1#");
  call.collect(4, true);
  CHECK(call.secret.size() == 1);
  call.press(call.line, "12");
  CHECK(call.secret.size() == 1);
  call.press(call.line, "34");
  CHECK(call.secret.empty());
}

TEST_CASE("asked again, what was typed before is forgotten") {
  FlowCall call;
  call.collect(8);
  call.speech_ends(call.line);
  call.press(call.line, "12");
  FlowAsked again;
  again.length_max = 8;
  again.is_again = true;
  call.flow_asks(Asks::collect, again);
  CHECK(call.timers.empty());
  CHECK(call.is_spoken_to());
  call.press(call.line, "34#");
  REQUIRE(call.keyed.size() == 1);
  CHECK(call.keyed[0].digits == "34");
}

TEST_CASE("in the queue they hear music, where they stand in line, and an offer that a key takes") {
  FlowCall call;
  call.menu({"1"});
  call.press(call.line, "1");
  call.change(Change::queued);
  CHECK(call.sound(call.customer()) == Sound::waiting_music);
  call.press(call.line, "1");
  CHECK(call.inputs().size() == 1);
  FlowAsked told;
  told.keys = {"1"};
  call.flow_asks(Asks::treatment, told);
  CHECK(call.is_spoken_to());
  CHECK(call.sound(call.customer()) == Sound::none);
  call.speech_ends(call.line);
  CHECK(call.sound(call.customer()) == Sound::waiting_music);
  call.press(call.line, "5");
  CHECK(call.inputs().size() == 1);
  call.press(call.line, "1");
  CHECK(call.last_input().what == FlowInputKind::offer_taken);
  call.change(Change::flow_resumed);
  call.flow_asks(Asks::say);
  CHECK(call.is_spoken_to());
  CHECK(call.sound(call.customer()) == Sound::none);
  CHECK(call.broken() == "");
}

TEST_CASE("an agent who takes the call ends what is being said") {
  FlowCall call;
  call.open_station(ann, ann.value);
  call.change(Change::queued);
  call.flow_asks(Asks::treatment);
  call.offer(ann);
  call.close_offer(switchboard::OfferEnd::accepted);
  call.change(Change::accepted, ann);
  CHECK_FALSE(call.is_spoken_to());
  CHECK(call.hear_each_other(call.customer(), call.station(ann.value)));
  call.flow_asks(Asks::treatment);  // came too late
  CHECK_FALSE(call.is_spoken_to());
  call.press(call.line, "1");
  CHECK(call.inputs().empty());
  CHECK(call.broken() == "");
}

TEST_CASE("a flow's end hangs up") {
  FlowCall call;
  call.flow_asks(Asks::say);
  call.speech_ends(call.line);
  call.change(Change::ended);
  CHECK(call.control.calls() == 0);
  CHECK(call.submitted<switchboard::CustomerLeft>().empty());
  CHECK(call.leak() == "");
}

TEST_CASE("who hangs up in their flow has left, and no timer stays") {
  FlowCall call;
  call.collect(8);
  call.press(call.line, "12");
  CHECK(call.timers.size() == 1);
  call.lines.erase(call.line.value);
  call.happen(sip::Event{sip::Ended{call.line, sip::EndedBy::peer, 200, 16, ""}});
  CHECK(call.submitted<switchboard::CustomerLeft>().size() == 1);
  CHECK(call.timers.empty());
  CHECK(call.leak() == "");
}

TEST_CASE("a transfer outside rings, connects, and leaves the flow") {
  FlowCall call;
  call.transfer("+44 20 1234-5678", false);
  CHECK(call.sound(call.customer()) == Sound::ringing);
  const sip::LegId outside = last_invited(call);
  REQUIRE(outside);
  CHECK(std::get<sip::ToTrunk>(std::get<sip::Invite>(call.commands.back()).target).number == "+442012345678");
  call.happen(sip::Event{sip::Answered{outside, "theirs"}});
  CHECK(call.hear_each_other(call.customer(), media::LegId{outside.value}));
  REQUIRE(call.submitted<FlowAnswered>().size() == 1);
  CHECK(call.submitted<FlowAnswered>()[0].exit == 1);
  call.change(Change::ended);
  CHECK(call.control.calls() == 1);
  CHECK(call.timers.empty());
  call.lines.erase(outside.value);
  call.happen(sip::Event{sip::Ended{outside, sip::EndedBy::peer, 200, 16, ""}});
  CHECK(call.control.calls() == 0);
  CHECK(call.leak() == "");
}

TEST_CASE("a transfer that nobody answers goes on in the flow as failed") {
  FlowCall call;
  call.transfer("+442012345678", true);
  const sip::LegId outside = last_invited(call);
  call.wait(seconds(60));
  REQUIRE(call.submitted<FlowAnswered>().size() == 1);
  CHECK(call.submitted<FlowAnswered>()[0].exit == 0);
  CHECK(call.sound(call.customer()) == Sound::none);
  CHECK_FALSE(call.lines.contains(outside.value));
  call.flow_asks(Asks::say);
  CHECK(call.is_spoken_to());
  CHECK(call.leak() == "");
}

TEST_CASE("a transfer with a way on comes back to the flow when the other end hangs up") {
  FlowCall call;
  call.transfer("+442012345678", true);
  const sip::LegId outside = last_invited(call);
  call.happen(sip::Event{sip::Answered{outside, "theirs"}});
  CHECK(call.submitted<FlowAnswered>().empty());
  CHECK(call.hear_each_other(call.customer(), media::LegId{outside.value}));
  call.lines.erase(outside.value);
  call.happen(sip::Event{sip::Ended{outside, sip::EndedBy::peer, 200, 16, ""}});
  REQUIRE(call.submitted<FlowAnswered>().size() == 1);
  CHECK(call.submitted<FlowAnswered>()[0].exit == 1);
  CHECK(call.control.calls() == 1);
  call.flow_asks(Asks::say);
  CHECK(call.is_spoken_to());
  CHECK(call.broken() == "");
}

TEST_CASE("a callback is booked where they call from, or at the number they typed once it is kept") {
  FlowCall call;
  const auto left_by = [&call] { return call.submitted<FlowAnswered>().back().exit; };
  call.flow_asks(Asks::callback);
  CHECK(left_by() == switchboard::flow::exit_booked);
  CHECK(call.kept_numbers.empty());
  FlowAsked typed;
  typed.number = "13800138000";
  call.flow_asks(Asks::callback, typed);
  CHECK(call.kept_numbers == std::vector<std::string>{"13800138000"});
  CHECK(call.submitted<FlowAnswered>().size() == 2);
  CHECK(left_by() == switchboard::flow::exit_booked);
  typed.number = "911";  // this one is none
  call.flow_asks(Asks::callback, typed);
  CHECK(left_by() == switchboard::flow::exit_failed);
}

TEST_CASE("a number that is kept too late answers nothing") {
  FlowCall call;
  call.keeps_numbers = false;
  FlowAsked typed;
  typed.number = "13800138000";
  call.flow_asks(Asks::callback, typed);
  const std::int32_t asked_at = call.turn;
  CHECK(call.submitted<FlowAnswered>().empty());
  call.flow_asks(Asks::say);
  call.happen(NumberKept{org, call.interaction, asked_at, true});
  CHECK(call.submitted<FlowAnswered>().empty());
}

TEST_CASE("who hides their number and types none cannot be called back") {
  FlowCall call;
  call.ring("");
  call.flow_asks(Asks::callback);
  REQUIRE(call.submitted<FlowAnswered>().size() == 1);
  CHECK(call.submitted<FlowAnswered>()[0].exit == switchboard::flow::exit_failed);
}

TEST_CASE("the music of the step that they wait by is heard there and nowhere else") {
  FlowCall call;
  const std::int64_t leg = call.line.value;
  call.change(Change::queued);
  CHECK(call.sound(call.customer()) == Sound::waiting_music);
  CHECK(call.music[leg] == PromptId{});
  call.happen(MusicChosen{org, call.interaction, PromptId{31}});
  CHECK(call.sound(call.customer()) == Sound::waiting_music);
  CHECK(call.music[leg] == PromptId{31});
  call.change(Change::flow_resumed);
  CHECK(call.sound(call.customer()) == Sound::none);
  call.change(Change::queued);
  CHECK(call.music[leg] == PromptId{});
  call.happen(MusicChosen{org, call.interaction, PromptId{32}});
  CHECK(call.music[leg] == PromptId{32});
  call.open_station(ann, ann.value);
  call.change(Change::accepted, ann);
  call.ask(ann, Action::hold);
  CHECK(call.sound(call.customer()) == Sound::hold_music);
  CHECK(call.music[leg] == PromptId{});
}

}  // namespace rapport::calls::tests
