#include "channels/email/remote_image.h"

#include "channels/email/mail_content.h"
#include "channels/email/mail_store.h"
#include "org/entity.h"
#include "platform/contract/parameters.h"
#include "platform/http/client/client.h"
#include "platform/mail/html/events.h"

namespace rapport::email {

namespace {

class RemoteImages : public mail::HtmlListener {
 public:
  explicit RemoteImages(std::int64_t number) : left_(number) {}
  void open(std::string_view name, const mail::HtmlAttributes& attributes) override {
    if (name != "img") return;
    for (const auto& attribute : attributes)
      if (attribute.first == "data-remote-src" && --left_ == 0) found_ = std::string(attribute.second);
  }
  void close(std::string_view) override {}
  void text(std::string_view) override {}
  std::string take() { return std::move(found_); }

 private:
  std::int64_t left_;
  std::string found_;
};

Result<http::Response> fetch_image(database::Database& database, const files::Store& mail_files,
                                   bool allows_private, const api::Call& call, std::int64_t number) {
  const auto id = call.id<MailId>("id");
  auto mail = database.read([&](database::Session& sql) -> Result<Mail> {
    auto found = mails::find(sql, call.org(), id);
    if (!found) return org::no_such("mail", id.value);
    return std::move(*found);
  });
  if (!mail) return tl::unexpected<Error>(mail.error());
  const auto content = read_content(mail_files, *mail);
  if (!content) return tl::unexpected<Error>(content.error());
  const tl::unexpected<Error> none = fail(ErrorCode::not_found, "no_image", "there is no such image");
  http::ClientRequest request;
  request.method = "GET";
  request.url = remote_image(content->html, number);
  if (request.url.empty()) return none;
  request.answer_bytes_max = remote_image_bytes_max;
  request.allows_private_addresses = allows_private;
  auto answer = http::ask(request);
  if (!answer || answer->status != 200) return none;
  http::Response response;
  response.content_type = image_type(answer->body);
  if (response.content_type.empty()) return none;
  response.body = std::move(answer->body);
  response.headers = {{"Content-Security-Policy", "sandbox; default-src 'none'"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "private, max-age=3600"}};
  return response;
}

}  // namespace

std::string remote_image(std::string_view sanitised, std::int64_t number) {
  RemoteImages images(number);
  mail::read_html(sanitised, images);
  return images.take();
}

std::string image_type(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return "image/jpeg";
  if (bytes.starts_with("GIF8"sv)) return "image/gif";
  if (bytes.starts_with("RIFF"sv) && bytes.substr(0, 12).ends_with("WEBP"sv)) return "image/webp";
  return "";
}

void add_remote_image_operation(api::Api& api, database::Database& database, files::Store& mail_files,
                                bool allows_private) {
  api::Operation operation;
  operation.path = "/api/v1/mails/{id}/remote-image";
  operation.id = "getRemoteMailImage";
  operation.tag = "email";
  operation.summary = "An image that its HTML wants from elsewhere, fetched by this server.";
  operation.description =
      "`?number=2` names the second image that the sanitised HTML has by data-remote-src.";
  operation.any_of = {api::Permission::take_interactions, api::Permission::supervise,
                      api::Permission::see_history};
  api.get_bytes(operation, [&database, &mail_files, allows_private](const api::Call& call) {
    const auto& query = call.request().query;
    const auto asked = query.find("number");
    std::int64_t number = 1;
    if (asked != query.end() && !contract::parse_id(asked->second, number)) number = 0;
    return fetch_image(database, mail_files, allows_private, call, number);
  });
}

}  // namespace rapport::email
