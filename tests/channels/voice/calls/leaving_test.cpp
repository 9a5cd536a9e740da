// A voicemail as the line hears it.
#include <doctest/doctest.h>

#include "channels/voice/calls/support/line.h"
#include "switchboard/flow/program.h"

namespace rapport::calls::tests {
namespace {

using switchboard::Change;
using switchboard::FlowAnswered;

// A caller at a voicemail step, who has heard its words.
struct Leaver : Line {
  sip::LegId line;
  explicit Leaver(bool hears_words = true) {
    begins_with = switchboard::FlowStart{FlowId{4}, 1, 0, false, {}};
    line = ring();
    FlowAsked how;
    how.length_max = 60;
    how.queue = QueueId{8};
    how.language = "zh";
    flow_asks(Asks::voicemail, how);
    if (hears_words) speech_ends(line);
  }
  media::LegId customer() const { return media::LegId{line.value}; }
  bool is_over() const { return voicemails_over.size() == voicemails.size(); }
  bool is_left() const { return is_over() && voicemails_over.back().is_left; }
  bool has_left_nothing() const {
    const auto answers = submitted<FlowAnswered>();
    return is_over() && !voicemails_over.back().is_left && answers.size() == 1 &&
           answers[0].exit == switchboard::flow::exit_failed && answers[0].turn == turn;
  }
  void say(Duration length) {
    talks(true);
    wait(length);
    talks(false);
  }
};

}  // namespace

TEST_CASE("a voicemail begins with its words, then a beep; from the beep on it is kept") {
  Leaver leaver(false);
  CHECK(leaver.speaking.contains(leaver.line.value));
  CHECK(leaver.voicemails.empty());
  leaver.speech_ends(leaver.line);
  CHECK(leaver.sound(leaver.customer()) == Sound::beep);
  REQUIRE(leaver.voicemails.size() == 1);
  CHECK(leaver.voicemails[0].leg == leaver.customer());
  CHECK(leaver.voicemails[0].call == leaver.interaction);
  CHECK(leaver.voicemails[0].queue == QueueId{8});
  CHECK(leaver.voicemails[0].turn == leaver.turn);
  CHECK(leaver.voicemails[0].language == "zh");
  CHECK(leaver.broken() == "");
}

TEST_CASE("a key ends the words; # ends what is left, and no other key does") {
  Leaver leaver(false);
  leaver.press(leaver.line, "5");
  CHECK(leaver.voicemails.size() == 1);
  leaver.talks(true);
  leaver.wait(seconds(4));
  leaver.press(leaver.line, "59*");
  CHECK_FALSE(leaver.is_over());
  leaver.press(leaver.line, "#");
  CHECK(leaver.is_left());
  CHECK_FALSE(leaver.voicemails_over[0].has_hung_up);
  // The flow hears of it once it is an interaction.
  CHECK(leaver.submitted<FlowAnswered>().empty());
  CHECK(leaver.sound(leaver.customer()) == Sound::none);
  leaver.press(leaver.line, "#");
  CHECK(leaver.voicemails_over.size() == 1);
  CHECK(leaver.timers.empty());
}

TEST_CASE("silence ends it, and pauses between words do not") {
  Leaver leaver;
  leaver.say(seconds(3));
  leaver.wait(seconds(4));
  leaver.say(seconds(2));
  leaver.wait(seconds(4));
  CHECK_FALSE(leaver.is_over());
  leaver.wait(seconds(2));
  CHECK(leaver.is_left());
}

TEST_CASE("nobody speaks longer than the step allows") {
  Leaver leaver;
  leaver.talks(true);
  leaver.wait(seconds(59));
  CHECK_FALSE(leaver.is_over());
  leaver.wait(seconds(2));
  CHECK(leaver.is_left());
}

TEST_CASE("who says nothing, or hardly anything, has left nothing, and the flow says so") {
  Leaver leaver;
  SUBCASE("nothing") {}
  SUBCASE("a cough: silence is noticed later than speech") {
    leaver.say(milliseconds(1'500));
  }
  leaver.wait(seconds(6));
  CHECK(leaver.has_left_nothing());
}

TEST_CASE(
    "who hangs up while they speak has left what they said; the switchboard hears it from who keeps it") {
  Leaver leaver;
  leaver.talks(true);
  leaver.wait(seconds(3));
  leaver.end(leaver.line);
  CHECK(leaver.is_left());
  CHECK(leaver.voicemails_over[0].has_hung_up);
  CHECK(leaver.submitted<switchboard::CustomerLeft>().empty());
  CHECK(leaver.timers.empty());
  CHECK(leaver.leak() == "");
}

TEST_CASE("who hangs up before they speak has left") {
  Leaver leaver;
  leaver.wait(seconds(1));
  leaver.end(leaver.line);
  CHECK(leaver.is_over());
  CHECK_FALSE(leaver.is_left());
  CHECK(leaver.submitted<switchboard::CustomerLeft>().size() == 1);
  CHECK(leaver.submitted<FlowAnswered>().empty());
  CHECK(leaver.leak() == "");
}

TEST_CASE("a disk without room ends it: what was said until then is left") {
  Leaver leaver;
  SUBCASE("something") {
    leaver.talks(true);
    leaver.wait(seconds(3));
    leaver.happen(RecordingEnded{leaver.voicemails[0].tap});
    CHECK(leaver.is_left());
  }
  SUBCASE("nothing") {
    leaver.happen(RecordingEnded{leaver.voicemails[0].tap});
    CHECK(leaver.has_left_nothing());
  }
}

TEST_CASE("a flow that goes on by itself ends it") {
  Leaver leaver;
  leaver.talks(true);
  leaver.wait(seconds(3));
  SUBCASE("to another step") {
    leaver.flow_asks(Asks::say);
  }
  SUBCASE("to a queue") {
    leaver.change(Change::queued);
  }
  SUBCASE("to its end") {
    leaver.change(Change::ended);
    CHECK(leaver.control.calls() == 0);
  }
  CHECK(leaver.is_left());
  CHECK(leaver.leak() == "");
}

TEST_CASE("what is heard of another, or after the end, changes nothing") {
  Leaver leaver;
  leaver.happen(VoiceHeard{org, leaver.interaction, media::TapId{999}, true});
  leaver.wait(seconds(6));
  CHECK(leaver.has_left_nothing());
  leaver.talks(true);
  CHECK(leaver.timers.empty());
}

}  // namespace rapport::calls::tests
