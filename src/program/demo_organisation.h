// The demo organisation: a small company with two languages, made once in an empty database.
#pragma once

#include "base/result.h"
#include "channels/voice/lines/lines.h"
#include "desk/canned_replies.h"
#include "flows/flow_store.h"
#include "live/id_source.h"
#include "org/admin.h"
#include "program/server.h"
#include "workforce/calendar/intervals.h"

namespace rapport::program {

inline constexpr const char* demo_slug = "fernwell";
inline constexpr const char* demo_chat_key = "demo";
inline constexpr const char* demo_number_zh = "95500";
inline constexpr const char* demo_number_en = "95501";
inline constexpr const char* demo_password = "rapport-demo";
inline constexpr const char* demo_time_zone = "Asia/Shanghai";  // unless another is asked for

// Who can sign in to the demo; the password is the same for all.
std::vector<DemoSignIn> demo_sign_ins();

// Makes the organisation when it is not there yet. `time_zone`: an IANA name.
Result<void> make_demo_organisation(org::Admin& admin, lines::Lines& lines,
                                    desk::CannedReplies& canned_replies, const flows::FlowStore& flow_store,
                                    live::IdSource& ids, const std::string& time_zone);
// Of the organisation that was made.
Result<workforce::Zone> zone_of_demo(org::Admin& admin);

}  // namespace rapport::program
