// What may be said about a prompt.
#include "channels/voice/prompts/prompt.h"
#include "org/entity.h"
#include "org/limits.h"

namespace rapport::prompts {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<PromptFields>) {
  return {.fields = {
              {.name = "name", .min_length = 1, .max_length = org::name_length_max, .format = Format::line},
              {.name = "language",
               .doc = "what is spoken in it, BCP 47; empty: music, or for every language",
               .max_length = 35,
               .has_default = true}}};
}

Result<void> PromptStore::check(org::Change&, PromptId, const Prompt*, const PromptFields& fields) const {
  const bool is_word =
      fields.language.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
      std::string::npos;
  if (!is_word || (!fields.language.empty() && fields.language.size() < 2))
    return org::wrong({{"/language", "expected a language as in zh-CN, or nothing"}});
  return {};
}

}  // namespace rapport::prompts
