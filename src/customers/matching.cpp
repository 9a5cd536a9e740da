#include "customers/matching.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace rapport::customers {
namespace {

struct Points {
  static constexpr std::int32_t id = 1'000, proven_email = 1'000, email = 800;
  static constexpr std::int32_t phone = 650, phone_of_few = 450, phone_of_many = 300;
  static constexpr std::int32_t browser = 900;
  static constexpr std::int32_t name = 320, swapped = 300, similar = 270, sound = 260;
  static constexpr std::int32_t birthday = 350;
  static constexpr std::int32_t other_name_by_phone = -350, part_by_phone = -150, other_name = -200;
  static constexpr std::int32_t near_birthday = -50, other_birthday = -400;
  static constexpr std::int32_t other_id = -400, other_email = -150, silent = -200;
};
constexpr std::int64_t few_holders = 2;
constexpr Duration long_silence = hours(24 * 730);

// Sums up twice: all that speaks for it, and what does not rest on somebody's word about themselves alone.
class Tally {
 public:
  void add(Rule rule, std::int32_t points, std::string value, Proof proof = Proof::proven) {
    all_ += points;
    if (points < 0 || proof != Proof::typed) solid_ += points;
    verdict_.reasons.push_back({rule, points, std::move(value)});
  }
  bool has(Rule rule) const {
    return std::any_of(verdict_.reasons.begin(), verdict_.reasons.end(),
                       [&](const Reason& reason) { return reason.rule == rule; });
  }

