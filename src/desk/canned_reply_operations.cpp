#include "desk/services.h"

namespace rapport::desk {

using api::Call;
using api::Permission;

struct CannedReplyList {
  std::vector<CannedReply> items;
};
BOOST_DESCRIBE_STRUCT(CannedReplyList, (), (items))

struct WriteCannedReply {
  std::string shortcut, title, text;
  std::optional<std::string> language;
};
BOOST_DESCRIBE_STRUCT(WriteCannedReply, (), (shortcut, title, text, language))
contract::Notes contract_notes(contract::Tag<WriteCannedReply>) {
  return {.fields = {{.name = "shortcut",
                      .doc = "what is typed after the /",
                      .min_length = 1,
                      .max_length = 40,
                      .format = contract::Format::line},
                     {.name = "title", .min_length = 1, .max_length = 120, .format = contract::Format::line},
                     {.name = "text", .min_length = 1, .max_length = 10'000},
                     {.name = "language", .format = contract::Format::language}}};
}

void add_canned_reply_operations(api::Api& api, const Services& services) {
  const api::Permissions editors{Permission::manage_routing, Permission::supervise};
  api.get<CannedReplyList>(
      {"/api/v1/canned-replies", "listCannedReplies", "canned replies", "All canned replies, by shortcut"},
      [services](const Call& call) -> Result<CannedReplyList> {
        auto all = services.canned_replies.all(call.org());
        if (!all) return tl::unexpected<Error>(all.error());
        return CannedReplyList{std::move(*all)};
      });
  api.post<WriteCannedReply, CannedReply>(
      {.path = "/api/v1/canned-replies",
       .id = "addCannedReply",
       .tag = "canned replies",
       .summary = "Add a canned reply",
       .any_of = editors},
      [services](const Call& call, const WriteCannedReply& wanted) {
        return services.canned_replies.add(call.org(), {services.ids.next<CannedReplyId>(), wanted.shortcut,
                                                        wanted.title, wanted.text, wanted.language});
      });
  api.put<WriteCannedReply, CannedReply>({.path = "/api/v1/canned-replies/{id}",
                                          .id = "changeCannedReply",
                                          .tag = "canned replies",
                                          .summary = "Change a canned reply",
                                          .any_of = editors},
                                         [services](const Call& call, const WriteCannedReply& wanted) {
                                           return services.canned_replies.change(
                                               call.org(), {call.id<CannedReplyId>("id"), wanted.shortcut,
                                                            wanted.title, wanted.text, wanted.language});
                                         });
  api.remove<void>({.path = "/api/v1/canned-replies/{id}",
                    .id = "removeCannedReply",
                    .tag = "canned replies",
                    .summary = "Remove a canned reply",
                    .any_of = editors},
                   [services](const Call& call) {
                     return services.canned_replies.remove(call.org(), call.id<CannedReplyId>("id"));
                   });
}

}  // namespace rapport::desk
