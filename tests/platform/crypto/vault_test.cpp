#include "platform/crypto/vault.h"
#include "support/temp_folder.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>

namespace rapport::crypto {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a sealed value opens with the same key file, for the same purpose") {
  const tests::TempFolder folder;
  const auto vault = Vault::open(folder.path() / "key");
  REQUIRE(vault);
  CHECK(fs::status(folder.path() / "key").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  const std::string sealed = vault->seal("秘密", "user/1/totp");
  CHECK(sealed.find("v1.") == 0);
  CHECK(sealed != vault->seal("秘密", "user/1/totp"));

  const auto again = Vault::open(folder.path() / "key");
  REQUIRE(again);
  CHECK(again->unseal(sealed, "user/1/totp").value() == "秘密");
  CHECK(again->unseal(vault->seal("", "p"), "p").value().empty());
  CHECK(again->unseal(sealed, "user/2/totp").error().reason == "sealed_value_unreadable");
  CHECK_FALSE(Vault::open(folder.path() / "other")->unseal(sealed, "user/1/totp"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(again->unseal(changed, "user/1/totp"));
    CHECK_FALSE(again->unseal(sealed.substr(0, i), "user/1/totp"));
  }
}

TEST_CASE("a key file that others can read, or that holds no key, is refused in words") {
  const tests::TempFolder folder;
  const fs::path file = folder.path() / "key";
  REQUIRE(Vault::open(file));
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  CHECK(Vault::open(file).error().reason == "key_file_unsafe");
  CHECK(Vault::open(file).error().detail.find("chmod 600") != std::string::npos);
  fs::permissions(file, fs::perms::group_read, fs::perm_options::remove);
  std::ofstream(file) << "short";
  CHECK(Vault::open(file).error().reason == "key_file_unusable");
  CHECK(Vault::open(folder.path() / "missing" / "key").error().code == ErrorCode::unavailable);
}

}  // namespace
}  // namespace rapport::crypto
