#include "recordings/recording_store.h"

#include <fmt/format.h>

#include <limits>

#include "platform/contract/json.h"
#include "platform/database/statement.h"

namespace rapport::recordings {
namespace {

constexpr const char* tables =
    "create table recording (org bigint not null, id bigint not null, interaction bigint not null,"
    " queue bigint not null, started_us bigint not null, ended_us bigint not null, state integer not null,"
    " because integer not null, duration_ms bigint not null, bytes bigint not null, checksum text not null,"
    " agents text not null, marks text not null, is_kept integer not null, kept_why text not null,"
    " sealed_key text not null, primary key (org, id));"
    "create index recording_by_interaction on recording (org, interaction, id);"
    "create index recording_by_age on recording (org, queue, ended_us);"
    "create index recording_unfinished on recording (state) where state = 0;"
    // The built-in role that has every permission has the new ones as well.
    "update role set permissions = replace(permissions, ']', ',\"listen_recordings\",\"manage_recordings\"]')"
    " where is_built_in = 1 and name = 'admin';"
    "update role set permissions = replace(permissions, ']', ',\"listen_recordings\"]')"
    " where is_built_in = 1 and name = 'supervisor'";

constexpr const char* columns =
    "org, id, interaction, queue, started_us, state, because, duration_ms, bytes, checksum, agents, marks,"
    " is_kept, kept_why, sealed_key";

template <class T>
std::vector<T> list_from(const std::string& json) {
  return contract::decode<std::vector<T>>(json, {.ignores_unknown = true}).value_or(std::vector<T>{});
}

template <class... Parameters>
std::vector<StoredRecording> select(database::Session& sql, const std::string& rest,
                                    const Parameters&... parameters) {
  std::vector<StoredRecording> found;
  database::each<OrgId, RecordingId, InteractionId, QueueId, Instant, RecordingState, RecordedBecause,
                 std::int64_t, std::int64_t, std::string, std::string, std::string, bool, std::string,
                 std::string>(
      sql, fmt::format("select {} from recording {}", columns, rest),
      [&](OrgId org, RecordingId id, InteractionId interaction, QueueId queue, Instant started,
          RecordingState state, RecordedBecause because, std::int64_t duration_ms, std::int64_t bytes,
          std::string checksum, const std::string& agents, const std::string& marks, bool is_kept,
          std::string why, std::string key) {
        StoredRecording stored;
        stored.org = org;
        stored.sealed_key = std::move(key);
        Recording& recording = stored.recording;
        recording.id = id;
        recording.interaction_id = interaction;
        recording.queue_id = queue;
        recording.agent_ids = list_from<UserId>(agents);
        recording.started_at = started;
        recording.duration_ms = duration_ms;
        recording.state = state;
        recording.because = because;
        recording.bytes = bytes;
        recording.checksum = std::move(checksum);
        recording.marks = list_from<RecordingMark>(marks);
        recording.is_kept = is_kept;
        recording.kept_why = std::move(why);
        found.push_back(std::move(stored));
      },
      parameters...);
  return found;
}

}  // namespace

std::vector<database::Migration> recording_migrations() {
  return {{0, "recordings", tables, ""}};
}

void RecordingStore::note_begun(const StoredRecording& begun, std::function<void(Result<void>)> done) {
  database_.write_then(
      [begun](database::Session& sql) -> Result<void> {
        const Recording& recording = begun.recording;
        database::execute(
            sql,
            "insert into recording (org, id, interaction, queue, started_us, ended_us, state, because,"
            " duration_ms, bytes, checksum, agents, marks, is_kept, kept_why, sealed_key) values (:org, :id,"
            " :interaction, :queue, :started, :started, :state, :because, 0, 0, '', :agents, :marks, 0, '',"
            " :key)",
            begun.org, recording.id, recording.interaction_id, recording.queue_id, recording.started_at,
            recording.state, recording.because, contract::encode(recording.agent_ids),
            contract::encode(recording.marks), begun.sealed_key);
        return {};
      },
      std::move(done));
}

void RecordingStore::note_marks(OrgId org, const Recording& recording) {
  database_.write_then(
      [org, recording](database::Session& sql) -> Result<void> {
        database::execute(
            sql, "update recording set agents = :agents, marks = :marks where org = :org and id = :id",
            contract::encode(recording.agent_ids), contract::encode(recording.marks), org, recording.id);
        return {};
      },
      [](const Result<void>&) {});  // the next one, or the end, writes them again
}

void RecordingStore::note_ended(OrgId org, const Recording& recording) {
  database_.write_then(
      [org, recording](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "update recording set state = :state, ended_us = :ended, duration_ms = :duration,"
                          " bytes = :bytes, checksum = :checksum, agents = :agents, marks = :marks"
                          " where org = :org and id = :id",
                          recording.state, recording.started_at + milliseconds(recording.duration_ms),
                          recording.duration_ms, recording.bytes, recording.checksum,
                          contract::encode(recording.agent_ids), contract::encode(recording.marks), org,
                          recording.id);
        return {};
      },
      [](const Result<void>&) {});  // it stays unfinished: the next start ends it from its file
}

