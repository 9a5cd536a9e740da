#include "customers/names.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace rapport::customers {
namespace {

NameLikeness between(const char* a, const char* b) {
  const NameLikeness there = likeness(forms_of(a), forms_of(b));
  CHECK(there == likeness(forms_of(b), forms_of(a)));
  return there;
}

}  // namespace

TEST_CASE("a name is the same however it is written") {
  CHECK(between("José García", "jose garcia") == NameLikeness::same);
  CHECK(between("Dr. Ada Okafor", "Ada Okafor") == NameLikeness::same);
  CHECK(between("張偉", "张伟") == NameLikeness::same);
  CHECK(between("张伟先生", "张伟") == NameLikeness::same);
  CHECK(between("ＡＤＡ Okafor", "Ada Okafor") == NameLikeness::same);
}

TEST_CASE("a name is known again with the family name at the other end") {
  CHECK(between("Ada Okafor", "Okafor, Ada") == NameLikeness::swapped);
  CHECK(between("张小伟", "小伟张") == NameLikeness::swapped);
}

TEST_CASE("a name is known again in the other script") {
  CHECK(between("张伟", "Zhang Wei") == NameLikeness::sound);
  CHECK(between("张伟", "Wei Zhang") == NameLikeness::sound);
  CHECK(between("李小明", "Xiaoming Li") == NameLikeness::sound);
  CHECK(between("张伟", "张炜") == NameLikeness::sound);
  CHECK(between("张伟", "Li Na") == NameLikeness::different);
  CHECK(between("张伟", "Zhang Li") == NameLikeness::partial);
}

TEST_CASE("a typing mistake in a long name is forgiven, in a short one it is another name") {
  CHECK(between("Charlotte Brown", "Charlote Brown") == NameLikeness::similar);
  CHECK(between("Charlotte Brown", "Brown Cahrlotte") == NameLikeness::similar);
  CHECK(between("Anna Maria Schmidt", "Anna Schmidt") == NameLikeness::similar);
  CHECK(between("Li Na", "Li Ya") != NameLikeness::similar);
  CHECK(between("Charlotte Brown", "Charles Brown") == NameLikeness::partial);
  CHECK(between("Ada Okafor", "Li Lei") == NameLikeness::different);
  CHECK(between("", "Li Lei") == NameLikeness::unknown);
  CHECK(between("!?", "Li Lei") == NameLikeness::unknown);
}

TEST_CASE("a name is searched from either end") {
  const auto turns = turns_of(forms_of("张伟"));
  CHECK(turns == std::vector<std::string>{"zhangwei", "weizhang"});
  CHECK(turns_of(forms_of("Ada Okafor")) == std::vector<std::string>{"adaokafor", "okaforada"});
}

TEST_CASE("letters that change places are one mistake, and far names are not measured to the end") {
  CHECK(distance(U"brown", U"borwn", 2) == 1);
  CHECK(distance(U"brown", U"brown", 2) == 0);
  CHECK(distance(U"brown", U"bron", 2) == 1);
  CHECK(distance(U"brown", U"green", 1) == 2);
  CHECK(distance(U"", U"abc", 2) == 3);
}

}  // namespace rapport::customers
