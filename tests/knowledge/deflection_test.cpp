// Deflection in the whole program, over both engines: exact numbers of a week in which everybody behaves
// differently.
#include "deflection/report.h"

#include "cases/case_book.h"
#include "customers/joins.h"
#include "deflection/interval.h"
#include "deflection/keeper.h"
#include "knowledge/article.h"
#include "knowledge/readers.h"
#include "platform/database/statement.h"
#include "support/program/visitor.h"

namespace rapport::program::testing {
namespace {

using namespace rapport::deflection;
using switchboard::Channel;

struct Week {
  explicit Week(House& the_house) : house(the_house), org(house.organisation("shop").id) {
    HttpClient admin = house.signed_in("admin@shop.test");
    refunds = article(admin, "Refunds", "Money back for returned shoes within five days");
    delivery = article(admin, "Delivery", "Parcels arrive by truck");
    REQUIRE(eventually([&] { return house.parts().knowledge.indexing.is_complete(org); }));
    begin = house.now() + minutes(5);
    house.pass(minutes(5));
  }

  knowledge::ArticleId article(HttpClient& admin, const std::string& title, const std::string& body) {
    const auto made = admin.post("/api/v1/articles", R"({"translations":[{"language":"en","title":")" +
                                                         title + R"(","body":")" + body + R"("}]})");
    REQUIRE(made.status == 201);
    const auto id = read<knowledge::ArticleWhole>(made.body).id;
    REQUIRE(admin.post("/api/v1/articles/" + std::to_string(id.value) + "/publish", "{}").status == 200);
    return id;
  }

  CustomerId customer(const std::string& name) {
    customers::Customer fresh;
    fresh.id = house.parts().ids.next<CustomerId>();
    fresh.name = name;
    fresh.created_at = house.now();
    return house.parts().customers.find_or_create(org, "test", name, fresh).value().id;
  }
  void known(const std::string& reader, CustomerId as) {
    REQUIRE(readers.known_as(org, reader, as, house.now()));
  }
  void step(const std::string& reader, const knowledge::ReaderStep& made) {
    knowledge::ReaderStep now = made;
    now.at = house.now();
    readers.note(org, reader, now);
  }
  void reads(const std::string& reader, knowledge::ArticleId what, bool is_fresh = false) {
    knowledge::ReaderStep made;
    made.article = what;
    made.is_fresh = is_fresh;
    step(reader, made);
  }
  void searches_for(const std::string& reader, const std::string& words, std::int64_t results) {
    knowledge::ReaderStep made;
    made.kind = knowledge::ReaderStepKind::search;
    made.words = words;
    made.results = results;
    step(reader, made);
  }
  // As the journal's projection and the channel would write them.
  void contacts(CustomerId who, Channel channel, const std::string& words) {
    const auto id = house.parts().ids.next<InteractionId>();
    const Instant at = house.now();
    REQUIRE(
        house.parts()
            .database
            .write<void>([=, this](database::Session& sql) -> Result<void> {
              database::execute(
                  sql,
                  "insert into interaction (org, id, channel, state, outcome, customer, queue, agent,"
                  " arrived_us, disposition, previous_interaction, legs) values (:org, :id, :channel, 0, 0,"
                  " :customer, 0, 0, :at, 0, 0, '')",
                  org, id, channel, who, at);
              if (words.empty()) return {};
              conversations::Message message;
              message.id = house.parts().ids.next<MessageId>();
              message.interaction = id;
              message.text = words;
              message.sent_at = at;
              message.client_id = "first";
              house.parts().messages.insert(sql, org, message);
              return {};
            })
            .get());
  }
  void opens_case(CustomerId who, const std::string& subject, const std::string& words) {
    cases::NewCase wanted;
    wanted.subject = subject;
    wanted.text = words;
    wanted.is_by_customer = true;
    wanted.customer_id = who;
    REQUIRE(house.parts().cases.open({org, {}}, wanted));
  }
  void joins(CustomerId one, CustomerId other) {
    REQUIRE(house.parts()
                .database
                .write<void>([&](database::Session& sql) -> Result<void> {
                  customers::NewJoin wanted;
                  wanted.id = house.parts().ids.next<customers::JoinId>();
                  wanted.rows = customers::RowPair::of(one, other);
                  customers::join(sql, org, wanted, house.now());
                  return {};
                })
                .get());
  }
  void until(Duration since_begin) { house.pass(begin + since_begin - house.now()); }
  Keeper::Done turn() {
    // Steps are written without anybody waiting: whatever is queued behind them waits for them.
    REQUIRE(house.parts().database.write<void>([](database::Session&) -> Result<void> { return {}; }).get());
    auto done = house.parts().deflection.turn();
    INFO((done ? "" : done.error().detail));
    REQUIRE(done);
    return *done;
  }
  DeflectionReport report() {
    HttpClient admin = house.signed_in("admin@shop.test");
    const auto reply = admin.get("/api/v1/knowledge/deflection?days=60");
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    return read<DeflectionReport>(reply.body);
  }

  House& house;
  OrgId org;
  knowledge::Readers readers{house.parts().database, house.parts().ids};
  knowledge::ArticleId refunds, delivery;
  Instant begin;
};

struct Contacts {
  std::vector<AnsweredContact> items;
};
BOOST_DESCRIBE_STRUCT(Contacts, (), (items))
struct Searches {
  std::vector<SearchDeflection> items;
};
BOOST_DESCRIBE_STRUCT(Searches, (), (items))

}  // namespace

TEST_CASE("an interval says how sure a share is") {
  CHECK(wilson(0, 0).low == 0);
  CHECK(wilson(0, 0).high == 1000);
  CHECK(wilson(1, 4).share == 250);
  CHECK(wilson(1, 4).low == 46);
  CHECK(wilson(1, 4).high == 699);
  CHECK(wilson(0, 10).high == 278);
  CHECK(wilson(10, 10).low == 722);
}

