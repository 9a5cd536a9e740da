// Addresses that are meant to be mistaken for others. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "platform/mail/mime/message.h"

namespace rapport::mail {

// The address with its domain as people would read it: "a@xn--80ak6aa92e.com" -> "a@аррӏе.com". Never to be
// sent to.
std::string readable_address(const std::string& address);

// Letters of several scripts in one label (a Cyrillic "а" among Latin ones), or a whole label that looks like
// ASCII and is not.
bool is_homograph(const std::string& address);

// The name is itself an address, of another domain: "support@bank.example" <x@evil.example>.
bool is_name_another_address(const Address& address);

}  // namespace rapport::mail
