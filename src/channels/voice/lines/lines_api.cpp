// The operations: trunks, phone numbers, phones, and how they are just now.
#include "channels/voice/lines/lines.h"
#include "org/entity_api.h"

namespace rapport::lines {
namespace {

struct LineStatesNow {
  std::vector<TrunkState> trunks;
  std::vector<PhoneState> phones;  // desk phones only
};
BOOST_DESCRIBE_STRUCT(LineStatesNow, (), (trunks, phones))

Result<LineStatesNow> states_of(org::Changes& changes, const LineStates* states, OrgId org) {
  return changes.database().read([&](database::Session& sql) -> Result<LineStatesNow> {
    LineStatesNow now;
    for (const Trunk& trunk : Trunks{nullptr}.list(sql, org, {}, trunks_max)) {
      TrunkState state = states ? states->trunk(trunk.id) : TrunkState{};
      state.trunk_id = trunk.id;
      now.trunks.push_back(std::move(state));
    }
    for (const Phone& phone : phones.list(sql, org, {}, phones_max)) {
      if (phone.kind != PhoneKind::desk_phone) continue;
      PhoneState state = states ? states->phone(phone.id) : PhoneState{};
      state.phone_id = phone.id;
      now.phones.push_back(std::move(state));
    }
    return now;
  });
}

}  // namespace

void Lines::add_operations(api::Api& api) {
  const api::Permissions channels{api::Permission::manage_channels};
  const auto words = [&](const char* path, const char* singular, const char* plural) {
    return org::EntityWords{path, singular, plural, "phone lines", channels, channels};
  };
  org::register_all(api, changes_, words("/api/v1/trunks", "Trunk", "Trunks"), Trunks{&vault_});
  org::register_all(api, changes_, words("/api/v1/phone-numbers", "PhoneNumber", "PhoneNumbers"),
                    PhoneNumbers{has_prompt_});

  const org::EntityWords phone_words = words("/api/v1/phones", "Phone", "Phones");
  org::register_reads(api, changes_, phone_words, phones);
  org::register_remove(api, changes_, phone_words, phones, "Removes it; a device that is registered is out.");
  api.post<PhoneFields, NewPhone>(
      org::operation(phone_words, "createPhone", "Makes a new one, with a password shown this once.", true,
                     false),
      [this](const api::Call& call, const PhoneFields& fields) {
        return create_phone(org::by(call), fields);
      });
  api.put<PhoneFields, Phone>(
      org::operation(phone_words, "changePhone", "Replaces it as a whole; the password stays.", true, true),
      [this](const api::Call& call, const PhoneFields& fields) {
        return org::change(changes_, phones, org::by(call), call.id<PhoneId>("id"), fields);
      });
  api::Operation password = org::operation(
      phone_words, "makePhonePassword",
      "Makes a new password, shown this once; what registers with the one before is out.", true, true);
  password.path += "/password";
  api.post<PhonePassword>(password, [this](const api::Call& call) {
    return make_phone_password(changes_, vault_, org::by(call), call.id<PhoneId>("id"));
  });

  api::Operation states;
  states.path = "/api/v1/line-states";
  states.id = "getLineStates";
  states.tag = "phone lines";
  states.summary = "Which trunks are up and which desk phones are registered, just now.";
  states.any_of = channels;
  api.get<LineStatesNow>(states,
                         [this](const api::Call& call) { return states_of(changes_, states_, call.org()); });
}

}  // namespace rapport::lines
