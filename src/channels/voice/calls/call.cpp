#include "channels/voice/calls/call.h"

#include <algorithm>

namespace rapport::calls {
namespace {

template <class Is>
Party* first(std::vector<Party>& parties, Is is) {
  const auto found = std::find_if(parties.begin(), parties.end(), is);
  return found == parties.end() ? nullptr : &*found;
}

}  // namespace

Party* Call::customer() {
  return of_role(Role::customer);
}
Party* Call::of_role(Role role) {
  return first(parties, [role](const Party& party) { return party.role == role; });
}
Party* Call::of_user(UserId user) {
  return first(parties, [user](const Party& party) { return party.user == user; });
}
Party* Call::of_party(PartyId party) {
  return first(parties, [party](const Party& other) { return other.id == party; });
}
Party* Call::aside() {
  return first(parties, [](const Party& party) { return party.is_aside; });
}

}  // namespace rapport::calls
