#include "protection/migrations.h"

namespace rapport::protection {

std::vector<database::Migration> protection_migrations() {
  return {
      {0, "data protection",
       "create table protection_settings (org bigint not null primary key, json text not null);"
       "create table legal_hold (org bigint not null, kind integer not null, target bigint not null,"
       " why text not null, at_us bigint not null, by_user bigint not null, primary key (org, kind, target));"
       "create table erasure (org bigint not null, customer bigint not null, at_us bigint not null,"
       " by_user bigint not null, primary key (org, customer));"
       "create table unnamed_file (digest text not null primary key, since_us bigint not null);"
       "create table access_export (org bigint not null, id bigint not null, customer bigint not null,"
       " at_us bigint not null, by_user bigint not null, bytes bigint not null, with_internal integer not"
       " null, primary key (org, id));"
       "create index access_export_by_customer on access_export (org, customer, id);"
       "create index access_export_by_time on access_export (at_us);"
       "create index attachment_by_interaction on attachment (org, interaction);"
       "create index attachment_by_blob on attachment (blob_key);"
       "create index chat_visitor_by_customer on chat_visitor (org, customer)",
       ""}};
}

}  // namespace rapport::protection
