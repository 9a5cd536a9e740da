#include "identity/people.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/utf8.h"
#include "platform/text/text.h"

namespace rapport::bench {
namespace {

constexpr std::array given_names{
    "James",     "Mary",    "Robert",  "Patricia", "John",     "Jennifer", "Michael",  "Linda",   "David",
    "Elizabeth", "William", "Barbara", "Richard",  "Susan",    "Joseph",   "Jessica",  "Thomas",  "Karen",
    "Charles",   "Sarah",   "Daniel",  "Lisa",     "Matthew",  "Nancy",    "Anthony",  "Sandra",  "Mark",
    "Ashley",    "Steven",  "Emily",   "Andrew",   "Donna",    "Joshua",   "Michelle", "Kenneth", "Carol",
    "Kevin",     "Amanda",  "Brian",   "Melissa",  "Chukwudi", "Ngozi",    "Fatima",   "Ahmed",   "Sofia",
    "Mateo",     "José",    "Zoë",     "Jürgen",   "Anneliese"};
constexpr std::array family_names{
    "Smith",     "Johnson",  "Williams",  "Brown",   "Jones",     "Garcia",    "Miller",   "Davis",
    "Rodriguez", "Martinez", "Hernandez", "Lopez",   "Gonzalez",  "Wilson",    "Anderson", "Thomas",
    "Taylor",    "Moore",    "Jackson",   "Martin",  "Lee",       "Perez",     "Thompson", "White",
    "Harris",    "Sanchez",  "Clark",     "Ramirez", "Lewis",     "Robinson",  "Walker",   "Young",
    "Allen",     "King",     "Wright",    "Scott",   "Torres",    "Nguyen",    "Hill",     "Flores",
    "Green",     "Adams",    "Nelson",    "Baker",   "Hall",      "Rivera",    "Campbell", "Mitchell",
    "Carter",    "Roberts",  "Okafor",    "Adeyemi", "Müller",    "Schneider", "Fischer",  "Weber",
    "Schäfer",   "Koch",     "Bauer",     "Richter", "Kowalski",  "Nowak",     "Horvath",  "Novak",
    "Ivanov",    "Petrov",   "Rossi",     "Ferrari", "Esposito",  "Bianchi",   "Dubois",   "Moreau",
    "Laurent",   "Lefebvre", "Andersson", "Hansen",  "Johansson", "Nielsen",   "Virtanen", "Korhonen"};
constexpr std::array han_families{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
                                  "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗",
                                  "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
                                  "程", "曹", "袁", "邓", "许", "傅", "沈", "吕"};
constexpr std::array han_given{"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳",
                               "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "桂", "英", "华", "玉",
                               "兰", "萍", "红", "鹏", "辉", "浩", "宇", "轩", "梓", "涵", "欣", "怡",
                               "佳", "琪", "雨", "晨", "思", "雪", "梅", "文", "博", "晓", "春", "国",
                               "建", "海", "天", "龙", "凤", "云", "峰", "亮", "健", "志", "永", "瑞"};
// As they are written elsewhere.
constexpr std::array<std::pair<const char*, const char*>, 22> variants{
    {{"张", "張"}, {"刘", "劉"}, {"陈", "陳"}, {"杨", "楊"}, {"赵", "趙"}, {"黄", "黃"},
     {"吴", "吳"}, {"孙", "孫"}, {"马", "馬"}, {"罗", "羅"}, {"郑", "鄭"}, {"谢", "謝"},
     {"韩", "韓"}, {"冯", "馮"}, {"伟", "偉"}, {"丽", "麗"}, {"军", "軍"}, {"艳", "豔"},
     {"华", "華"}, {"鹏", "鵬"}, {"龙", "龍"}, {"凤", "鳳"}}};

template <std::size_t n>
const char* one_of(const std::array<const char*, n>& all, std::uint64_t at) {
  return all[at % n];
}

std::vector<std::string> characters(const std::string& text) {
  std::vector<std::string> all;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_sequence_length(rest), 1);
    all.emplace_back(rest.substr(0, length));
    rest.remove_prefix(length);
  }
  return all;
}

std::string traditional(const std::string& name) {
  std::string all;
  for (std::string& character : characters(name)) {
    for (const auto& [simple, other] : variants)
      if (character == simple) character = other;
    all += character;
  }
  return all;
}

