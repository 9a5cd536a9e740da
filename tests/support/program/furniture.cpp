#include "support/program/furniture.h"

#include "cases/case_book.h"
#include "channels/email/mail_store.h"
#include "channels/email/receiving.h"
#include "channels/voice/lines/lines.h"
#include "org/admin.h"
#include "org/entity.h"
#include "support/sound.h"
#include "webhooks/incoming/taking.h"
#include "webhooks/webhook_store.h"
#include "workforce/history/import_store.h"
#include "workforce/jobs/job_store.h"
#include "workforce/planning/kept_forecast.h"
#include "workforce/shifts/facts_store.h"
#include "workforce/staffing/requirements.h"

namespace rapport::program::testing {
namespace {

struct Made {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(Made, (), (id))
struct MadePage {
  std::vector<Made> items;
};
BOOST_DESCRIBE_STRUCT(MadePage, (), (items))

std::string text(std::int64_t id) {
  return std::to_string(id);
}

std::string post(HttpClient& owner, const std::string& path, const std::string& body) {
  const auto reply = owner.post("/api/v1/" + path, body);
  INFO(path << " " << reply.body);
  REQUIRE(reply.status == 201);
  return read<Made>(reply.body).id;
}

void furnish_rooms(House& house, Furnished& made) {
  const std::string mark = made.mark;
  org::Admin& admin = house.parts().org.admin();
  const org::By who{made.org, {}};
  const auto team = admin.create_team(who, mark + " team").value().id;
  const auto skill = admin.create_skill(who, mark + " skill").value().id;
  const auto disposition = admin.create_disposition(who, {mark + " disposition", ""}).value().id;
  const org::HoursFields always{mark + " hours", "Europe/Berlin", {{1, "00:00", "24:00"}}, {}};
  const auto hours = admin.create_hours(who, always).value().id;
  org::QueueFields queue;
  queue.name = mark + " queue";
  queue.rules.disposition_ids = {disposition};
  const auto sales = admin.create_queue(who, queue).value().id;
  org::ChannelFields channel;
  channel.name = mark + " channel";
  channel.queue_id = sales;
  channel.webchat.language_skills = {{"zh-CN", skill, 1}};
  const auto chat = admin.create_channel(who, channel).value();
  made.chat_key = chat.key;

  const UserId agent = house.user(made.org, "agent@" + made.slug + ".test", "agent", {sales}).id;
  org::UserFields fields;
  fields.email = "marked@" + made.slug + ".test";
  fields.name = mark + " user";
  fields.role_ids = {admin.role(made.org, "agent").value()};
  fields.skills = {{skill, 3}};
  fields.queue_ids = {sales};
  const UserId user = admin.create_user(who, fields).value().id;

  made.ids["team"] = text(team.value);
  made.ids["skill"] = text(skill.value);
  made.ids["disposition"] = text(disposition.value);
  made.ids["hours"] = text(hours.value);
  flows::Definition flow;
  flow.steps.push_back({"end", switchboard::flow::End{}, {}, mark + " flow", {}});
  made.ids["flow"] =
      text(house.parts()
               .org.admin()
               .changes()
               .make<FlowId>(who, "flows",
                             [&](org::Change& change) -> Result<FlowId> {
                               const auto id = change.new_id<FlowId>();
                               auto added = house.parts().flow_store.add(change, id, mark + " flow", flow);
                               REQUIRE(added.has_value());
                               return id;
                             })
               .value()
               .value);
  made.ids["fallback_queue"] = text(sales.value);
  made.ids["queue"] = made.ids["overflow_to"] = text(sales.value);
  made.ids["channel"] = made.ids["chat_channel"] = text(chat.id.value);
  made.ids["contact_queue"] = text(sales.value);
  made.ids["agent"] = text(agent.value);
  made.ids["user"] = made.ids["member"] = made.ids["who"] = text(user.value);
}

void furnish_phone(House& house, Furnished& made) {
  lines::Lines& phone_lines = house.parts().lines;
  const org::By who{made.org, {}};
  const UserId agent{std::stoll(made.ids["agent"])};
  lines::TrunkFields trunk;
  trunk.name = made.mark + " trunk";
  const auto line = phone_lines.create_trunk(who, trunk).value().id;
  lines::PhoneNumberFields number;
  number.number = "95500";
  number.name = made.mark + " number";
  number.trunk_id = line;
  number.queue_id = {std::stoll(made.ids["queue"])};
  lines::PhoneFields phone;
  phone.agent_id = agent;
  phone.user = "phone-of-" + made.slug;
  made.ids["trunk"] = text(line.value);
  made.ids["phone-number"] = made.ids["phone_number"] =
      text(phone_lines.create_phone_number(who, number).value().id.value);
  made.ids["phone"] = text(phone_lines.create_phone(who, phone).value().id.value);
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  const auto prompt =
      owner.send("POST", "/api/v1/prompts", tests::wav_file(tests::sine(400, 200, 8'000, 8'000), 8'000),
                 {{"Content-Type", "audio/wav"}, {"X-File-Name", made.mark + " prompt"}});
  INFO(prompt.body);
  REQUIRE(prompt.status == 201);
  made.ids["prompt"] = made.ids["announcement_prompt"] = text(read<prompts::Prompt>(prompt.body).id.value);
}

void furnish_names(House& house, Furnished& made) {
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  const std::string& mark = made.mark;
  made.ids["role"] = post(owner, "roles", R"({"name":")" + mark + R"( role","permissions":["plan"]})");
  const std::string nothing = post(owner, "roles", R"({"name":")" + mark + R"( nothing","permissions":[]})");
  made.ids["presence-reason"] = made.ids["reason"] =
      post(owner, "presence-reasons", R"({"name":")" + mark + R"( reason"})");
  made.ids["decline-reason"] = post(owner, "decline-reasons", R"({"name":")" + mark + R"( decline"})");
  made.ids["api-token"] = post(owner, "api-tokens", R"({"name":")" + mark + R"( token","scopes":["plan"]})");
  made.ids["canned-reply"] = post(
      owner, "canned-replies", R"({"shortcut":"x","title":")" + mark + R"( reply","text":")" + mark + "\"}");
  made.ids["audit"] = read<MadePage>(owner.get("/api/v1/audit?limit=1").body).items.front().id;
  post(owner, "users",
       R"({"name":"nobody","email":"nobody@)" + made.slug + R"(.test","password":")" + good_password +
           R"(","role_ids":[")" + nothing + "\"]}");
}

void furnish_conversation(House& house, Furnished& made) {
  made.desk = std::make_shared<Desk>(house, "agent@" + made.slug + ".test");
  made.desk->be_available({std::stoll(made.ids["agent"])});
  made.visitor = std::make_shared<ChatVisitor>(house, made.chat_key);
  made.visitor_token = made.visitor->token();
  const auto message = made.visitor->start(made.mark + " words", "first");
  const desk::Interaction taken = made.desk->accept_next();
  made.ids["interaction"] = text(taken.id.value);
  made.ids["callback"] = made.ids["interaction"];  // under which none waits
  made.ids["customer"] = text(taken.customer.id.value);
  made.ids["message"] = made.ids["after"] = text(message.id.value);
  // Of an offer that is accepted: there, but not open.
  made.ids["offer"] = "1";
  const auto file = made.desk->client.send("POST", "/api/v1/attachments", made.mark + " file",
                                           {{"Content-Type", "text/plain"}, {"X-File-Name", made.mark}});
  INFO(file.body);
  REQUIRE(file.status == 201);
  made.ids["attachment"] = text(read<desk::Attachment>(file.body).id.value);
}

void furnish_customers(House& house, Furnished& made) {
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  const std::string& mark = made.mark;
  made.ids["company"] = post(owner, "companies", R"({"name":")" + mark + R"( company"})");
  made.ids["customer-field"] = post(
      owner, "customer-fields", R"({"name":"shoe_size","label":")" + mark + R"( field","type":"integer"})");
  const auto put = [&](const std::string& external_id) {
    const auto reply = owner.send("PUT", "/api/v1/customers",
                                  R"({"external_id":")" + external_id + R"(","name":")" + mark +
                                      R"(","email":"shared@)" + made.slug + R"(.test"})");
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return read<Made>(reply.body).id;
  };
  // The company says that they are two, everything else that they are one: for people to decide.
  const std::string one = put(mark + " 1"), two = put(mark + " 2"), three = put(mark + " 3");
  const auto proposed = read<MadePage>(owner.get("/api/v1/customers/" + one + "/proposals").body);
  REQUIRE(proposed.items.size() == 2);
  made.ids["customer-proposal"] = proposed.items.front().id;
  const auto joined = owner.post("/api/v1/customers/" + two + "/join", R"({"customer_id":")" + three + "\"}");
  INFO(joined.body);
  REQUIRE(joined.status == 200);
  made.ids["customer-join"] = read<Made>(joined.body).id;
}