  Verdict verdict() && {
    if (solid_ >= certain_from) {
      verdict_.decision = Decision::certain;
      verdict_.per_mille = std::min(solid_, 1'000);
    } else {
      verdict_.per_mille = std::clamp(all_, 0, certain_from - 1);
      if (verdict_.per_mille >= likely_from) verdict_.decision = Decision::likely;
    }
    std::stable_sort(verdict_.reasons.begin(), verdict_.reasons.end(),
                     [](const Reason& x, const Reason& y) { return x.points > y.points; });
    return std::move(verdict_);
  }

 private:
  Verdict verdict_;
  std::int32_t all_ = 0, solid_ = 0;
};

// The best proven value that both have; `form` gives what is compared.
template <class Form>
std::optional<Known> in_common(const std::vector<Known>& a, const std::vector<Known>& b, Form form) {
  std::optional<Known> best;
  for (const Known& x : a)
    for (const Known& y : b) {
      if (x.value.empty() || form(x.value) != form(y.value)) continue;
      const Proof proof = std::min(x.proof, y.proof);
      if (!best || proof > best->proof) best = Known{x.value, proof};
    }
  return best;
}

std::string as_it_is(const std::string& text) {
  return text;
}

bool has_proven(const std::vector<Known>& all) {
  return std::any_of(all.begin(), all.end(), [](const Known& one) { return one.proof == Proof::proven; });
}

std::string kind_of(const std::string& id) {
  return id.substr(0, id.find(':'));
}

void by_id(Tally& tally, const Facts& a, const Facts& b) {
  if (auto same = in_common(a.ids, b.ids, as_it_is)) {
    tally.add(Rule::same_id, Points::id, same->value, same->proof);
    return;
  }
  for (const Known& x : a.ids)
    for (const Known& y : b.ids)
      if (kind_of(x.value) == kind_of(y.value)) {
        tally.add(Rule::other_id, Points::other_id, "");
        return;
      }
}

void by_email(Tally& tally, const Facts& a, const Facts& b) {
  if (auto same = in_common(a.emails, b.emails, email_key)) {
    const bool is_proven = same->proof == Proof::proven;
    tally.add(Rule::same_email, is_proven ? Points::proven_email : Points::email, same->value, same->proof);
  } else if (has_proven(a.emails) && has_proven(b.emails)) {
    tally.add(Rule::other_email, Points::other_email, "");
  }
}

void by_phone(Tally& tally, const Facts& a, const Facts& b, const Surroundings& around) {
  auto same = in_common(a.phones, b.phones, as_it_is);
  if (!same) return;
  const auto held = around.phone_holders.find(same->value);
  const std::int64_t others = held == around.phone_holders.end() ? 0 : held->second;
  if (others == 0)
    tally.add(Rule::same_phone, Points::phone, same->value, same->proof);
  else
    tally.add(Rule::shared_phone, others <= few_holders ? Points::phone_of_few : Points::phone_of_many,
              same->value, same->proof);
}

void by_browser(Tally& tally, const Facts& a, const Facts& b) {
  if (auto same = in_common(a.browsers, b.browsers, as_it_is))
    tally.add(Rule::same_browser, Points::browser, "", same->proof);
}

struct BestName {
  NameLikeness likeness = NameLikeness::unknown;
  Known name;
};

BestName best_name(const Facts& a, const Facts& b) {
  BestName best;
  std::vector<NameForms> forms_b;
  forms_b.reserve(b.names.size());
  for (const Known& y : b.names)
    forms_b.push_back(forms_of(y.value));
  for (const Known& x : a.names) {
    const NameForms forms = forms_of(x.value);
    for (std::size_t i = 0; i < b.names.size(); ++i) {
      const NameLikeness found = likeness(forms, forms_b[i]);
      const Proof proof = std::min(x.proof, b.names[i].proof);
      if (found > best.likeness || (found == best.likeness && proof > best.name.proof))
        best = {found, {b.names[i].value, proof}};
    }
  }
  return best;
}

void by_name(Tally& tally, const Facts& a, const Facts& b) {
  const BestName best = best_name(a, b);
  const auto add = [&](Rule rule, std::int32_t points) {
    tally.add(rule, points, best.name.value, best.name.proof);
  };
  const bool by_phone_only = (tally.has(Rule::same_phone) || tally.has(Rule::shared_phone)) &&
                             !tally.has(Rule::same_email) && !tally.has(Rule::same_id);
  switch (best.likeness) {
    case NameLikeness::unknown:
      return;
    case NameLikeness::same:
      return add(Rule::same_name, Points::name);
    case NameLikeness::swapped:
      return add(Rule::swapped_name, Points::swapped);
    case NameLikeness::similar:
      return add(Rule::similar_name, Points::similar);
    case NameLikeness::sound:
      return add(Rule::same_sound, Points::sound);
    case NameLikeness::partial:
      return add(Rule::part_of_name, by_phone_only ? Points::part_by_phone : 0);
    case NameLikeness::different:
      return add(Rule::other_name, by_phone_only ? Points::other_name_by_phone : Points::other_name);
  }
}

// 1980-04-03 and 1980-03-04, or one digit.
bool is_near(const std::string& a, const std::string& b) {
  if (a.size() != 10 || b.size() != 10) return false;
  if (a.substr(0, 4) == b.substr(0, 4) && a.substr(5, 2) == b.substr(8, 2) &&
      a.substr(8, 2) == b.substr(5, 2))
    return true;
  int differ = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    differ += a[i] != b[i];
  return differ == 1;
}

void by_birthday(Tally& tally, const Facts& a, const Facts& b) {
  if (a.birthdays.empty() || b.birthdays.empty()) return;
  if (auto same = in_common(a.birthdays, b.birthdays, as_it_is)) {
    tally.add(Rule::same_birthday, Points::birthday, same->value, same->proof);
    return;
  }
  for (const Known& x : a.birthdays)
    for (const Known& y : b.birthdays)
      if (is_near(x.value, y.value)) {
        tally.add(Rule::near_birthday, Points::near_birthday, y.value);
        return;
      }
  tally.add(Rule::other_birthday, Points::other_birthday, b.birthdays.front().value);
}

void by_silence(Tally& tally, const Facts& b, const Surroundings& around) {
  const bool by_phone = tally.has(Rule::same_phone) || tally.has(Rule::shared_phone);
  const bool by_more =
      tally.has(Rule::same_email) || tally.has(Rule::same_id) || tally.has(Rule::same_browser);
  if (by_phone && !by_more && b.last_seen.us != 0 && around.now - b.last_seen > long_silence)
    tally.add(Rule::silent_long, Points::silent, "");
}

std::string first_letter(const std::string& word) {
  return word.substr(0, 1);  // of syllables in Latin letters; else the first byte is as good
}

void add_born_keys(std::vector<MatchKey>& keys, const Facts& facts) {
  if (facts.birthdays.empty()) return;
  for (const Known& name : facts.names) {
    const NameForms forms = forms_of(name.value);
    for (const Known& birthday : facts.birthdays)
      for (const std::string& syllable : forms.syllables)
        keys.push_back({KeyKind::born, birthday.value + first_letter(syllable)});
  }
}

}  // namespace

Verdict match(const Facts& a, const Facts& b, const Surroundings& around) {
  Tally tally;
  by_id(tally, a, b);
  by_email(tally, a, b);
  by_phone(tally, a, b, around);
  by_browser(tally, a, b);
  by_name(tally, a, b);
  by_birthday(tally, a, b);
  by_silence(tally, b, around);
  return std::move(tally).verdict();
}

std::string email_key(std::string_view email) {
  std::string lower(email);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const std::size_t at = lower.rfind('@');
  if (at == std::string::npos) return lower;
  const std::string domain = lower.substr(at + 1);
  std::string local = lower.substr(0, at);
  if (domain != "gmail.com" && domain != "googlemail.com") return lower;
  local.resize(std::min(local.find('+'), local.size()));
  local.erase(std::remove(local.begin(), local.end(), '.'), local.end());
  return local + "@gmail.com";
}

std::vector<MatchKey> keys_of(const Facts& facts) {
  std::vector<MatchKey> keys;
  for (const Known& email : facts.emails)
    keys.push_back({KeyKind::email, email_key(email.value)});
  for (const Known& phone : facts.phones)
    keys.push_back({KeyKind::phone, phone.value});
  for (const Known& browser : facts.browsers)
    keys.push_back({KeyKind::browser, browser.value});
  for (const Known& id : facts.ids)
    keys.push_back({KeyKind::id, id.value});
  for (const Known& name : facts.names)
    for (std::string& turn : turns_of(forms_of(name.value)))
      keys.push_back({KeyKind::name, std::move(turn)});
  add_born_keys(keys, facts);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

}  // namespace rapport::customers
