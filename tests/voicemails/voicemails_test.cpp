// What a caller left: from a tape to an agent's desk, through the whole program without a telephone.
#include "voicemails/voicemails.h"

#include <cmath>
#include <numbers>

#include "flows/contract.h"
#include "recordings/ogg_opus.h"
#include "support/program/shop.h"

namespace rapport::voicemails::testing {
namespace {

using namespace program::testing;
using recordings::Recording;

struct KnownRecordings {
  std::vector<Recording> items;
};
BOOST_DESCRIBE_STRUCT(KnownRecordings, (), (items))

flows::Definition leaving_flow(QueueId queue) {
  flows::Definition flow;
  flow.languages = {"zh"};
  flow.channels = {switchboard::Channel::voice};
  flow.start = "leave";
  flow.fallback_queue_id = queue;
  const switchboard::flow::Voicemail leave{{{"zh", "请留言"}}, queue, 60};
  flow.steps.push_back({"leave", leave, {{"recorded", "end"}, {"nothing", "end"}}, "", {}});
  flow.steps.push_back({"end", switchboard::flow::End{}, {}, "", {}});
  return flow;
}

// A caller whose flow stands at a voicemail step.
struct Answering : Shop {
  explicit Answering(House& the_house) : Shop(the_house) {
    HttpClient admin = house.signed_in("admin@shop.test");
    const auto made =
        admin.post("/api/v1/flows", contract::encode(flows::NewFlow{"Leave", leaving_flow(queue)}));
    REQUIRE(made.status == 201);
    const FlowId flow = read<flows::FlowWhole>(made.body).id;
    const auto published = admin.post("/api/v1/flows/" + std::to_string(flow.value) + "/publish", "{}");
    INFO(published.body);
    REQUIRE(published.status == 201);
    customers::Customer caller;
    caller.id = parts().ids.next<CustomerId>();
    caller.phone = "+8613900000001";
    customer = parts().customers.find_or_create(org, "phone", *caller.phone, caller)->id;
    call = parts().ids.next<InteractionId>();
    conversations::Entrance entrance;
    entrance.subject = "95500";
    REQUIRE(parts().records.add_entrance(org, call, entrance));
    switchboard::InteractionArrived arrived;
    arrived.interaction = call;
    arrived.channel = switchboard::Channel::voice;
    arrived.customer = customer;
    arrived.flow = parts().flow_library.start(org, flow, "zh");
    REQUIRE(arrived.flow.has_value());
    REQUIRE(parts().loop.submit_and_wait(org, arrived));
    turn = view(call)->run->turn;
  }
  program::Server::Parts& parts() { return house.parts(); }
  std::optional<switchboard::InteractionView> view(InteractionId id) {
    return *parts().loop.read<std::optional<switchboard::InteractionView>>(
        org, [id](const switchboard::Switchboard& board, Instant) { return board.interaction(id); });
  }
  // Begun, and `ms` of a tone said; ended unless `is_cut`.
  Begun speak(int ms, bool is_cut = false) {
    Begun begun = parts().voicemails.begin({org, {}, call, turn, queue, "zh", {}}, {},
                                           [this](const Recording& made) { length_ms = made.duration_ms; });
    std::vector<std::int16_t> said(recordings::frame_samples), nobody(recordings::frame_samples);
    std::uint64_t at = 0;
    for (; at < static_cast<std::uint64_t>(ms) / 20; ++at) {
      for (std::size_t i = 0; i < said.size(); ++i)
        said[i] =
            static_cast<std::int16_t>(9'000 * std::sin(0.35 * static_cast<double>(at * said.size() + i)));
      recordings::TapeFrame frame;
      frame.index = at;
      frame.left = said;
      frame.right = nobody;
      begun.tape->hear(frame);
    }
    if (is_cut) return begun;
    recordings::TapeFrame last;
    last.index = at;
    last.is_last = true;
    begun.tape->hear(last);
    REQUIRE(eventually([this] { return length_ms >= 0; }));
    return begun;
  }
  std::vector<Recording> recorded(HttpClient& client, InteractionId id) {
    return read<KnownRecordings>(client.get(path_of(id, "/recordings")).body).items;
  }
  bool is_nothing_left() {
    return eventually([this] { return parts().voicemail_store.all()->empty(); });
  }

  CustomerId customer;
  InteractionId call;
  std::int32_t turn = 0;
  std::atomic<std::int64_t> length_ms = -1;
};

template <class Body>
void at_the_beep(Body&& body) {
  in_a_house([&](House& house) {
    Answering answering(house);
    body(answering);
  });
}

TEST_CASE("what was left is offered to an agent, who reads who called and listens to it") {
  at_the_beep([](Answering& at) {
    Desk ana = at.desk_of_ana();
    const Begun begun = at.speak(3'000);
    at.parts().voicemails.deliver(begun.voicemail, at.length_ms);
    const desk::Interaction taken = ana.accept_next();
    CHECK(taken.id == begun.voicemail.interaction);
    CHECK(taken.channel == switchboard::Channel::voicemail);
    CHECK(taken.customer.id == at.customer);
    CHECK(taken.subject == "95500");
    HttpClient client = at.house.signed_in("ana@shop.test");
    const auto messages = messages_of(client, taken.id);
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].text == "语音留言（0:03）");
    CHECK(messages[0].author == switchboard::Author::customer);
    const auto recordings = at.recorded(client, taken.id);
    REQUIRE(recordings.size() == 1);
    CHECK(recordings[0].because == recordings::RecordedBecause::voicemail);
    CHECK(recordings[0].state == recordings::RecordingState::whole);
    CHECK(recordings[0].duration_ms == 3'000);
    CHECK(recordings[0].queue_id == at.queue);
    // A message of the customer's: whoever may read it may hear it, and every time is noted.
    const std::string audio = "/api/v1/recordings/" + std::to_string(recordings[0].id.value) + "/audio";
    CHECK(client.get(audio).status == 200);
    HttpClient admin = at.house.signed_in("admin@shop.test");
    CHECK(admin.get("/api/v1/audit?what=listen").body.find(R"("action":"listen")") != std::string::npos);
    // The call's flow has gone on, to its end.
    CHECK_FALSE(at.view(at.call).has_value());
    CHECK(at.parts().records.find(at.org, at.call)->outcome == switchboard::Outcome::served);
    CHECK(at.parts().records.find(at.org, taken.id)->previous == at.call);
    CHECK(at.is_nothing_left());
  });
}

TEST_CASE("a voicemail whose call is gone comes into its queue all the same, at any hour, and once") {
  at_the_beep([](Answering& at) {
    REQUIRE(at.parts().loop.submit_and_wait(at.org, switchboard::QueueClosed{at.queue}));
    const Begun begun = at.speak(2'000);
    REQUIRE(at.parts().loop.submit_and_wait(at.org, switchboard::CustomerLeft{at.call}));
    at.parts().voicemails.deliver(begun.voicemail, at.length_ms);
    at.parts().voicemails.deliver(begun.voicemail, at.length_ms);
    const auto view = at.view(begun.voicemail.interaction);
    REQUIRE(view.has_value());
    CHECK(view->state == switchboard::InteractionState::queued);
    CHECK(view->customer == at.customer);
    HttpClient sue = at.house.signed_in("sue@shop.test");
    CHECK(messages_of(sue, begun.voicemail.interaction).size() == 1);
    CHECK(at.is_nothing_left());
  });
}

TEST_CASE("a server that stops while somebody speaks has their voicemail when it starts again") {
  at_the_beep([](Answering& at) {
    InteractionId id;
    {
      const Begun begun = at.speak(3'500, true);
      id = begun.voicemail.interaction;
      REQUIRE(eventually([&] { return at.parts().voicemail_store.all()->size() == 1; }));
    }
    at.house.restart();
    CHECK(at.is_nothing_left());
    const auto view = at.view(id);
    REQUIRE(view.has_value());
    CHECK(view->channel == switchboard::Channel::voicemail);
    HttpClient sue = at.house.signed_in("sue@shop.test");
    REQUIRE(messages_of(sue, id).size() == 1);
    CHECK(messages_of(sue, id)[0].text == "语音留言（0:03）");
    CHECK(at.recorded(sue, id).at(0).state == recordings::RecordingState::recovered);
  });
}

TEST_CASE("of a voicemail in which nothing was said nothing stays") {
  at_the_beep([](Answering& at) {
    const Begun begun = at.speak(400);
    const auto path =
        at.parts().recording_files.name(begun.voicemail.recording, recordings::RecordingPart::audio).path;
    CHECK(std::filesystem::exists(path));
    at.parts().voicemails.drop(begun.voicemail);
    CHECK_FALSE(std::filesystem::exists(path));
    CHECK(eventually([&] { return !at.parts().recording_store.find(at.org, begun.voicemail.recording); }));
    CHECK(at.is_nothing_left());
  });
}

}  // namespace
}  // namespace rapport::voicemails::testing
