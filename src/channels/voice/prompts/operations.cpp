// The operations: prompts, and music on hold.
#include "api/api.h"
#include "channels/voice/media/audio_file.h"
#include "channels/voice/prompts/impl.h"
#include "org/entity_api.h"
#include "platform/files/download_name.h"
#include "platform/http/target.h"

namespace rapport::prompts {

struct PromptUse {
  std::string where;  // "/queues/12"
  std::string what;
};
BOOST_DESCRIBE_STRUCT(PromptUse, (), (where, what))
struct PromptUseList {
  std::vector<PromptUse> items;
};
BOOST_DESCRIBE_STRUCT(PromptUseList, (), (items))

namespace {

const api::Permissions prompt_readers{api::Permission::manage_channels, api::Permission::manage_routing};
const api::Permissions prompt_writers{api::Permission::manage_channels};

// libmagic's names, as browsers want them.
std::string played_type(const std::string& type) {
  if (type == "audio/x-wav") return "audio/wav";
  return type == "application/ogg" || type == "video/ogg" ? "audio/ogg" : type;
}

std::string without_ending(const std::string& name) {
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string header_text(const api::Call& call, const char* name) {
  return http::percent_decoded(call.request().header(name), false).value_or("");
}

// A prompt on its way in. Small enough to be held, so that nothing is kept that is no sound.
class PromptUpload : public api::Intake<Prompt> {
 public:
  PromptUpload(const Parts& parts, org::By who, PromptFields fields)
      : parts_(parts), who_(std::move(who)), fields_(std::move(fields)) {}

  Result<void> take(std::string_view piece) override {
    if (bytes_.size() + piece.size() > prompt_bytes_max)
      return fail(ErrorCode::too_large, "file_too_large", "a prompt has at most 5 MB");
    bytes_.append(piece);
    return {};
  }

  Result<Prompt> finish() override {
    auto sound = media::decode_sound(bytes_, prompt_seconds_max);
    if (!sound) return tl::unexpected<Error>(std::move(sound.error()));
    PromptSound found;
    found.duration_ms = static_cast<std::int64_t>(sound->samples.size()) * 1'000 / sound->rate;
    auto stored = store();
    if (!stored) return tl::unexpected<Error>(std::move(stored.error()));
    found.digest = stored->digest;
    found.bytes = stored->bytes;
    found.content_type = played_type(stored->type);
    auto made = create_prompt(parts_.changes, who_, fields_, found);
    // Whoever removed the last prompt of the same sound meanwhile has taken the file with them.
    if (made && !parts_.files.find(found.digest)) {
      if (auto again = store(); !again) return tl::unexpected<Error>(std::move(again.error()));
    }
    return made;
  }

 private:
  Result<files::Stored> store() {
    auto upload = parts_.files.begin();
    if (!upload) return tl::unexpected<Error>(std::move(upload.error()));
    if (auto taken = upload->append(bytes_); !taken) return tl::unexpected<Error>(std::move(taken.error()));
    return upload->finish();
  }

  const Parts& parts_;
  const org::By who_;
  const PromptFields fields_;
  std::string bytes_;
};

Result<std::unique_ptr<api::Intake<Prompt>>> begin_upload(const Parts& parts, const api::Call& call) {
  PromptFields fields;
  fields.name = without_ending(files::safe_name(header_text(call, "x-file-name")));
  fields.language = header_text(call, "x-language");
  // The same rules as for a change.
  auto checked = contract::decode<PromptFields>(contract::encode(fields));
  if (!checked) return tl::unexpected<Error>(std::move(checked.error()));
  return std::make_unique<PromptUpload>(parts, org::by(call), std::move(fields));
}

Result<http::Response> prompt_audio(const Parts& parts, const api::Call& call) {
  struct Found {
    Prompt prompt;
    std::string digest;
  };
  const auto id = call.id<PromptId>("id");
  auto found = parts.changes.database().read<Found>([&](database::Session& sql) -> Result<Found> {
    auto prompt = PromptStore().find(sql, call.org(), id);
    if (!prompt) return org::no_such(PromptStore::kind, id.value);
    return Found{std::move(*prompt), digest_of_prompt(sql, call.org(), id)};
  });
  if (!found) return tl::unexpected<Error>(std::move(found.error()));
  auto path = parts.files.find(found->digest);
  if (!path) return tl::unexpected<Error>(std::move(path.error()));
  http::Response response;
  response.file = *path;
  response.content_type = found->prompt.content_type;
  response.headers = {
      {"Content-Disposition", files::content_disposition(found->prompt.name, found->prompt.content_type)},
      {"Content-Security-Policy", "sandbox; default-src 'none'"},
      {"Cache-Control", "private, max-age=86400, immutable"}};
  return response;
}

}  // namespace

Result<void> Prompts::Impl::remove_prompt(const org::By& who, PromptId id) {
  auto digest = parts.changes.database().read<std::string>(
      [&](database::Session& sql) -> Result<std::string> { return digest_of_prompt(sql, who.org, id); });
  if (!digest) return tl::unexpected<Error>(std::move(digest.error()));
  PromptStore store;
  store.uses = &uses;
  if (auto gone = org::remove(parts.changes, store, who, id); !gone) return gone;
  {
    const std::lock_guard lock(mutex);
    shelf.forget(fmt::format("prompt {} {}", who.org.value, id.value));
  }
  auto is_named = parts.changes.database().read<bool>(
      [&](database::Session& sql) -> Result<bool> { return is_digest_named(sql, *digest); });
  if (is_named && !*is_named) (void)parts.files.remove(*digest);
  return {};
}

void Prompts::Impl::add_operations(api::Api& api) {
  const org::EntityWords words{"/api/v1/prompts", "Prompt",       "Prompts",
                               "prompts",         prompt_readers, prompt_writers};
  org::register_reads(api, parts.changes, words, PromptStore{});
  api.put<PromptFields, Prompt>(
      org::operation(words, "changePrompt", "Changes its name and language; the sound stays.", true, true),
      [this](const api::Call& call, const PromptFields& fields) {
        return org::change(parts.changes, PromptStore{}, org::by(call), call.id<PromptId>("id"), fields);
      });
  api.remove(org::operation(words, "deletePrompt", "Removes it; refused while it is in use.", true, true),
             [this](const api::Call& call) { return remove_prompt(org::by(call), call.id<PromptId>("id")); });

  api::Operation upload =
      org::operation(words, "uploadPrompt",
                     "Upload sound: WAV, Ogg/Opus or FLAC, at most 5 MB and 5 minutes; its name "
                     "percent-encoded in X-File-Name, its language in X-Language",
                     true, false);
  upload.body_bytes_max = prompt_bytes_max;
  api.post_bytes<Prompt>(upload, [this](const api::Call& call) { return begin_upload(parts, call); });

  api::Operation audio =
      org::operation(words, "getPromptAudio", "The sound as it was uploaded.", false, true);
  audio.path += "/audio";
  api.get_bytes(audio, [this](const api::Call& call) { return prompt_audio(parts, call); });

  api::Operation used = org::operation(words, "listPromptUses", "Where it is used.", false, true);
  used.path += "/uses";
  api.get<PromptUseList>(used, [this](const api::Call& call) {
    return parts.changes.database().read<PromptUseList>([&](database::Session& sql) -> Result<PromptUseList> {
      const auto id = call.id<PromptId>("id");
      if (!prompt_exists(sql, call.org(), id)) return org::no_such(PromptStore::kind, id.value);
      PromptUseList list;
      for (const PromptUses& look : uses)
        for (Issue& use : look(sql, call.org(), id))
          list.items.push_back({std::move(use.where), std::move(use.what)});
      return list;
    });
  });

  api::Operation music_read;
  music_read.path = "/api/v1/hold-music";
  music_read.id = "getHoldMusic";
  music_read.tag = "prompts";
  music_read.summary = "What callers hear while they wait and on hold.";
  music_read.any_of = prompt_readers;
  api.get<HoldMusic>(music_read, [this](const api::Call& call) {
    return parts.changes.database().read<HoldMusic>(
        [&](database::Session& sql) -> Result<HoldMusic> { return hold_music(sql, call.org()); });
  });
  api::Operation music_write = music_read;
  music_write.id = "changeHoldMusic";
  music_write.summary = "Replaces it as a whole.";
  music_write.any_of = prompt_writers;
  api.put<HoldMusic, HoldMusic>(music_write, [this](const api::Call& call, const HoldMusic& music_of) {
    return change_hold_music(parts.changes, org::by(call), music_of);
  });
}

}  // namespace rapport::prompts
