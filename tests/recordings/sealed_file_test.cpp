#include "recordings/sealed_file.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

#include "recordings/sealed_chunk.h"
#include "support/databases.h"

namespace rapport::recordings::testing {
namespace {

const std::string sealing_key(sealed_key_bytes, 'k');

std::string some_bytes(std::size_t count, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::string bytes(count, '\0');
  for (char& byte : bytes)
    byte = static_cast<char>(random());
  return bytes;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

struct Kept {
  tests::TempFolder folder;
  SealedName name{folder.path() / "7.audio", 7, 1};

  void write(const std::string& bytes, std::size_t piece = 300) {
    auto writer = SealedWriter::create(name, sealing_key).value();
    for (std::size_t at = 0; at < bytes.size(); at += piece)
      REQUIRE(writer.append(bytes.substr(at, piece)));
    REQUIRE(writer.finish());
    CHECK(writer.file_bytes() == std::filesystem::file_size(name.path));
  }
  Result<SealedReader> open(bool must_be_finished = true) {
    return SealedReader::open(name, sealing_key, must_be_finished);
  }
};

TEST_CASE("what was written comes out again, at every size around a chunk") {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, chunk_bytes - 1, chunk_bytes,
                                 chunk_bytes + 1, 3 * chunk_bytes, 5 * chunk_bytes + 17}) {
    Kept kept;
    const std::string bytes = some_bytes(size);
    kept.write(bytes);
    auto reader = kept.open();
    REQUIRE(reader);
    CHECK(reader->is_finished());
    CHECK(reader->size() == size);
    CHECK(reader->read(0, size).value() == bytes);
    CHECK(reader->verify());
    CHECK_FALSE(std::filesystem::exists(tail_of(kept.name.path)));
    // One byte is found in any sealed file sooner or later.
    if (size >= 16) CHECK(content_of(kept.name.path).find(bytes.substr(0, 16)) == std::string::npos);
  }
}

TEST_CASE("every range is what the whole has there") {
  Kept kept;
  const std::string bytes = some_bytes(3 * chunk_bytes + 100);
  kept.write(bytes);
  const auto reader = kept.open().value();
  std::mt19937 random(5);
  for (int i = 0; i < 500; ++i) {
    const std::size_t offset = random() % (bytes.size() + 10);
    const std::size_t length = random() % (2 * chunk_bytes);
    const std::string expected = offset < bytes.size() ? bytes.substr(offset, length) : "";
    CHECK(reader.read(offset, length).value() == expected);
  }
  CHECK(reader.read(1, ~std::uint64_t{0}).value() == bytes.substr(1));
}

TEST_CASE("every flipped bit of a file, and every byte less or more, is noticed") {
  Kept kept;
  const std::string bytes = some_bytes(2 * chunk_bytes + 50);
  kept.write(bytes);
  const std::string whole = content_of(kept.name.path);
  const auto is_noticed = [&](const std::string& changed) {
    put(kept.name.path, changed);
    auto reader = kept.open();
    return !reader || !reader->verify() || !reader->read(0, bytes.size());
  };
  std::size_t unnoticed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
    unnoticed += is_noticed(changed) ? 0 : 1;
  }
  CHECK(unnoticed == 0);
  for (std::size_t less = 1; less < whole.size(); less += 97)
    unnoticed += is_noticed(whole.substr(0, whole.size() - less)) ? 0 : 1;
  for (const std::size_t more : {1U, 40U, 4'136U})
    unnoticed += is_noticed(whole + some_bytes(more)) ? 0 : 1;
  // Whole chunks that change places, or are left out.
  const std::size_t chunk = chunk_bytes + chunk_overhead;
  unnoticed += is_noticed(whole.substr(0, header_bytes) + whole.substr(header_bytes + chunk, chunk) +
                          whole.substr(header_bytes, chunk) + whole.substr(header_bytes + 2 * chunk))
                   ? 0
                   : 1;
  unnoticed += is_noticed(whole.substr(0, header_bytes) + whole.substr(header_bytes + chunk)) ? 0 : 1;
  CHECK(unnoticed == 0);
  put(kept.name.path, whole);
  CHECK(kept.open()->verify());
}

TEST_CASE("another recording's name, another part or another key opens nothing") {
  Kept kept;
  kept.write("words");
  SealedName other = kept.name;
  other.id = 8;
  CHECK(SealedReader::open(other, sealing_key, true).error().reason == "recording_damaged");
  other = kept.name;
  other.part = 2;
  CHECK_FALSE(SealedReader::open(other, sealing_key, true));
  CHECK_FALSE(SealedReader::open(kept.name, std::string(sealed_key_bytes, 'x'), true));
}

TEST_CASE("a file that is still written is read up to where it was kept") {
  Kept kept;
  const std::string bytes = some_bytes(4 * chunk_bytes);
  auto writer = SealedWriter::create(kept.name, sealing_key).value();
  CHECK(kept.open(false)->size() == 0);
  for (std::size_t at = 0; at < bytes.size(); at += 700) {
    REQUIRE(writer.append(bytes.substr(at, 700)));
    REQUIRE(writer.keep());
    auto reader = kept.open(false);
    REQUIRE(reader);
    CHECK_FALSE(reader->is_finished());
    const std::size_t there = std::min(at + 700, bytes.size());
    CHECK(reader->size() == there);
    CHECK(reader->read(0, there).value() == bytes.substr(0, there));
    CHECK_FALSE(kept.open(true));
  }
}

TEST_CASE("a process that is killed leaves everything up to its last keep, and the next one ends the file") {
  Kept kept;
  const std::string bytes = some_bytes(20 * chunk_bytes);
  constexpr std::size_t piece = 1'000;
  int told[2];
  REQUIRE(::pipe(told) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto writer = SealedWriter::create(kept.name, sealing_key);
    for (std::size_t at = 0; writer && at < bytes.size(); at += piece) {
      (void)writer->append(bytes.substr(at, piece));
      (void)writer->keep();
      const char one = 1;
      if (::write(told[1], &one, 1) != 1) break;
    }
    for (;;)
      ::pause();
  }
  ::close(told[1]);
  std::size_t pieces = 0;
  for (char one = 0; pieces < 13 && ::read(told[0], &one, 1) == 1;)
    ++pieces;
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  for (char one = 0; ::read(told[0], &one, 1) == 1;)
    ++pieces;  // those that it had told of by then
  ::close(told[0]);
  // Half a chunk at the end, as a write that was cut short leaves it.
  put(kept.name.path, content_of(kept.name.path) + some_bytes(100));

  auto resumed = SealedWriter::resume(kept.name, sealing_key);
  REQUIRE(resumed);
  const std::size_t kept_bytes = std::min(pieces * piece, bytes.size());
  CHECK(resumed->bytes() >= kept_bytes);
  REQUIRE(resumed->append("the end"));
  REQUIRE(resumed->finish());
  const auto reader = kept.open().value();
  const std::string all = reader.read(0, reader.size()).value();
  CHECK(all.size() >= kept_bytes + 7);
  CHECK(all == bytes.substr(0, all.size() - 7) + "the end");
  CHECK(crypto::sha256(content_of(kept.name.path)).size() == 32);
}

TEST_CASE("a damaged tail costs what it held, and no more") {
  Kept kept;
  const std::string bytes = some_bytes(chunk_bytes + 500);
  {
    auto writer = SealedWriter::create(kept.name, sealing_key).value();
    REQUIRE(writer.append(bytes));
    REQUIRE(writer.keep());
  }
  std::string tail = content_of(tail_of(kept.name.path));
  for (char& byte : tail)
    byte = static_cast<char>(byte ^ 1);
  put(tail_of(kept.name.path), tail);
  auto resumed = SealedWriter::resume(kept.name, sealing_key).value();
  REQUIRE(resumed.finish());
  CHECK(kept.open()->read(0, 10'000).value() == bytes.substr(0, chunk_bytes));
}

TEST_CASE("a name is written once") {
  Kept kept;
  kept.write("words");
  CHECK(SealedWriter::create(kept.name, sealing_key).error().reason == "disk_error");
}

}  // namespace
}  // namespace rapport::recordings::testing
