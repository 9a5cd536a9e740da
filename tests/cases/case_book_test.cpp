// Cases in the whole program: over both engines, with the API's own words.
#include "cases/case_book.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "cases/case_keeper.h"
#include "cases/case_operations.h"
#include "org/entity.h"
#include "org/hours_store.h"
#include "support/program/visitor.h"

namespace rapport::program::testing {
namespace {

using namespace rapport::cases;

struct CasesRoom {
  explicit CasesRoom(House& the_house) : house(the_house), org(house.organisation("shop").id), by{org, {}} {
    ada = customer("Ada");
    bob = customer("Bob");
  }

  CustomerId customer(const std::string& name) {
    customers::Customer fresh;
    fresh.id = house.parts().ids.next<CustomerId>();
    fresh.name = name;
    fresh.created_at = house.now();
    return house.parts().customers.find_or_create(org, "test", name, fresh).value().id;
  }
  CaseBook& book() { return house.parts().cases; }
  Case open(const std::string& subject, CustomerId of, const std::string& text = "") {
    NewCase wanted;
    wanted.subject = subject;
    wanted.customer_id = of;
    wanted.text = text;
    wanted.is_by_customer = true;
    auto made = book().open(by, wanted);
    REQUIRE(made.has_value());
    return *made;
  }
  Case move(CaseId id, CaseStatus status) {
    CaseEdit edit;
    edit.status = status;
    auto made = book().edit(by, id, edit, {});
    INFO((made ? "" : made.error().detail));
    REQUIRE(made.has_value());
    return *made;
  }
  Case find(CaseId id) { return book().find(org, id).value(); }
  std::string words(CaseId id, CustomerId customer) {
    std::string all;
    const auto shown = book().customer_view(org, id, customer);
    REQUIRE(shown.has_value());
    for (const CustomerWords& each : *shown)
      all += each.text + " | ";
    return all;
  }
  template <class Store, class Fields>
  auto keep(const Store& store, const Fields& fields) {
    auto kept = org::create(house.parts().org.admin().changes(), store, by, fields);
    INFO((kept ? "" : kept.error().detail));
    REQUIRE(kept.has_value());
    return *kept;
  }
  CaseKeeper::Done turn() {
    auto done = house.parts().case_keeper.turn();
    REQUIRE(done.has_value());
    return *done;
  }

  House& house;
  OrgId org;
  org::By by;
  CustomerId ada, bob;
};

TEST_CASE("cases are numbered, keep what they are told, and remember it") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const Case first = room.open("The grinder is loud", room.ada, "It screams.");
    const Case second = room.open("Second", room.ada);
    CHECK(first.number == "C-1001");
    CHECK(second.number == "C-1002");
    CHECK(first.status == CaseStatus::fresh);
    CaseEdit edit;
    edit.priority = CasePriority::urgent;
    edit.add_tags = {"noise"};
    const Case changed = room.book().edit(room.by, first.id, edit, first.version).value();
    CHECK(changed.tags == std::vector<std::string>{"noise"});
    CaseFilter filter;
    filter.tag = "noise";
    const auto listed = house.parts().database.read([&](database::Session& sql) -> Result<std::vector<Case>> {
      return CaseStore::list(sql, room.org, {}, filter, {}, 10);
    });
    REQUIRE(listed.value().size() == 1);
    CHECK(listed->front().id == first.id);
    const auto timeline = room.book().timeline(room.org, first.id, {}, 100).value();
    REQUIRE(timeline.size() == 3);
    CHECK(timeline[0].kind == CaseEventKind::opened);
    CHECK(timeline[1].text == "It screams.");
    CHECK(timeline[2].changes[0] == CaseDifference{"priority", "normal", "urgent"});
  });
}