TEST_CASE("half of the words that were searched for have to be said") {
  CHECK(says_half("returned shoes", "I want to return these"));
  CHECK(says_half("退款 多久", "我的退款还没有到"));
  CHECK_FALSE(says_half("returned shoes warranty", "the shoe"));
  CHECK_FALSE(says_half("", "anything"));
}

TEST_CASE("who reads and contacts us afterwards is counted by person, windows that still run are not") {
  in_a_house([](House& house) {
    Week week(house);
    const CustomerId ann = week.customer("ann"), bob = week.customer("bob"), dan = week.customer("dan"),
                     dan_calling = week.customer("dan, calling"), fay = week.customer("fay"),
                     gus = week.customer("gus");
    week.known("bob's", bob);  // before he reads: recognised
    week.known("gus's", gus);
    week.contacts(gus, Channel::chat, "");
    house.pass(seconds(1));
    for (const char* reader : {"ann's", "bob's", "cat's", "dan's", "gus's"})
      week.reads(reader, week.refunds);
    week.reads("a machine", week.refunds, true);
    week.searches_for("ann's", "returned shoes", 1);
    week.searches_for("hal's", "warranty", 0);
    house.pass(minutes(2));
    week.turn();
    CHECK(week.turn().steps == 0);

    week.until(hours(10));
    week.known("ann's", ann);
    week.contacts(ann, Channel::chat, "When is my money back for returned shoes?");
    week.until(hours(11));
    week.turn();
    DeflectionReport now = week.report();
    CHECK(now.reading.attempts == 4);
    CHECK(now.reading.within_24_h.attempts == 0);  // ann has contacted us, and her day is not over
    CHECK(now.reading.within_24_h.contacted == 0);

    week.until(hours(50));
    week.contacts(bob, Channel::voice, "");
    week.reads("cat's", week.refunds);  // again: the same attempt
    week.until(hours(6 * 24));
    week.known("dan's", dan);
    week.opens_case(dan_calling, "Where is it?", "Parcels by truck?");
    week.turn();
    week.until(hours(6 * 24 + 12));
    week.reads("fay's", week.refunds);
    week.known("fay's", fay);
    week.until(hours(6 * 24 + 13));
    week.contacts(fay, Channel::chat, "hello");
    week.until(hours(7 * 24) + minutes(20));
    week.turn();
    CHECK(week.report().reading.within_7_d.contacted == 2);
    week.joins(dan, dan_calling);
    week.turn();
    CHECK(week.turn().measured == 0);

    now = week.report();
    CHECK(now.measured_until == house.now() - minutes(15));
    CHECK(now.unconfirmed == 1);
    CHECK(now.within_contact == 1);
    REQUIRE(now.articles.size() == 1);
    const ArticleDeflection& refunds = now.articles.front();
    CHECK(refunds.article_id == week.refunds);
    CHECK(refunds.titles.front().title == "Refunds");
    CHECK(refunds.attempts == 5);
    CHECK(refunds.readers == 5);
    CHECK(refunds.unread_answers == 0);
    CHECK(refunds.within_24_h.attempts == 4);
    CHECK(refunds.within_24_h.contacted == 1);
    CHECK(refunds.within_24_h.about_it == 1);
    CHECK(refunds.within_24_h.per_mille == 250);
    CHECK(refunds.within_24_h.low_per_mille == 46);
    CHECK(refunds.within_24_h.recognised == 1);
    CHECK(refunds.within_24_h.recognised_contacted == 0);
    CHECK(refunds.within_72_h.contacted == 2);
    CHECK(refunds.within_72_h.about_it == 1);
    CHECK(refunds.within_72_h.recognised_contacted == 1);
    CHECK(refunds.within_7_d.attempts == 4);
    CHECK(refunds.within_7_d.contacted == 3);  // dan on another channel, by the customers' join
    CHECK(refunds.within_7_d.about_it == 1);
    CHECK(now.contacts.contacts == 5);
    CHECK(now.contacts.with_words == 3);
    CHECK(now.contacts.with_answer == 2);
    CHECK(now.contacts.unread == 1);

    HttpClient admin = house.signed_in("admin@shop.test");
    const auto found = read<Searches>(admin.get("/api/v1/knowledge/deflection/searches?days=60").body).items;
    REQUIRE(found.size() == 2);
    CHECK(found[0].words == "returned shoes");
    CHECK(found[0].within_24_h.contacted == 1);
    CHECK(found[0].within_24_h.about_it == 1);
    CHECK(found[1].words == "warranty");
    CHECK(found[1].without_result == 1);
    CHECK(found[1].within_7_d.contacted == 0);

    const std::string path = "/api/v1/knowledge/deflection/contacts?days=60";
    const auto unread = read<Contacts>(admin.get(path).body).items;
    REQUIRE(unread.size() == 1);
    CHECK(unread[0].case_id.has_value());
    CHECK(unread[0].answers.front().article_id == week.delivery);
    CHECK_FALSE(unread[0].answers.front().read_at.has_value());
    const auto every = read<Contacts>(admin.get(path + "&is_unread_only=false").body).items;
    REQUIRE(every.size() == 2);
    CHECK(every[1].channel == Channel::chat);
    CHECK(every[1].answers.front().read_at == week.begin + seconds(1));
    CHECK(admin.get(path + "&cursor=x").status == 400);

    week.readers.returned(week.org, "a machine");  // it was a browser after all
    week.turn();
    now = week.report();
    CHECK(now.unconfirmed == 0);
    CHECK(now.articles.front().within_7_d.attempts == 5);
  });
}

}  // namespace rapport::program::testing
