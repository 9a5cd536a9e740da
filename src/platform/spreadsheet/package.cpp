#include "platform/spreadsheet/package.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <cstring>

#include "platform/spreadsheet/reader.h"

namespace rapport::spreadsheet {
namespace {

// Bytes in memory as minizip's file.
struct Source {
  std::string_view bytes;
  std::size_t at = 0;
};

voidpf open_source(voidpf opaque, const void*, int) {
  return opaque;
}
uLong read_source(voidpf, voidpf stream, void* into, uLong size) {
  auto& source = *static_cast<Source*>(stream);
  const std::size_t count = std::min<std::size_t>(size, source.bytes.size() - source.at);
  std::memcpy(into, source.bytes.data() + source.at, count);
  source.at += count;
  return static_cast<uLong>(count);
}
uLong write_source(voidpf, voidpf, const void*, uLong) {
  return 0;
}
ZPOS64_T tell_source(voidpf, voidpf stream) {
  return static_cast<Source*>(stream)->at;
}
long seek_source(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  auto& source = *static_cast<Source*>(stream);
  const std::size_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? source.at
                           : origin == ZLIB_FILEFUNC_SEEK_END ? source.bytes.size()
                                                              : 0;
  const std::size_t to = base + static_cast<std::size_t>(offset);
  if (to > source.bytes.size()) return -1;
  source.at = to;
  return 0;
}
int close_source(voidpf, voidpf) {
  return 0;
}
int error_of_source(voidpf, voidpf) {
  return 0;
}

}  // namespace

struct Package::Impl {
  Source source;
  unzFile zip = nullptr;
  bool is_in_part = false;
  std::size_t unpacked = 0;
  bool is_too_large = false;

  ~Impl() {
    end();
    if (zip != nullptr) unzClose(zip);
  }
  void end() {
    if (is_in_part) unzCloseCurrentFile(zip);
    is_in_part = false;
  }
};

Package::Package(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Package::~Package() = default;
Package::Package(Package&& other) noexcept = default;

Result<Package> Package::open(std::string_view bytes) {
  auto impl = std::make_unique<Impl>();
  impl->source.bytes = bytes;
  zlib_filefunc64_def functions{};
  functions.zopen64_file = open_source;
  functions.zread_file = read_source;
  functions.zwrite_file = write_source;
  functions.ztell64_file = tell_source;
  functions.zseek64_file = seek_source;
  functions.zclose_file = close_source;
  functions.zerror_file = error_of_source;
  functions.opaque = &impl->source;
  impl->zip = unzOpen2_64("", &functions);
  if (impl->zip == nullptr)
    return fail(ErrorCode::invalid, "not_a_workbook", "the file is no zip archive, or it is cut off");
  return Package(std::move(impl));
}

bool Package::has(const std::string& part) const {
  impl_->end();
  return unzLocateFile(impl_->zip, part.c_str(), 2) == UNZ_OK;  // names differ in case between writers
}

Result<void> Package::begin(const std::string& part) {
  impl_->end();
  unz_file_info64 info{};
  if (!has(part) || unzGetCurrentFileInfo64(impl_->zip, &info, nullptr, 0, nullptr, 0, nullptr, 0) != UNZ_OK)
    return fail(ErrorCode::invalid, "broken_workbook", "the workbook lacks its part " + part);
  if ((info.flag & 1U) != 0 || unzOpenCurrentFile(impl_->zip) != UNZ_OK)
    return fail(ErrorCode::invalid, "broken_workbook", "the workbook's part " + part + " cannot be unpacked");
  impl_->is_in_part = true;
  return {};
}

int Package::read(char* into, int size) {
  if (!impl_->is_in_part) return -1;
  const int count = unzReadCurrentFile(impl_->zip, into, static_cast<unsigned>(size));
  if (count <= 0) return count;
  impl_->unpacked += static_cast<std::size_t>(count);
  if (impl_->unpacked > unpacked_bytes_max) {
    impl_->is_too_large = true;
    return -1;
  }
  return count;
}

bool Package::is_too_large() const {
  return impl_->is_too_large;
}

}  // namespace rapport::spreadsheet
