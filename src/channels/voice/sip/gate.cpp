#include "channels/voice/sip/gate.h"

#include "channels/voice/sip/screen.h"

namespace rapport::sip {

void Gate::stand_before(udp_sock* socket) {
  for (const auto& post : posts_)
    if (post->socket == socket) return;
  auto post = std::make_unique<Post>(Post{this, socket, {}});
  if (udp_register_helper(post->helper.out(), socket, 0, nullptr, &Gate::on_datagram, post.get()) == 0)
    posts_.push_back(std::move(post));
}

bool Gate::admits(const sa& source) {
  const auto address = address_bytes(host_text(source));
  return address && (is_known_(*address) || limits_.admit(*address, monotonic_now()));
}

void Gate::failed(const sa& source, int weight) {
  const auto address = address_bytes(host_text(source));
  if (!address || is_known_(*address) || !limits_.failed(*address, monotonic_now(), weight)) return;
  core_.log.warning("sip source banned", {{"source", host_text(source)}});
}

void Gate::proved(const sa& source) {
  if (const auto address = address_bytes(host_text(source))) limits_.proved(*address);
}

bool Gate::is_banned(const sa& source) const {
  const auto address = address_bytes(host_text(source));
  return address && !is_known_(*address) && limits_.is_banned(*address, monotonic_now());
}

bool Gate::on_datagram(sa* source, mbuf* datagram, void* self) noexcept {
  const auto& post = *static_cast<Post*>(self);
  Gate& gate = *post.gate;
  if (!gate.admits(*source)) return true;
  const std::string_view bytes{reinterpret_cast<const char*>(mbuf_buf(datagram)), mbuf_get_left(datagram)};
  const Screened screened =
      screen(bytes, host_text(*source), sa_port(source), gate.core_.options.limits.message_bytes);
  if (screened.is_broken) gate.failed(*source);
  if (screened.kind == Screened::Kind::answer) {
    const Ref<mbuf> answer = buffer_of(screened.answer);
    if (answer) (void)udp_send(post.socket, source, answer.get());
  }
  if (screened.kind != Screened::Kind::pass) return true;
  mbuf_advance(datagram, static_cast<ssize_t>(screened.skip));
  return false;
}

}  // namespace rapport::sip
