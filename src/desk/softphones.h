// Softphones: what the desks' sockets hand on to whoever speaks on the phone. The desk knows no channel; the
// voice channel implements this, and answers by FeedHub::tell and tell_call. Called on the hub's thread: it
// must only hand on.
#pragma once

#include <cstdint>
#include <string>

#include "api/caller.h"
#include "base/id.h"
#include "desk/contract.h"

namespace rapport::desk {

class Softphones {
 public:
  virtual ~Softphones() = default;
  // A desk offers its sound (WebRTC).
  virtual void offer(const api::Caller& caller, std::int64_t connection, const std::string& sdp) = 0;
  // Its socket closed, or it takes its sound away.
  virtual void leave(std::int64_t connection) = 0;
  // A desk that should be told of calls again: its socket opened (no interaction: those its user is in), or
  // it opened an interaction.
  virtual void look(const api::Caller& caller, std::int64_t connection, InteractionId interaction) = 0;
  // Something done with a call, as in FeedRequest.
  virtual void act(const api::Caller& caller, std::int64_t connection, const FeedRequest& request) = 0;
};

}  // namespace rapport::desk
