#include "channels/voice/prompts/migrations.h"

namespace rapport::prompts {
namespace {

constexpr const char* prompt_tables =
    "create table voice_prompt (org bigint not null, id bigint not null, name text not null,"
    " language text not null, duration_ms bigint not null, bytes bigint not null, content_type text not null,"
    " digest text not null, created_at bigint not null, primary key (org, id), unique (org, name));"
    "create index voice_prompt_by_digest on voice_prompt (digest);"
    "create table voice_music (org bigint not null, place integer not null, target bigint not null,"
    " prompt bigint not null, primary key (org, place, target),"
    " foreign key (org, prompt) references voice_prompt (org, id));"
    "create index voice_music_by_prompt on voice_music (org, prompt)";

}  // namespace

std::vector<database::Migration> prompt_migrations() {
  return {{0, "prompts and music on hold", prompt_tables, ""}};
}

}  // namespace rapport::prompts
