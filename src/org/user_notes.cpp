#include "org/user.h"

namespace rapport::org {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<Language>) {
  return {.fields = {{.name = "zh_CN", .as = "zh-CN"}}};
}

Notes contract_notes(Tag<SkillLevel>) {
  return {.fields = {{.name = "level", .doc = "1 to 5", .min = 1, .max = 5}}};
}

Notes contract_notes(Tag<ChannelUnits>) {
  return {.doc = "What one interaction of a channel costs, and how many at once.",
          .fields = {{.name = "at_once_max", .doc = "0: none of this channel", .min = 0, .max = 1'000},
                     {.name = "units", .min = 0, .max = 100'000},
                     {.name = "is_interruptible",
                      .doc = "does not stand in the way of work that is not interruptible",
                      .has_default = true}}};
}

Notes contract_notes(Tag<ChannelUnitsOfAll>) {
  return {.name = "ChannelUnitsByChannel", .all_optional = true};
}

Notes contract_notes(Tag<Capacity>) {
  return {.all_optional = true, .fields = {{.name = "units", .min = 0, .max = 100'000}}};
}

Notes contract_notes(Tag<UserBase>) {
  return {
      .fields = {{.name = "email", .doc = "unique on the server", .max_length = 254, .format = Format::email},
                 {.name = "name", .min_length = 1, .max_length = name_length_max, .format = Format::line},
                 {.name = "role_ids", .max_items = 50},
                 {.name = "team_ids", .max_items = 200, .has_default = true},
                 {.name = "skills", .max_items = 200, .has_default = true},
                 {.name = "queue_ids", .max_items = 1'000, .has_default = true},
                 {.name = "capacity", .has_default = true},
                 {.name = "is_active", .has_default = true}}};
}

Notes contract_notes(Tag<UserFields>) {
  return {.fields = {{.name = "password",
                      .doc = "absent: a new user cannot sign in yet, a known one keeps theirs",
                      .min_length = password_length_min,
                      .max_length = 200}}};
}

}  // namespace rapport::org
