// Reranker: puts search results into the order of an embedding model, by an endpoint that speaks OpenAI's
// /embeddings. Off without one. When it does not answer in time, or nonsense, the order stays and a counter
// says so. Any thread that may block.
#pragma once

#include <string>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "platform/metrics/metrics.h"

namespace rapport::knowledge {

struct RerankOptions {
  std::string url;  // whole: "https://models.example.com/v1/embeddings"; "": off
  std::string model = "text-embedding";
  std::string key;  // sent as Authorization: Bearer; "": none
  Duration timeout = milliseconds(800);
};

class Reranker {
 public:
  Reranker(RerankOptions options, metrics::Metrics& metrics);

  bool is_on() const { return !options_.url.empty(); }
  // Places of `texts`, best first: half by what it says, half by the order they came in.
  std::vector<std::size_t> order(const std::string& query, const std::vector<std::string>& texts);

 private:
  Result<std::vector<std::vector<double>>> ask(const std::string& query,
                                               const std::vector<std::string>& texts);

  const RerankOptions options_;
  metrics::Counter& asked_;
  metrics::Counter& failed_;
};

}  // namespace rapport::knowledge
