#include "value/treatments.h"

#include <algorithm>

#include "customers/customer_rows.h"
#include "switchboard/model/rules.h"
#include "switchboard/switchboard.h"

namespace rapport::value {

Treatment Treatments::of(OrgId org, CustomerId customer) {
  Treatment made;
  if (!customer) return made;
  const auto found = database_.read([&](database::Session& sql) -> Result<std::vector<Segment>> {
    const auto person = customers::person_of(sql, org, customer);
    return person ? segments_of(sql, org, *person) : std::vector<Segment>{};
  });
  if (!found) return made;
  for (const Segment& segment : *found) {
    made.head_start_min = std::max(made.head_start_min, segment.head_start_min);
    if (!made.queue && segment.queue_id && is_served(org, *segment.queue_id)) made.queue = *segment.queue_id;
  }
  return made;
}

// A queue that is closed or empty would be a worse place than the usual one.
bool Treatments::is_served(OrgId org, QueueId queue) {
  const auto view = loop_.read<std::optional<switchboard::QueueView>>(
      org, [queue](const switchboard::Switchboard& board, Instant now) { return board.queue(queue, now); });
  return view && *view && (*view)->is_open && (*view)->signed_in > 0;
}

std::string first_segment_name(database::Session& sql, OrgId org, CustomerId customer) {
  const auto person = customers::person_of(sql, org, customer);
  if (!person) return "";
  const auto found = segments_of(sql, org, *person);
  return found.empty() ? "" : found.front().name;
}

}  // namespace rapport::value
