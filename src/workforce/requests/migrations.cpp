#include "workforce/requests/migrations.h"

namespace rapport::workforce {

std::vector<database::Migration> request_migrations() {
  return {
      {0, "time off that agents ask for",
       "create table time_off_type (org bigint not null, id bigint not null, name text not null,"
       " body text not null, primary key (org, id), unique (org, name));"
       "create table time_off_book (org bigint not null, version bigint not null, rules text not null,"
       " primary key (org));"
       "create table time_off_allowance (org bigint not null, agent bigint not null, type bigint not null,"
       " year bigint not null, amount double precision not null, primary key (org, agent, type, year));"
       "create table time_off_request (org bigint not null, id bigint not null, agent bigint not null,"
       " type bigint not null, state integer not null, first_day text not null, last_day text not null,"
       " body text not null, primary key (org, id));"
       "create index time_off_request_by_agent on time_off_request (org, agent);"
       "create index time_off_request_by_day on time_off_request (org, last_day);"
       "create index time_off_request_by_type on time_off_request (org, type)",
       ""},
      {0, "shifts that agents swap, and overtime and time off that is offered",
       "create table shift_swap (org bigint not null, id bigint not null, until_us bigint not null,"
       " body text not null, primary key (org, id));"
       "create index shift_swap_by_time on shift_swap (org, until_us);"
       "create table shift_offer (org bigint not null, id bigint not null, until_us bigint not null,"
       " body text not null, primary key (org, id));"
       "create index shift_offer_by_time on shift_offer (org, until_us)",
       ""}};
}

std::vector<database::Migration> bid_migrations() {
  return {{0, "rounds in which agents bid for shifts",
           "create table bid_round (org bigint not null, id bigint not null, body text not null,"
           " primary key (org, id));"
           "create table shift_bid (org bigint not null, round bigint not null, agent bigint not null,"
           " body text not null, primary key (org, round, agent))",
           ""}};
}

}  // namespace rapport::workforce
