// Who is one person with whom: identities, proposals, joins.
#include <fmt/format.h>

#include "customers/contract.h"
#include "customers/customer_rows.h"
#include "customers/operations.h"
#include "org/by.h"
#include "org/entity.h"
#include "platform/database/statement.h"

namespace rapport::customers {

struct IdentityFields {
  std::string kind, value;
  bool is_verified = false;
};
BOOST_DESCRIBE_STRUCT(IdentityFields, (), (kind, value, is_verified))
contract::Notes contract_notes(contract::Tag<IdentityFields>) {
  return {
      .doc = "What leads to a customer.",
      .fields = {{.name = "kind",
                  .doc = "email, phone, company_id, host_subject, or a channel's own: a-z, 0-9, _",
                  .min_length = 1,
                  .max_length = 40,
                  .format = contract::Format::line},
                 {.name = "value", .min_length = 1, .max_length = 254, .format = contract::Format::line},
                 {.name = "is_verified", .doc = "they have shown that it is theirs", .has_default = true}}};
}

struct JoinCustomers {
  CustomerId customer_id;
};
BOOST_DESCRIBE_STRUCT(JoinCustomers, (), (customer_id))

namespace {

using api::Call;

constexpr std::int64_t joins_shown = 200;
constexpr std::int64_t proposals_shown = 200;

tl::unexpected<Error> no_such_person(CustomerId id) {
  return org::no_such("customer", id.value);
}

// --- identities ---

bool is_kind(const std::string& kind) {
  return kind.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
         kind != "chat_visitor" && kind != "hidden_caller" && kind != "portal";
}

Result<IdentityFields> in_form(database::Session& sql, OrgId org, IdentityFields identity) {
  if (!is_kind(identity.kind))
    return org::wrong({{"/kind", "expected a-z, 0-9 and _; none of the house's own"}});
  if (identity.kind == "email") {
    if (identity.value.find('@') == std::string::npos) return org::wrong({{"/value", "expected an address"}});
    identity.value = email_key(identity.value);
  }
  if (identity.kind == "phone") {
    auto spelled = CustomerStore::spelled(sql, org, identity.value);
    if (!spelled) return org::wrong({{"/value", spelled.error().detail}});
    identity.value = std::move(*spelled);
  }
  return identity;
}

Result<CustomerProfile> add_identity(const Services& services, const Call& call,
                                     const IdentityFields& wanted) {
  const auto id = call.id<CustomerId>("id");
  auto added = services.changes.make<CustomerProfile>(
      org::by(call), "", [&](org::Change& change) -> Result<CustomerProfile> {
        const auto person = person_of(change.sql, change.org(), id);
        if (!person) return no_such_person(id);
        auto identity = in_form(change.sql, change.org(), wanted);
        if (!identity) return tl::unexpected<Error>(identity.error());
        const auto keys = row_keys(change.sql, change.org(), id);
        const auto holder = database::first<CustomerId>(
            change.sql,
            "select customer from customer_identity where org = :org and kind = :kind and value = :value",
            change.org(), identity->kind, identity->value);
        if (holder && person_of(change.sql, change.org(), *holder) != person)
          return fail(ErrorCode::conflict, "identity_taken",
                      fmt::format("customer {} has it; join the two if they are one person", holder->value));
        if (!holder) {
          database::execute(
              change.sql,
              "insert into customer_identity (org, kind, value, customer, is_verified, added_us, added_by)"
              " values (:org, :kind, :value, :id, :is_verified, :now, :by)",
              change.org(), identity->kind, identity->value, id, identity->is_verified, change.now,
              change.by.user);
          write_keys(change.sql, change.org(), id, keys);
          change.audit({"add_identity", "customer", id.value, "", contract::encode(*identity)});
        }
        return profile_of(change.sql, change.org(), id);
      });
  if (!added) return added;
  if (auto settled = services.resolution.settle(call.org(), id); !settled)
    return tl::unexpected<Error>(settled.error());
  services.changed(call.org());
  return services.changes.database().read(
      [&](database::Session& sql) { return profile_of(sql, call.org(), id); });
}

Result<CustomerProfile> remove_identity(const Services& services, const Call& call,
                                        const IdentityFields& wanted) {
  const auto id = call.id<CustomerId>("id");
  auto removed = services.changes.make<CustomerProfile>(
      org::by(call), "", [&](org::Change& change) -> Result<CustomerProfile> {
        const auto person = person_of(change.sql, change.org(), id);
        if (!person) return no_such_person(id);
        auto identity = in_form(change.sql, change.org(), wanted);
        if (!identity) return tl::unexpected<Error>(identity.error());
        const auto holder = database::first<CustomerId>(
            change.sql,
            "select customer from customer_identity where org = :org and kind = :kind and value = :value",
            change.org(), identity->kind, identity->value);
        if (!holder || person_of(change.sql, change.org(), *holder) != person)
          return fail(ErrorCode::not_found, "unknown_identity", "this person has no such identity");
        const auto keys = row_keys(change.sql, change.org(), *holder);
        database::execute(
            change.sql, "delete from customer_identity where org = :org and kind = :kind and value = :value",
            change.org(), identity->kind, identity->value);
        write_keys(change.sql, change.org(), *holder, keys);
        change.audit({"remove_identity", "customer", holder->value, contract::encode(*identity), ""});
        return profile_of(change.sql, change.org(), id);
      });
  if (removed) services.changed(call.org());
  return removed;
}

// --- proposals ---

Result<CustomerProposals> list_proposals(const Services& services, OrgId org, std::optional<CustomerId> of) {
  return services.changes.database().read([&](database::Session& sql) -> Result<CustomerProposals> {
    CustomerId person;
    if (of) {
      const auto found = person_of(sql, org, *of);
      if (!found) return no_such_person(*of);
      person = *found;
    }
    CustomerProposals shown;
    for (const Proposal& proposal : proposals_of(sql, org, person, proposals_shown))
      shown.items.push_back(present(sql, org, proposal, person));
    return shown;
  });
}

tl::unexpected<Error> no_such_proposal(ProposalId id) {
  return fail(ErrorCode::not_found, "unknown_customer_proposal",
              fmt::format("no proposal {}; it may have been decided", id.value));
}

Result<CustomerJoin> joined(org::Change& change, const NewJoin& wanted) {
  const auto made = join(change.sql, change.org(), wanted, change.now);
  if (!made) return fail(ErrorCode::conflict, "already_joined", "the two are one person already");
  const CustomerJoin shown = present(change.sql, change.org(), *made);
  change.audit({"join", "customer", made->joined.value, "", contract::encode(shown)});
  return shown;
}

Result<CustomerJoin> accept_proposal(const Services& services, const Call& call) {
  const auto id = call.id<ProposalId>("id");
  auto done = services.changes.make<CustomerJoin>(
      org::by(call), "", [&](org::Change& change) -> Result<CustomerJoin> {
        const auto proposal = find_proposal(change.sql, change.org(), id);
        if (!proposal) return no_such_proposal(id);
        NewJoin wanted{change.new_id<JoinId>(), RowPair::of(proposal->row_a, proposal->row_b),
                       proposal->per_mille, proposal->evidence, change.by.user};
        auto made = joined(change, wanted);
        remove_proposal(change.sql, change.org(), id);
        return made;
      });
  if (done) services.changed(call.org());
  return done;
}

Result<void> refuse_proposal(const Services& services, const Call& call) {
  const auto id = call.id<ProposalId>("id");
  auto done = services.changes.make<void>(org::by(call), "", [&](org::Change& change) -> Result<void> {
    const auto proposal = find_proposal(change.sql, change.org(), id);
    if (!proposal) return no_such_proposal(id);
    never_join(change.sql, change.org(), RowPair::of(proposal->row_a, proposal->row_b), change.by.user,
               change.now);
    remove_proposal(change.sql, change.org(), id);
    const CustomerProposal shown = present(change.sql, change.org(), *proposal, {});
    change.audit({"never_join", "customer", proposal->row_a.value, "", contract::encode(shown)});
    return {};
  });
  if (done) services.changed(call.org());
  return done;
}

// --- joins ---

Result<CustomerJoin> join_by_hand(const Services& services, const Call& call, const JoinCustomers& wanted) {
  const auto id = call.id<CustomerId>("id");
  auto done = services.changes.make<CustomerJoin>(org::by(call), "",
                                                  [&](org::Change& change) -> Result<CustomerJoin> {
                                                    for (const CustomerId each : {id, wanted.customer_id})
                                                      if (!person_of(change.sql, change.org(), each))
                                                        return no_such_person(each);
                                                    NewJoin fresh;
                                                    fresh.id = change.new_id<JoinId>();
                                                    fresh.rows = RowPair::of(id, wanted.customer_id);
                                                    fresh.per_mille = 1'000;
                                                    fresh.by = change.by.user;
                                                    return joined(change, fresh);
                                                  });
  if (done) services.changed(call.org());
  return done;
}

Result<CustomerJoins> list_joins(const Services& services, const Call& call) {
  const auto id = call.id<CustomerId>("id");
  return services.changes.database().read([&](database::Session& sql) -> Result<CustomerJoins> {
    const auto person = person_of(sql, call.org(), id);
    if (!person) return no_such_person(id);
    CustomerJoins shown;
    for (const Join& join : joins_of(sql, call.org(), *person, joins_shown))
      shown.items.push_back(present(sql, call.org(), join));
    return shown;
  });
}

Result<CustomerJoin> undo_join(const Services& services, const Call& call) {
  const auto id = call.id<JoinId>("id");
  auto done = services.changes.make<CustomerJoin>(
      org::by(call), "", [&](org::Change& change) -> Result<CustomerJoin> {
        const auto found = find_join(change.sql, change.org(), id);
        if (!found)
          return fail(ErrorCode::not_found, "unknown_customer_join", fmt::format("no join {}", id.value));
        auto undone = undo(change.sql, change.org(), *found, change.by.user, change.now);
        if (!undone) return tl::unexpected<Error>(undone.error());
        const CustomerJoin shown = present(change.sql, change.org(), *undone);
        change.audit({"undo_join", "customer", undone->joined.value, contract::encode(shown), ""});
        return shown;
      });
  if (done) services.changed(call.org());
  return done;
}

// Also what makes something answers 200: the person as they are now.
api::Operation person_operation(std::string path, std::string id, std::string summary,
                                api::Permissions any_of) {
  api::Operation made = customer_operation(std::move(path), std::move(id), std::move(summary), any_of);
  made.status = 200;
  return made;
}

}  // namespace

void add_person_operations(api::Api& api, const Services& services) {
  api.post<IdentityFields, CustomerProfile>(
      person_operation("customers/{id}/identities", "addCustomerIdentity",
                       "Something that leads to this customer from now on", customer_writers),
      [services](const Call& call, const IdentityFields& wanted) {
        return add_identity(services, call, wanted);
      });
  api.post<IdentityFields, CustomerProfile>(
      person_operation("customers/{id}/identities/remove", "removeCustomerIdentity",
                       "It leads to this person no longer", customer_writers),
      [services](const Call& call, const IdentityFields& wanted) {
        return remove_identity(services, call, wanted);
      });
  api.get<CustomerProposals>(
      person_operation("customers/{id}/proposals", "listCustomerProposals",
                       "Who is likely the same person, likeliest first", customer_readers),
      [services](const Call& call) {
        return list_proposals(services, call.org(), call.id<CustomerId>("id"));
      });
  api.get<CustomerProposals>(
      person_operation("customer-proposals", "listAllCustomerProposals",
                       "Everybody who waits to be decided about, newest first", customer_readers),
      [services](const Call& call) { return list_proposals(services, call.org(), {}); });
  api.post<CustomerJoin>(person_operation("customer-proposals/{id}/accept", "acceptCustomerProposal",
                                          "They are one person", customer_writers),
                         [services](const Call& call) { return accept_proposal(services, call); });
  api::Operation refused = person_operation("customer-proposals/{id}/refuse", "refuseCustomerProposal",
                                            "Never these two", customer_writers);
  refused.status = 0;
  api.post<void>(refused, [services](const Call& call) { return refuse_proposal(services, call); });
  api.post<JoinCustomers, CustomerJoin>(
      person_operation("customers/{id}/join", "joinCustomers", "The two are one person", customer_writers),
      [services](const Call& call, const JoinCustomers& wanted) {
        return join_by_hand(services, call, wanted);
      });
  api.get<CustomerJoins>(person_operation("customers/{id}/joins", "listCustomerJoins",
                                          "What made this person of several rows, newest first; undone ones "
                                          "too",
                                          customer_readers),
                         [services](const Call& call) { return list_joins(services, call); });
  api::Operation undone = person_operation("customer-joins/{id}/undo", "undoCustomerJoin",
                                           "They are two after all: each has what it had", customer_writers);
  undone.description = "By rule they are never joined again. Works also after later joins.";
  api.post<CustomerJoin>(undone, [services](const Call& call) { return undo_join(services, call); });
}

}  // namespace rapport::customers
