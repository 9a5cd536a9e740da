// The thread of somebody who has written ten thousand times: put into the database of a server that is
// stopped, then read over its API.
#pragma once

#include <cstdint>
#include <filesystem>

#include "support/api_client.h"
#include "support/figures.h"

namespace rapport::bench {

// `entries` of one customer, of each kind as many: conversations with a message each, events from the
// company's systems, cases (half by the contact form), articles that were read, posts. Returns the customer's
// id.
std::int64_t add_thread(const std::filesystem::path& data, std::int64_t entries);
void measure_thread(ApiClient& admin, const Figures& figures, std::int64_t customer, int times);

}  // namespace rapport::bench