void furnish_duplicate(House& house, Furnished& made) {
  duplicates::Pair pair;
  pair.id = house.parts().ids.next<duplicates::DuplicateId>();
  pair.first = {std::stoll(made.ids["interaction"])};
  pair.second = {std::stoll(made.ids["customer"])};  // under which none waits
  REQUIRE(house.parts().duplicates.store().keep(made.org, pair).has_value());
  made.ids["duplicate"] = text(pair.id.value);
  made.ids["keep_interaction"] = made.ids["interaction"];
}

void furnish_recording(House& house, Furnished& made) {
  recordings::Beginning beginning;
  beginning.org = made.org;
  beginning.interaction = {std::stoll(made.ids["interaction"])};
  beginning.queue = {std::stoll(made.ids["queue"])};
  const auto tape = house.parts().recorder.begin(beginning, {});
  recordings::TapeFrame last;
  last.is_last = true;
  tape->hear(last);
  REQUIRE(eventually([&] {
    const auto found = house.parts().recording_store.find(made.org, tape->id());
    return found && found->recording.state == recordings::RecordingState::whole;
  }));
  made.ids["recording"] = made.ids["target"] = text(tape->id().value);
}

void furnish_cases(House& house, Furnished& made) {
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  const std::string& mark = made.mark;
  const auto a_case = [&](const std::string& subject) {
    return post(owner, "cases",
                R"({"subject":")" + mark + subject + R"(","text":")" + mark + R"( words","customer_id":")" +
                    made.ids["customer"] + "\"}");
  };
  made.ids["case-type"] = made.ids["case_type"] = made.ids["type"] = post(
      owner, "case-types", R"({"name":")" + mark + R"( type","fields":[{"key":"xxxx","name":"Asked"}]})");
  made.ids["case-policy"] =
      post(owner, "case-policies", R"({"name":")" + mark + R"( policy","normal":{"first_reply_min":60}})");
  made.ids["case-macro"] = made.ids["macro"] =
      post(owner, "case-macros", R"({"name":")" + mark + R"( macro","actions":{"note":"noted"}})");
  made.ids["case-rule"] =
      post(owner, "case-rules",
           R"({"name":")" + mark + R"( rule","when":{"hours_in_status":1},"then":{"note":"noted"}})");
  made.ids["case-view"] = post(owner, "case-views", R"({"name":")" + mark + R"( view","is_shared":true})");
  made.ids["case"] = made.ids["parent"] = a_case(" case");
  made.ids["into_case"] = a_case(" other case");
  const auto timeline = read<MadePage>(owner.get("/api/v1/cases/" + made.ids["case"] + "/timeline").body);
  made.ids["event"] = made.ids["after_event"] = timeline.items.back().id;
  made.ids["assignee"] = made.ids["user"];
  made.ids["follow_up_to"] = made.ids["case"];
}

