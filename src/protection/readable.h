// Readable: how the rows of the register's tables are written for machines (JSON) and for people (one page of
// HTML, no scripts, in Chinese or English). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protection/scope.h"

namespace rapport::protection {

// Not handed over: ids of the house's own, keys.
bool is_inner_column(std::string_view column);
// {"name":…}, times as RFC 3339.
void append_json_row(std::string& out, const std::vector<Column>& columns,
                     const std::vector<database::Value>& row);

std::string page_head(const std::string& name, Instant at, bool is_chinese);
std::string section_head(const Table& table, const std::vector<std::string_view>& shown, bool is_chinese);
// `row` has the columns in `columns`; those in `shown` are written.
void append_page_row(std::string& out, const Table& table, const std::vector<std::string_view>& shown,
                     const std::vector<Column>& columns, const std::vector<database::Value>& row,
                     bool is_chinese);
std::string section_end();
std::string page_end();

}  // namespace rapport::protection
