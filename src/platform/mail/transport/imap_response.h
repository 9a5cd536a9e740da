// What an IMAP server says (RFC 3501, RFC 9051), as a tree of values. Pure; any thread; any bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rapport::mail {

struct ImapValue {
  enum class Kind { atom, string, list, nil };
  Kind kind = Kind::atom;
  std::string text = {};              // of an atom (as written: "\\Seen", "BODY[]<0>") or a string
  std::vector<ImapValue> items = {};  // of a list

  bool is_atom(std::string_view word) const;  // without case
  std::optional<std::uint64_t> number() const;
};

// One response, complete with its literals and without its last CRLF:
//   * 3 FETCH (UID 7 BODY[]<0> {5}CRLFhello)   ->  tag "*", values 3, FETCH, (UID, 7, "BODY[]<0>", "hello")
//   A1 OK [UIDVALIDITY 5] done               ->  tag "A1", values OK, code (UIDVALIDITY, 5), text "done"
struct ImapResponse {
  std::string tag = {};
  std::vector<ImapValue> values = {};
  std::vector<ImapValue> code = {};  // of OK, NO, BAD, BYE, PREAUTH: what stands in []
  std::string text = {};             // of these: for people

  // Whether the value at `index` is this word.
  bool is(std::size_t index, std::string_view word) const;
};

// Errors: unavailable, "bad_answer".
Result<ImapResponse> read_imap_response(std::string_view bytes);

// The bytes of the literal that a line announces at its end ("... {123}"), if it does.
std::optional<std::size_t> announced_literal(std::string_view line);

// As an argument of ours: quoted; with line breaks or beyond ASCII it cannot be: nothing.
std::optional<std::string> imap_quoted(std::string_view text);

// A folder's name as the protocol writes it (modified UTF-7), and back. Nothing: it cannot be one.
std::optional<std::string> imap_folder_name(std::string_view utf8);
std::string readable_folder_name(std::string_view wire);

}  // namespace rapport::mail