void furnish_value(House& house, Furnished& made) {
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  made.ids["segment"] =
      post(owner, "segments", R"({"name":")" + made.mark + R"( segment","condition":"purchases > 0"})");
  made.ids["next-action-rule"] = made.ids["rule"] =
      post(owner, "next-action-rules",
           R"({"name":")" + made.mark + R"( rule","kind":"care","condition":"is_upset","text":"x"})");
}

// Switched off: nothing is sent to it.
void furnish_webhook(House& house, Furnished& made) {
  webhooks::WebhookFields fields;
  fields.name = made.mark + " webhook";
  fields.url = "https://example.test/" + made.mark;
  fields.events = {webhooks::EventKind::interaction_closed};
  fields.is_active = false;
  Server::Parts& parts = house.parts();
  const auto webhook =
      webhooks::create_webhook(parts.org.admin().changes(), {}, parts.org.vault(), {made.org, {}}, fields);
  REQUIRE(webhook.has_value());
  const auto delivery = parts.org.admin().changes().make<webhooks::WebhookDeliveryId>(
      {made.org, {}}, "", [&](org::Change& change) -> Result<webhooks::WebhookDeliveryId> {
        return parts.webhook_outbox.tell_test(change.sql, change.org(), change.now, *webhook);
      });
  REQUIRE(delivery.has_value());
  // Of nobody whom anybody knows: held.
  incoming::HookFields orders;
  orders.name = made.mark + " incoming";
  orders.mapping.external_id = "/customer";
  orders.kind = "purchase";
  const auto hook =
      incoming::create_hook(parts.org.admin().changes(), parts.org.vault(), {made.org, {}}, orders);
  REQUIRE(hook.has_value());
  const auto held = incoming::Taking{parts.org.admin().changes(), parts.resolution}.take(
      made.org, *hook, "furniture", R"({"customer":"nobody"})");
  REQUIRE(held.has_value());
  made.ids["incoming-webhook"] = made.ids["hook"] = text(hook->id.value);
  made.ids["incoming-delivery"] = text(held->id.value);
  made.ids["webhook"] = text(webhook->id.value);
  made.ids["webhook-delivery"] = text(delivery->value);
}

