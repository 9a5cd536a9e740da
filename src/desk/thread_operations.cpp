// One thread per person: conversations on every channel, cases and forms, articles they read, what they wrote
// in the community, joins, consents, and what the company's systems say they bought or did, newest first.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "api/page.h"
#include "customers/contract.h"
#include "customers/customer_rows.h"
#include "desk/interactions.h"

namespace rapport::desk {

enum class ThreadKind { interaction, event, consent, join, opened_case, reading, post, mail };
BOOST_DESCRIBE_ENUM(ThreadKind, interaction, event, consent, join, opened_case, reading, post, mail)
constexpr std::size_t kind_count = 8;

struct ThreadEntry {
  ThreadKind kind = ThreadKind::interaction;
  Instant at;
  std::optional<InteractionRecord> interaction;
  std::optional<customers::CustomerEvent> event;
  std::optional<customers::Consent> consent;
  std::optional<customers::CustomerJoin> join;
  std::optional<ThreadCase> opened_case;
  std::optional<ThreadReading> reading;
  std::optional<ThreadPost> post;
  std::optional<ThreadMail> mail;
};
BOOST_DESCRIBE_STRUCT(ThreadEntry, (),
                      (kind, at, interaction, event, consent, join, opened_case, reading, post, mail))
contract::Notes contract_notes(contract::Tag<ThreadEntry>) {
  return {.doc = "Something in a person's thread; `kind` names the member that is there."};
}

contract::Notes contract_notes(contract::Tag<ThreadCase>) {
  return {.fields = {{.name = "origin", .doc = "how it came to be"},
                     {.name = "words",
                      .doc = "the beginning of what the customer wrote; empty when staff opened it"}}};
}
contract::Notes contract_notes(contract::Tag<ThreadReading>) {
  return {.doc = "An article that this person read on the company's pages.",
          .fields = {{.name = "title", .doc = "as it is called now; empty when the article is gone"}}};
}
contract::Notes contract_notes(contract::Tag<ThreadPost>) {
  return {
      .doc = "A question or an answer of theirs in the community.",
      .fields = {{.name = "title", .doc = "of the question"},
                 {.name = "words", .doc = "the beginning of what they wrote"},
                 {.name = "is_shown", .doc = "others see it; else it waits for a moderator, or was hidden"}}};
}

contract::Notes contract_notes(contract::Tag<ThreadMail>) {
  return {.doc =
              "A mail that an agent wrote to them, of their own accord; once it is answered, a conversation "
              "goes on with it.",
          .fields = {{.name = "state",
                      .doc = "scheduled, undoable, sending, sent, delivered, delayed, bounced, "
                             "failed, unknown"}}};
}

struct ThreadQuery : api::PageQuery {
  std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(ThreadQuery, (api::PageQuery), (q))
contract::Notes contract_notes(contract::Tag<ThreadQuery>) {
  return {
      .fields = {
          {.name = "q",
           .doc = "words in messages and forms, events, consents, cases, posts, and titles of mails and of "
                  "articles that were read; joins are then left out",
           .max_length = 200}}};
}

// The last entry that was given of each source.
struct ThreadPlace {
  InteractionId interaction;
  customers::CustomerEventId event;
  Instant event_at;
  customers::ConsentId consent;
  customers::JoinId join;
  CaseId opened_case;
  ThreadMark reading, post, mail;
};
BOOST_DESCRIBE_STRUCT(ThreadPlace, (),
                      (interaction, event, event_at, consent, join, opened_case, reading, post, mail))

namespace {

using api::Call;

constexpr std::int64_t consents_read = 1'000;
constexpr std::int64_t joins_read = 1'000;

// What each source has behind the place, newest first, one more than a page.
struct Sources {
  std::vector<conversations::Record> interactions;
  std::vector<customers::CustomerEvent> events;
  std::vector<customers::Consent> consents;
  std::vector<customers::Join> joins;
  std::vector<ThreadCase> cases;
  std::vector<ThreadReading> readings;
  std::vector<ThreadPost> posts;
  std::vector<ThreadMail> mails;
};

bool contains(const std::string& text, const std::string& sought) {
  return text.find(sought) != std::string::npos;
}

template <class T, class SomeId>
void keep_behind(std::vector<T>& all, SomeId last) {
  if (last) std::erase_if(all, [&](const T& one) { return !(one.id < last); });
}

Result<Sources> read_sources(const Services& services, OrgId org, CustomerId id, const ThreadPlace& place,
                             const std::string& words, std::int64_t most) {
  Sources sources;
  auto rows = services.stores.customers.rows_of_person(org, id);
  if (!rows) return tl::unexpected<Error>(rows.error());
  conversations::RecordFilter filter;
  filter.before = place.interaction;
  filter.text = words;
  filter.most = static_cast<std::size_t>(most);
  auto records = services.stores.records.search(org, *rows, filter);
  if (!records) return tl::unexpected<Error>(records.error());
  sources.interactions = std::move(*records);
  auto read = services.stores.customers.database().read([&](database::Session& sql) -> Result<bool> {
    const CustomerId person = customers::person_of(sql, org, id).value_or(id);
    customers::EventPlace behind;
    if (place.event) behind = {place.event_at, place.event};
    sources.events = customers::events_of(sql, org, person, behind, words, most);
    sources.consents = customers::consents_of(sql, org, person, consents_read);
    sources.joins.clear();
    if (words.empty()) sources.joins = customers::joins_of(sql, org, person, joins_read);
    const ThreadAsked asked{org, *rows, words, most};
    const ThreadSources& others = services.thread;
    if (others.cases) sources.cases = others.cases(sql, asked, place.opened_case);
    if (others.readings) sources.readings = others.readings(sql, asked, place.reading);
    if (others.posts) sources.posts = others.posts(sql, asked, place.post);
    if (others.mails) sources.mails = others.mails(sql, asked, place.mail);
    return true;
  });
  if (!read) return tl::unexpected<Error>(read.error());
  keep_behind(sources.consents, place.consent);
  keep_behind(sources.joins, place.join);
  if (!words.empty())
    std::erase_if(sources.consents, [&](const customers::Consent& one) {
      return !contains(one.purpose, words) && !contains(one.how, words) && !contains(one.channel, words);
    });
  return sources;
}

// Takes the newest of the heads, again and again; of several at one moment the last kind.
class Merge {
 public:
  Merge(const Services& services, OrgId org, const org::Directory& directory, Sources sources,
        ThreadPlace place)
      : services_(services), org_(org), directory_(directory), sources_(std::move(sources)), place_(place) {
    times(ThreadKind::interaction, sources_.interactions,
          [](const conversations::Record& one) { return one.arrived_at; });
    times(ThreadKind::event, sources_.events, [](const customers::CustomerEvent& one) { return one.at; });
    times(ThreadKind::consent, sources_.consents, [](const customers::Consent& one) { return one.at; });
    times(ThreadKind::join, sources_.joins, [](const customers::Join& one) { return one.at; });
    times(ThreadKind::opened_case, sources_.cases, [](const ThreadCase& one) { return one.created_at; });
    times(ThreadKind::reading, sources_.readings, [](const ThreadReading& one) { return one.at; });
    times(ThreadKind::post, sources_.posts, [](const ThreadPost& one) { return one.at; });
    times(ThreadKind::mail, sources_.mails, [](const ThreadMail& one) { return one.at; });
  }

