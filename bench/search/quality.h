// How good the order is.
#pragma once

#include <string>

namespace rapport::bench {

// nDCG@10 and recall@5 over the queries of both languages; `is_taken_apart`: also without each part of the
// ranking.
bool measure_own_set(const std::string& folder, bool is_taken_apart);
// CMRC 2018 and DRCD: each paragraph an article, both scripts in one index. Says so when they are not there.
void measure_public_sets(const std::string& folder, bool is_quick);

}  // namespace rapport::bench
