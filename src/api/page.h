// Lists in pages: Page<T> goes out, a cursor comes back in to go on behind its last item.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "platform/contract/json.h"

namespace rapport::api {

// Base of the query of every list: struct ListUsers : PageQuery {…}; BOOST_DESCRIBE_STRUCT(ListUsers,
// (PageQuery), (…))
struct PageQuery {
  std::optional<std::string> cursor;
  std::int32_t limit = 50;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (cursor, limit))
contract::Notes contract_notes(contract::Tag<PageQuery>);

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next_cursor;  // absent: this was the last page
  BOOST_DESCRIBE_CLASS(Page, (), (items, next_cursor), (), ())
};

std::string cursor_text(std::string_view json);
Result<std::string> cursor_json(const std::string& text);  // invalid, "bad_cursor"

// The key of the last item given (an Id, or a described struct), opaque to the client.
template <class Key>
std::string make_cursor(const Key& key) {
  return cursor_text(contract::encode(key));
}

// Nothing without a cursor; a cursor that we did not make, or made for another list: invalid, "bad_cursor".
template <class Key>
Result<std::optional<Key>> read_cursor(const PageQuery& query) {
  if (!query.cursor) return std::optional<Key>();
  auto json = cursor_json(*query.cursor);
  if (!json) return tl::unexpected<Error>(std::move(json.error()));
  auto key = contract::decode<Key>(*json);
  if (!key) return fail(ErrorCode::invalid, "bad_cursor", "this cursor is not of this list");
  return std::optional<Key>(std::move(*key));
}

// From one item more than asked for (a store reads limit + 1): cuts it off and says where to go on.
template <class T, class KeyOf>
Page<T> page_of(std::vector<T> items, std::int32_t limit, KeyOf key_of) {
  Page<T> page;
  page.items = std::move(items);
  if (page.items.size() > static_cast<std::size_t>(limit)) {
    page.items.erase(page.items.begin() + limit, page.items.end());
    page.next_cursor = make_cursor(key_of(page.items.back()));
  }
  return page;
}

}  // namespace rapport::api