TEST_CASE("replies to a merged case land in the survivor, and what was merged can be taken back") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const Case from = room.open("Loud", room.ada, "first words");
    const Case into = room.open("Very loud", room.ada, "second words");
    REQUIRE(room.book().merge(room.by, from.id, into.id, {}).has_value());
    CHECK(room.book().merge(room.by, into.id, from.id, {}).error().reason == "merge_cycle");
    CHECK(room.book().comment(room.by, from.id, "to the old one", false, {}).error().reason == "merged");
    const auto landed =
        room.book().add_reply(room.org, from.id, room.ada, "and again", house.now(), "<1@mail>");
    REQUIRE(landed.has_value());
    CHECK(landed->id == into.id);
    CHECK(
        room.book().add_reply(room.org, from.id, room.ada, "and again", house.now(), "<1@mail>").has_value());
    CHECK(room.words(into.id, room.ada) == "first words | second words | and again | ");
    const auto timeline = room.book().timeline(room.org, into.id, {}, 100).value();
    CHECK(timeline.back().via_id == from.id);
    REQUIRE(room.book().unmerge(room.by, from.id).has_value());
    CHECK(room.find(from.id).status == CaseStatus::fresh);
    CHECK_FALSE(room.find(from.id).merged_into_id);
    CHECK(room.words(from.id, room.ada) == "first words | and again | ");
    CHECK(room.book().unmerge(room.by, from.id).error().reason == "not_merged");
  });
}

TEST_CASE("a merge across customers shows neither the other's words") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const Case hers = room.open("Loud", room.ada, "Ada's secret");
    const Case his = room.open("Also loud", room.bob, "Bob's secret");
    CHECK(room.book().merge(room.by, hers.id, his.id, {}).error().reason == "different_customers");
    REQUIRE(room.book().merge(room.by, hers.id, his.id, {true}).has_value());
    REQUIRE(room.book().comment(room.by, his.id, "Dear Bob", true, {}).has_value());
    REQUIRE(room.book().comment(room.by, his.id, "internal", false, {}).has_value());
    REQUIRE(room.book().add_reply(room.org, hers.id, room.ada, "Ada again", house.now(), "").has_value());
    CHECK(room.words(his.id, room.bob) == "Bob's secret | Dear Bob | ");
    CHECK(room.words(his.id, room.ada) == "Ada's secret | Ada again | ");
  });
}

TEST_CASE("a customer reads those conversations of a case that were theirs, and no others") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const UserId sue_id = house.user(room.org, "agent@shop.test", "agent", {house.queue(room.org)}).id;
    Desk sue(house, "agent@shop.test");
    sue.be_available(sue_id);
    ChatVisitor visitor(house, house.chat(room.org));
    visitor.start("my private words", "first");
    const desk::Interaction talk = sue.accept_next();
    const Case his = room.open("Other", room.bob, "Bob's words");
    REQUIRE(room.book().link(room.by, his.id, talk.id).has_value());
    CHECK(room.words(his.id, room.bob) == "Bob's words | ");
    CHECK(room.words(his.id, talk.customer.id) == "my private words | ");
    CHECK(room.book().link(room.by, his.id, {77}).error().code == ErrorCode::not_found);
    REQUIRE(room.book().unlink(room.by, his.id, talk.id).has_value());
    CHECK(room.words(his.id, talk.customer.id).empty());
    CHECK(room.book().unlink(room.by, his.id, talk.id).error().reason == "not_linked");
  });
}

