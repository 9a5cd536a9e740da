// What an organisation says about its portal. A value; kept by portal_store.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "cases/case.h"
#include "platform/contract/describe.h"

namespace rapport::portal {

inline constexpr std::size_t contact_fields_max = 10;

struct PortalSettings {
  bool is_on = false;
  std::string name;  // "": the organisation's
  std::string welcome, welcome_zh;
  std::string colour = "#1f6f5c";
  std::string default_language = "en";
  bool has_contact_form = true;
  std::optional<QueueId> contact_queue_id;  // cases of the form wait there as work; absent: nobody is asked
  std::optional<cases::CaseTypeId> case_type_id;  // of its cases
  std::vector<std::string> contact_fields;        // fields of that type that the form asks for, by key
  bool has_my_cases = true;
  std::optional<ChannelId> chat_channel_id;  // absent: no chat on the portal
  bool has_logo = false;                     // told, not set
};
BOOST_DESCRIBE_STRUCT(PortalSettings, (),
                      (is_on, name, welcome, welcome_zh, colour, default_language, has_contact_form,
                       contact_queue_id, case_type_id, contact_fields, has_my_cases, chat_channel_id,
                       has_logo))
contract::Notes contract_notes(contract::Tag<PortalSettings>);

}  // namespace rapport::portal
