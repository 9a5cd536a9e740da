#include "callbacks/callback.h"
#include "support/program/shop.h"

namespace rapport::program::testing {
namespace {

using callbacks::WaitingCallback;
using callbacks::WaitingCallbacks;
using switchboard::Change;
using switchboard::InteractionState;

std::string path(InteractionId id, const std::string& rest = "") {
  return "/api/v1/callbacks/" + std::to_string(id.value) + rest;
}

std::string booking(const Shop& shop, const std::string& more = "") {
  return R"({"number":"+86 10 1234 5678","queue_id":)" + quoted(shop.queue.value) + more + "}";
}

}  // namespace

TEST_CASE("a callback is booked, seen, moved and called off") {
  in_a_shop([](Shop& shop) {
    Desk sue = shop.desk_of_sue();
    const HttpReply booked = sue.client.post("/api/v1/callbacks", booking(shop));
    INFO(booked.body);
    REQUIRE(booked.status == 201);
    const auto callback = read<WaitingCallback>(booked.body);
    CHECK(callback.state == InteractionState::queued);
    CHECK(callback.number == "+861012345678");
    CHECK(callback.position == 1);
    const auto id = callback.interaction_id;

    CHECK(sue.client.post("/api/v1/callbacks", booking(shop)).status == 409);  // the same customer again

    const auto waiting = read<WaitingCallbacks>(sue.client.get("/api/v1/callbacks").body);
    REQUIRE(waiting.items.size() == 1);
    CHECK(waiting.items.front().interaction_id == id);

    const HttpReply moved = sue.client.post(path(id, "/reschedule"), R"({"due_at":"2099-01-01T10:00:00Z"})");
    CHECK(moved.status == 422);  // three months ahead at most
    const HttpReply now = sue.client.post(path(id, "/reschedule"));
    INFO(now.body);
    CHECK(now.status == 200);

    CHECK(sue.client.del(path(id)).status == 204);
    CHECK(read<WaitingCallbacks>(sue.client.get("/api/v1/callbacks").body).items.empty());
    CHECK(sue.client.del(path(id)).status == 404);
  });
}

TEST_CASE("a callback that makes no sense is refused where it is wrong") {
  in_a_shop([](Shop& shop) {
    Desk sue = shop.desk_of_sue();
    CHECK(problem_of(sue.client.post("/api/v1/callbacks", R"({"number":"ring me"})")).reason == "bad_number");
    CHECK(problem_of(sue.client.post("/api/v1/callbacks", R"({"number":"95500"})")).reason == "no_queue");
    CHECK(problem_of(sue.client.post("/api/v1/callbacks", R"({"queue_id":)" + quoted(shop.queue.value) + "}"))
              .reason == "no_number");
    Desk ana = shop.desk_of_ana();
    const auto callback = read<WaitingCallback>(sue.client.post("/api/v1/callbacks", booking(shop)).body);
    CHECK(ana.client.del(path(callback.interaction_id)).status == 403);
  });
}

TEST_CASE("an agent who wants to make the call is held for it at once") {
  in_a_shop([](Shop& shop) {
    Desk ana = shop.desk_of_ana();
    const HttpReply booked = ana.client.post("/api/v1/callbacks", booking(shop, R"(,"is_for_me":true)"));
    INFO(booked.body);
    REQUIRE(booked.status == 201);
    const auto callback = read<WaitingCallback>(booked.body);
    CHECK(callback.state == InteractionState::offered);
    CHECK(callback.agent_id == shop.ana);
    // No telephone in this house: she accepts it and stops it herself.
    const auto offered = ana.next_change(Change::offered);
    REQUIRE(offered.interaction->offer);
    CHECK(offered.interaction->offer->is_unasked);
    const std::string offer = R"({"offer_id":)" + quoted(offered.interaction->offer->id.value) + "}";
    REQUIRE(ana.client.post(path_of(callback.interaction_id, "/accept"), offer).status == 200);
    const auto dialling = read<WaitingCallbacks>(ana.client.get("/api/v1/callbacks").body);
    REQUIRE(dialling.items.size() == 1);
    CHECK(dialling.items.front().state == InteractionState::dialling);
    CHECK(dialling.items.front().dials == 1);
    CHECK(ana.client.post(path_of(callback.interaction_id, "/end")).status == 200);
    const auto waiting = read<WaitingCallbacks>(ana.client.get("/api/v1/callbacks").body);
    REQUIRE(waiting.items.size() == 1);
    CHECK(waiting.items.front().state == InteractionState::scheduled);
    CHECK(waiting.items.front().last_result == switchboard::DialResult::stopped);
  });
}

}  // namespace rapport::program::testing
