// Images that a mail's HTML wants from elsewhere, fetched by the server when an agent asks for them: whoever
// sent the mail learns neither the agent's address nor their browser, and the desk's pages load nothing from
// strangers. Only what the mail itself names is fetched. Worker threads.
#pragma once

#include <string>
#include <string_view>

#include "api/api.h"
#include "platform/database/database.h"
#include "platform/files/store.h"

namespace rapport::email {

inline constexpr std::size_t remote_image_bytes_max = 5 << 20;

// The address of the `number`th image (from 1) of sanitised HTML that is not in the mail itself; "": there is
// none. Pure.
std::string remote_image(std::string_view sanitised, std::int64_t number);

// "image/png" by the first bytes, whatever the server says; "": no image that browsers show safely. Pure.
std::string image_type(std::string_view bytes);

void add_remote_image_operation(api::Api& api, database::Database& database, files::Store& mail_files,
                                bool allows_private);

}  // namespace rapport::email