TEST_CASE("words to a solved case open it again, to one solved long ago they begin a follow-up") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const Case one = room.open("Loud", room.ada);
    room.move(one.id, CaseStatus::solved);
    const auto back =
        room.book().add_reply(room.org, one.id, room.ada, "still loud", house.now(), "<a@mail>");
    REQUIRE(back.has_value());
    CHECK(back->id == one.id);
    CHECK(back->status == CaseStatus::open);
    room.move(one.id, CaseStatus::solved);
    house.pass(hours(24 * 15));
    const auto later =
        room.book().add_reply(room.org, one.id, room.ada, "loud again", house.now(), "<b@mail>");
    REQUIRE(later.has_value());
    CHECK(later->id != one.id);
    CHECK(later->follow_up_to_id == one.id);
    CHECK(later->subject == "Loud");
    const auto twice =
        room.book().add_reply(room.org, one.id, room.ada, "loud again", house.now(), "<b@mail>");
    CHECK(twice.value().id == later->id);
    CHECK(room.words(later->id, room.ada) == "loud again | ");
    CHECK(room.book().add_reply(room.org, one.id, room.ada, "and more", house.now(), "<c@mail>")->id ==
          later->id);
    CaseEdit reopen;
    reopen.status = CaseStatus::open;
    CHECK(room.book().edit(room.by, one.id, reopen, {}).error().reason == "reopen_over");
  });
}

TEST_CASE("a parent is not solved while a child is open, unless it is said") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const Case parent = room.open("Many loud ones", room.ada);
    const Case child = room.open("One loud one", room.bob);
    CaseEdit edit;
    edit.parent_id = parent.id;
    REQUIRE(room.book().edit(room.by, child.id, edit, {}).has_value());
    edit.parent_id = child.id;
    CHECK(room.book().edit(room.by, parent.id, edit, {}).error().reason == "parent_cycle");
    CaseEdit solve;
    solve.status = CaseStatus::solved;
    CHECK(room.book().edit(room.by, parent.id, solve, {}).error().reason == "children_open");
    room.move(child.id, CaseStatus::solved);
    CHECK(room.book().edit(room.by, parent.id, solve, {}).has_value());
  });
}

TEST_CASE("a part of a case becomes one of its own") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const Case both = room.open("Loud and late", room.ada, "loud");
    REQUIRE(room.book().add_reply(room.org, both.id, room.ada, "and late", house.now(), "").has_value());
    const auto timeline = room.book().timeline(room.org, both.id, {}, 100).value();
    CaseEventId late;
    for (const CaseEvent& event : timeline)
      if (event.text == "and late") late = event.id;
    const Case made = room.book().split(room.by, both.id, {late}, "Late").value();
    CHECK(room.words(made.id, room.ada) == "and late | ");
    CHECK(room.book().split(room.by, both.id, {timeline[0].id}, "x").error().reason == "bad_value");
  });
}

TEST_CASE("many are changed at once, each with its own result") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    std::vector<CaseId> ids;
    for (int i = 0; i < 120; ++i)
      ids.push_back(room.open("one of many", room.ada).id);
    room.move(ids[3], CaseStatus::solved);
    ids.push_back({999});
    CaseEdit edit;
    edit.status = CaseStatus::waiting_other;
    edit.add_tags = {"batch"};
    const auto results = room.book().bulk(room.by, ids, edit).value();
    REQUIRE(results.size() == 121);
    std::size_t done = 0;
    for (const BulkResult& result : results)
      if (!result.reason) ++done;
    CHECK(done == 119);
    CHECK(results[3].reason == "bad_move");
    CHECK(results[120].reason == "unknown_case");
    CHECK(room.find(ids[3]).tags.empty());
    CHECK(room.find(ids[119]).status == CaseStatus::waiting_other);
  });
}

