#include "api/openapi.h"

#include <cstdio>
#include <map>
#include <set>

#include "api/answer.h"
#include "base/check.h"
#include "platform/contract/quote.h"
#include "platform/contract/schema.h"

namespace rapport::api {

// RFC 9457 with our members; for the document only, http/ writes it.
struct Problem {
  std::string type;
  std::string title;
  std::int32_t status = 0;
  std::string detail;
  std::string instance;
  std::string reason;
  struct Issue {
    std::string where;
    std::string what;
    BOOST_DESCRIBE_CLASS(Issue, (), (where, what), (), ())
  };
  std::optional<std::vector<Issue>> issues;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail, instance, reason, issues))
static contract::Notes contract_notes(contract::Tag<Problem>) {
  return {.doc = "What went wrong (RFC 9457).",
          .fields = {{.name = "type", .doc = "URN of the reason."},
                     {.name = "detail", .doc = "For people: what and where."},
                     {.name = "instance", .doc = "The request's id, as in the server's log."},
                     {.name = "reason", .doc = "Stable, for programs: `offer_expired`."},
                     {.name = "issues", .doc = "Every single fault of the input, with its place."}}};
}
static contract::Notes contract_notes(contract::Tag<Problem::Issue>) {
  return {.name = "ProblemIssue",
          .fields = {{.name = "where", .doc = "JSON Pointer into the body, or a parameter's name."}}};
}

namespace {

using contract::Direction;
using contract::quote;

// Keeps the order of what is added, unlike a map; a value is JSON text.
class Object {
 public:
  Object& raw(std::string_view name, std::string_view json) {
    text_ += text_.empty() ? '{' : ',';
    contract::quote_to(text_, name);
    text_ += ':';
    text_ += json;
    return *this;
  }
  Object& text(std::string_view name, std::string_view value) { return raw(name, quote(value)); }
  std::string done() const { return text_.empty() ? "{}" : text_ + '}'; }

 private:
  std::string text_;
};

class List {
 public:
  void add(std::string_view json) {
    text_ += text_.empty() ? '[' : ',';
    text_ += json;
  }
  bool is_empty() const { return text_.empty(); }
  std::string done() const { return text_.empty() ? "[]" : text_ + ']'; }

 private:
  std::string text_;
};

std::string content(std::string_view media_type, std::string_view schema) {
  return Object().raw(media_type, Object().raw("schema", schema).done()).done();
}

// Of a request that we send: "interaction.wrapped_up" is onInteractionWrappedUp.
std::string operation_id(std::string_view webhook) {
  std::string id = "on";
  bool is_first = true;
  for (const char c : webhook) {
    if (c != '.' && c != '_') id += is_first && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    is_first = c == '.' || c == '_';
  }
  return id;
}

class Document {
 public:
  explicit Document(const std::string& version) : version_(version) {
    problem_ = schemas_.schema(contract::type_of<Problem>(), Direction::output);
  }

  void add(const Endpoint& endpoint) {
    tags_.insert(endpoint.operation.tag);
    std::string method = name_of(endpoint.method);
    for (char& c : method)
      c = static_cast<char>(c - 'A' + 'a');
    paths_[endpoint.operation.path][method] = operation(endpoint);
  }

  void add(const DocumentedType& documented) {
    const std::string schema = schemas_.schema(*documented.type, documented.direction);
    if (documented.webhook.empty()) return;
    tags_.insert("webhooks");
    Object post;
    post.text("operationId", operation_id(documented.webhook))
        .raw("tags", R"(["webhooks"])")
        .text("summary", documented.summary)
        .raw("requestBody",
             Object().raw("required", "true").raw("content", content("application/json", schema)).done())
        .raw("responses", R"({"2XX":{"description":"Received; everything else is tried again."}})")
        .raw("security", "[]");
    webhooks_.raw(documented.webhook, Object().raw("post", post.done()).done());
  }

  std::string done() {
    for (const std::string& collision : schemas_.collisions())
      std::fprintf(stderr, "api: two types of one schema name: %s\n", collision.c_str());
    RAPPORT_CHECK(schemas_.collisions().empty());
    List tags;
    for (const std::string& tag : tags_)
      tags.add(Object().text("name", tag).done());
    Object paths;
    for (const auto& [path, methods] : paths_) {
      Object item;
      for (const auto& [method, text] : methods)
        item.raw(method, text);
      paths.raw(path, item.done());
    }
    Object info;
    info.text("title", "Rapport").text("version", version_);
    info.text(
        "description",
        "Ids are decimal strings, instants RFC 3339 in UTC with microseconds, durations integers with the "
        "unit in "
        "the name. Unknown members of a request body are refused. Errors are problem documents (RFC 9457).");
    info.raw("license", Object().text("name", "Apache-2.0").text("identifier", "Apache-2.0").done());
    Object components;
    components.raw("schemas", schemas_.components())
        .raw("responses", problem_response())
        .raw("securitySchemes", security_schemes());
    return Object()
        .text("openapi", "3.1.0")
        .raw("info", info.done())
        .raw("servers", R"([{"url":"/"}])")
        .raw("tags", tags.done())
        .raw("paths", paths.done())
        .raw("webhooks", webhooks_.done())
        .raw("components", components.done())
        .done();
  }