  bool is_done() const { return !newest(); }
  const ThreadPlace& place() const { return place_; }

  // There is one.
  ThreadEntry next() {
    ThreadEntry entry;
    entry.kind = *newest();
    const auto kind = static_cast<std::size_t>(entry.kind);
    const std::size_t at = next_[kind]++;
    entry.at = times_[kind][at];
    take(entry, at);
    return entry;
  }

 private:
  template <class T, class Time>
  void times(ThreadKind kind, const std::vector<T>& all, Time time_of) {
    for (const T& one : all)
      times_[static_cast<std::size_t>(kind)].push_back(time_of(one));
  }

  std::optional<ThreadKind> newest() const {
    std::optional<ThreadKind> found;
    Instant best;
    for (std::size_t kind = 0; kind < kind_count; ++kind) {
      if (next_[kind] == times_[kind].size()) continue;
      const Instant at = times_[kind][next_[kind]];
      if (found && at < best) continue;
      found = static_cast<ThreadKind>(kind);
      best = at;
    }
    return found;
  }

  void take(ThreadEntry& entry, std::size_t at) {
    switch (entry.kind) {
      case ThreadKind::interaction:
        entry.interaction = present_record(services_, directory_, sources_.interactions[at]);
        place_.interaction = entry.interaction->id;
        break;
      case ThreadKind::event:
        entry.event = sources_.events[at];
        place_.event = entry.event->id;
        place_.event_at = entry.at;
        break;
      case ThreadKind::consent:
        entry.consent = sources_.consents[at];
        place_.consent = entry.consent->id;
        break;
      case ThreadKind::join:
        take_join(entry, sources_.joins[at]);
        break;
      case ThreadKind::opened_case:
        entry.opened_case = sources_.cases[at];
        place_.opened_case = entry.opened_case->id;
        break;
      case ThreadKind::reading:
        entry.reading = sources_.readings[at];
        place_.reading = {entry.at, entry.reading->id.value};
        break;
      case ThreadKind::post:
        entry.post = sources_.posts[at];
        place_.post = {entry.at, entry.post->id.value};
        break;
      case ThreadKind::mail:
        entry.mail = sources_.mails[at];
        place_.mail = {entry.at, entry.mail->id.value};
        break;
    }
  }