std::string in_letters(const std::string& name, bool family_first) {
  const std::string reading = text::pinyin(name);
  const std::size_t blank = reading.find(' ');
  std::string family = reading.substr(0, blank), given;
  for (const char c : reading.substr(blank + 1))
    if (c != ' ') given += c;
  return family_first ? family + " " + given : given + " " + family;
}

std::string turned(const MadePerson& person) {
  if (person.is_chinese) {
    const auto all = characters(person.name);
    std::string name;
    for (std::size_t i = 1; i < all.size(); ++i)
      name += all[i];
    return name + all.front();
  }
  const std::size_t blank = person.name.find(' ');
  return person.name.substr(blank + 1) + ", " + person.name.substr(0, blank);
}

}  // namespace

std::string People::birthday() {
  return fmt::format("{:04}-{:02}-{:02}", 1940 + below(65), 1 + below(12), 1 + below(28));
}

std::string People::phone() {
  return fmt::format("+86138{:08}", next_number_++);
}

MadePerson People::fresh() {
  MadePerson person;
  person.is_chinese = one_in(2);
  if (person.is_chinese) {
    // Common family names are very common.
    person.name = one_of(han_families, std::min(below(han_families.size()), below(han_families.size())));
    person.name += one_of(han_given, below(han_given.size()));
    if (!one_in(4)) person.name += one_of(han_given, below(han_given.size()));
  } else {
    person.name = one_of(given_names, below(given_names.size()));
    person.name += std::string(" ") + one_of(family_names, below(family_names.size()));
  }
  if (!one_in(3)) person.birthday = birthday();
  if (!one_in(4)) person.email = fmt::format("p{}@mail{}.test", random_() % 1'000'000'000, below(50));
  if (!one_in(5)) person.phone = phone();
  return person;
}

MadePerson People::next(const std::vector<MadePerson>& before) {
  MadePerson person = fresh();
  if (before.empty()) return person;
  const MadePerson& other = before[below(before.size())];
  if (one_in(10)) return stranger(other);
  if (one_in(100) && !other.phone.empty()) person.phone = other.phone;
  return person;
}

MadePerson People::stranger(const MadePerson& like) {
  MadePerson person = fresh();
  switch (below(3)) {
    case 0: {  // a relative
      if (!like.phone.empty()) person.phone = like.phone;
      person.is_chinese = like.is_chinese;
      if (like.is_chinese)
        person.name = characters(like.name).front() +
                      std::string(one_of(han_given, below(han_given.size()))) +
                      one_of(han_given, below(han_given.size()));
      else
        person.name = std::string(one_of(given_names, below(given_names.size()))) +
                      like.name.substr(like.name.find(' '));
      return person;
    }
    case 1:  // whoever has the number now
      if (!like.phone.empty()) person.phone = like.phone;
      return person;
    default:  // of the same name
      person.name = like.name;
      person.is_chinese = like.is_chinese;
      if (person.birthday == like.birthday) person.birthday = birthday();
      return person;
  }
}

std::string People::mistyped(const std::string& name) {
  std::string wrong = name;
  const std::size_t at = 1 + below(wrong.size() - 2);
  switch (below(3)) {
    case 0:
      std::swap(wrong[at], wrong[at + 1]);
      break;
    case 1:
      wrong.erase(at, 1);
      break;
    default:
      wrong[at] = static_cast<char>('a' + below(26));
  }
  return is_utf8(wrong) ? wrong : name;
}

People::Again People::again(const MadePerson& person) {
  MadePerson twice = person;
  switch (below(4)) {
    case 0:
      twice.name = turned(person);
      break;
    case 1:
      twice.name = person.is_chinese ? traditional(person.name) : mistyped(person.name);
      break;
    case 2:
      if (person.is_chinese) twice.name = in_letters(person.name, one_in(2));
      break;
    default:
      break;
  }
  if (one_in(10)) twice.name.clear();
  if (one_in(2)) twice.email.clear();
  if (one_in(2)) twice.phone.clear();
  if (one_in(3)) twice.birthday.clear();
  const bool shares =
      !twice.email.empty() || !twice.phone.empty() || (!twice.birthday.empty() && !twice.name.empty());
  return {std::move(twice), shares};
}

customers::Customer customer_of(const MadePerson& person, CustomerId id, Instant at) {
  customers::Customer customer;
  customer.id = id;
  customer.name = person.name;
  if (!person.email.empty()) customer.email = person.email;
  if (!person.phone.empty()) customer.phone = person.phone;
  if (!person.birthday.empty()) customer.birthday = person.birthday;
  customer.created_at = at;
  return customer;
}

}  // namespace rapport::bench
