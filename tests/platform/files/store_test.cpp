#include "platform/files/store.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "platform/crypto/encoding.h"
#include "support/temp_folder.h"

namespace rapport::files {
namespace {

namespace fs = std::filesystem;

const std::string kPng = *crypto::from_hex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000200"
    "01e221bc330000000049454e44ae426082");

std::unique_ptr<Store> store_in(const fs::path& folder, Options options = {}) {
  options.folder = folder;
  return std::move(Store::open(options).value());
}

Result<Stored> put(Store& store, std::string_view bytes) {
  auto upload = store.begin();
  if (!upload) return tl::unexpected<Error>(upload.error());
  if (auto appended = upload->append(bytes); !appended) return tl::unexpected<Error>(appended.error());
  return upload->finish();
}

std::size_t files_below(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    count += entry.is_regular_file() ? 1 : 0;
  return count;
}

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

TEST_CASE("a file comes back as it was, under the digest of its content") {
  const tests::TempFolder folder;
  const auto store = store_in(folder.path());
  auto upload = store->begin();
  REQUIRE(upload);
  for (const char byte : kPng)
    REQUIRE(upload->append({&byte, 1}));
  const auto stored = upload->finish();
  REQUIRE(stored);
  CHECK(stored->type == "image/png");
  CHECK(stored->bytes == static_cast<std::int64_t>(kPng.size()));
  CHECK(stored->digest == crypto::hex(crypto::sha256(kPng)));
  CHECK(content(store->find(stored->digest).value()) == kPng);
  CHECK((fs::status(*store->find(stored->digest)).permissions() & fs::perms(077)) == fs::perms::none);

  CHECK(put(*store, kPng)->digest == stored->digest);
  CHECK(files_below(folder.path()) == 1);
  CHECK(store->remove(stored->digest));
  CHECK(store->remove(stored->digest));
  CHECK(store->find(stored->digest).error().code == ErrorCode::not_found);
}

TEST_CASE("the content decides what a file is") {
  const tests::TempFolder folder;
  const auto store = store_in(folder.path());
  CHECK(put(*store, "退货单 return note\n")->type == "text/plain");
  CHECK(put(*store, "%PDF-1.7\n%abc\n")->type == "application/pdf");
  for (const char* text :
       {"<!DOCTYPE html><html><script>alert(1)</script></html>",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", "#!/bin/sh\nrm -rf /\n"}) {
    const auto refused = put(*store, text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == "type_not_allowed");
  }
  CHECK_FALSE(put(*store, std::string("\x7f"
                                      "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0",
                                      20)));
  CHECK(put(*store, "").error().reason == "file_empty");
  CHECK(files_below(folder.path()) == 2);
}

TEST_CASE("the limits hold, and nothing is left of what was refused") {
  const tests::TempFolder folder;
  Options options;
  options.bytes_max = 100;
  options.uploads_max = 1;
  const auto store = store_in(folder.path(), options);
  CHECK(put(*store, std::string(100, 'a')));
  CHECK(put(*store, std::string(101, 'a')).error().code == ErrorCode::too_large);
  {
    auto upload = store->begin();
    CHECK(upload->append(std::string(60, 'b')));
    CHECK(upload->append(std::string(41, 'b')).error().reason == "file_too_large");
    CHECK(store->begin().error().reason == "too_many_uploads");
  }
  CHECK(store->begin());
  CHECK(files_below(folder.path()) == 1);
}

TEST_CASE("an upload cut short by the end of the program is swept away") {
  const tests::TempFolder folder;
  store_in(folder.path());
  std::ofstream(folder.path() / "uploads" / "left") << "half";
  store_in(folder.path());
  CHECK(files_below(folder.path()) == 0);
}

TEST_CASE("only digests are names") {
  const tests::TempFolder folder;
  const auto store = store_in(folder.path());
  std::ofstream(folder.path() / "secret") << "x";
  for (const std::string& name :
       {std::string("../../secret"), std::string(64, '.'), std::string(64, 'A'), std::string(63, 'a')}) {
    CHECK(store->find(name).error().code == ErrorCode::not_found);
    CHECK(store->remove(name));
  }
  CHECK(fs::exists(folder.path() / "secret"));
}

TEST_CASE("many threads may store the same content at once") {
  const tests::TempFolder folder;
  const auto store = store_in(folder.path());
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round)
        good += put(*store, "round " + std::to_string(round)) ? 1 : 0;
    });
  for (auto& thread : threads)
    thread.join();
  CHECK(good == 80);
  CHECK(files_below(folder.path()) == 20);
}

TEST_CASE("a full disk is said, and is over when there is room again") {
  const tests::TempFolder folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=256k") != 0) {
    MESSAGE("SKIPPED: needs the right to mount a small file system");
    return;
  }
  {
    const auto store = store_in(folder.path());
    const auto first = put(*store, std::string(200'000, 'a'));
    REQUIRE(first);
    const auto refused = put(*store, std::string(100'000, 'b'));
    CHECK(refused.error().code == ErrorCode::unavailable);
    CHECK(refused.error().reason == "disk_full");
    CHECK(content(store->find(first->digest).value()).size() == 200'000);
    CHECK(store->remove(first->digest));
    CHECK(put(*store, std::string(100'000, 'b')));
  }
  CHECK(::umount(folder.path().c_str()) == 0);
}

}  // namespace
}  // namespace rapport::files