void furnish_protection(House& house, Furnished& made) {
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  made.ids["access-export"] = post(owner, "customers/" + made.ids["customer"] + "/access-exports", "{}");
  made.ids["customer-import"] = post(owner, "customer-imports", R"({"mapping":{"a":"name"}})");
}

// A run that is over: nothing happens to it by itself.
void furnish_workforce(House& house, Furnished& made) {
  Server::Parts& parts = house.parts();
  workforce::WholeJob job;
  job.id = parts.ids.next<workforce::JobId>();
  job.kind = "furniture";
  job.title = made.mark + " job";
  job.state = workforce::JobState::done;
  job.result = contract::Json{"{}"};
  workforce::HistoryImport import;
  import.id = parts.ids.next<workforce::HistoryImportId>();
  import.name = made.mark + " import";
  made.ids["history-import"] = text(import.id.value);
  const auto kept = parts.database
                        .write<void>([&](database::Session& sql) -> Result<void> {
                          workforce::import_store::keep(sql, made.org, import);
                          workforce::job_store::insert(sql, made.org, job);
                          return {};
                        })
                        .get();
  REQUIRE(kept.has_value());
  made.ids["job"] = text(job.id.value);
  workforce::WholeJob found = job;
  found.id = parts.ids.next<workforce::JobId>();
  found.kind = "requirements";
  found.result = contract::Json{workforce::staffing::to_json({})};
  REQUIRE(parts.database
              .write<void>([&](database::Session& sql) -> Result<void> {
                workforce::job_store::insert(sql, made.org, found);
                return {};
              })
              .get()
              .has_value());
  made.ids["requirement"] = text(found.id.value);
  workforce::KeptForecast forecast;
  forecast.id = parts.ids.next<workforce::ForecastId>();
  forecast.title = made.mark + " forecast";
  const auto foreseen = parts.database
                            .write<void>([&](database::Session& sql) -> Result<void> {
                              workforce::kept_forecasts::insert(sql, made.org, forecast, {});
                              return {};
                            })
                            .get();
  REQUIRE(foreseen.has_value());
  made.ids["forecast"] = text(forecast.id.value);
  // What it found of a day without anybody stays as it is.
  (void)parts.outlook_keeper.make(made.org, {}, 1, {});
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  made.ids["special-day"] =
      post(owner, "workforce/special-days",
           R"({"date":"2026-12-24","name":")" + made.mark + R"( day","kind":"holiday"})");
  made.ids["shift-template"] =
      post(owner, "workforce/shift-templates",
           R"({"name":")" + made.mark + R"( day","from":"09:00","to":"09:00","length_s":28800})");
  const auto excused =
      owner.post("/api/v1/workforce/adherence-excuses",
                 R"({"from":"2026-03-02T08:00:00Z","to":"2026-03-02T09:00:00Z","kind":"coaching","note":")" +
                     made.mark + R"( excuse","agent_ids":[")" + made.ids["agent"] + "\"]}");
  INFO(excused.body);
  REQUIRE(excused.status == 201);
  made.ids["adherence-excuse"] = read<MadePage>(excused.body).items.front().id;
  made.ids["contract"] = post(owner, "workforce/contracts", R"({"name":")" + made.mark + R"( contract"})");
  const auto planned = parts.org.admin().changes().make<workforce::AgentPlanning>(
      {made.org, {}}, "", [&](org::Change& change) {
        workforce::AgentFacts facts;
        facts.contract = made.mark + " contract";
        return workforce::facts_store::put_agent(change, {std::stoll(made.ids["user"])}, facts);
      });
  INFO((planned ? "" : planned.error().detail));
  REQUIRE(planned.has_value());
  made.ids["schedule"] =
      post(owner, "workforce/schedules",
           R"({"name":")" + made.mark +
               R"( week","first_day":"2026-12-21","days":7,"requirements":[{"name":"x","skills":[")" +
               made.mark + R"( skill"],"under_cost":1,"over_cost":1,"points":[]}]})");
}