TEST_CASE("the keeper tells once what runs out, carries out rules once a period, closes what is solved") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    CasePolicyFields promise;
    promise.name = "usual";
    promise.normal = {120, {}, {}};
    const CasePolicy policy = room.keep(case_policies, promise);
    promise.name = "twice";
    CHECK(org::create(house.parts().org.admin().changes(), case_policies, room.by, promise).error().reason ==
          "bad_value");
    const Case one = room.open("Loud", room.ada, "help");
    CHECK(one.due_at == house.now() + minutes(120));
    CHECK(room.turn().told == 0);
    house.pass(minutes(61));
    CHECK(room.turn().told == 1);
    CHECK(room.turn().told == 0);
    house.pass(minutes(60));
    CHECK(room.turn().told == 1);
    CHECK(room.turn().told == 0);
    CHECK(room.find(one.id).clocks.first_reply.state == ClockState::breached);

    CaseRuleFields rule;
    rule.name = "escalate";
    rule.when.due_within_min = 30;
    rule.then.raises_priority = true;
    rule.then.note = "{number} is late";
    const auto trial = room.book().dry_run(room.org, rule, house.now()).value();
    REQUIRE(trial.count == 1);
    CHECK(trial.cases[0].changes[0] == CaseDifference{"priority", "normal", "high"});
    CHECK(room.find(one.id).priority == CasePriority::normal);
    room.keep(case_rules, rule);
    CHECK(room.turn().fired == 1);
    CHECK(room.turn().fired == 0);
    CHECK(room.find(one.id).priority == CasePriority::high);
    const auto timeline = room.book().timeline(room.org, one.id, {}, 100).value();
    CHECK(std::count_if(timeline.begin(), timeline.end(),
                        [](const CaseEvent& event) { return event.text == "C-1001 is late"; }) == 1);

    room.move(one.id, CaseStatus::solved);
    CHECK(room.turn().closed == 0);
    house.pass(hours(24 * 7));
    CHECK(room.turn().closed == 1);
    CHECK(room.turn().closed == 0);
    CHECK(room.find(one.id).status == CaseStatus::closed);
  });
}

TEST_CASE("another policy moves what is due; its hours cannot go while it counts by them") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    CasePolicyFields promise;
    promise.name = "usual";
    promise.normal = {120, {}, {}};
    const CasePolicy policy = room.keep(case_policies, promise);
    const Case one = room.open("Loud", room.ada);
    promise.normal.first_reply_min = 10;
    org::Admin& admin = house.parts().org.admin();
    const auto always =
        admin.create_hours(room.by, {"always", "Europe/Berlin", {{1, "00:00", "24:00"}}, {}}).value().id;
    promise.hours_id = always;
    REQUIRE(org::change(admin.changes(), case_policies, room.by, policy.id, promise).has_value());
    // Wednesday there; the next business is on Monday.
    REQUIRE(eventually([&] { return room.find(one.id).due_at > house.now() + hours(24 * 4); }));
    CHECK(org::remove(admin.changes(), org::hours_plans, room.by, always).error().reason == "in_use");
  });
}

TEST_CASE("working on a case is a task that takes capacity, and its end leaves the case") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const QueueId queue = house.queue(room.org);
    const UserId sue_id = house.user(room.org, "agent@shop.test", "agent", {queue}).id;
    house.user(room.org, "supervisor@shop.test", "supervisor");
    Desk sue(house, "agent@shop.test");
    sue.be_available(sue_id);
    CaseEdit urgent;
    urgent.priority = CasePriority::urgent;
    const Case one = room.open("Loud", room.ada);
    REQUIRE(room.book().edit(room.by, one.id, urgent, {}).has_value());
    HttpClient supervisor = house.signed_in("supervisor@shop.test");
    const std::string path = "/api/v1/cases/" + std::to_string(one.id.value);
    const auto routed = supervisor.post(path + "/route", R"({"queue_id":)" + quoted(queue.value) + "}");
    INFO(routed.body);
    REQUIRE(routed.status == 201);
    CHECK(
        problem_of(supervisor.post(path + "/route", R"({"queue_id":)" + quoted(queue.value) + "}")).reason ==
        "already_routed");
    const desk::Interaction task = sue.accept_next();
    CHECK(task.channel == switchboard::Channel::task);
    CHECK(task.priority == 120);
    CHECK(task.subject == "C-1001 Loud");
    CHECK(eventually([&] { return room.find(one.id).assignee_id == sue_id; }));
    CHECK(
        supervisor.get("/api/v1/cases?interaction_id=" + std::to_string(task.id.value)).body.find("C-1001") !=
        std::string::npos);
    const auto ended =
        sue.client.post("/api/v1/interactions/" + std::to_string(task.id.value) + "/end", "{}");
    INFO(ended.body);
    CHECK(ended.status < 300);
    CHECK(room.find(one.id).status == CaseStatus::open);
    const auto links = supervisor.get(path + "/links");
    CHECK(links.body.find("\"is_work\":true") != std::string::npos);
  });
}

