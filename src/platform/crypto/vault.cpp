#include "platform/crypto/vault.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

#include "base/check.h"
#include "platform/crypto/bytes.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"

namespace rapport::crypto {

namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kCodeBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::string_view kPrefix = "v1.";  // tells a later format apart

struct Descriptor {
  explicit Descriptor(int opened) : value(opened) {}
  ~Descriptor() {
    if (value >= 0) ::close(value);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int value;
};

tl::unexpected<Error> failed(const std::filesystem::path& file, const char* doing) {
  return fail(ErrorCode::unavailable, "key_file_unusable",
              fmt::format("key file {}: cannot {}: {}", file.string(), doing,
                          std::generic_category().message(errno)));
}

// Under another name first, linked into place when whole: of two programs that start at once one makes it.
Result<void> make_key_file(const std::filesystem::path& file) {
  const std::filesystem::path partial = file.string() + "." + hex(random_bytes(8));
  const std::string text = hex(random_bytes(kKeyBytes)) + "\n";
  {
    const Descriptor descriptor(::open(partial.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
    if (descriptor.value < 0) return failed(file, "create");
    const bool is_written =
        ::write(descriptor.value, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(descriptor.value) == 0;
    if (!is_written) {
      auto error = failed(file, "write");
      ::unlink(partial.c_str());
      return error;
    }
  }
  const int linked = ::link(partial.c_str(), file.c_str());
  const int number = errno;
  ::unlink(partial.c_str());
  if (linked != 0 && number != EEXIST) {
    errno = number;
    return failed(file, "create");
  }
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.value < 0 || ::fsync(descriptor.value) != 0) return failed(file, "sync");
  return {};
}

Result<std::string> read_key_file(int descriptor, const std::filesystem::path& file) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return failed(file, "read");
  if ((status.st_mode & 077) != 0)
    return fail(
        ErrorCode::invalid, "key_file_unsafe",
        fmt::format("key file {} can be read by others; run: chmod 600 {}", file.string(), file.string()));
  std::string text(kKeyBytes * 2 + 2, '\0');
  const ssize_t count = ::read(descriptor, text.data(), text.size());
  if (count < 0) return failed(file, "read");
  text.resize(static_cast<std::size_t>(count));
  if (!text.empty() && text.back() == '\n') text.pop_back();
  // A copy: moving out of the optional makes g++ 12 warn of bounds at -O2 that nobody passes.
  const std::string key = from_hex(text).value_or("");
  if (key.size() != kKeyBytes)
    return fail(ErrorCode::invalid, "key_file_unusable",
                fmt::format("key file {} does not hold a key of 64 hexadecimal digits", file.string()));
  return key;
}

}  // namespace

Result<Vault> Vault::open(const std::filesystem::path& key_file) {
  for (bool is_made = false;; is_made = true) {
    const Descriptor descriptor(::open(key_file.c_str(), O_RDONLY | O_CLOEXEC));
    if (descriptor.value >= 0) {
      auto key = read_key_file(descriptor.value, key_file);
      if (!key) return tl::unexpected<Error>(key.error());
      return Vault(std::move(*key));
    }
    if (errno != ENOENT || is_made) return failed(key_file, "open");
    if (auto made = make_key_file(key_file); !made) return tl::unexpected<Error>(made.error());
  }
}

Vault::Vault(std::string key) : key_(std::move(key)) {
  RAPPORT_CHECK(key_.size() == kKeyBytes && sodium_init() >= 0);
}

std::string Vault::seal(std::string_view secret, std::string_view purpose) const {
  std::string sealed = random_bytes(kNonceBytes);
  sealed.resize(kNonceBytes + secret.size() + kCodeBytes);
  RAPPORT_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + kNonceBytes, nullptr,
                                                           bytes_of(secret), secret.size(), bytes_of(purpose),
                                                           purpose.size(), nullptr, bytes_of(sealed),
                                                           bytes_of(std::string_view(key_))) == 0);
  return std::string(kPrefix) + base64url(sealed);
}

Result<std::string> Vault::unseal(std::string_view sealed, std::string_view purpose) const {
  const auto unreadable = [&] {
    return fail(ErrorCode::internal, "sealed_value_unreadable",
                fmt::format("the stored secret for {} cannot be read: is the key file that of this database?",
                            purpose));
  };
  if (sealed.substr(0, kPrefix.size()) != kPrefix) return unreadable();
  const auto bytes = from_base64url(sealed.substr(kPrefix.size()));
  if (!bytes || bytes->size() < kNonceBytes + kCodeBytes) return unreadable();
  std::string secret(bytes->size() - kNonceBytes - kCodeBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          bytes_of(secret), nullptr, nullptr, bytes_of(std::string_view(*bytes)) + kNonceBytes,
          bytes->size() - kNonceBytes, bytes_of(purpose), purpose.size(), bytes_of(std::string_view(*bytes)),
          bytes_of(std::string_view(key_))) != 0)
    return unreadable();
  return secret;
}

}  // namespace rapport::crypto
