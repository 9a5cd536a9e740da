#include "customers/migrations.h"

#include <string>

namespace rapport::customers {
namespace {

// By byte in both engines: searched by their beginning.
std::string key_table(bool is_sqlite) {
  const std::string value = is_sqlite ? "value text not null" : "value text collate \"C\" not null";
  return "create table customer_key (org bigint not null, kind integer not null, " + value +
         ", customer bigint not null, primary key (org, kind, value, customer))" +
         (is_sqlite ? " without rowid;" : ";");
}

// Rows that were there before are each their own person; they get into the index with their next change.
const char* const person_columns =
    "alter table customer add column person bigint not null default 0;"
    "alter table customer add column birthday text;"
    "alter table customer add column proofs bigint not null default 85;"
    "alter table customer add column seen_us bigint not null default 0;"
    "alter table customer add column name_us bigint not null default 0;"
    "alter table customer add column email_us bigint not null default 0;"
    "alter table customer add column phone_us bigint not null default 0;"
    "alter table customer add column birthday_us bigint not null default 0;"
    "alter table customer add column language_us bigint not null default 0;"
    "update customer set person = id;"
    "create index customer_by_person on customer (org, person, id);"
    "alter table customer_identity add column is_verified integer not null default 1;"
    "alter table customer_identity add column added_us bigint not null default 0;"
    "alter table customer_identity add column added_by bigint not null default 0;"
    // What the network says of a caller is no proof.
    "update customer_identity set is_verified = 0 where kind = 'phone' or kind = 'hidden_caller';";

const char* const join_tables =
    "create table customer_join (org bigint not null, id bigint not null, row_a bigint not null,"
    " row_b bigint not null, survivor bigint not null, joined bigint not null, moved integer not null,"
    " per_mille integer not null, evidence text not null, at_us bigint not null, by_user bigint not null,"
    " undone_us bigint, undone_by bigint not null, primary key (org, id));"
    "create index customer_join_by_a on customer_join (org, row_a);"
    "create index customer_join_by_b on customer_join (org, row_b);"
    "create table customer_never (org bigint not null, row_a bigint not null, row_b bigint not null,"
    " at_us bigint not null, by_user bigint not null, primary key (org, row_a, row_b));"
    "create table customer_proposal (org bigint not null, id bigint not null, row_a bigint not null,"
    " row_b bigint not null, per_mille integer not null, evidence text not null, at_us bigint not null,"
    " primary key (org, id));"
    "create unique index customer_proposal_once on customer_proposal (org, row_a, row_b);"
    "create index customer_proposal_by_b on customer_proposal (org, row_b)";

const char* const profile_tables =
    "create table customer_value (org bigint not null, customer bigint not null, field text not null,"
    " value text not null, is_verified integer not null, changed_us bigint not null, by_user bigint not null,"
    " primary key (org, customer, field));"
    "create table customer_field (org bigint not null, id bigint not null, name text not null, json text not"
    " null, primary key (org, id));"
    "create unique index customer_field_by_name on customer_field (org, name);"
    "create table customer_weight (org bigint not null, field text not null, weight integer not null,"
    " primary key (org, field));"
    "create table company (org bigint not null, id bigint not null, name text not null, domain text not null,"
    " primary key (org, id));"
    "create unique index company_by_name on company (org, name);"
    "create table customer_consent (org bigint not null, id bigint not null, customer bigint not null,"
    " purpose text not null, channel text not null, is_given integer not null, at_us bigint not null,"
    " by_user bigint not null, how text not null, primary key (org, id));"
    "create index customer_consent_by_customer on customer_consent (org, customer, id);"
    "create table customer_event (org bigint not null, id bigint not null, customer bigint not null,"
    " external_id text not null, kind text not null, at_us bigint not null, amount text not null,"
    " currency text not null, body text not null, primary key (org, id));"
    "create unique index customer_event_once on customer_event (org, external_id);"
    "create index customer_event_by_customer on customer_event (org, customer, at_us, id)";

}  // namespace

std::vector<database::Migration> customer_migrations() {
  return {{0, "customers",
           "create table customer (org bigint not null, id bigint not null, name text not null, email text, "
           "phone text,"
           " external_id text, note text, language text, is_verified integer not null, created_us bigint not "
           "null,"
           " primary key (org, id));"
           "create table customer_identity (org bigint not null, kind text not null, value text not null,"
           " customer bigint not null, primary key (org, kind, value),"
           " foreign key (org, customer) references customer (org, id));"
           "create index customer_identity_by_customer on customer_identity (org, customer)",
           ""}};
}

std::vector<database::Migration> person_migrations() {
  return {{0, "persons", std::string(person_columns) + key_table(true) + join_tables,
           std::string(person_columns) + key_table(false) + join_tables},
          {0, "profiles", profile_tables, ""}};
}

std::vector<database::Migration> touched_migrations() {
  return {
      {0, "customers that were touched",
       "create table customer_touched (org bigint not null, customer bigint not null, times bigint not null,"
       " primary key (org, customer));"
       // Those who were there before have never been looked at.
       "insert into customer_touched (org, customer, times) select org, id, 1 from customer where person = "
       "id",
       ""}};
}

}  // namespace rapport::customers
