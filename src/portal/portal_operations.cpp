// What administrators say about the portal, and what agents see of what a customer tried before.
#include <algorithm>

#include "cases/kept_store.h"
#include "org/entity.h"
#include "platform/files/store.h"
#include "portal/portal.h"

namespace rapport::portal {

using api::Call;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<PortalSettings>) {
  return {
      .doc = "The customers' portal at /help/ORGANISATION.",
      .all_optional = true,
      .fields = {{.name = "name",
                  .doc = "of the company, as customers read it; empty: the organisation's",
                  .max_length = 80,
                  .format = contract::Format::line},
                 {.name = "welcome",
                  .doc = "the first words; empty: ours",
                  .max_length = 200,
                  .format = contract::Format::line},
                 {.name = "welcome_zh",
                  .doc = "the same in Chinese",
                  .max_length = 200,
                  .format = contract::Format::line},
                 {.name = "colour",
                  .doc = "of buttons and links; made darker or lighter where it could not be read",
                  .format = contract::Format::colour},
                 {.name = "default_language",
                  .doc = "for browsers that want neither English nor Chinese: en or zh-CN",
                  .format = contract::Format::language},
                 {.name = "contact_queue_id",
                  .doc = "where cases of the contact form wait as work; absent: they wait in the list only"},
                 {.name = "case_type_id", .doc = "of cases of the contact form"},
                 {.name = "contact_fields",
                  .doc = "keys of the type's fields that the form asks for",
                  .max_length = 60,
                  .max_items = contact_fields_max},
                 {.name = "has_my_cases", .doc = "customers sign in by a mailed link and see their cases"},
                 {.name = "chat_channel_id", .doc = "the web chat that opens on the portal"},
                 {.name = "has_logo", .doc = "told; the logo has an operation of its own"}}};
}

struct PortalShown : PortalSettings {
  std::string path;
  bool can_mail = false;
};
BOOST_DESCRIBE_STRUCT(PortalShown, (PortalSettings), (path, can_mail))
Notes contract_notes(Tag<PortalShown>) {
  return {.fields = {{.name = "path", .doc = "where the portal is on this server"},
                     {.name = "can_mail",
                      .doc = "links to sign in by can be mailed; false: nobody set a mail server up"}}};
}

struct TriedBefore {
  std::vector<knowledge::TriedStep> items;
};
BOOST_DESCRIBE_STRUCT(TriedBefore, (), (items))
Notes contract_notes(Tag<TriedBefore>) {
  return {.doc = "What the customer looked for and read in the day before they reached us, newest first."};
}

