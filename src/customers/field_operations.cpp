// What an organisation makes up about its customers: fields, weights, companies.
#include <fmt/format.h>

#include "customers/contract.h"
#include "customers/operations.h"
#include "org/by.h"
#include "org/entity_api.h"

namespace rapport::customers {

struct ProfileWeights {
  std::map<std::string, std::int32_t> weights;
};
BOOST_DESCRIBE_STRUCT(ProfileWeights, (), (weights))
contract::Notes contract_notes(contract::Tag<ProfileWeights>) {
  return {.doc = "How much each field counts for a profile's completeness.",
          .fields = {{.name = "weights",
                      .doc = "by field, 0 to 100; those left out count as usual",
                      .min = 0,
                      .max = 100,
                      .max_items = 300}}};
}

namespace {

using api::Call;

constexpr std::int64_t own_fields_max = 200;

Result<ProfileWeights> get_weights(const Services& services, const Call& call) {
  return services.changes.database().read([&](database::Session& sql) -> Result<ProfileWeights> {
    ProfileWeights all;
    for (const StandardField& field : standard_fields)
      all.weights.emplace(field.name, field.weight);
    for (const CustomField& field : custom_fields.list(sql, call.org(), {}, own_fields_max))
      all.weights.emplace(field.name, field.weight);
    for (const auto& [field, weight] : weights_of(sql, call.org()))
      all.weights[field] = weight;
    return all;
  });
}

Result<ProfileWeights> put_weights(const Services& services, const Call& call, const ProfileWeights& wanted) {
  auto done =
      services.changes.make<void>(org::by(call), "customer-fields", [&](org::Change& now) -> Result<void> {
        const auto own = custom_fields.list(now.sql, now.org(), {}, own_fields_max);
        std::vector<Issue> issues;
        for (const auto& weighed : wanted.weights) {
          const bool is_own = std::any_of(
              own.begin(), own.end(), [&](const CustomField& field) { return field.name == weighed.first; });
          if (!is_own && !standard_field(weighed.first))
            issues.push_back({"/weights/" + weighed.first, "expected a field that there is"});
        }
        if (!issues.empty()) return org::wrong(std::move(issues));
        const ProfileWeights before{weights_of(now.sql, now.org())};
        write_weights(now.sql, now.org(), wanted.weights);
        now.audit({"change", "customer_weights", 0, contract::encode(before), contract::encode(wanted)});
        return {};
      });
  if (!done) return tl::unexpected<Error>(done.error());
  services.changed(call.org());
  return get_weights(services, call);
}

}  // namespace

void add_field_operations(api::Api& api, const Services& services) {
  const api::Permissions owners{api::Permission::manage_organisation};
  org::register_all(api, services.changes,
                    {"/api/v1/customer-fields", "CustomerField", "CustomerFields", "customers", {}, owners},
                    custom_fields);
  org::register_all(
      api, services.changes,
      {"/api/v1/companies", "Company", "Companies", "customers", customer_readers, customer_writers},
      companies);
  api.get<ProfileWeights>({.path = "/api/v1/customer-weights",
                           .id = "getCustomerWeights",
                           .tag = "customers",
                           .summary = "How much each field counts for completeness",
                           .any_of = customer_readers},
                          [services](const Call& call) { return get_weights(services, call); });
  api.put<ProfileWeights, ProfileWeights>(
      {.path = "/api/v1/customer-weights",
       .id = "putCustomerWeights",
       .tag = "customers",
       .summary = "Says it otherwise; fields left out count as usual again",
       .any_of = owners},
      [services](const Call& call, const ProfileWeights& wanted) {
        return put_weights(services, call, wanted);
      });
}

void add_operations(api::Api& api, const Services& services) {
  add_search_operations(api, services);
  add_person_operations(api, services);
  add_profile_operations(api, services);
  add_field_operations(api, services);
}

}  // namespace rapport::customers
