// Channels: what each can do of a flow's steps, and how long it gives its customers. Asked when a flow is
// published, so that nobody learns it on the telephone.
#pragma once

#include "base/instant.h"
#include "switchboard/flow/program.h"

namespace rapport::switchboard::flow {

// A step that a channel renders, or that needs no customer at all.
bool can_do(Channel channel, StepKind kind);
// A step of a flow beside an agent: none that takes the customer elsewhere, or decides about the call.
bool can_assist(StepKind kind);
// Whether an agent can send a customer of the channel into a flow.
bool has_assist(Channel channel);
// Saying takes its time there: the channel tells when it has finished.
bool is_spoken(Channel channel);
// Saying goes through the conversation, so it must still be open when it happens: the flow's end waits until
// the channel has said everything.
bool is_written(Channel channel);
// How long a customer is waited for when the author does not say.
Duration patience(Channel channel);
const char* name_of(Channel channel);

}  // namespace rapport::switchboard::flow
