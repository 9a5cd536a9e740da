// The data folder: what lies in it under which name, and opening what is there.
#pragma once

#include <memory>

#include "base/result.h"
#include "platform/database/database.h"
#include "platform/log/log.h"
#include "program/settings.h"

namespace rapport::program {

inline constexpr const char* key_file = "rapport.key";
inline constexpr const char* attachments_folder = "attachments";
inline constexpr const char* prompts_folder = "prompts";
inline constexpr const char* speech_folder = "speech";                       // may go at any time
inline constexpr const char* search_file = "search.db";                      // may go at any time
inline constexpr const char* community_search_file = "community-search.db";  // the same
inline constexpr const char* mails_folder = "mails";                         // whole, as they came and went
inline constexpr const char* recordings_folder = "recordings";
inline constexpr const char* exports_folder = "exports";  // may go at any time: archives are made again
inline constexpr const char* tables_folder = "tables";    // the same: tables on their way out

// Opens, and makes the folder (mode 0700) and the schema when there is none.
Result<std::unique_ptr<database::Database>> open_database(const Settings& settings, log::Log& log);
// Opens what must be there already: for commands that look at a server's data.
Result<std::unique_ptr<database::Database>> open_existing(const Settings& settings, log::Log& log);

}  // namespace rapport::program
