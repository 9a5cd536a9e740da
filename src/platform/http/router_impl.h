// What Router holds, and how a request finds its way through it. Read-only once the server runs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/rate_limit.h"
#include "platform/http/router.h"

namespace rapport::http {

struct Route {
  std::vector<std::string> parameter_names;
  Handler handler;
  RouteLimits limits;
  StreamHandler stream;  // instead of `handler`
};

struct UpgradeRoute {
  std::vector<std::string> parameter_names;
  Upgrade upgrade;
};

// One segment of the patterns. Literals are preferred over {parameters}.
struct RouteNode {
  std::map<std::string, std::unique_ptr<RouteNode>, std::less<>> literals;
  std::unique_ptr<RouteNode> parameter;
  std::map<std::string, Route, std::less<>> by_method;
  std::optional<UpgradeRoute> upgrade;
};

struct FilesMount {
  std::string prefix;  // without a trailing slash; "" is the root
  FilesRoute route;
};

struct RouteMatch {
  const Route* route = nullptr;
  const UpgradeRoute* upgrade = nullptr;
  std::map<std::string, std::string> path_parameters;
  std::string allow;  // methods the path has, "GET, HEAD, POST"; "" when no pattern fits it
};

struct Router::Impl {
  RouteNode root;
  std::vector<FilesMount> files;
  std::vector<RateRule> rate_rules;

  // HEAD finds GET. Looks for an upgrade route only when `wants_upgrade`.
  RouteMatch find(const std::string& method, const std::vector<std::string>& segments,
                  bool wants_upgrade) const;
  const FilesMount* find_files(const std::string& path) const;
  const RateRule* find_rate_rule(const std::string& path) const;
};

}  // namespace rapport::http