void RecordingStore::note_removed(OrgId org, RecordingId id) {
  database_.write_then(
      [org, id](database::Session& sql) -> Result<void> {
        remove(sql, org, id);
        return {};
      },
      [](const Result<void>&) {});  // a row without a file: its time will come
}

Result<void> RecordingStore::settle() {
  return database_.write<void>([](database::Session&) -> Result<void> { return {}; }).get();
}

Result<StoredRecording> RecordingStore::find(OrgId org, RecordingId id) {
  return database_.read([&](database::Session& sql) -> Result<StoredRecording> {
    auto found = find(sql, org, id);
    if (!found)
      return fail(ErrorCode::not_found, "unknown_recording", fmt::format("no recording {}", id.value));
    return std::move(*found);
  });
}

Result<std::vector<Recording>> RecordingStore::of_interaction(OrgId org, InteractionId interaction) {
  return database_.read([&](database::Session& sql) -> Result<std::vector<Recording>> {
    std::vector<Recording> all;
    for (StoredRecording& stored :
         select(sql, "where org = :org and interaction = :interaction order by id limit :limit", org,
                interaction, per_interaction_max))
      all.push_back(std::move(stored.recording));
    return all;
  });
}

Result<std::vector<Recording>> RecordingStore::list(OrgId org, const RecordingFilter& filter,
                                                    RecordingId before, std::int64_t most) {
  // Agents are kept as a list of quoted ids.
  const std::string agent = filter.agent ? fmt::format("%\"{}\"%", filter.agent->value) : "%";
  const Instant latest{std::numeric_limits<std::int64_t>::max()};
  return database_.read([&](database::Session& sql) -> Result<std::vector<Recording>> {
    std::vector<Recording> all;
    for (StoredRecording& stored :
         select(sql,
                "where org = :org and id < :before and started_us >= :from and started_us < :until"
                " and (queue = :queue or cast(:queue as bigint) < 0) and agents like :agent"
                " and is_kept >= :kept order by id desc limit :limit",
                org, before, filter.from.value_or(Instant{}), filter.until.value_or(latest),
                filter.queue.value_or(QueueId{-1}), agent, filter.is_kept_only ? 1 : 0, most))
      all.push_back(std::move(stored.recording));
    return all;
  });
}

Result<std::vector<StoredRecording>> RecordingStore::unfinished() {
  return database_.read([&](database::Session& sql) -> Result<std::vector<StoredRecording>> {
    return select(sql, "where state = 0 order by org, id");
  });
}

Result<std::vector<RecordingId>> RecordingStore::ids() {
  return database_.read([&](database::Session& sql) -> Result<std::vector<RecordingId>> {
    return database::all<RecordingId>(sql, "select id from recording order by id");
  });
}

std::optional<StoredRecording> RecordingStore::find(database::Session& sql, OrgId org, RecordingId id) {
  auto found = select(sql, "where org = :org and id = :id", org, id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void RecordingStore::keep(database::Session& sql, OrgId org, RecordingId id, bool is_kept,
                          const std::string& why) {
  database::execute(sql,
                    "update recording set is_kept = :kept, kept_why = :why where org = :org and id = :id",
                    is_kept, why, org, id);
}

void RecordingStore::remove(database::Session& sql, OrgId org, RecordingId id) {
  database::execute(sql, "delete from recording where org = :org and id = :id", org, id);
}

std::vector<RecordingId> RecordingStore::due(database::Session& sql, OrgId org, QueueId queue, Instant before,
                                             std::int64_t most) {
  return database::all<RecordingId>(
      sql,
      "select id from recording where org = :org and queue = :queue and ended_us < :before and is_kept = 0"
      " and state <> 0 order by ended_us limit :limit",
      org, queue, before, most);
}

std::vector<QueueId> RecordingStore::queues(database::Session& sql, OrgId org) {
  return database::all<QueueId>(sql, "select distinct queue from recording where org = :org order by queue",
                                org);
}

std::vector<OrgId> RecordingStore::organisations(database::Session& sql) {
  return database::all<OrgId>(sql, "select distinct org from recording order by org");
}

}  // namespace rapport::recordings