// A request that waits, since people decide about the type.
void furnish_requests(House& house, Furnished& made) {
  Server::Parts& parts = house.parts();
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  made.ids["time-off-type"] = made.ids["time_off_type"] = post(
      owner, "workforce/time-off-types", R"({"name":")" + made.mark + R"( leave","is_auto_approved":false})");
  workforce::AskTimeOff ask;
  ask.time_off_type_id = {std::stoll(made.ids["time_off_type"])};
  ask.first_day = ask.last_day = "2099-12-24";
  const auto asked = parts.time_off.ask({made.org, {std::stoll(made.ids["user"])}}, ask);
  INFO((asked ? "" : asked.error().detail));
  REQUIRE(asked.has_value());
  made.ids["time-off-request"] = made.ids["my-time-off"] = text(asked->request->id.value);
  workforce::ShiftSwap swap;
  swap.id = parts.ids.next<workforce::ShiftSwapId>();
  swap.agent_id = {std::stoll(made.ids["user"])};
  swap.note = made.mark + " swap";
  swap.state = workforce::SwapState::withdrawn;
  workforce::ShiftOffer offer;
  offer.id = parts.ids.next<workforce::ShiftOfferId>();
  offer.note = made.mark + " offer";
  offer.state = workforce::OfferState::closed;
  workforce::BidRound round;
  round.id = parts.ids.next<workforce::BidRoundId>();
  round.name = made.mark + " round";
  round.state = workforce::BidState::cancelled;
  swap.expires_at = offer.end = parts.clock();
  const auto kept = parts.database
                        .write<void>([&](database::Session& sql) -> Result<void> {
                          workforce::swap_store::put(sql, made.org, swap);
                          workforce::offer_store::put(sql, made.org, offer);
                          workforce::bid_store::put(sql, made.org, round);
                          return {};
                        })
                        .get();
  REQUIRE(kept.has_value());
  made.ids["shift-swap"] = made.ids["my-swap"] = text(swap.id.value);
  made.ids["shift-offer"] = made.ids["my-offer"] = text(offer.id.value);
  made.ids["bid-round"] = made.ids["my-bid"] = text(round.id.value);
  made.ids["to_agent"] = made.ids["user"];
}

// Into a queue that nobody serves: the agent's conversation stays the only one.
void furnish_mailbox(House& house, Furnished& made) {
  Server::Parts& parts = house.parts();
  const org::By who{made.org, {}};
  org::QueueFields queue;
  queue.name = made.mark + " mail queue";
  email::MailboxFields fields;
  fields.name = made.mark + " mailbox";
  fields.address = "support@" + made.slug + ".test";
  fields.queue_id = parts.org.admin().create_queue(who, queue).value().id;
  fields.does_fetch = false;
  const auto mailbox =
      org::create(parts.org.admin().changes(), email::Mailboxes{&parts.org.vault()}, who, fields).value();
  made.ids["mailboxe"] = made.ids["mailbox"] = made.ids["account"] = text(mailbox.id.value);
  std::vector<email::Incoming> incoming(1);
  incoming[0].key = "furniture";
  incoming[0].bytes = "From: ada@" + made.slug + ".test\r\nSubject: " + made.mark + " mail\r\n\r\n" +
                      made.mark + " words\r\n";
  const auto taken = parts.mail_intake.take({made.org, mailbox}, std::move(incoming));
  REQUIRE(taken.front().has_value());
  const auto mails = parts.database.read([&](database::Session& sql) -> Result<std::vector<email::Mail>> {
    return email::mails::of_interaction(sql, made.org, taken.front()->interaction, {}, 1);
  });
  made.ids["mail"] = made.ids["reply_to"] = text(mails.value().front().id.value);
}

