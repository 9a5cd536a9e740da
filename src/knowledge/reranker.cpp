#include "knowledge/reranker.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "platform/contract/describe.h"
#include "platform/contract/json.h"
#include "platform/http/client/client.h"

namespace rapport::knowledge {

struct EmbeddingRequest {
  std::string model;
  std::vector<std::string> input;
};
BOOST_DESCRIBE_STRUCT(EmbeddingRequest, (), (model, input))
struct Embedding {
  std::int64_t index = 0;
  std::vector<double> embedding;
};
BOOST_DESCRIBE_STRUCT(Embedding, (), (index, embedding))
struct EmbeddingAnswer {
  std::vector<Embedding> data;
};
BOOST_DESCRIBE_STRUCT(EmbeddingAnswer, (), (data))

namespace {

constexpr std::size_t answer_bytes_max = 4 << 20;
constexpr double first_places = 10;  // reciprocal ranks: how much the first few stand out

double cosine(const std::vector<double>& a, const std::vector<double>& b) {
  const double both = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
  const double lengths = std::sqrt(std::inner_product(a.begin(), a.end(), a.begin(), 0.0) *
                                   std::inner_product(b.begin(), b.end(), b.begin(), 0.0));
  return lengths > 0 ? both / lengths : 0;
}

}  // namespace

Reranker::Reranker(RerankOptions options, metrics::Metrics& metrics)
    : options_(std::move(options)),
      asked_(metrics.counter("rapport_search_rerank_total",
                             "Searches that an embedding model was asked about.")),
      failed_(metrics.counter("rapport_search_rerank_failed_total",
                              "Those that kept their order, for want of an answer.")) {}

Result<std::vector<std::vector<double>>> Reranker::ask(const std::string& query,
                                                       const std::vector<std::string>& texts) {
  EmbeddingRequest wanted{options_.model, {query}};
  wanted.input.insert(wanted.input.end(), texts.begin(), texts.end());
  http::ClientRequest request;
  request.url = options_.url;
  request.headers = {{"Content-Type", "application/json"}};
  if (!options_.key.empty()) request.headers.emplace_back("Authorization", "Bearer " + options_.key);
  request.body = contract::encode(wanted);
  request.timeout = options_.timeout;
  request.answer_bytes_max = answer_bytes_max;
  request.allows_private_addresses = true;  // the operator wrote it
  auto answer = http::ask(request);
  if (!answer) return tl::unexpected<Error>(answer.error());
  if (answer->status != 200)
    return fail(ErrorCode::unavailable, "bad_answer", "the model's status is not 200");
  contract::DecodeOptions lenient;
  lenient.ignores_unknown = true;
  lenient.items_max = 1'000'000;
  auto decoded = contract::decode<EmbeddingAnswer>(answer->body, lenient);
  if (!decoded) return tl::unexpected<Error>(decoded.error());
  std::vector<std::vector<double>> vectors(wanted.input.size());
  for (Embedding& each : decoded->data)
    if (each.index >= 0 && static_cast<std::size_t>(each.index) < vectors.size())
      vectors[static_cast<std::size_t>(each.index)] = std::move(each.embedding);
  for (const auto& vector : vectors)
    if (vector.empty() || vector.size() != vectors.front().size())
      return fail(ErrorCode::unavailable, "bad_answer", "the model has not answered for every text alike");
  return vectors;
}

std::vector<std::size_t> Reranker::order(const std::string& query, const std::vector<std::string>& texts) {
  std::vector<std::size_t> places(texts.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  if (!is_on() || texts.empty()) return places;
  asked_.add();
  auto vectors = ask(query, texts);
  if (!vectors) {
    failed_.add();
    return places;
  }
  std::vector<std::size_t> by_meaning = places;
  std::stable_sort(by_meaning.begin(), by_meaning.end(), [&vectors](std::size_t a, std::size_t b) {
    return cosine(vectors->front(), (*vectors)[a + 1]) > cosine(vectors->front(), (*vectors)[b + 1]);
  });
  // Reciprocal rank fusion (Cormack, Clarke, Büttcher 2009).
  std::vector<double> score(texts.size(), 0);
  for (std::size_t rank = 0; rank < by_meaning.size(); ++rank) {
    score[by_meaning[rank]] += 1 / (first_places + static_cast<double>(rank));
    score[rank] += 1 / (first_places + static_cast<double>(rank));
  }
  std::stable_sort(places.begin(), places.end(),
                   [&score](std::size_t a, std::size_t b) { return score[a] > score[b]; });
  return places;
}

}  // namespace rapport::knowledge