 private:
  std::string operation(const Endpoint& endpoint) {
    const Operation& about = endpoint.operation;
    Object object;
    object.text("operationId", about.id)
        .raw("tags", '[' + quote(about.tag) + ']')
        .text("summary", about.summary);
    std::string description = about.description;
    if (!about.any_of.is_empty()) {
      if (!description.empty()) description += "\n\n";
      description += "Needs";
      std::string_view before = " ";
      for (const Permission permission : about.any_of.list()) {
        description += before;
        description += '`' + std::string(contract::name_of(permission)) + '`';
        before = " or ";
      }
      description += '.';
    }
    if (!description.empty()) object.text("description", description);
    if (const std::string list = parameters(endpoint); list != "[]") object.raw("parameters", list);
    if (endpoint.takes_bytes)
      object.raw("requestBody",
                 Object().raw("required", "true").raw("content", content(about.media_type, "{}")).done());
    else if (endpoint.input != nullptr && endpoint.method != Method::get)
      object.raw("requestBody", request_body(endpoint));
    object.raw("responses", responses(endpoint)).raw("security", security(endpoint));
    return object.done();
  }

  std::string request_body(const Endpoint& endpoint) {
    const std::string schema = schemas_.schema(*endpoint.input, Direction::input);
    bool is_required = false;
    for (const contract::Field& field : endpoint.input->fields)
      is_required = is_required || field.is_required;
    return Object()
        .raw("required", is_required ? "true" : "false")
        .raw("content", content("application/json", schema))
        .done();
  }

  std::string parameters(const Endpoint& endpoint) {
    List list;
    const std::string& path = endpoint.operation.path;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
      const std::string name = path.substr(open + 1, path.find('}', open) - open - 1);
      bool is_text = false;
      for (const std::string& text : endpoint.operation.path_texts)
        is_text = is_text || text == name;
      const std::string schema =
          is_text ? R"({"type":"string"})" : R"({"type":"string","pattern":"^[1-9][0-9]{0,18}$"})";
      list.add(Object()
                   .text("name", name)
                   .text("in", "path")
                   .raw("required", "true")
                   .raw("schema", schema)
                   .done());
    }
    if (endpoint.input == nullptr || endpoint.method != Method::get) return list.done();
    for (const contract::Field& field : endpoint.input->fields)
      list.add(query_parameter(field));
    return list.done();
  }

  std::string query_parameter(const contract::Field& field) {
    const contract::Type& whole = field.type();
    const contract::Type& type = field.is_optional ? whole.element() : whole;
    contract::FieldNotes notes = field.notes;
    notes.doc = {};
    Object object;
    object.text("name", field.name).text("in", "query").raw("required", field.is_required ? "true" : "false");
    if (!field.notes.doc.empty()) object.text("description", field.notes.doc);
    if (type.kind == contract::Kind::list) object.raw("explode", "false");
    return object.raw("schema", schemas_.schema(type, Direction::input, notes)).done();
  }

  std::string responses(const Endpoint& endpoint) {
    Object success;
    success.text("description", "Done.");
    if (endpoint.output != nullptr)
      success.raw("content",
                  content("application/json", schemas_.schema(*endpoint.output, Direction::output)));
    else if (endpoint.gives_response)
      success.raw("content", content(endpoint.operation.media_type, "{}"));
    Object object;
    object.raw(std::to_string(success_status(endpoint)), success.done());
    const std::string problem = R"({"$ref":"#/components/responses/Problem"})";
    const bool has_path_id = endpoint.operation.path.find('{') != std::string::npos;
    if (endpoint.input != nullptr) object.raw("400", problem);
    if (!endpoint.operation.is_public) object.raw("401", problem);
    if (!endpoint.operation.is_public &&
        (endpoint.method != Method::get || !endpoint.operation.any_of.is_empty()))
      object.raw("403", problem);
    if (has_path_id) object.raw("404", problem);
    if (endpoint.method != Method::get) object.raw("409", problem);
    if (endpoint.takes_bytes) object.raw("413", problem);
    if (endpoint.input != nullptr && endpoint.method != Method::get) object.raw("422", problem);
    object.raw("429", problem);
    object.raw("default", problem);
    return object.done();
  }

  static std::string security(const Endpoint& endpoint) {
    if (endpoint.operation.is_public) return "[]";
    return endpoint.method == Method::get ? R"([{"session":[]},{"token":[]}])"
                                          : R"([{"session":[],"csrf":[]},{"token":[]}])";
  }

  std::string problem_response() const {
    const std::string problem = Object()
                                    .text("description", "It did not work; the document says why.")
                                    .raw("content", content("application/problem+json", problem_))
                                    .done();
    return Object().raw("Problem", problem).done();
  }

  static std::string security_schemes() {
    const auto key = [](std::string_view in, std::string_view name, std::string_view description) {
      return Object()
          .text("type", "apiKey")
          .text("in", in)
          .text("name", name)
          .text("description", description)
          .done();
    };
    return Object()
        .raw("session", key("cookie", "rapport_session", "Set by signing in."))
        .raw("csrf",
             key("header", "X-CSRF-Token", "`csrf_token` of the session; with it on everything but GET."))
        .raw("token", Object()
                          .text("type", "http")
                          .text("scheme", "bearer")
                          .text("description", "An API token, `rpt_…`; it needs no X-CSRF-Token.")
                          .done())
        .done();
  }

  const std::string& version_;
  contract::Schemas schemas_{"#/components/schemas/"};
  std::string problem_;
  std::set<std::string> tags_;
  std::map<std::string, std::map<std::string, std::string>> paths_;
  Object webhooks_;
};

}  // namespace

std::string openapi_document(const std::vector<std::shared_ptr<const Endpoint>>& endpoints,
                             const std::vector<DocumentedType>& documented, const std::string& version) {
  Document document(version);
  for (const DocumentedType& type : documented)
    document.add(type);
  for (const auto& endpoint : endpoints)
    document.add(*endpoint);
  return document.done();
}

}  // namespace rapport::api
