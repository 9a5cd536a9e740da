#include "org/migrations.h"

namespace rapport::org {
namespace {

// Lists of ids and rules that are only read as a whole are JSON by contract; whatever is looked up by or
// joined over has its own table.
constexpr const char* tables_of_things =
    "create table organisation (id bigint primary key, name text not null, slug text not null unique,"
    " time_zone text not null, settings text not null, revision bigint not null, day text not null,"
    " created_us bigint not null);"
    "create table role (org bigint not null, id bigint not null, name text not null, permissions text not "
    "null,"
    " is_built_in integer not null, primary key (org, id), unique (org, name));"
    "create table named (org bigint not null, kind integer not null, id bigint not null, name text not null,"
    " name_zh text not null, primary key (org, kind, id), unique (org, kind, name));"
    "create table hours (org bigint not null, id bigint not null, name text not null, plan text not null,"
    " primary key (org, id), unique (org, name));"
    "create table queue (org bigint not null, id bigint not null, name text not null, channel integer not "
    "null,"
    " hours bigint, rules text not null, primary key (org, id), unique (org, name),"
    " foreign key (org, hours) references hours (org, id));"
    "create table channel (org bigint not null, id bigint not null, name text not null, kind text not null,"
    " public_key text not null unique, queue bigint not null, is_active integer not null,"
    " settings text not null, sealed_secret text, primary key (org, id), unique (org, name),"
    " foreign key (org, queue) references queue (org, id))";

constexpr const char* tables_of_people =
    "create table users (org bigint not null, id bigint not null, email text not null unique, name text not "
    "null, password_hash text not null, is_active integer not null, capacity text not null, language text,"
    " theme text, sealed_totp text, sealed_totp_offered text, totp_step bigint not null,"
    " created_us bigint not null, primary key (org, id));"
    "create table user_role (org bigint not null, user_id bigint not null, role bigint not null,"
    " primary key (org, user_id, role), foreign key (org, user_id) references users (org, id),"
    " foreign key (org, role) references role (org, id));"
    "create index user_role_by_role on user_role (org, role);"
    "create table user_team (org bigint not null, user_id bigint not null, team bigint not null,"
    " primary key (org, user_id, team), foreign key (org, user_id) references users (org, id));"
    "create index user_team_by_team on user_team (org, team);"
    "create table user_skill (org bigint not null, user_id bigint not null, skill bigint not null,"
    " level integer not null, primary key (org, user_id, skill),"
    " foreign key (org, user_id) references users (org, id));"
    "create index user_skill_by_skill on user_skill (org, skill);"
    "create table queue_member (org bigint not null, queue bigint not null, user_id bigint not null,"
    " primary key (org, queue, user_id), foreign key (org, queue) references queue (org, id),"
    " foreign key (org, user_id) references users (org, id));"
    "create index queue_member_by_user on queue_member (org, user_id)";

constexpr const char* keys =
    "create table web_session (digest text primary key, org bigint not null, user_id bigint not null,"
    " csrf_token text not null, created_us bigint not null, seen_us bigint not null,"
    " remote_address text not null, foreign key (org, user_id) references users (org, id));"
    "create index web_session_by_user on web_session (org, user_id);"
    "create table api_token (org bigint not null, id bigint not null, digest text not null unique,"
    " name text not null, user_id bigint not null, scopes text not null, created_us bigint not null,"
    " expires_us bigint, last_used_us bigint, primary key (org, id),"
    " foreign key (org, user_id) references users (org, id));"
    "create table sign_in_attempts (who text primary key, failures bigint not null, since_us bigint not null,"
    " locked_until_us bigint not null);"
    "create table audit (org bigint not null, id bigint not null, at_us bigint not null, user_id bigint not "
    "null, action text not null, kind text not null, target bigint not null, before_json text,"
    " after_json text, remote_address text not null, request_id text not null, primary key (org, id));"
    "create index audit_by_user on audit (org, user_id, id);"
    "create index audit_by_kind on audit (org, kind, id)";

}  // namespace

std::vector<database::Migration> org_migrations() {
  return {{0, "organisations", tables_of_things, ""},
          {0, "users", tables_of_people, ""},
          {0, "sessions and audit", keys, ""}};
}

}  // namespace rapport::org