TEST_CASE(
    "whoever talks with the customer about a case has its waiting work, and what joins the talk joins the "
    "case") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const QueueId queue = house.queue(room.org);
    const std::string key = house.chat(room.org);
    const UserId sue_id = house.user(room.org, "agent@shop.test", "agent", {queue}).id;
    const Case one = room.open("Loud", room.ada);
    const auto state_of = [&](InteractionId id) {
      return house.parts()
          .loop
          .read<std::optional<switchboard::InteractionView>>(
              room.org,
              [id](const switchboard::Switchboard& board, Instant) { return board.interaction(id); })
          .value()
          .value()
          .state;
    };
    Desk sue(house, "agent@shop.test");
    sue.be_available(sue_id);
    ChatVisitor visitor(house, key);
    visitor.start("It is about the loud grinder", "1");
    const desk::Interaction talk = sue.accept_next();
    const InteractionId work = room.book().route(room.by, one.id, {queue, {}}).value();
    REQUIRE(room.book().link(room.by, one.id, talk.id).has_value());
    CHECK(state_of(work) == switchboard::InteractionState::set_aside);
    CHECK(room.find(one.id).assignee_id == sue_id);
    REQUIRE(room.book().unlink(room.by, one.id, talk.id).has_value());
    CHECK(state_of(work) != switchboard::InteractionState::set_aside);
    REQUIRE(room.book().link(room.by, one.id, talk.id).has_value());

    switchboard::InteractionArrived mail;
    mail.interaction = house.parts().ids.next<InteractionId>();
    mail.channel = switchboard::Channel::email;
    mail.queue = queue;
    mail.customer = room.ada;
    REQUIRE(house.parts().loop.submit_and_wait(room.org, mail));
    REQUIRE(house.parts().loop.submit_and_wait(
        room.org, switchboard::PlaceMoved{mail.interaction, talk.id, sue_id, minutes(2)}));
    HttpClient reader = house.signed_in("agent@shop.test");
    const std::string links = "/api/v1/cases/" + std::to_string(one.id.value) + "/links";
    CHECK(eventually(
        [&] { return reader.get(links).body.find(quoted(mail.interaction.value)) != std::string::npos; }));
  });
}

TEST_CASE("words in a linked conversation turn the clocks of its case, once for each side") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    const QueueId queue = house.queue(room.org);
    const std::string key = house.chat(room.org);
    const UserId sue_id = house.user(room.org, "agent@shop.test", "agent", {queue}).id;
    CasePolicyFields promise;
    promise.name = "Promise";
    promise.normal.first_reply_min = 60;
    promise.normal.next_reply_min = 30;
    REQUIRE(
        org::create(room.house.parts().org.admin().changes(), case_policies, room.by, promise).has_value());
    const Case one = room.open("Loud", room.ada, "My grinder is loud");
    Desk sue(house, "agent@shop.test");
    sue.be_available(sue_id);
    ChatVisitor visitor(house, key);
    visitor.start("It is about the loud grinder", "1");
    const desk::Interaction taken = sue.accept_next();
    REQUIRE(room.book().link(room.by, one.id, taken.id).has_value());
    const auto says = [&](const char* client_id) {
      REQUIRE(sue.client
                  .post("/api/v1/interactions/" + std::to_string(taken.id.value) + "/messages",
                        std::string(R"({"client_id":")") + client_id + R"(","kind":"text","text":"Hm"})")
                  .status == 201);
    };
    says("a");
    REQUIRE(eventually([&] { return room.find(one.id).clocks.first_reply.state == ClockState::met; }));
    CHECK(room.find(one.id).status == CaseStatus::open);
    says("b");
    visitor.say("And now?", "2");
    REQUIRE(eventually([&] { return room.find(one.id).clocks.next_reply.state == ClockState::running; }));
    visitor.say("Hello?", "3");
    says("c");
    REQUIRE(eventually([&] { return room.find(one.id).clocks.next_reply.state != ClockState::running; }));
    const auto timeline = room.book().timeline(room.org, one.id, {}, 100).value();
    CHECK(std::count_if(timeline.begin(), timeline.end(),
                        [](const CaseEvent& event) { return event.kind == CaseEventKind::spoken; }) == 3);
  });
}

