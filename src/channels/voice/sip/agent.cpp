#include "channels/voice/sip/agent.h"

#include <algorithm>

#include "platform/crypto/random.h"

namespace rapport::sip {

Agent::Agent(const Options& options, std::function<void(Event)> emit, log::Log& log, Counts& counts)
    : counts_(counts),
      options_(options),
      core_{options_, log, timers_, std::move(emit)},
      tls_peers_(options_.tls.authorities, log),
      requests_(core_),
      authenticator_(options.registrar.realm,
                     Nonces(crypto::random_bytes(32), options.registrar.nonce_life, options.limits.nonces)),
      gate_(core_,
            [this](const AddressBytes& source) {
              return std::any_of(trunks_.begin(), trunks_.end(),
                                 [&](const auto& trunk) { return trunk->is_from(source); });
            }),
      registrar_(core_) {
  core_.requests = &requests_;
  core_.tls_peers = &tls_peers_;
  requests_.on_unwanted = [this](const sip_msg& response) { hang_up_stray(response); };
}

Agent::~Agent() {
  close();
  legs_.clear();
  for (const auto& trunk : trunks_)
    trunk->leave();
  trunks_.clear();
  // Handlers of what is still under way go with their requests.
  if (stack_) sip_close(stack_.get(), true);
}

void Agent::configure(Configuration configuration) {
  std::set<TlsIdentity> identities;
  std::vector<std::unique_ptr<TrunkLine>> fresh;
  for (Trunk& wanted : configuration.trunks) {
    const auto old = std::find_if(trunks_.begin(), trunks_.end(),
                                  [&](const auto& one) { return one && one->trunk().id == wanted.id; });
    if (old != trunks_.end() && (*old)->trunk() == wanted) {
      fresh.push_back(std::move(*old));
      continue;
    }
    // Calls that are up keep their channels across a change.
    auto channels = old == trunks_.end() ? std::make_shared<int>(0) : (*old)->channels();
    fresh.push_back(std::make_unique<TrunkLine>(core_, std::move(wanted), std::move(channels)));
  }
  for (const auto& old : trunks_)
    if (old) old->leave();
  trunks_ = std::move(fresh);
  for (const auto& line : trunks_)
    if (line->identity()) identities.insert(*line->identity());
  tls_peers_.configure(std::move(identities));
  registrar_.configure(phones_, configuration.phones);
  phones_ = std::move(configuration.phones);
}

void Agent::count() {
  counts_.legs = legs_.size();
  counts_.requests = requests_.size();
  counts_.timers = timers_.size();
}

void Agent::close() {
  is_closing_ = true;
  for (auto& [id, leg] : legs_)
    leg->close(EndedBy::us, 503, "shutting down");
}

TrunkLine* Agent::trunk_from(const sa& source) {
  const auto address = address_bytes(host_text(source));
  if (!address) return nullptr;
  for (const auto& trunk : trunks_)
    if (trunk->is_from(*address)) return trunk.get();
  return nullptr;
}

TrunkLine* Agent::trunk(TrunkId id) {
  const auto found =
      std::find_if(trunks_.begin(), trunks_.end(), [&](const auto& one) { return one->trunk().id == id; });
  return found == trunks_.end() ? nullptr : found->get();
}

const Phone* Agent::phone(PhoneId id) const {
  const auto found =
      std::find_if(phones_.begin(), phones_.end(), [&](const Phone& one) { return one.id == id; });
  return found == phones_.end() ? nullptr : &*found;
}

const Phone* Agent::phone_named(std::string_view user) const {
  const auto found = std::find_if(phones_.begin(), phones_.end(),
                                  [&](const Phone& one) { return one.account.user == user; });
  return found == phones_.end() ? nullptr : &*found;
}

}  // namespace rapport::sip
