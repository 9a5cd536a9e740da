#include "channels/voice/lines/migrations.h"

namespace rapport::lines {
namespace {

constexpr const char* tables =
    "create table voice_trunk (org bigint not null, id bigint not null, name text not null,"
    " settings text not null, sealed_inbound text, sealed_outbound text, primary key (org, id),"
    " unique (org, name));"
    "create table voice_number (org bigint not null, id bigint not null, number text not null, trunk bigint,"
    " queue bigint not null, settings text not null, primary key (org, id),"
    " foreign key (org, trunk) references voice_trunk (org, id),"
    " foreign key (org, queue) references queue (org, id));"
    "create unique index voice_number_by_number on voice_number (org, number, coalesce(trunk, 0));"
    "create index voice_number_by_queue on voice_number (org, queue);"
    "create table voice_phone (org bigint not null, id bigint not null, agent bigint not null,"
    " kind integer not null, sip_user text unique, sealed_password text, digest integer not null,"
    " outside_number text, trunk bigint, primary key (org, id), unique (org, agent),"
    " foreign key (org, agent) references users (org, id),"
    " foreign key (org, trunk) references voice_trunk (org, id))";

}  // namespace

std::vector<database::Migration> line_migrations() {
  return {{0, "phone lines", tables, ""}};
}

}  // namespace rapport::lines