TEST_CASE("two at one case: they see each other, and a stale change says what is different") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    house.user(room.org, "agent@shop.test", "agent");
    HttpClient agent = house.signed_in("agent@shop.test"), admin = house.signed_in("admin@shop.test");
    const Case one = room.open("Loud", room.ada);
    const std::string path = "/api/v1/cases/" + std::to_string(one.id.value);
    CHECK(admin.send("PUT", path + "/viewer", R"({"is_editing":true})").body == R"({"items":[]})");
    CHECK(agent.send("PUT", path + "/viewer", "{}").body.find("\"is_editing\":true") != std::string::npos);
    CHECK(admin.send("PATCH", path, R"({"version":1,"edit":{"status":"waiting_other"}})").status == 200);
    CHECK(agent.send("PATCH", path, R"({"version":1,"edit":{"priority":"high"}})").status == 200);
    const auto stale = agent.send("PATCH", path, R"({"version":1,"edit":{"status":"solved"}})");
    CHECK(stale.status == 409);
    CHECK(problem_of(stale).reason == "stale");
    CHECK(problem_of(stale).pointers == std::vector<std::string>{"/status"});
    // Agents do not change many at once, nor what is promised.
    CHECK(agent.post("/api/v1/case-changes", R"({"case_ids":[)" + quoted(one.id.value) + R"(],"edit":{}})")
              .status == 403);
    CHECK(agent.post("/api/v1/case-policies", R"({"name":"x"})").status == 403);
    CHECK(agent.post("/api/v1/case-views", R"({"name":"x","is_shared":true})").status == 403);
    CHECK(agent.post("/api/v1/case-views", R"({"name":"mine","filter":{"is_mine":true}})").status == 201);
    CHECK(admin.get("/api/v1/case-views").body == R"({"items":[]})");
    CHECK(agent.get("/api/v1/case-views").body.find("\"count\":0") != std::string::npos);
  });
}

TEST_CASE("a list goes on behind its last case, whatever it is sorted by") {
  in_a_house([](House& house) {
    CasesRoom room(house);
    HttpClient admin = house.signed_in("admin@shop.test");
    for (int i = 0; i < 25; ++i) {
      const Case made = room.open("case", room.ada);
      CaseEdit edit;
      edit.priority = static_cast<CasePriority>(i % 4);
      REQUIRE(room.book().edit(room.by, made.id, edit, {}).has_value());
    }
    for (const std::string sort : {"due", "updated", "created", "priority"}) {
      std::set<std::string> seen;
      std::string cursor;
      do {
        const auto reply =
            admin.get("/api/v1/cases?limit=10&sort=" + sort + (cursor.empty() ? "" : "&cursor=" + cursor));
        REQUIRE(reply.status == 200);
        const auto page = read<api::Page<Case>>(reply.body);
        for (const Case& each : page.items)
          CHECK(seen.insert(each.number).second);
        cursor = page.next_cursor.value_or("");
      } while (!cursor.empty());
      CHECK(seen.size() == 25);
    }
  });
}

}  // namespace
}  // namespace rapport::program::testing
