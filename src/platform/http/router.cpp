#include "platform/http/router.h"

#include <set>

#include "base/check.h"
#include "platform/http/router_impl.h"
#include "platform/http/target.h"

namespace rapport::http {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

RouteNode& node_for(RouteNode& root, std::string_view pattern, std::vector<std::string>& parameter_names) {
  RAPPORT_CHECK(pattern.starts_with('/'));
  RouteNode* node = &root;
  for (const std::string_view segment : path_segments(pattern)) {
    std::unique_ptr<RouteNode>& next =
        is_parameter(segment) ? node->parameter : node->literals[std::string(segment)];
    if (is_parameter(segment)) parameter_names.emplace_back(segment.substr(1, segment.size() - 2));
    if (!next) next = std::make_unique<RouteNode>();
    node = next.get();
  }
  return *node;
}

std::map<std::string, std::string> named(const std::vector<std::string>& names,
                                         const std::vector<std::string>& values) {
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out[names[i]] = values[i];
  return out;
}

// Depth first, literals before parameters, until a node has what is asked for; notes the methods of all that
// fit.
class Search {
 public:
  Search(const std::string& method, const std::vector<std::string>& segments, bool wants_upgrade)
      : method_(method == "HEAD" ? "GET" : method), segments_(segments), wants_upgrade_(wants_upgrade) {}

  RouteMatch run(const RouteNode& root) {
    visit(root, 0);
    for (const std::string& method : methods_) {
      if (!match_.allow.empty()) match_.allow += ", ";
      match_.allow += method;
    }
    return std::move(match_);
  }

 private:
  bool visit(const RouteNode& node, std::size_t depth) {
    if (depth == segments_.size()) return take(node);
    const auto literal = node.literals.find(segments_[depth]);
    if (literal != node.literals.end() && visit(*literal->second, depth + 1)) return true;
    if (!node.parameter || segments_[depth].empty()) return false;
    values_.push_back(segments_[depth]);
    const bool is_found = visit(*node.parameter, depth + 1);
    values_.pop_back();
    return is_found;
  }

  bool take(const RouteNode& node) {
    if (wants_upgrade_ && node.upgrade) {
      match_.upgrade = &*node.upgrade;
      match_.path_parameters = named(node.upgrade->parameter_names, values_);
      return true;
    }
    const auto found = node.by_method.find(method_);
    if (found != node.by_method.end()) {
      match_.route = &found->second;
      match_.path_parameters = named(found->second.parameter_names, values_);
    }
    for (const auto& [method, route] : node.by_method)
      methods_.insert(method);
    if (node.upgrade) methods_.insert("GET");
    if (!methods_.empty()) methods_.insert("OPTIONS");
    if (methods_.contains("GET")) methods_.insert("HEAD");
    if (node.upgrade && !match_.upgrade)
      match_.upgrade = &*node.upgrade;  // for 426: it exists, but as a WebSocket
    return match_.route != nullptr;
  }

  std::string method_;
  const std::vector<std::string>& segments_;
  bool wants_upgrade_;
  RouteMatch match_;
  std::vector<std::string> values_;
  std::set<std::string> methods_;
};

// Whole segments: "/api" is a prefix of "/api" and "/api/x", not of "/apix".
bool has_prefix(const std::string& path, const std::string& prefix) {
  return path.starts_with(prefix) &&
         (path.size() == prefix.size() || prefix.empty() || path[prefix.size()] == '/');
}

std::string without_trailing_slash(std::string prefix) {
  while (prefix.ends_with('/'))
    prefix.pop_back();
  return prefix;
}

template <class Rule>
const Rule* longest_prefix(const std::vector<Rule>& rules, const std::string& path) {
  const Rule* best = nullptr;
  for (const Rule& rule : rules)
    if (has_prefix(path, rule.prefix) && (!best || rule.prefix.size() > best->prefix.size())) best = &rule;
  return best;
}

}  // namespace

RouteMatch Router::Impl::find(const std::string& method, const std::vector<std::string>& segments,
                              bool wants_upgrade) const {
  return Search(method, segments, wants_upgrade).run(root);
}

const FilesMount* Router::Impl::find_files(const std::string& path) const {
  return longest_prefix(files, path);
}

const RateRule* Router::Impl::find_rate_rule(const std::string& path) const {
  return longest_prefix(rate_rules, path);
}

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

void Router::add(std::string method, std::string pattern, Handler handler, RouteLimits limits) {
  std::vector<std::string> names;
  RouteNode& node = node_for(impl_->root, pattern, names);
  const bool is_new =
      node.by_method.emplace(std::move(method), Route{std::move(names), std::move(handler), limits, {}})
          .second;
  RAPPORT_CHECK(is_new);
}

void Router::stream(std::string method, std::string pattern, StreamHandler handler, RouteLimits limits) {
  std::vector<std::string> names;
  RouteNode& node = node_for(impl_->root, pattern, names);
  const bool is_new =
      node.by_method.emplace(std::move(method), Route{std::move(names), {}, limits, std::move(handler)})
          .second;
  RAPPORT_CHECK(is_new);
}

void Router::upgrade(std::string pattern, Upgrade upgrade) {
  std::vector<std::string> names;
  RouteNode& node = node_for(impl_->root, pattern, names);
  RAPPORT_CHECK(!node.upgrade);
  node.upgrade = UpgradeRoute{std::move(names), std::move(upgrade)};
}

void Router::files(std::string prefix, FilesRoute route) {
  impl_->files.push_back({without_trailing_slash(std::move(prefix)), std::move(route)});
}

void Router::rate_limit(std::string prefix, double per_second, double burst) {
  RAPPORT_CHECK(per_second > 0 && burst >= 1);
  impl_->rate_rules.push_back({without_trailing_slash(std::move(prefix)), per_second, burst});
}

}  // namespace rapport::http
