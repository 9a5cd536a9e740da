#include "channels/voice/sip/agent.h"

#include <fmt/format.h>

namespace rapport::sip {

Agent::Agent(const Options& options, std::function<void(Event)> emit, log::Log& log)
    : options_(options), core_{options_, log, timers_, std::move(emit)}, requests_(core_) {
  core_.requests = &requests_;
}

Agent::~Agent() {
  for (auto& [id, leg] : legs_)
    leg->end(EndedBy::us, 503, "shutting down");
  legs_.clear();
  if (stack_) sip_close(stack_.get(), true);
}

Result<void> Agent::listen(std::vector<Listener>& listeners) {
  // libre's own listener comes first and takes retransmissions, ACK and CANCEL of known transactions.
  if (sip_alloc(stack_.out(), nullptr, 4'096, 4'096, 1'024, options_.software.c_str(), nullptr, nullptr) != 0)
    return fail(ErrorCode::internal, "sip_stack", "the SIP stack could not be made");
  core_.stack = stack_.get();
  for (Listener& listener : listeners) {
    sa address;
    if (sa_set_str(&address, listener.address.c_str(), listener.port) != 0 || sa_is_any(&address))
      return fail(
          ErrorCode::invalid, "sip_address",
          fmt::format("'{}' is no address to listen on for SIP: a specific one is needed", listener.address));
    const sip_transp transport = listener.transport == Transport::udp ? SIP_TRANSP_UDP : SIP_TRANSP_TCP;
    if (const int error = sip_transp_add(stack_.get(), transport, &address))
      return fail(ErrorCode::unavailable, "sip_listen",
                  fmt::format("{}:{}: {}", listener.address, listener.port, strerror(error)));
    sa taken;
    if (sip_transp_laddr(stack_.get(), &taken, transport, &address) == 0) listener.port = sa_port(&taken);
  }
  options_.listeners = listeners;
  for (const bool is_request : {true, false})
    if (sip_listen(nullptr, stack_.get(), is_request, &Agent::on_message, this) != 0)
      return fail(ErrorCode::internal, "sip_stack", "the SIP stack could not be listened to");
  return {};
}

void Agent::configure(Configuration configuration) {
  std::vector<TrunkState> fresh;
  for (Trunk& trunk : configuration.trunks) {
    TrunkState state;
    for (const std::string& network : trunk.networks)
      if (!state.networks.add(network))
        core_.log.warning("sip trunk: no network", {{"trunk", trunk.name}, {"network", network}});
    for (TrunkState& old : trunks_)
      if (old.trunk.id == trunk.id) state.channels = old.channels;
    state.trunk = std::move(trunk);
    fresh.push_back(std::move(state));
  }
  trunks_ = std::move(fresh);
}

void Agent::close() {
  is_closing_ = true;
  for (auto& [id, leg] : legs_)
    leg->close(EndedBy::us, 503, "shutting down");
}

}  // namespace rapport::sip
