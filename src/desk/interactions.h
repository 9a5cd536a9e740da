// Finding an interaction for a request: open ones in the switchboard, closed ones in the records. Worker
// threads.
#pragma once

#include <memory>
#include <optional>

#include "desk/services.h"

namespace rapport::desk {

std::optional<switchboard::InteractionView> open_view(const Services& services, OrgId org, InteractionId id);

// Open or closed; not_found when it is neither, or another organisation's.
Result<InteractionDetail> find_interaction(const Services& services, OrgId org, InteractionId id);

InteractionRecord present_record(const Services& services, const org::Directory& directory,
                                 const conversations::Record& record);

// Applies a command to an interaction and gives what it has become. A command for a closed one is a conflict,
// for one that never was not_found.
Result<Interaction> command(const Services& services, OrgId org, InteractionId id, switchboard::Event event);
// The same, of a command that was submitted.
Result<Interaction> shown_after(const Services& services, OrgId org, InteractionId id,
                                const Result<std::shared_ptr<const live::Released>>& released);

}  // namespace rapport::desk
