// Register: what every table of the program says about people: whom it names, how the rows of one person are
// found, what becomes of them when that person is erased or their time is up, and what of them is handed
// over. A list of data, for auditors as much as for the program; erasing.h, exporting.h and retention.h do
// nothing that is not written here. A table that is not in it fails tests/program/protection_test.
//
// To add a table: a line in register.cpp. One that names no customer says so and in a few words what it
// holds. One that does says how its rows are reached and blanks (or lists as kept) each of its text columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/contract/describe.h"

namespace rapport::protection {

enum class Names : std::uint8_t { nobody, staff, customers };
BOOST_DESCRIBE_ENUM(Names, nobody, staff, customers)

enum class WhenErased : std::uint8_t { stays, blanked, removed };
BOOST_DESCRIBE_ENUM(WhenErased, stays, blanked, removed)

// What stands where words were. Not "": screens want something to show.
inline constexpr std::string_view erased_words = "[erased]";

struct Blank {
  std::string_view column;
  std::string_view to;  // SQL
};

struct Table {
  std::string_view name;
  Names names = Names::nobody;
  std::string_view title, title_zh;  // what it holds

  // Of a table that names customers. `reach` is SQL about a row `t`, with
  //   $rows          the customer's rows (all that are one person)
  //   $interactions  their conversations
  //   $cases         their cases
  // each a parenthesised list of ids. Of the organisation it is anyway.
  std::string_view reach = "";
  WhenErased erased = WhenErased::stays;
  std::vector<Blank> blanks = {};
  std::vector<std::string_view> kept = {};  // text columns that say nothing of a person
  // Rows about the person, or a column, that were written for colleagues: handed over when asked for only.
  std::string_view internal = "";
  std::string_view internal_column = "";
  // What the readable page shows, in this order; empty: the table is in the JSON only. `not_exported`:
  // nothing of it is handed over (index entries, keys).
  std::vector<std::string_view> shown = {};
  bool is_exported = true;
  // SQL for an erasure, after that: what else has to know (an index that looks again).
  std::string_view then = "";
};

const std::vector<Table>& tables();
const Table* find_table(std::string_view name);

// Tables with words that may name anybody without saying so: swept for what identifies the person.
struct Swept {
  std::string_view table;  // with the key (org, id)
  std::vector<std::string_view> columns;
  std::string_view action;  // SQL after the name of the table: "set …"
};
const std::vector<Swept>& swept();

}  // namespace rapport::protection
