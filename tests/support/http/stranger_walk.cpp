#include "support/http/stranger_walk.h"

namespace rapport::testing {
namespace {

std::string with_id(std::string path, const std::string& id) {
  for (std::size_t from = path.find('{'); from != std::string::npos; from = path.find('{'))
    path.replace(from, path.find('}') - from + 1, id);
  return path;
}

class Walk {
 public:
  explicit Walk(Stranger& stranger) : stranger_(stranger) {}
  std::vector<std::string> leaks;

  void visit(const WalkedOperation& operation) {
    if (stranger_.skipped.contains(operation.id)) return;
    if (operation.path.find('{') == std::string::npos) {
      judge(operation, ask(operation, operation.path), false);
      return;
    }
    for (const std::string& id : stranger_.ids)
      judge(operation, ask(operation, with_id(operation.path, id)), true);
  }

 private:
  HttpReply ask(const WalkedOperation& operation, const std::string& path) {
    const auto body = stranger_.bodies.find(operation.id);
    if (operation.method == "GET" || operation.method == "DELETE")
      return stranger_.client.send(operation.method, path);
    return stranger_.client.send(operation.method, path,
                                 body == stranger_.bodies.end() ? "{}" : body->second);
  }

  void judge(const WalkedOperation& operation, const HttpReply& reply, bool has_id) {
    const std::string what = operation.method + " " + operation.path + " (" + operation.id + ") answered " +
                             std::to_string(reply.status) + " " + reply.body.substr(0, 300);
    if (reply.status >= 500) leaks.push_back("broke: " + what);
    if (has_id && (reply.status == 400 || reply.status == 415 || reply.status == 422))
      leaks.push_back("give the walk a body that gets as far as the id: " + what);
    else if (has_id && reply.status != 403 && reply.status != 404)
      leaks.push_back("not refused: " + what);
    if (reply.body.find(stranger_.mark) != std::string::npos) leaks.push_back("shows a name: " + what);
    for (const std::string& id : stranger_.ids)
      if (reply.body.find('"' + id + '"') != std::string::npos) leaks.push_back("shows an id: " + what);
  }

  Stranger& stranger_;
};

}  // namespace

std::vector<std::string> walk(const std::vector<WalkedOperation>& operations, Stranger& stranger) {
  Walk walk(stranger);
  for (const WalkedOperation& operation : operations)
    walk.visit(operation);
  return walk.leaks;
}

}  // namespace rapport::testing
