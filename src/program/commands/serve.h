// `rapport serve`: the server until SIGINT or SIGTERM.
#pragma once

#include <functional>

#include "program/server.h"
#include "program/settings.h"

namespace rapport::program {

int serve(const Settings& settings);

// SIGINT and SIGTERM wait for serve_until_signal(). Called before any thread exists, so that all inherit it.
void block_signals();
// Starts, says so, waits for a signal, stops.
int serve_until_signal(Server& server, const std::function<void()>& started);

}  // namespace rapport::program
