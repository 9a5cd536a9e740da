#include "recordings/recording_operations.h"

#include <fmt/format.h>

#include <limits>

#include "api/page.h"
#include "org/entity.h"
#include "org/organisation.h"
#include "platform/http/header_values.h"
#include "platform/http/problem.h"
#include "recordings/listening.h"
#include "recordings/ogg_opus.h"
#include "recordings/peaks.h"

namespace rapport::recordings {

struct ShownRecording : Recording {
  bool may_listen = false;  // whoever asks
};
BOOST_DESCRIBE_STRUCT(ShownRecording, (Recording), (may_listen))

struct Recordings {
  std::vector<ShownRecording> items;
};
BOOST_DESCRIBE_STRUCT(Recordings, (), (items))

struct RecordingQuery : api::PageQuery {
  std::optional<QueueId> queue_id;
  std::optional<UserId> agent_id;
  std::optional<Instant> from, to;
  std::optional<bool> is_kept;
};
BOOST_DESCRIBE_STRUCT(RecordingQuery, (api::PageQuery), (queue_id, agent_id, from, to, is_kept))
contract::Notes contract_notes(contract::Tag<RecordingQuery>) {
  return {.fields = {{.name = "agent_id", .doc = "who was heard on it"},
                     {.name = "from", .doc = "begun at this time or later"},
                     {.name = "to", .doc = "begun before this time"},
                     {.name = "is_kept", .doc = "true: only those under legal hold"}}};
}

struct RecordingPeaks {
  std::int32_t per_second = peaks_per_second;
  std::vector<std::int32_t> left, right;
};
BOOST_DESCRIBE_STRUCT(RecordingPeaks, (), (per_second, left, right))
contract::Notes contract_notes(contract::Tag<RecordingPeaks>) {
  return {.doc =
              "How loud each channel got: 0 to 250 (the square root of the greatest sample); 255: paused."};
}

struct LegalHold {
  bool is_kept = true;
  std::string why;
};
BOOST_DESCRIBE_STRUCT(LegalHold, (), (is_kept, why))
contract::Notes contract_notes(contract::Tag<LegalHold>) {
  return {.fields = {{.name = "why",
                      .doc = "needed when it is put under hold",
                      .max_length = 500,
                      .has_default = true}}};
}

namespace {

using api::Call;
using api::Permission;

const api::Permissions recording_readers{Permission::take_interactions, Permission::supervise,
                                         Permission::see_history, Permission::listen_recordings};

Result<bool> agents_hear_own(const RecordingServices& services, OrgId org) {
  return services.changes.database().read([&](database::Session& sql) -> Result<bool> {
    const auto found = org::find_organisation(sql, org);
    return found && found->settings.agents_hear_own_recordings;
  });
}

ShownRecording shown(const Call& call, Recording recording, bool agents_hear_own) {
  ShownRecording made;
  static_cast<Recording&>(made) = std::move(recording);
  made.may_listen = may_listen(call.caller(), made, agents_hear_own);
  return made;
}

Result<Recordings> list_recordings(const RecordingServices& services, const Call& call) {
  const auto interaction = call.id<InteractionId>("id");
  if (auto known = services.records.find(call.org(), interaction); !known)
    return tl::unexpected<Error>(known.error());
  auto own = agents_hear_own(services, call.org());
  if (!own) return tl::unexpected<Error>(own.error());
  auto all = services.store.of_interaction(call.org(), interaction);
  if (!all) return tl::unexpected<Error>(all.error());
  Recordings made;
  for (Recording& recording : *all)
    made.items.push_back(shown(call, std::move(recording), *own));
  return made;
}

Result<api::Page<ShownRecording>> search_recordings(const RecordingServices& services, const Call& call,
                                                    const RecordingQuery& query) {
  auto before = api::read_cursor<RecordingId>(query);
  if (!before) return tl::unexpected<Error>(std::move(before.error()));
  auto own = agents_hear_own(services, call.org());
  if (!own) return tl::unexpected<Error>(own.error());
  RecordingFilter filter;
  filter.queue = query.queue_id;
  filter.agent = query.agent_id;
  filter.from = query.from;
  filter.until = query.to;
  filter.is_kept_only = query.is_kept.value_or(false);
  const RecordingId newest{std::numeric_limits<std::int64_t>::max()};
  auto found = services.store.list(call.org(), filter, before->value_or(newest), query.limit + 1);
  if (!found) return tl::unexpected<Error>(found.error());
  std::vector<ShownRecording> items;
  for (Recording& recording : *found)
    items.push_back(shown(call, std::move(recording), *own));
  return api::page_of(std::move(items), query.limit, [](const ShownRecording& each) { return each.id; });
}

Result<ShownRecording> get_recording(const RecordingServices& services, const Call& call) {
  auto own = agents_hear_own(services, call.org());
  if (!own) return tl::unexpected<Error>(own.error());
  auto found = services.store.find(call.org(), call.id<RecordingId>("id"));
  if (!found) return tl::unexpected<Error>(found.error());
  return shown(call, std::move(found->recording), *own);
}

// A recording that the caller may listen to, and its key.
struct Opened {
  StoredRecording stored;
  SealedReader reader;
};

Result<Opened> open_for(const RecordingServices& services, const Call& call, RecordingPart part) {
  auto own = agents_hear_own(services, call.org());
  if (!own) return tl::unexpected<Error>(own.error());
  auto found = services.store.find(call.org(), call.id<RecordingId>("id"));
  if (!found) return tl::unexpected<Error>(found.error());
  if (!may_listen(call.caller(), found->recording, *own))
    return fail(ErrorCode::forbidden, "may_not_listen", "this needs the permission listen_recordings");
  const RecordingId id = found->recording.id;
  auto key = services.files.open_key(call.org(), id, found->sealed_key);
  if (!key) return tl::unexpected<Error>(key.error());
  auto reader = SealedReader::open(services.files.name(id, part), *key, !found->recording.checksum.empty());
  if (!reader) return tl::unexpected<Error>(reader.error());
  return Opened{std::move(*found), std::move(*reader)};
}

Result<RecordingPeaks> get_peaks(const RecordingServices& services, const Call& call) {
  auto opened = open_for(services, call, RecordingPart::peaks);
  if (!opened) return tl::unexpected<Error>(opened.error());
  auto bytes = opened->reader.read(0, opened->reader.size());
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  RecordingPeaks peaks;
  for (std::size_t i = 0; i + 1 < bytes->size(); i += 2) {
    peaks.left.push_back(static_cast<unsigned char>((*bytes)[i]));
    peaks.right.push_back(static_cast<unsigned char>((*bytes)[i + 1]));
  }
  return peaks;
}

// One that is still written is another thing whenever there is more of it.
std::string etag_of(const StoredRecording& stored, std::uint64_t size) {
  const std::string& checksum = stored.recording.checksum;
  return fmt::format("\"{}-{}\"", stored.recording.id.value,
                     checksum.empty() ? fmt::format("{}", size) : checksum.substr(0, 16));
}

// RFC 9110, 14: one range of bytes, or all.
Result<http::Response> get_audio(const RecordingServices& services, const Call& call) {
  auto opened = open_for(services, call, RecordingPart::audio);
  if (!opened) return tl::unexpected<Error>(opened.error());
  const Recording& recording = opened->stored.recording;
  const std::uint64_t size = opened->reader.size();
  const std::string etag = etag_of(opened->stored, size);
  const http::Request& request = call.request();
  http::ByteRange range{http::ByteRange::Kind::whole, 0, size};
  const std::string& if_range = request.header("if-range");
  if (if_range.empty() || if_range == etag) range = http::parse_range(request.header("range"), size);
  if (range.kind == http::ByteRange::Kind::unsatisfiable) {
    http::Response refusal = http::problem_with_status(
        416,
        {ErrorCode::invalid, "range_not_satisfiable", fmt::format("the recording has {} bytes", size), {}},
        call.request_id());
    refusal.headers.emplace_back("Content-Range", fmt::format("bytes */{}", size));
    return refusal;
  }
  const bool is_part = range.kind == http::ByteRange::Kind::part;
  http::Response response;
  response.content_type = "audio/ogg";
  response.headers = {
      {"ETag", etag},
      {"Accept-Ranges", "bytes"},
      {"Cache-Control", "private, no-cache"},
      {"Content-Disposition", fmt::format("inline; filename=\"{}.ogg\"", recording.id.value)}};
  if (!is_part && !request.header("if-none-match").empty() &&
      http::matches_etag(request.header("if-none-match"), etag))
    return response;  // answered with 304: nothing is heard
  if (is_part) {
    response.status = 206;
    response.headers.emplace_back(
        "Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.first + range.length - 1, size));
  } else {
    range = {http::ByteRange::Kind::whole, 0, size};
  }
  auto bytes = opened->reader.read(range.first, range.length);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  const Listened part = listened(recording, *bytes, range.first, size);
  auto noted = services.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
    change.audit({"listen", "recording", recording.id.value, "", contract::encode(part)});
    return {};
  });
  if (!noted) return tl::unexpected<Error>(noted.error());
  response.body = std::move(*bytes);
  return response;
}

tl::unexpected<Error> no_such_recording(RecordingId id) {
  return org::no_such("recording", id.value);
}

Result<ShownRecording> put_under_hold(const RecordingServices& services, const Call& call,
                                      const LegalHold& wanted) {
  const auto id = call.id<RecordingId>("id");
  if (wanted.is_kept && wanted.why.find_first_not_of(" \t\r\n") == std::string::npos)
    return org::wrong({{"/why", "say why: whoever may release it has to know"}});
  auto changed =
      services.changes.make<Recording>(org::by(call), "", [&](org::Change& change) -> Result<Recording> {
        const auto before = RecordingStore::find(change.sql, change.org(), id);
        if (!before) return no_such_recording(id);
        RecordingStore::keep(change.sql, change.org(), id, wanted.is_kept, wanted.why);
        const LegalHold had{before->recording.is_kept, before->recording.kept_why};
        change.audit({"change", "recording", id.value, contract::encode(had), contract::encode(wanted)});
        return RecordingStore::find(change.sql, change.org(), id)->recording;
      });
  if (!changed) return tl::unexpected<Error>(changed.error());
  auto own = agents_hear_own(services, call.org());
  if (!own) return tl::unexpected<Error>(own.error());
  return shown(call, std::move(*changed), *own);
}

Result<void> delete_recording(const RecordingServices& services, const Call& call) {
  const auto id = call.id<RecordingId>("id");
  auto gone = services.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
    const auto found = RecordingStore::find(change.sql, change.org(), id);
    if (!found) return no_such_recording(id);
    if (found->recording.state == RecordingState::writing)
      return fail(ErrorCode::conflict, "still_recording", "the call is going on; end its recording first");
    if (found->recording.is_kept)
      return fail(ErrorCode::conflict, "under_legal_hold", "the recording is under legal hold");
    RecordingStore::remove(change.sql, change.org(), id);
    change.audit({"delete", "recording", id.value, contract::encode(found->recording), ""});
    return {};
  });
  if (gone) services.files.remove(id);
  return gone;
}

