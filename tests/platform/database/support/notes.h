#pragma once

#include "platform/database/database.h"

namespace rapport::database {

// A table for tests that care for the engine, not for what is kept.
inline const std::vector<Migration> notes_schema = {
    {1, "notes", "create table notes (id bigint primary key, words text)", ""}};

}  // namespace rapport::database
