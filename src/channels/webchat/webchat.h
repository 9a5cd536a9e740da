// The chat's door to the web: its requests and its WebSocket below /chat/v1/{key}/. Built at start; see
// chat_service.h for what is done.
#pragma once

#include "api/api.h"
#include "channels/webchat/chat_service.h"
#include "platform/http/router.h"
#include "platform/workers/worker_pool.h"

namespace rapport::webchat {

// `service`, `directories` and `files` are borrowed for as long as the server runs.
void add_operations(api::Api& api, http::Router& router, ChatService& service,
                    const org::Directories& directories, files::Store& files);
void add_socket(http::Router& router, ChatService& service, const org::Directories& directories,
                VisitorHub& hub, workers::WorkerPool& workers);

// Whether a request's page may use the channel; the header to answer with. Requests without an Origin (not
// from a page) may.
bool is_allowed_here(const http::Request& request, const org::ChatChannel& channel);

}  // namespace rapport::webchat
