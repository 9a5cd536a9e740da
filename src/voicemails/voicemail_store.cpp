#include "voicemails/voicemail_store.h"

#include "platform/database/statement.h"

namespace rapport::voicemails {

std::vector<database::Migration> voicemail_migrations() {
  return {{0, "voicemails on their way",
           "create table voicemail (org bigint not null, interaction bigint not null, call bigint not null,"
           " turn integer not null, queue bigint not null, language text not null, recording bigint not null,"
           " primary key (org, interaction))",
           ""}};
}

// What becomes of a write that fails: nothing is lost while this process lives, and the next start does not
// know of a voicemail that it cannot keep anyway.
void VoicemailStore::note_begun(const Voicemail& begun) {
  database_.write_then(
      [begun](database::Session& sql) -> Result<void> {
        database::execute(sql,
                          "insert into voicemail (org, interaction, call, turn, queue, language, recording)"
                          " values (:org, :id, :call, :turn, :queue, :language, :recording)",
                          begun.org, begun.interaction, begun.call, begun.turn, begun.queue, begun.language,
                          begun.recording);
        return {};
      },
      [](const Result<void>&) {});
}

void VoicemailStore::note_over(const Voicemail& over) {
  database_.write_then(
      [org = over.org, id = over.interaction](database::Session& sql) -> Result<void> {
        database::execute(sql, "delete from voicemail where org = :org and interaction = :id", org, id);
        return {};
      },
      [](const Result<void>&) {});  // the next start finds that it is an interaction already
}

Result<std::vector<Voicemail>> VoicemailStore::all() {
  return database_.read([](database::Session& sql) -> Result<std::vector<Voicemail>> {
    std::vector<Voicemail> found;
    database::each<OrgId, InteractionId, InteractionId, std::int32_t, QueueId, std::string,
                   recordings::RecordingId>(
        sql,
        "select org, interaction, call, turn, queue, language, recording from voicemail"
        " order by org, interaction",
        [&found](OrgId org, InteractionId interaction, InteractionId call, std::int32_t turn, QueueId queue,
                 std::string language, recordings::RecordingId recording) {
          found.push_back({org, interaction, call, turn, queue, std::move(language), recording});
        });
    return found;
  });
}

}  // namespace rapport::voicemails