namespace {

constexpr std::size_t logo_bytes_max = 256 << 10;
constexpr std::size_t tried_max = 12;
const api::Permissions portal_keepers{api::Permission::manage_channels};

api::Operation portal_operation(std::string path, std::string id, std::string summary,
                                api::Permissions any_of) {
  return {.path = "/api/v1/" + path,
          .id = std::move(id),
          .tag = "portal",
          .summary = std::move(summary),
          .any_of = any_of};
}

PortalShown shown_settings(Portal& portal, const Call& call, const PortalSettings& settings) {
  PortalShown shown;
  static_cast<PortalSettings&>(shown) = settings;
  if (const auto organisation = portal.needs().directories.of(call.org()))
    shown.path = "/help/" + organisation->slug;
  shown.can_mail = portal.needs().links.can_send(call.org());
  return shown;
}

Result<void> check_settings(Portal& portal, OrgId org, const PortalSettings& wanted) {
  std::vector<Issue> issues;
  const auto directory = portal.needs().directories.of(org);
  if (!directory) return org::no_such("organisation", org.value);
  if (wanted.default_language != "en" && wanted.default_language != "zh-CN")
    issues.push_back({"/default_language", "en or zh-CN"});
  if (wanted.contact_queue_id && !directory->queues.contains(*wanted.contact_queue_id))
    issues.push_back({"/contact_queue_id", "no such queue"});
  if (wanted.chat_channel_id && !directory->channels.contains(*wanted.chat_channel_id))
    issues.push_back({"/chat_channel_id", "no such channel"});
  std::vector<std::string> keys;
  if (wanted.case_type_id) {
    const auto type = org::get(portal.needs().changes, cases::case_types, org, *wanted.case_type_id);
    if (!type) issues.push_back({"/case_type_id", "no such type"});
    if (type)
      for (const cases::CaseField& field : type->fields)
        keys.push_back(field.key);
    // A form that does not ask for what a case needs could never be sent.
    if (type)
      for (const cases::CaseField& field : type->fields)
        if (field.is_needed_to_open && std::find(wanted.contact_fields.begin(), wanted.contact_fields.end(),
                                                 field.key) == wanted.contact_fields.end())
          issues.push_back({"/contact_fields", "this type cannot be opened without " + field.key});
  }
  for (std::size_t i = 0; i < wanted.contact_fields.size(); ++i)
    if (std::find(keys.begin(), keys.end(), wanted.contact_fields[i]) == keys.end())
      issues.push_back({"/contact_fields/" + std::to_string(i), "the type has no such field"});
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

Result<PortalShown> change_settings(Portal& portal, const Call& call, const PortalSettings& wanted) {
  if (auto fits = check_settings(portal, call.org(), wanted); !fits)
    return tl::unexpected<Error>(fits.error());
  return portal.needs().changes.make<PortalShown>(
      org::by(call), "portal", [&](org::Change& change) -> Result<PortalShown> {
        const PortalSettings before = PortalStore::settings(change.sql, change.org());
        PortalSettings after = wanted;
        after.has_logo = before.has_logo;
        PortalStore::set_settings(change, after);
        change.audit({"change", "portal", 0, contract::encode(before), contract::encode(after)});
        return shown_settings(portal, call, after);
      });
}

class LogoIntake : public api::Intake<PortalShown> {
 public:
  LogoIntake(Portal& portal, const Call& call, files::Upload upload)
      : portal_(portal), call_(call), upload_(std::move(upload)) {}

  Result<void> take(std::string_view piece) override {
    bytes_ += piece.size();
    if (bytes_ > logo_bytes_max)
      return fail(ErrorCode::too_large, "file_too_large", "a logo has at most 256 kB");
    return upload_.append(piece);
  }
  Result<PortalShown> finish() override {
    auto stored = upload_.finish();
    if (!stored) return tl::unexpected<Error>(stored.error());
    if (stored->type != "image/png" && stored->type != "image/jpeg" && stored->type != "image/webp")
      return fail(ErrorCode::invalid, "type_not_allowed", "a logo is a PNG, JPEG or WebP picture");
    return portal_.needs().changes.make<PortalShown>(
        by_, "portal", [&](org::Change& change) -> Result<PortalShown> {
          PortalStore::set_logo(change, Logo{stored->digest, stored->type});
          change.audit({"change", "portal_logo", 0, "", contract::encode(stored->digest)});
          return shown_settings(portal_, call_, PortalStore::settings(change.sql, change.org()));
        });
  }

 private:
  Portal& portal_;
  const Call& call_;
  files::Upload upload_;
  const org::By by_ = org::by(call_);
  std::size_t bytes_ = 0;
};

}  // namespace

void add_operations(api::Api& api, Portal& portal) {
  api.get<PortalShown>(portal_operation("portal", "getPortal", "The customers' portal", portal_keepers),
                       [&portal](const Call& call) -> Result<PortalShown> {
                         auto settings = portal.store().settings(call.org());
                         if (!settings) return tl::unexpected<Error>(settings.error());
                         return shown_settings(portal, call, *settings);
                       });
  api.put<PortalSettings, PortalShown>(
      portal_operation("portal", "changePortal", "Change the customers' portal", portal_keepers),
      [&portal](const Call& call, const PortalSettings& wanted) {
        return change_settings(portal, call, wanted);
      });
  api.get<TriedBefore>(
      portal_operation("interactions/{id}/tried-before", "listTriedBefore",
                       "What the customer looked for and read before they reached us",
                       knowledge::knowledge_readers),
      [&portal](const Call& call) -> Result<TriedBefore> {
        const auto interaction = call.id<InteractionId>("id");
        if (auto known = portal.needs().knowledge.needs.records.find(call.org(), interaction); !known)
          return tl::unexpected<Error>(known.error());
        auto tried = portal.needs().readers.tried_before(call.org(), interaction, tried_max);
        if (!tried) return tl::unexpected<Error>(tried.error());
        return TriedBefore{std::move(*tried)};
      });
  api::Operation logo =
      portal_operation("portal/logo", "setPortalLogo",
                       "The company's logo: PNG, JPEG or WebP, at most 256 kB", portal_keepers);
  logo.body_bytes_max = logo_bytes_max + 1;
  api.post_bytes<PortalShown>(
      logo, [&portal](const Call& call) -> Result<std::unique_ptr<api::Intake<PortalShown>>> {
        auto upload = portal.needs().files.begin();
        if (!upload) return tl::unexpected<Error>(upload.error());
        return std::make_unique<LogoIntake>(portal, call, std::move(*upload));
      });
  api.remove(portal_operation("portal/logo", "removePortalLogo", "No logo any more", portal_keepers),
             [&portal](const Call& call) {
               return portal.needs().changes.make<void>(org::by(call), "portal",
                                                        [&](org::Change& change) -> Result<void> {
                                                          PortalStore::set_logo(change, {});
                                                          change.audit({"change", "portal_logo", 0});
                                                          return {};
                                                        });
             });
}

}  // namespace rapport::portal
