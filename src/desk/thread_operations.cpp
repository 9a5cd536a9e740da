// One thread per person: conversations on every channel, cases, joins, consents, and what the company's
// systems say they bought or did, newest first.
#include <algorithm>
#include <limits>
#include <utility>

#include "api/page.h"
#include "customers/contract.h"
#include "customers/customer_rows.h"
#include "desk/interactions.h"

namespace rapport::desk {

enum class ThreadKind { interaction, event, consent, join, opened_case };
BOOST_DESCRIBE_ENUM(ThreadKind, interaction, event, consent, join, opened_case)

struct ThreadEntry {
  ThreadKind kind = ThreadKind::interaction;
  Instant at;
  std::optional<InteractionRecord> interaction;
  std::optional<customers::CustomerEvent> event;
  std::optional<customers::Consent> consent;
  std::optional<customers::CustomerJoin> join;
  std::optional<ThreadCase> opened_case;
};
BOOST_DESCRIBE_STRUCT(ThreadEntry, (), (kind, at, interaction, event, consent, join, opened_case))
contract::Notes contract_notes(contract::Tag<ThreadEntry>) {
  return {.doc = "Something in a person's thread; `kind` names the member that is there."};
}

struct ThreadQuery : api::PageQuery {
  std::optional<std::string> q;
};
BOOST_DESCRIBE_STRUCT(ThreadQuery, (api::PageQuery), (q))
contract::Notes contract_notes(contract::Tag<ThreadQuery>) {
  return {
      .fields = {{.name = "q",
                  .doc = "words in messages, events, consents and subjects of cases; joins are then left out",
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
};
BOOST_DESCRIBE_STRUCT(ThreadPlace, (), (interaction, event, event_at, consent, join, opened_case))

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
    if (services.cases_of) sources.cases = services.cases_of(sql, org, *rows, place.opened_case, words, most);
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

// Takes the newest of the heads, again and again.
class Merge {
 public:
  Merge(const Services& services, OrgId org, const org::Directory& directory, Sources sources,
        ThreadPlace place)
      : services_(services), org_(org), directory_(directory), sources_(std::move(sources)), place_(place) {}

  bool is_done() const {
    return interaction_ == sources_.interactions.size() && event_ == sources_.events.size() &&
           consent_ == sources_.consents.size() && join_ == sources_.joins.size() &&
           case_ == sources_.cases.size();
  }
  const ThreadPlace& place() const { return place_; }

  ThreadEntry next() {
    constexpr Instant none{std::numeric_limits<std::int64_t>::min()};
    const Instant interaction =
        interaction_ < sources_.interactions.size() ? sources_.interactions[interaction_].arrived_at : none;
    const Instant event = event_ < sources_.events.size() ? sources_.events[event_].at : none;
    const Instant consent = consent_ < sources_.consents.size() ? sources_.consents[consent_].at : none;
    const Instant join = join_ < sources_.joins.size() ? sources_.joins[join_].at : none;
    const Instant opened = case_ < sources_.cases.size() ? sources_.cases[case_].created_at : none;
    const Instant newest = std::max({interaction, event, consent, join, opened});
    ThreadEntry entry;
    entry.at = newest;
    if (opened == newest && case_ < sources_.cases.size()) {
      entry.kind = ThreadKind::opened_case;
      entry.opened_case = sources_.cases[case_++];
      place_.opened_case = entry.opened_case->id;
    } else if (join == newest && join_ < sources_.joins.size()) {
      take_join(entry, sources_.joins[join_++]);
    } else if (consent == newest && consent_ < sources_.consents.size()) {
      entry.kind = ThreadKind::consent;
      entry.consent = sources_.consents[consent_++];
      place_.consent = entry.consent->id;
    } else if (event == newest && event_ < sources_.events.size()) {
      entry.kind = ThreadKind::event;
      entry.event = sources_.events[event_++];
      place_.event = entry.event->id;
      place_.event_at = entry.event->at;
    } else {
      const conversations::Record& record = sources_.interactions[interaction_++];
      entry.kind = ThreadKind::interaction;
      entry.interaction = present_record(services_, directory_, record);
      place_.interaction = record.id;
    }
    return entry;
  }

 private:
  void take_join(ThreadEntry& entry, const customers::Join& join) {
    entry.kind = ThreadKind::join;
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
  std::size_t interaction_ = 0, event_ = 0, consent_ = 0, join_ = 0, case_ = 0;
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
