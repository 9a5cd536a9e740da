#include "switchboard/flow/hearing.h"

#include <algorithm>

#include "switchboard/flow/channels.h"
#include "switchboard/flow/validate.h"

namespace rapport::switchboard::flow {
namespace {

std::string folded(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// Full-width digits, as Chinese keyboards write them, are digits.
std::string plain_digits(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&text](std::size_t at) {
      return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    if (byte(i) == 0xEF && byte(i + 1) == 0xBC && byte(i + 2) >= 0x90 && byte(i + 2) <= 0x99) {
      out += static_cast<char>('0' + (byte(i + 2) - 0x90));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> out;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80 && !out.empty())
      out.back() += c;
    else
      out.emplace_back(1, c);
  }
  return out;
}

bool is_one(const std::string& wanted, const std::string& character) {
  const char c = character[0];
  if (wanted == "?") return true;
  if (wanted == "#") return c >= '0' && c <= '9';
  if (wanted == "@")
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
  return wanted == character;
}

}  // namespace

std::string digit_of(const Menu& menu, std::size_t option) {
  return menu.options[option].digit.empty() ? std::to_string(option + 1) : menu.options[option].digit;
}

std::optional<std::int32_t> option_of(const Menu& menu, const std::string& said) {
  const std::string wanted = folded(plain_digits(said));
  if (wanted.empty()) return std::nullopt;
  std::optional<std::int32_t> found;
  for (std::size_t i = 0; i < menu.options.size(); ++i) {
    const MenuOption& option = menu.options[i];
    bool is_meant = wanted == digit_of(menu, i) || wanted == folded(option.name);
    for (const auto& label : option.label)
      is_meant = is_meant || wanted == folded(label.second);
    for (const std::string& word : option.also)
      is_meant = is_meant || (!word.empty() && wanted == folded(word));
    if (!is_meant) continue;
    if (found) return std::nullopt;
    found = static_cast<std::int32_t>(i);
  }
  if (found) return found;
  // Nobody writes only the word: a sentence with the words of one option, and of no other, means it.
  for (std::size_t i = 0; i < menu.options.size(); ++i) {
    const std::vector<std::string>& also = menu.options[i].also;
    if (std::none_of(also.begin(), also.end(), [&wanted](const std::string& word) {
          return folded(word).size() >= 3 && wanted.find(folded(word)) != std::string::npos;
        }))
      continue;
    if (found) return std::nullopt;
    found = static_cast<std::int32_t>(i);
  }
  return found;
}

std::optional<std::string> taken(const Collect& collect, const std::string& said) {
  std::string words = plain_digits(said);
  if (collect.input == Collected::digits) {
    std::string digits;
    for (const char c : words) {
      if (c == ' ' || c == '-' || c == '\n') continue;
      if (c < '0' || c > '9') return std::nullopt;
      digits += c;
    }
    words = digits;
  } else {
    words = said;
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!words.empty() && is_blank(words.back()))
      words.pop_back();
    words.erase(words.begin(), std::find_if_not(words.begin(), words.end(), is_blank));
  }
  const auto length = static_cast<std::int32_t>(characters(words).size());
  if (length < collect.length_min || length > collect.length_max) return std::nullopt;
  if (!collect.pattern.empty() && !matches(collect.pattern, words)) return std::nullopt;
  return words;
}

// One `*` is gone back to at most: linear times the length.
bool matches(const std::string& pattern_text, const std::string& text) {
  const std::vector<std::string> pattern = characters(pattern_text);
  const std::vector<std::string> said = characters(text);
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = pattern.size();
  std::size_t from = 0;
  while (t < said.size()) {
    if (p < pattern.size() && pattern[p] == "*") {
      star = p++;
      from = t;
    } else if (p < pattern.size() && is_one(pattern[p], said[t])) {
      ++p;
      ++t;
    } else if (star < pattern.size()) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == "*")
    ++p;
  return p == pattern.size();
}

std::string language_of(const std::string& text) {
  std::size_t han = 0;
  std::size_t latin = 0;
  for (const std::string& character : characters(text)) {
    const auto first = static_cast<unsigned char>(character[0]);
    if (character.size() == 3 && first >= 0xE4 && first <= 0xE9) ++han;  // U+4000 to U+9FFF
    if ((first | 0x20) >= 'a' && (first | 0x20) <= 'z') ++latin;
  }
  // A Chinese sentence has English names in it more often than the reverse.
  if (han > 0 && han * 4 >= latin) return "zh";
  return latin >= 2 ? "en" : "";
}

