#include "program/demo_community.h"

#include <fmt/format.h>

#include <map>

#include "knowledge/readers.h"
#include "org/user.h"
#include "program/demo_organisation.h"

namespace rapport::program {
namespace {

using community::Post;
using community::Writer;

struct DemoPeople {
  std::map<std::string, CustomerId> customers;
  UserId agent;
};

Result<CustomerId> demo_customer(Server::Parts& parts, OrgId org, const std::string& name) {
  customers::Customer fresh;
  fresh.id = parts.ids.next<CustomerId>();
  fresh.name = name;
  fresh.created_at = parts.clock();
  return parts.customers.find_or_create(org, "demo", name, fresh).map([](const customers::Customer& made) {
    return made.id;
  });
}

// Questions in both languages: one answered, one that waits for an answer, one for a moderator.
Result<void> ask_demo_questions(Server::Parts& parts, OrgId org, const DemoPeople& people) {
  community::Community& square = parts.community;
  community::CommunitySettings settings;
  settings.is_on = true;
  settings.approvals_needed = 0;
  settings.words = {"casino", "刷单"};
  if (auto set = square.set_settings({org, {}}, settings); !set) return tl::unexpected<Error>(set.error());
  org::By agent{org, people.agent};
  const Writer sara{people.customers.at("Sara Lind"), "Sara L."}, zhao{people.customers.at("赵磊"), "老赵"},
      jonas{people.customers.at("Jonas Weber"), "Jonas from Kiel"}, chen{people.customers.at("陈静"), "静静"};
  auto water = square.ask(org, sara, "Which water is best for the machine?",
                          "Ours is very hard. Is a filter enough, or should I buy **bottled** water?");
  if (!water) return tl::unexpected<Error>(water.error());
  auto filter = square.answer(org, water->id, jonas,
                              "A filter jug is enough. I descale half as often since I have one.");
  if (!filter) return tl::unexpected<Error>(filter.error());
  if (auto done = square.answer_as_agent(
          agent, water->id, "Below 8 °dH you need no filter at all; the test strip in the box shows it.");
      !done)
    return tl::unexpected<Error>(done.error());
  if (auto done = square.accept(org, water->id, filter->id, sara.customer); !done) return done;
  if (auto done = square.vote(org, filter->id, chen.customer, 1); !done) return done;
  auto beans = square.ask(org, zhao, "滤杯用多粗的粉合适？", "手冲 V60，浅烘豆子，总是偏酸。");
  if (!beans) return tl::unexpected<Error>(beans.error());
  auto spam = square.ask(org, chen, "加我刷单赚钱", "日入 500");
  if (!spam) return tl::unexpected<Error>(spam.error());
  settings.approvals_needed = 1;
  return square.set_settings({org, {}}, settings).map([](const community::CommunitySettings&) {});
}

// Forty browsers over three weeks; some of them are customers whose cases we know.
void read_demo_articles(Server::Parts& parts, OrgId org, const DemoPeople& people,
                        const std::vector<knowledge::ArticleId>& articles) {
  knowledge::Readers readers(parts.database, parts.ids);
  const Instant now = parts.clock();
  const char* const words[] = {"退款多久", "descale", "warranty grinder", "发票", "delivery time"};
  int number = 0;
  for (; number < 40; ++number) {
    const std::string reader = fmt::format("demo-{}", number);
    knowledge::ReaderStep step;
    step.at = now - hours(24 * 20) + hours(11 * number);
    step.article = articles[static_cast<std::size_t>(number * number) % articles.size()];
    step.is_fresh = number % 10 == 9;  // a machine
    readers.note(org, reader, step);
    if (number % 3 != 0) continue;
    step.kind = knowledge::ReaderStepKind::search;
    step.article = {};
    step.words = words[static_cast<std::size_t>(number) % std::size(words)];
    step.results = number % 2;
    step.is_fresh = false;
    readers.note(org, reader, step);
  }
  // They read something some hours before they wrote to us.
  for (const auto& [name, customer] : people.customers) {
    const std::string reader = fmt::format("demo-{}", number++);
    for (const int hours_ago : {150, 124, 84, 76, 56, 33, 29}) {
      knowledge::ReaderStep step;
      step.at = now - hours(hours_ago);
      step.article = articles[static_cast<std::size_t>(hours_ago + number) % articles.size()];
      readers.note(org, reader, step);
    }
    (void)readers.known_as(org, reader, customer, now - hours(160));
  }
}

}  // namespace

Result<void> make_demo_community(Server::Parts& parts) {
  const auto organisation = parts.org.admin().organisation_by_slug(demo_slug);
  if (!organisation) return tl::unexpected<Error>(organisation.error());
  const OrgId org = organisation->id;
  if (auto known = parts.community.settings(org); known && known->is_on) return {};
  DemoPeople people;
  for (const char* name : {"Sara Lind", "赵磊", "Jonas Weber", "陈静"}) {
    auto customer = demo_customer(parts, org, name);
    if (!customer) return tl::unexpected<Error>(customer.error());
    people.customers[name] = *customer;
  }
  auto staff = parts.database.read([org](database::Session& sql) -> Result<std::vector<org::User>> {
    return org::Users{}.list(sql, org, {}, 100);
  });
  if (!staff) return tl::unexpected<Error>(staff.error());
  for (const org::User& user : *staff)
    if (user.name == "Maya Fischer") people.agent = user.id;
  auto stamps = parts.knowledge.store.stamps(org);
  if (!stamps) return tl::unexpected<Error>(stamps.error());
  std::vector<knowledge::ArticleId> articles;
  for (const auto& stamp : *stamps) {
    const auto said = parts.knowledge.store.content(org, stamp.first, 0);
    if (said && said->audience != knowledge::Audience::agents) articles.push_back(stamp.first);
  }
  if (articles.empty()) return {};
  if (auto asked = ask_demo_questions(parts, org, people); !asked) return asked;
  read_demo_articles(parts, org, people, articles);
  return {};
}

}  // namespace rapport::program