  void take_join(ThreadEntry& entry, const customers::Join& join) {
    place_.join = join.id;
    auto shown = services_.stores.customers.database().read(
        [&](database::Session& sql) -> Result<customers::CustomerJoin> {
          return customers::present(sql, org_, join);
        });
    if (shown) entry.join = std::move(*shown);
  }

  const Services& services_;
  OrgId org_;
  const org::Directory& directory_;
  Sources sources_;
  ThreadPlace place_;
  std::array<std::vector<Instant>, kind_count> times_;
  std::array<std::size_t, kind_count> next_{};
};

Result<api::Page<ThreadEntry>> thread(const Services& services, const Call& call, const ThreadQuery& query) {
  const auto id = call.id<CustomerId>("id");
  auto cursor = api::read_cursor<ThreadPlace>(query);
  if (!cursor) return tl::unexpected<Error>(cursor.error());
  if (auto known = services.stores.customers.find(call.org(), id); !known)
    return tl::unexpected<Error>(known.error());
  const auto directory = services.directories.of(call.org());
  if (!directory) return fail(ErrorCode::not_found, "unknown_organisation", "this organisation is gone");
  const ThreadPlace place = cursor->value_or(ThreadPlace{});
  auto sources = read_sources(services, call.org(), id, place, query.q.value_or(""), query.limit + 1);
  if (!sources) return tl::unexpected<Error>(sources.error());
  Merge merge(services, call.org(), *directory, std::move(*sources), place);
  api::Page<ThreadEntry> page;
  while (!merge.is_done() && page.items.size() < static_cast<std::size_t>(query.limit))
    page.items.push_back(merge.next());
  if (!merge.is_done()) page.next_cursor = api::make_cursor(merge.place());
  return page;
}

}  // namespace

void add_thread_operations(api::Api& api, const Services& services) {
  api.get<ThreadQuery, api::Page<ThreadEntry>>(
      {.path = "/api/v1/customers/{id}/thread",
       .id = "getCustomerThread",
       .tag = "customers",
       .summary = "Everything with this person on every channel, newest first",
       .any_of = readers},
      [services](const Call& call, const ThreadQuery& query) { return thread(services, call, query); });
}

}  // namespace rapport::desk