WordsAnswer answer_by_words(const Flow& flow, const FlowStep& step, const Run& run, const Facts& facts,
                            const std::vector<std::string>& words) {
  WordsAnswer answer;
  const Scope scope = scope_of(flow);
  std::vector<std::int64_t> numbers = run.values;
  std::vector<std::string> texts = words;
  FactValues known = values_of(run, facts);
  const auto worked_out = [&](const std::string& source, const Expected& expected) -> std::optional<Value> {
    const auto code = compile(source, scope, expected);
    if (!code) return std::nullopt;
    Evaluated value = evaluate(code->code, {numbers, texts, known.data()});
    if (value.fault != Fault::none) return std::nullopt;
    return std::move(value.value);
  };

  if (const auto* branch = std::get_if<Branch>(&step.does)) {
    answer.exit = exit_else;
    for (std::size_t i = 0; i < branch->cases.size(); ++i) {
      const auto holds = worked_out(branch->cases[i].when, {ValueType::boolean, {}});
      const auto* truth = holds ? std::get_if<std::int64_t>(&*holds) : nullptr;
      if (truth == nullptr) {
        answer.is_broken = true;
        return answer;
      }
      if (*truth == 0) continue;
      answer.exit = exit_case + static_cast<std::int32_t>(i);
      return answer;
    }
    return answer;
  }
  const auto* set = std::get_if<Set>(&step.does);
  if (set == nullptr) {
    answer.is_broken = true;
    return answer;
  }
  answer.exit = exit_next;
  for (const Assignment& put : set->values) {
    Expected expected{ValueType::choice, flow.languages};
    std::int32_t target = language_target;
    for (std::size_t i = 0; i < flow.attributes.size(); ++i) {
      if (put.attribute != flow.attributes[i].name) continue;
      target = static_cast<std::int32_t>(i);
      expected = {flow.attributes[i].type, flow.attributes[i].choices};
    }
    auto value = worked_out(put.value, expected);
    if (!value) {
      answer.is_broken = true;
      return answer;
    }
    if (auto* said = std::get_if<std::string>(&*value)) {
      texts[static_cast<std::size_t>(target)] = *said;
      answer.texts.emplace_back(target, std::move(*said));
      continue;
    }
    const std::int64_t plain = std::get<std::int64_t>(*value);
    if (target == language_target)
      known[static_cast<std::size_t>(Fact::language)] = plain;
    else
      numbers[static_cast<std::size_t>(target)] = plain;
    answer.numbers.push_back({target, plain});
  }
  return answer;
}

std::optional<std::int64_t> value_of(const Attribute& attribute, const std::string& said) {
  if (attribute.type == ValueType::boolean) {
    if (said == "true") return 1;
    if (said == "false") return 0;
    return std::nullopt;
  }
  if (attribute.type == ValueType::choice) {
    const auto found = std::find(attribute.choices.begin(), attribute.choices.end(), said);
    if (found == attribute.choices.end()) return std::nullopt;
    return found - attribute.choices.begin();
  }
  if (attribute.type == ValueType::text || said.empty() || said.size() > 19) return std::nullopt;
  const std::size_t first = said[0] == '-' ? 1 : 0;
  if (said.size() == first || said.size() > first + 18 ||
      said.find_first_not_of("0123456789", first) != std::string::npos)
    return std::nullopt;
  std::int64_t number = 0;
  for (std::size_t i = first; i < said.size(); ++i)
    number = number * 10 + (said[i] - '0');
  return first == 1 ? -number : number;
}

std::string shown(const Attribute& attribute, std::int64_t value, const std::string& words) {
  switch (attribute.type) {
    case ValueType::boolean:
      return value != 0 ? "true" : "false";
    case ValueType::integer:
      return std::to_string(value);
    case ValueType::choice:
      return value >= 0 && static_cast<std::size_t>(value) < attribute.choices.size()
                 ? attribute.choices[static_cast<std::size_t>(value)]
                 : std::string();
    case ValueType::text:
      return attribute.is_secret ? std::string() : words;
  }
  return {};
}

const std::string& in_language(const Texts& texts, const Flow& flow, std::int32_t language) {
  static const std::string nothing;
  const auto at = static_cast<std::size_t>(language);
  if (language >= 0 && at < flow.languages.size()) {
    const auto found = texts.find(flow.languages[at]);
    if (found != texts.end()) return found->second;
  }
  return texts.empty() ? nothing : texts.begin()->second;
}

std::string spoken(const std::string& text, const Flow& flow, const Run& run, const Facts& facts,
                   const std::vector<std::string>& words) {
  return filled(text, [&](const std::string& name) -> std::string {
    for (std::size_t i = 0; i < flow.attributes.size() && i < run.values.size(); ++i)
      if (flow.attributes[i].name == name)
        return shown(flow.attributes[i], run.values[i], i < words.size() ? words[i] : std::string());
    const std::vector<std::string>& names = fact_names();
    const auto fact = std::find(names.begin(), names.end(), name);
    if (fact == names.end()) return {};
    const auto place = static_cast<std::size_t>(fact - names.begin());
    if (place == static_cast<std::size_t>(Fact::channel)) return name_of(facts.channel);
    if (place == static_cast<std::size_t>(Fact::language))
      return flow.languages[static_cast<std::size_t>(run.language)];
    return std::to_string(values_of(run, facts)[place]);
  });
}

}  // namespace rapport::switchboard::flow
