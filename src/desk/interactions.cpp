#include "desk/interactions.h"

#include <algorithm>
#include <utility>

namespace rapport::desk {
namespace {

using namespace switchboard;

constexpr std::size_t previous_max = 20;

std::int64_t seconds_between(Instant from, Instant to) {
  return std::max<std::int64_t>((to - from).us / 1'000'000, 0);
}

Result<org::DirectoryPtr> directory_of(const Services& services, OrgId org) {
  auto directory = services.directories.of(org);
  if (!directory) return fail(ErrorCode::not_found, "unknown_organisation", "this organisation is gone");
  return directory;
}

std::vector<InteractionRecord> earlier(const Services& services, const org::Directory& directory,
                                       CustomerId customer, InteractionId but) {
  conversations::RecordFilter filter;
  filter.most = previous_max + 1;
  std::vector<InteractionRecord> found;
  auto rows = services.stores.customers.rows_of_person(directory.org, customer);
  if (!rows) return found;
  auto records = services.stores.records.search(directory.org, *rows, filter);
  if (!records) return found;
  for (const auto& record : *records) {
    if (record.id != but && found.size() < previous_max)
      found.push_back(present_record(services, directory, record));
  }
  return found;
}

// A closed interaction is shown from its record; the members a switchboard would know are those of its end.
InteractionDetail closed_detail(const Services& services, const org::Directory& directory,
                                const conversations::Record& record) {
  InteractionDetail detail;
  const Story story = tell(services.stores, directory, record.id, record.customer);
  detail.id = record.id;
  detail.channel = record.channel;
  detail.state = record.state;
  detail.customer = story.customer;
  detail.queue_id = record.queue;
  if (record.agent) detail.agent_id = record.agent;
  detail.arrived_at = record.arrived_at;
  detail.queued_at = record.arrived_at;
  if (record.previous) detail.previous_id = record.previous;
  detail.last_message = story.last_message;
  detail.subject = story.subject;
  detail.entrance = story.entrance;
  detail.page_url = story.page_url;
  detail.language = story.language;
  detail.assists = story.assists;
  detail.outcome = record.outcome;
  for (const auto& leg : record.legs)
    detail.legs.push_back(present(leg));
  return detail;
}

}  // namespace

std::optional<InteractionView> open_view(const Services& services, OrgId org, InteractionId id) {
  auto view = services.loop.read<std::optional<InteractionView>>(
      org, [id](const Switchboard& board, Instant) { return board.interaction(id); });
  return view ? std::move(*view) : std::nullopt;
}

Result<InteractionDetail> find_interaction(const Services& services, OrgId org, InteractionId id) {
  auto directory = directory_of(services, org);
  if (!directory) return tl::unexpected<Error>(directory.error());

  using Found = std::pair<std::optional<InteractionView>, std::optional<switchboard::WaitEstimate>>;
  auto found = services.loop.read<Found>(org, [id](const Switchboard& board, Instant now) {
    return Found{board.interaction(id), board.wait(id, now)};
  });
  if (!found) return tl::unexpected<Error>(found.error());
  if (found->first) {
    InteractionDetail detail;
    auto shown = services.hub.present(org, {*found->first});
    if (shown.empty()) return fail(ErrorCode::unavailable, "stopping", "the server is stopping");
    static_cast<Interaction&>(detail) = std::move(shown.front());
    for (const auto& leg : found->first->legs)
      detail.legs.push_back(present(leg));
    if (found->second) detail.wait = present(*found->second);
    detail.previous = earlier(services, **directory, found->first->customer, id);
    return detail;
  }
  auto record = services.stores.records.find(org, id);
  if (!record) return tl::unexpected<Error>(record.error());
  InteractionDetail detail = closed_detail(services, **directory, *record);
  detail.previous = earlier(services, **directory, record->customer, id);
  return detail;
}

InteractionRecord present_record(const Services& services, const org::Directory& directory,
                                 const conversations::Record& record) {
  InteractionRecord shown;
  shown.id = record.id;
  shown.channel = record.channel;
  shown.state = record.state;
  if (record.outcome != Outcome::none) shown.outcome = record.outcome;
  shown.customer = customer_of(services.stores.customers, directory.org, record.customer);
  shown.queue_id = record.queue;
  if (record.agent) shown.agent_id = record.agent;
  shown.arrived_at = record.arrived_at;
  shown.closed_at = record.closed_at;
  if (record.accepted_at) {
    shown.waited_s = seconds_between(record.arrived_at, *record.accepted_at);
    if (record.closed_at) shown.handled_s = seconds_between(*record.accepted_at, *record.closed_at);
  } else if (record.closed_at) {
    shown.waited_s = seconds_between(record.arrived_at, *record.closed_at);
  }
  if (record.disposition) shown.disposition_id = record.disposition;
  if (auto words = services.stores.messages.summary(directory.org, record.id)) {
    shown.messages = words->count;
    shown.first_text = words->first_text;
  }
  return shown;
}

Result<Interaction> command(const Services& services, OrgId org, InteractionId id, Event event) {
  return shown_after(services, org, id, services.loop.submit_and_wait(org, std::move(event)));
}

Result<Interaction> shown_after(const Services& services, OrgId org, InteractionId id,
                                const Result<std::shared_ptr<const live::Released>>& released) {
  if (!released) {
    Error error = released.error();
    if (error.reason == "unknown_interaction" && services.stores.records.find(org, id)) {
      error = Error{ErrorCode::conflict, "interaction_closed", "the interaction is closed", {}};
    }
    return tl::unexpected<Error>(std::move(error));
  }
  if (const InteractionView* view = (*released)->interaction(id)) {
    auto shown = services.hub.present(org, {*view});
    if (!shown.empty()) return std::move(shown.front());
  }
  auto detail = find_interaction(services, org, id);
  if (!detail) return tl::unexpected<Error>(detail.error());
  return static_cast<Interaction&>(*detail);
}

}  // namespace rapport::desk
