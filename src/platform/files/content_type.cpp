#include "platform/files/content_type.h"

#include <magic.h>

#include <algorithm>
#include <array>
#include <memory>

#include "platform/files/store.h"

namespace rapport::files {

namespace {

constexpr std::array<std::string_view, 5> kInline = {"image/png", "image/jpeg", "image/gif", "image/webp",
                                                     "image/bmp"};

struct CloseMagic {
  void operator()(magic_t handle) const { magic_close(handle); }
};

}  // namespace

Result<std::string> content_type_of(const std::filesystem::path& file) {
  const std::unique_ptr<magic_set, CloseMagic> handle(magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR));
  if (!handle || magic_load(handle.get(), nullptr) != 0)
    return fail(ErrorCode::unavailable, "type_detection_failed",
                "the file type database of libmagic cannot be loaded");
  const char* type = magic_file(handle.get(), file.c_str());
  if (type == nullptr)
    return fail(ErrorCode::unavailable, "type_detection_failed", "the type of the file cannot be determined");
  return std::string(type);
}

bool is_shown_inline(std::string_view type) {
  return std::find(kInline.begin(), kInline.end(), type) != kInline.end();
}

std::vector<std::string> usual_types() {
  return {"image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/bmp",
          "image/heic",
          "image/heif",
          "image/tiff",
          "application/pdf",
          "text/plain",
          "text/csv",
          "text/rtf",
          "application/rtf",
          "application/json",
          "application/msword",
          "application/vnd.ms-excel",
          "application/vnd.ms-powerpoint",
          "application/vnd.ms-office",
          "application/CDFV2",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "application/vnd.oasis.opendocument.text",
          "application/vnd.oasis.opendocument.spreadsheet",
          "application/vnd.oasis.opendocument.presentation",
          "application/zip",
          "application/gzip",
          "application/x-7z-compressed",
          "audio/mpeg",
          "audio/ogg",
          "audio/x-wav",
          "audio/x-m4a",
          "audio/amr",
          "audio/flac",
          "video/mp4",
          "video/webm",
          "video/quicktime",
          "video/3gpp"};
}

}  // namespace rapport::files
