#include "arrivals/witness.h"

#include <fmt/format.h>

namespace rapport::arrivals {

using switchboard::Channel;

namespace {

// Tasks and calls that we make ourselves come from nobody.
bool comes_from_outside(const switchboard::InteractionArrived& arrived) {
  const Channel channel = arrived.channel;
  return (channel == Channel::voice && !arrived.callback) || channel == Channel::chat ||
         channel == Channel::message;
}

}  // namespace

Result<void> Witness::project(database::Session& sql, const live::Released& released) {
  Arrival arrival;
  arrival.at = released.at;
  if (const auto* arrived = std::get_if<switchboard::InteractionArrived>(&released.event)) {
    if (!comes_from_outside(*arrived)) return {};
    arrival.channel = arrived->channel;
    arrival.interaction_id = arrived->interaction;
    arrival.key = fmt::format("interaction/{}", arrived->interaction.value);
  } else if (const auto* posted = std::get_if<switchboard::MessagePosted>(&released.event)) {
    if (posted->author != switchboard::Author::customer) return {};
    const auto* view = released.interaction(posted->interaction);
    if (!view || (view->channel != Channel::chat && view->channel != Channel::message)) return {};
    arrival.channel = view->channel;
    arrival.ending = Ending::joined;
    arrival.interaction_id = posted->interaction;
    arrival.key = fmt::format("message/{}", posted->message.value);
  } else if (const auto* answered = std::get_if<switchboard::FlowAnswered>(&released.event);
             answered && answered->voicemail) {
    arrival.channel = Channel::voicemail;
    arrival.interaction_id = answered->voicemail->interaction;
    arrival.key = fmt::format("interaction/{}", answered->voicemail->interaction.value);
  } else {
    return {};
  }
  // An event that comes again with its transaction finds nothing; one message may be posted twice, when its
  // sender saw no answer to the first.
  if (find(sql, released.org, arrival.channel, AccountId{}, arrival.key)) return {};
  arrival.id = ids_.next<ArrivalId>();
  write(sql, released.org, arrival);
  return {};
}

}  // namespace rapport::arrivals
