#include "cases/case.h"

#include <charconv>

namespace rapport::cases {

using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<CaseStatus>) {
  return {.fields = {{.name = "fresh", .as = "new"}}};
}

Notes contract_notes(Tag<CaseStep>) {
  return {.fields = {{.name = "text", .min_length = 1, .max_length = subject_length_max},
                     {.name = "is_done", .has_default = true}}};
}

Notes contract_notes(Tag<CaseTargets>) {
  constexpr double most = 60.0 * 24 * 366;
  return {.doc = "What is promised, in business minutes; absent: nothing.",
          .fields = {{.name = "first_reply_min", .min = 1, .max = most},
                     {.name = "next_reply_min", .min = 1, .max = most},
                     {.name = "resolution_min", .min = 1, .max = most}}};
}

Notes contract_notes(Tag<CaseClock>) {
  return {.doc = "One promise about time, in business hours.",
          .fields = {{.name = "due_at", .doc = "of what runs, is met or is breached"},
                     {.name = "left_s", .doc = "business seconds, of what is still to be met"},
                     {.name = "breach_at",
                      .doc = "when it will run out if nobody does anything; of what is "
                             "paused: if it went on now"}}};
}

Notes contract_notes(Tag<Case>) {
  return {
      .fields = {{.name = "number", .doc = "C-1042"},
                 {.name = "segment", .doc = "which SLA policy holds; empty: the usual one"},
                 {.name = "fields", .doc = "by the keys of its type; values as text"},
                 {.name = "merged_into_id", .doc = "it lives on in that one"},
                 {.name = "version", .doc = "sent along with a change, which is refused when it is old"}}};
}

Notes contract_notes(Tag<CaseEvent>) {
  return {.fields = {{.name = "via_id", .doc = "written to this case, which was merged into this timeline's"},
                     {.name = "is_public", .doc = "the customer may read it"}}};
}

std::string case_number(std::int64_t number) {
  return "C-" + std::to_string(number);
}

std::int64_t parse_case_number(const std::string& text) {
  std::string_view digits = text;
  if (digits.size() > 2 && (digits[0] == 'C' || digits[0] == 'c') && digits[1] == '-')
    digits.remove_prefix(2);
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end && number > 0 ? number : 0;
}

}  // namespace rapport::cases
