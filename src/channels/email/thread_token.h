// Thread tokens: by them a reply finds its thread, whatever mail programs do to References. They stand in the
// reply address (support+TOKEN@shop.example) and are signed, so that nobody can make one. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "channels/email/mail.h"
#include "channels/email/mailbox.h"

namespace rapport::email {

// 29 small letters and digits: the thread's number and 80 bits of HMAC-SHA-256 over it. `key`: token_key().
std::string thread_token(std::string_view key, MailThreadId thread);
// Nothing: not one of this key's. Capital letters are taken, too: some servers write addresses anew.
std::optional<MailThreadId> read_thread_token(std::string_view key, std::string_view token);

// "support+TOKEN@shop.example"; the plain address for a mailbox without tag_separator.
std::string reply_address(const MailboxBase& mailbox, std::string_view token);
// The tag of an address of this mailbox; "" when it has none or is not its own.
std::string tag_of(const MailboxBase& mailbox, const std::string& address);

}  // namespace rapport::email