struct MadeSearch {
  std::string search_id;
};
BOOST_DESCRIBE_STRUCT(MadeSearch, (), (search_id))

void furnish_knowledge(House& house, Furnished& made) {
  HttpClient owner = house.signed_in("admin@" + made.slug + ".test");
  const std::string& mark = made.mark;
  made.ids["category"] = made.ids["article-category"] =
      post(owner, "article-categories", R"({"name":")" + mark + R"( category"})");
  made.ids["article"] = post(owner, "articles",
                             R"({"category_id":")" + made.ids["category"] +
                                 R"(","audience":"agents","translations":[{"language":"en","title":")" +
                                 mark + R"( article","body":"x"}]})");
  const auto published = owner.post("/api/v1/articles/" + made.ids["article"] + "/publish", "{}");
  INFO(published.body);
  REQUIRE(published.status == 200);
  // What the index has done by itself, and lines that are written a moment later, are seen from now on.
  REQUIRE(eventually([&] { return house.parts().knowledge.indexing.is_complete(made.org); }));
  const auto found = owner.get("/api/v1/knowledge/search?q=unheard-of");
  INFO(found.body);
  REQUIRE(found.status == 200);
  made.ids["searche"] = read<MadeSearch>(found.body).search_id;
  REQUIRE(eventually(
      [&] { return owner.get("/api/v1/knowledge/gaps").body.find("unheard") != std::string::npos; }));
  // What it would do by itself within the minute.
  REQUIRE(house.parts().deflection.turn());
}

void furnish_community(House& house, Furnished& made) {
  Server::Parts& parts = house.parts();
  community::CommunitySettings settings;
  settings.is_on = true;
  REQUIRE(parts.community.set_settings({made.org, {}}, settings));
  const community::Writer writer{{std::stoll(made.ids["customer"])}, made.mark + " writer"};
  const auto question = parts.community.ask(made.org, writer, made.mark + " question", "How?");
  REQUIRE(question);
  const auto answer = parts.community.answer_as_agent({made.org, {}}, question->id, "So.");
  REQUIRE(answer);
  made.ids["question"] = made.ids["post"] = text(question->id.value);
  made.ids["answer"] = text(answer->id.value);
  made.ids["author"] = made.ids["customer"];
}

}  // namespace

std::set<std::string> Furnished::all_ids() const {
  std::set<std::string> all;
  for (const auto& [name, id] : ids)
    if (name != "offer") all.insert(id);
  return all;
}

Furnished furnish(House& house, const std::string& slug, const std::string& mark) {
  Furnished made;
  made.slug = slug;
  made.mark = mark;
  made.org = house.organisation(slug).id;
  made.ids["organisation"] = text(made.org.value);
  house.user(made.org, "supervisor@" + slug + ".test", "supervisor");
  furnish_rooms(house, made);
  furnish_phone(house, made);
  furnish_names(house, made);
  furnish_conversation(house, made);
  furnish_duplicate(house, made);
  furnish_recording(house, made);
  furnish_customers(house, made);
  furnish_cases(house, made);
  furnish_value(house, made);
  furnish_webhook(house, made);
  furnish_mailbox(house, made);
  furnish_knowledge(house, made);
  furnish_community(house, made);
  furnish_protection(house, made);
  furnish_workforce(house, made);
  furnish_requests(house, made);
  return made;
}

std::string path_id_name(const std::string& path) {
  const auto brace = path.rfind("/{");
  if (brace == std::string::npos) return "";
  const auto slash = path.rfind('/', brace - 1);
  std::string name = path.substr(slash + 1, brace - slash - 1);
  if (name.ends_with("ies")) return name.substr(0, name.size() - 3) + "y";
  if (name != "hours" && name.ends_with('s')) name.pop_back();
  return name;
}

}  // namespace rapport::program::testing
