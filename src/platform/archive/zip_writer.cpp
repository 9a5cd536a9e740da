#include "platform/archive/zip_writer.h"

#include <fmt/format.h>
#include <minizip/zip.h>

#include <array>
#include <fstream>

namespace rapport::archive {
namespace {

constexpr uLong utf8_names = 1U << 11;  // APPNOTE 4.4.4, bit 11
constexpr std::size_t piece_bytes = 1U << 16;

tl::unexpected<Error> cannot_write(const std::filesystem::path& file, const std::string& what) {
  return fail(ErrorCode::unavailable, "cannot_write", fmt::format("{}: {}", file.string(), what));
}

}  // namespace

struct ZipWriter::Impl {
  std::filesystem::path file;
  std::uint64_t bytes_max = 0;
  std::uint64_t bytes = 0;
  zipFile zip = nullptr;
  bool is_in_entry = false;

  ~Impl() {
    if (zip == nullptr) return;
    if (is_in_entry) zipCloseFileInZip(zip);
    zipClose(zip, nullptr);
  }
};

ZipWriter::ZipWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipWriter::~ZipWriter() = default;
ZipWriter::ZipWriter(ZipWriter&& other) noexcept = default;

Result<ZipWriter> ZipWriter::create(const std::filesystem::path& file, std::uint64_t bytes_max) {
  auto impl = std::make_unique<Impl>();
  impl->file = file;
  impl->bytes_max = bytes_max;
  impl->zip = zipOpen64(file.c_str(), APPEND_STATUS_CREATE);
  if (impl->zip == nullptr) return cannot_write(file, "cannot be made");
  return ZipWriter(std::move(impl));
}

Result<void> ZipWriter::begin(const std::string& name, bool is_packed) {
  if (auto ended = end(); !ended) return ended;
  zip_fileinfo info{};
  info.tmz_date.tm_year = 1980;  // the format's first day: the same content gives the same bytes
  info.tmz_date.tm_mday = 1;
  const int code = zipOpenNewFileInZip4_64(impl_->zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                           is_packed ? 0 : Z_DEFLATED, Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS,
                                           DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr, 0, 0, utf8_names, 1);
  if (code != ZIP_OK) return cannot_write(impl_->file, fmt::format("entry {} (code {})", name, code));
  impl_->is_in_entry = true;
  return {};
}

Result<void> ZipWriter::write(std::string_view bytes) {
  impl_->bytes += bytes.size();
  if (impl_->bytes > impl_->bytes_max)
    return fail(ErrorCode::too_large, "archive_too_large",
                fmt::format("more than the {} bytes that one archive may hold", impl_->bytes_max));
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, piece_bytes);
    const int code = zipWriteInFileInZip(impl_->zip, piece.data(), static_cast<unsigned>(piece.size()));
    if (code != ZIP_OK) return cannot_write(impl_->file, fmt::format("code {}", code));
    bytes.remove_prefix(piece.size());
  }
  return {};
}

Result<void> ZipWriter::add(const std::string& name, std::string_view content) {
  if (auto begun = begin(name); !begun) return begun;
  return write(content);
}

Result<void> ZipWriter::add_file(const std::string& name, const std::filesystem::path& content,
                                 bool is_packed) {
  std::ifstream in(content, std::ios::binary);
  if (!in) return cannot_write(impl_->file, fmt::format("{} cannot be read", content.string()));
  if (auto begun = begin(name, is_packed); !begun) return begun;
  std::array<char, piece_bytes> piece{};
  while (in) {
    in.read(piece.data(), piece.size());
    if (auto written = write({piece.data(), static_cast<std::size_t>(in.gcount())}); !written) return written;
  }
  if (in.bad()) return cannot_write(impl_->file, fmt::format("{} cannot be read", content.string()));
  return {};
}

Result<void> ZipWriter::end() {
  if (!impl_->is_in_entry) return {};
  impl_->is_in_entry = false;
  if (const int code = zipCloseFileInZip(impl_->zip); code != ZIP_OK)
    return cannot_write(impl_->file, fmt::format("code {}", code));
  return {};
}

Result<void> ZipWriter::finish() {
  if (auto ended = end(); !ended) return ended;
  const zipFile zip = std::exchange(impl_->zip, nullptr);
  if (const int code = zipClose(zip, nullptr); code != ZIP_OK)
    return cannot_write(impl_->file, fmt::format("code {}", code));
  return {};
}

}  // namespace rapport::archive