api::Operation operation_of(const char* path, const char* id, const char* summary, api::Permissions any_of) {
  api::Operation made;
  made.path = path;
  made.id = id;
  made.tag = "recordings";
  made.summary = summary;
  made.any_of = any_of;
  return made;
}

}  // namespace

void add_operations(api::Api& api, const RecordingServices& services) {
  const std::string one = "/api/v1/recordings/{id}";
  const api::Permissions managers{Permission::manage_recordings};
  api.get<Recordings>(operation_of("/api/v1/interactions/{id}/recordings", "listRecordings",
                                   "What was recorded of an interaction, oldest first", recording_readers),
                      [services](const Call& call) { return list_recordings(services, call); });
  api.get<RecordingQuery, api::Page<ShownRecording>>(
      operation_of("/api/v1/recordings", "searchRecordings", "All recordings, newest first", managers),
      [services](const Call& call, const RecordingQuery& query) {
        return search_recordings(services, call, query);
      });
  api.get<ShownRecording>(
      operation_of(one.c_str(), "getRecording", "One of them, with what happened on it", recording_readers),
      [services](const Call& call) { return get_recording(services, call); });
  api::Operation audio =
      operation_of((one + "/audio").c_str(), "getRecordingAudio",
                   "Its sound, Opus in Ogg: the customer's side left, ours right", recording_readers);
  audio.description =
      "Byte ranges are served (206, If-Range). Of a call that is going on it is what there is by now. Every "
      "listening is in the audit log with its seconds.";
  audio.media_type = "audio/ogg";
  api.get_bytes(audio, [services](const Call& call) { return get_audio(services, call); });
  api.get<RecordingPeaks>(
      operation_of((one + "/peaks").c_str(), "getRecordingPeaks", "Its outline, to draw", recording_readers),
      [services](const Call& call) { return get_peaks(services, call); });
  api.put<LegalHold, ShownRecording>(
      operation_of((one + "/legal-hold").c_str(), "holdRecording",
                   "Puts it under legal hold, or takes it off: under it nothing deletes it", managers),
      [services](const Call& call, const LegalHold& wanted) {
        return put_under_hold(services, call, wanted);
      });
  api.remove(operation_of(one.c_str(), "deleteRecording", "Deletes it, sound and all", managers),
             [services](const Call& call) { return delete_recording(services, call); });
}

}  // namespace rapport::recordings
