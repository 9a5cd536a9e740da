// Prompts that administrators upload: announcements and music. The sound never changes; another recording is
// another prompt.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "channels/voice/prompts/limits.h"
#include "org/changes.h"
#include "phrases/utterance.h"
#include "platform/contract/describe.h"

namespace rapport::prompts {

struct PromptFields {
  std::string name;      // of one organisation
  std::string language;  // BCP 47; "": music, or every language
};
BOOST_DESCRIBE_STRUCT(PromptFields, (), (name, language))
contract::Notes contract_notes(contract::Tag<PromptFields>);

struct Prompt : PromptFields {
  PromptId id;
  std::int64_t duration_ms = 0;
  std::int64_t bytes = 0;
  std::string content_type;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Prompt, (PromptFields), (id, duration_ms, bytes, content_type, created_at))

// A file in the store, looked at and found to be sound.
struct PromptSound {
  std::string digest;
  std::string content_type;
  std::int64_t bytes = 0;
  std::int64_t duration_ms = 0;
};

// Places where a prompt is used: ("/queues/12", "music of the queue"). Asked inside a transaction.
using PromptUses = std::function<std::vector<Issue>(database::Session&, OrgId, PromptId)>;

struct PromptStore {
  using Key = PromptId;
  using Fields = PromptFields;
  using Whole = Prompt;
  static constexpr const char* kind = "prompt";
  static constexpr const char* what = "prompts";
  static constexpr std::int64_t most = prompts_max;

  const std::vector<PromptUses>* uses = nullptr;  // only for what removes; each must be nobody's

  std::optional<Prompt> find(database::Session& sql, OrgId org, PromptId id) const;
  std::vector<Prompt> list(database::Session& sql, OrgId org, PromptId after, std::int64_t limit) const;
  std::int64_t count(database::Session& sql, OrgId org) const;
  Result<void> check(org::Change& change, PromptId id, const Prompt* before,
                     const PromptFields& fields) const;
  void update(org::Change& change, PromptId id, const PromptFields& fields) const;
  Result<void> remove(org::Change& change, const Prompt& prompt) const;
};

Result<Prompt> create_prompt(org::Changes& changes, const org::By& who, const PromptFields& fields,
                             const PromptSound& sound);

bool prompt_exists(database::Session& sql, OrgId org, PromptId id);
// The file's digest; "" when there is no such prompt.
std::string digest_of_prompt(database::Session& sql, OrgId org, PromptId id);
bool is_digest_named(database::Session& sql, const std::string& digest);  // by any organisation

}  // namespace rapport::prompts
