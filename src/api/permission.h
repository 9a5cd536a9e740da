// What a user or a token may do. Roles are sets of these.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "platform/contract/describe.h"

namespace rapport::api {

enum class Permission : std::uint8_t {
  take_interactions,
  see_board,
  supervise,
  see_history,
  manage_users,
  manage_routing,
  manage_channels,
  manage_organisation,
  see_audit,
  manage_tokens,
  plan,
  analyse,
  listen_recordings,
  manage_recordings,  // deletes them, puts them under legal hold
  write_knowledge,    // drafts of articles
  publish_knowledge,  // decides what readers see
};
BOOST_DESCRIBE_ENUM(Permission, take_interactions, see_board, supervise, see_history, manage_users,
                    manage_routing, manage_channels, manage_organisation, see_audit, manage_tokens, plan,
                    analyse, listen_recordings, manage_recordings, write_knowledge, publish_knowledge)
inline constexpr int permission_count = 16;

class Permissions {
 public:
  constexpr Permissions() = default;
  constexpr Permissions(std::initializer_list<Permission> list) {
    for (const Permission permission : list)
      add(permission);
  }
  static constexpr Permissions all() {
    Permissions permissions;
    permissions.bits_ = (1U << permission_count) - 1;
    return permissions;
  }
  static Permissions of(const std::vector<Permission>& list) {
    Permissions permissions;
    for (const Permission permission : list)
      permissions.add(permission);
    return permissions;
  }

  constexpr void add(Permission permission) { bits_ |= 1U << static_cast<unsigned>(permission); }
  constexpr bool has(Permission permission) const {
    return ((bits_ >> static_cast<unsigned>(permission)) & 1U) != 0;
  }
  constexpr bool has_any(Permissions others) const { return (bits_ & others.bits_) != 0; }
  constexpr bool is_empty() const { return bits_ == 0; }
  // What both have: a token may do what its scopes and its owner allow.
  constexpr Permissions operator&(Permissions other) const {
    Permissions both;
    both.bits_ = bits_ & other.bits_;
    return both;
  }
  friend constexpr bool operator==(Permissions, Permissions) = default;

  // In the order of the enum.
  std::vector<Permission> list() const {
    std::vector<Permission> out;
    for (int i = 0; i < permission_count; ++i)
      if (has(static_cast<Permission>(i))) out.push_back(static_cast<Permission>(i));
    return out;
  }

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace rapport::api
