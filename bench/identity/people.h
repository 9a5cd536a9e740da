// People made up for bench/identity: Latin and Chinese names, households on one telephone, numbers that were
// given to somebody else, and the same person once more with what people get wrong. By a seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "customers/customer_store.h"

namespace rapport::bench {

struct MadePerson {
  std::string name, email, phone, birthday;  // "": not known
  bool is_chinese = false;
};

class People {
 public:
  explicit People(std::uint64_t seed) : random_(seed) {}

  // The next of the population; one in ten lives with an earlier one, one in a hundred has an earlier one's
  // number.
  MadePerson next(const std::vector<MadePerson>& before);
  // The same person as they come a second time. `shares`: whether enough is left to know them by: an address,
  // a number, or a birthday with the name.
  struct Again {
    MadePerson person;
    bool shares = false;
  };
  Again again(const MadePerson& person);
  // Somebody new who shares what deceives: a relative on the same telephone, the next holder of a number, the
  // same name with another birthday.
  MadePerson stranger(const MadePerson& like);

  std::uint64_t below(std::uint64_t count) { return random_() % count; }
  bool one_in(std::uint64_t count) { return below(count) == 0; }

 private:
  MadePerson fresh();
  std::string birthday();
  std::string phone();
  std::string mistyped(const std::string& name);

  std::mt19937_64 random_;
  std::uint64_t next_number_ = 0;
};

customers::Customer customer_of(const MadePerson& person, CustomerId id, Instant at);

}  // namespace rapport::bench
