#include "duplicates/duplicate_operations.h"

#include <fmt/format.h>

namespace rapport::duplicates {

using api::Call;
using api::Permission;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<Duplicate>) {
  return {.doc = "Another contact of the same customer, at the same time, seen from one of the two.",
          .fields = {{.name = "certainty", .doc = "whether it is the same customer"},
                     {.name = "thing", .doc = "whether it is about the same thing"},
                     {.name = "can_join", .doc = "it is certain who they are, and one of the two waits"},
                     {.name = "keep_id", .doc = "which goes on, or would"},
                     {.name = "until", .doc = "joined: until then it can be undone"}}};
}
Notes contract_notes(Tag<JoinDuplicate>) {
  return {.doc = "Which of the two goes on: it has the place of the other, with its whole wait."};
}

namespace {

// Whoever talks with the customer in one of the two, or a supervisor.
Result<void> may_decide(Duplicates& duplicates, live::Loop& loop, const Call& call, DuplicateId id) {
  auto pair = duplicates.store().find(call.org(), id);
  if (!pair) return tl::unexpected<Error>(pair.error());
  if (call.caller().may(Permission::supervise)) return {};
  auto has_one = loop.read<bool>(call.org(), [&](const switchboard::Switchboard& board, Instant) {
    for (const InteractionId one : {pair->first, pair->second})
      if (const auto view = board.interaction(one);
          view && (view->agent == call.user() || view->consulted == call.user()))
        return true;
    return false;
  });
  if (!has_one) return tl::unexpected<Error>(has_one.error());
  if (*has_one) return {};
  return fail(ErrorCode::forbidden, "not_your_interaction", "both interactions are somebody else's");
}

}  // namespace

void add_operations(api::Api& api, Duplicates& duplicates, live::Loop& loop) {
  const api::Permissions readers{Permission::take_interactions, Permission::supervise,
                                 Permission::see_history};
  const api::Permissions deciders{Permission::take_interactions, Permission::supervise};
  const auto operation = [](std::string path, std::string id, std::string summary, api::Permissions any_of) {
    return api::Operation{.path = "/api/v1/" + path,
                          .id = std::move(id),
                          .tag = "duplicates",
                          .summary = std::move(summary),
                          .any_of = any_of,
                          .status = 200};
  };
  api.get<DuplicateList>(operation("interactions/{id}/duplicates", "listDuplicates",
                                   "Where else this customer waits or talks with us", readers),
                         [&duplicates](const Call& call) -> Result<DuplicateList> {
                           auto all = duplicates.of_interaction(call.org(), call.id<InteractionId>("id"));
                           if (!all) return tl::unexpected<Error>(all.error());
                           return DuplicateList{std::move(*all)};
                         });
  api.post<JoinDuplicate, Duplicate>(
      operation("duplicates/{id}/join", "joinDuplicate", "One takes the place of the other", deciders),
      [&duplicates, &loop](const Call& call, const JoinDuplicate& wanted) -> Result<Duplicate> {
        const auto id = call.id<DuplicateId>("id");
        if (auto may = may_decide(duplicates, loop, call, id); !may)
          return tl::unexpected<Error>(may.error());
        return duplicates.join(call.org(), id, wanted.keep_interaction_id, call.user());
      });
  api.post<Duplicate>(operation("duplicates/{id}/apart", "leaveApart", "Both stay as they are", deciders),
                      [&duplicates, &loop](const Call& call) -> Result<Duplicate> {
                        const auto id = call.id<DuplicateId>("id");
                        if (auto may = may_decide(duplicates, loop, call, id); !may)
                          return tl::unexpected<Error>(may.error());
                        return duplicates.leave_apart(call.org(), id, call.user());
                      });
  api.post<Duplicate>(operation("duplicates/{id}/undo", "undoDuplicate",
                                "The place is given back, or it is asked about again", deciders),
                      [&duplicates, &loop](const Call& call) -> Result<Duplicate> {
                        const auto id = call.id<DuplicateId>("id");
                        if (auto may = may_decide(duplicates, loop, call, id); !may)
                          return tl::unexpected<Error>(may.error());
                        return duplicates.undo(call.org(), id, call.user());
                      });
}

}  // namespace rapport::duplicates
