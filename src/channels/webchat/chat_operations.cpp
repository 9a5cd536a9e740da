// The chat's requests. They come from pages of other sites: each answer says whether that site may read it
// (CORS).
#include "channels/webchat/sites.h"
#include "channels/webchat/webchat.h"
#include "platform/files/download_name.h"
#include "platform/http/target.h"

namespace rapport::webchat {

struct ConfigQuery {
  std::string language;
};
BOOST_DESCRIBE_STRUCT(ConfigQuery, (), (language))
contract::Notes contract_notes(contract::Tag<ConfigQuery>) {
  return {.all_optional = true};
}

namespace {

using api::Call;

constexpr const char* allowed_headers = "Authorization, Content-Type, X-File-Name";

std::string own_origin(const http::Request& request) {
  return (request.is_tls ? "https://" : "http://") + request.header("host");
}

// Refuses pages of sites that are not in the channel's list, and lets the others read the answer.
Result<void> admit(const Call& call, const org::Directories& directories) {
  const auto found = directories.by_chat_key(call.text("key"));
  if (!found.channel) return fail(ErrorCode::not_found, "unknown_channel", "no chat with this key");
  if (!is_allowed_here(call.request(), *found.channel)) {
    return fail(ErrorCode::forbidden, "site_not_allowed",
                "this site may not show this chat; see the channel's allowed sites");
  }
  if (const std::string& origin = call.request().header("origin"); !origin.empty()) {
    // Named, because g++ 12 at -O2 warns of bounds that nobody passes when it sees the literal's length.
    static const std::string allow_origin = "Access-Control-Allow-Origin";
    call.add_header(allow_origin, origin);
    call.add_header("Vary", "Origin");
  }
  return {};
}

Result<Visitor> visitor_of(const Call& call, ChatService& service) {
  const std::string& header = call.request().header("authorization");
  constexpr std::string_view scheme = "Visitor ";
  if (!header.starts_with(scheme))
    return fail(ErrorCode::unauthenticated, "unknown_visitor", "Authorization: Visitor TOKEN is missing");
  return service.visitor_of(call.text("key"), header.substr(scheme.size()));
}

Result<http::Response> download(const Call& call, ChatService& service, files::Store& files) {
  const auto token = call.request().query.find("token");
  auto found = service.attachment(call.text("key"), call.id<AttachmentId>("id"),
                                  token == call.request().query.end() ? std::string{} : token->second);
  if (!found) return tl::unexpected<Error>(found.error());
  auto path = files.find(found->attachment.blob);
  if (!path) return tl::unexpected<Error>(path.error());
  http::Response response;
  response.file = *path;
  response.content_type = found->attachment.type;
  response.headers = {
      {"Content-Disposition", files::content_disposition(found->attachment.name, found->attachment.type)},
      {"Content-Security-Policy", "sandbox; default-src 'none'"},
      {"Cross-Origin-Resource-Policy", "cross-origin"},  // a picture in the chat on the company's page
      {"Cache-Control", "private, max-age=3600"}};
  return response;
}

class Upload : public api::Intake<ChatAttachment> {
 public:
  Upload(ChatService& service, std::string key, Visitor visitor, conversations::IncomingFile file)
      : service_(service), key_(std::move(key)), visitor_(std::move(visitor)), file_(std::move(file)) {}
  Result<void> take(std::string_view piece) override { return file_.take(piece); }
  Result<ChatAttachment> finish() override { return service_.finish_upload(key_, visitor_, file_); }

 private:
  ChatService& service_;
  std::string key_;
  Visitor visitor_;
  conversations::IncomingFile file_;
};

void add_preflight(http::Router& router, const std::string& pattern, const org::Directories& directories) {
  router.add("OPTIONS", pattern, [&directories](http::Request request, http::Reply reply) {
    http::Response response;
    response.status = 204;
    const auto found = directories.by_chat_key(request.path_parameters.at("key"));
    if (found.channel && is_allowed_here(request, *found.channel)) {
      response.headers = {{"Access-Control-Allow-Origin", request.header("origin")},
                          {"Access-Control-Allow-Methods", "GET, POST"},
                          {"Access-Control-Allow-Headers", allowed_headers},
                          {"Access-Control-Max-Age", "7200"},
                          {"Vary", "Origin"}};
    }
    reply(std::move(response));
  });
}

}  // namespace

bool is_allowed_here(const http::Request& request, const org::ChatChannel& channel) {
  const std::string& origin = request.header("origin");
  return origin.empty() || is_allowed(origin, channel.allowed_sites, own_origin(request));
}

void add_operations(api::Api& api, http::Router& router, ChatService& service,
                    const org::Directories& directories, files::Store& files) {
  const std::string path = "/chat/v1/{key}";
  const auto operation = [&](std::string rest, std::string id, std::string summary) {
    return api::Operation{.path = path + rest,
                          .id = std::move(id),
                          .tag = "web chat",
                          .summary = std::move(summary),
                          .is_public = true,
                          .path_texts = {"key"}};
  };
  api.get<ConfigQuery, ChatConfig>(
      operation("/config", "getChatConfig", "How the chat of a web site looks, and whether it is open"),
      [&](const Call& call, const ConfigQuery& query) -> Result<ChatConfig> {
        if (auto in = admit(call, directories); !in) return tl::unexpected<Error>(in.error());
        return service.config(call.text("key"), query.language);
      });
  api.post<Register, Registered>(
      operation("/visitors", "registerVisitor",
                "A token for this browser, tied to a customer by a token of the company's server"),
      [&](const Call& call, const Register& wanted) -> Result<Registered> {
        if (auto in = admit(call, directories); !in) return tl::unexpected<Error>(in.error());
        return service.register_visitor(call.text("key"), wanted);
      });
  api::Operation upload = operation("/attachments", "uploadChatAttachment",
                                    "Upload a file to send; its type is found in its content");
  upload.body_bytes_max = conversations::attachment_bytes_max;
  api.post_bytes<ChatAttachment>(
      upload, [&](const Call& call) -> Result<std::unique_ptr<api::Intake<ChatAttachment>>> {
        if (auto in = admit(call, directories); !in) return tl::unexpected<Error>(in.error());
        auto visitor = visitor_of(call, service);
        if (!visitor) return tl::unexpected<Error>(visitor.error());
        auto file = service.begin_upload(
            *visitor, http::percent_decoded(call.request().header("x-file-name"), false).value_or(""));
        if (!file) return tl::unexpected<Error>(file.error());
        return std::make_unique<Upload>(service, call.text("key"), std::move(*visitor), std::move(*file));
      });
  api.get_bytes(
      operation("/attachments/{id}", "getChatAttachment", "A file that was sent, by its signed address"),
      [&](const Call& call) { return download(call, service, files); });
  for (const char* rest : {"/config", "/visitors", "/attachments"})
    add_preflight(router, path + rest, directories);
}

}  // namespace rapport::webchat
