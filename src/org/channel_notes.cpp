#include "org/channel.h"

namespace rapport::org {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<ChatTexts>) {
  return {.all_optional = true,
          .fields = {{.name = "title", .max_length = 200, .format = Format::line},
                     {.name = "greeting", .max_length = 2'000},
                     {.name = "closed", .max_length = 2'000}}};
}

Notes contract_notes(Tag<ChatField>) {
  return {.fields = {{.name = "name", .doc = "letters, digits, _ and -", .min_length = 1, .max_length = 50},
                     {.name = "label", .max_length = 100, .format = Format::line},
                     {.name = "label_zh", .max_length = 100, .format = Format::line, .has_default = true},
                     {.name = "kind", .has_default = true},
                     {.name = "options",
                      .doc = "of a select",
                      .max_length = 100,
                      .max_items = 50,
                      .format = Format::line,
                      .has_default = true},
                     {.name = "is_required", .has_default = true}}};
}

Notes contract_notes(Tag<PreChat>) {
  return {.all_optional = true, .fields = {{.name = "fields", .max_items = 20}}};
}

Notes contract_notes(Tag<ChatRoute>) {
  return {.doc = "The first that matches: to a queue, or asking for a skill.",
          .fields = {{.name = "field", .doc = "a field of pre_chat, or language", .max_length = 50},
                     {.name = "value", .max_length = 100},
                     {.name = "level_min", .min = 1, .max = 5, .has_default = true}}};
}

Notes contract_notes(Tag<LanguageSkill>) {
  return {.doc = "Who writes in this language is for agents with this skill.",
          .fields = {{.name = "language", .format = Format::language},
                     {.name = "level_min", .min = 1, .max = 5, .has_default = true}}};
}

Notes contract_notes(Tag<Webchat>) {
  return {.all_optional = true,
          .fields = {{.name = "allowed_sites",
                      .doc = "origins: https://www.example.com, https://*.example.com, or * for all",
                      .max_length = 200,
                      .max_items = 100},
                     {.name = "colour", .format = Format::colour},
                     {.name = "texts", .doc = "by language: en, zh-CN", .max_items = 20},
                     {.name = "routing", .max_items = 100},
                     {.name = "language_skills", .max_items = 50},
                     {.name = "is_identity_required",
                      .doc = "only visitors whom the site's own server has signed in"}}};
}

Notes contract_notes(Tag<ChannelFields>) {
  return {.fields = {{.name = "name", .min_length = 1, .max_length = name_length_max, .format = Format::line},
                     {.name = "kind", .has_default = true},
                     {.name = "is_active", .has_default = true},
                     {.name = "webchat", .has_default = true}}};
}

Notes contract_notes(Tag<Channel>) {
  return {.name = "ChannelSetup",
          .fields = {{.name = "key", .doc = "public: stands in the page's script tag"},
                     {.name = "has_secret", .doc = "an HMAC key for visitor tokens has been made"}}};
}

Notes contract_notes(Tag<ChannelSecret>) {
  return {.fields = {{.name = "secret",
                      .doc = "the key of the HS256 signature, its characters as they are; shown this once"}}};
}

}  // namespace rapport::org
