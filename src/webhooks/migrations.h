// The tables of webhooks, and the triggers that note what other capabilities' tables have to tell.
#pragma once

#include <vector>

#include "platform/database/migration.h"

namespace rapport::webhooks {

// After those of customers and recordings.
std::vector<database::Migration> webhook_migrations();

}  // namespace rapport::webhooks
