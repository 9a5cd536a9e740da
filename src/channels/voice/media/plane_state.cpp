#include "channels/voice/media/plane_state.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "platform/log/log.h"

namespace rapport::media {

Plane::Impl::Impl(PlaneOptions o, Address at, std::string said, EventSink sink, log::Log& l,
                  metrics::Metrics& metrics)
    : options(std::move(o)),
      address(at),
      public_address(std::move(said)),
      events(std::move(sink)),
      log(l),
      legs_gauge(metrics.gauge("rapport_media_legs", "Legs that are open")),
      tap_frames_lost(metrics.counter("rapport_media_tap_frames_lost_total",
                                      "Recorded frames lost: the writer is behind")),
      ticks_missed(
          metrics.counter("rapport_media_ticks_missed_total", "20 ms ticks that a media thread was late by")),
      ports(options.first_port, options.last_port),
      courier(std::make_unique<DeliveryThread>([this] { drain_events(); })) {}

LegRecord* Plane::Impl::find(LegId leg) {
  const auto it = legs.find(leg);
  return it == legs.end() || it->second.is_closing ? nullptr : &it->second;
}

Result<void> Plane::Impl::settle(LegId leg, LegRecord& record, const sdp::Agreed& agreed) {
  auto settled = std::make_unique<Settled>();
  settled->agreed = agreed;
  if (!record.options.also_from.empty()) settled->also_from = Address::from(record.options.also_from, 0);
  for (const sdp::Format& format : agreed.receive)
    settled->decodings.push_back({format, make_decoder(format)});
  settled->encoder = make_encoder(agreed.send);
  if (agreed.security == sdp::Security::sdes && agreed.receive_key.bytes != record.receive_key) {
    auto srtp = SrtpSession::make(agreed.send_key.suite, agreed.send_key.bytes, agreed.receive_key.suite,
                                  agreed.receive_key.bytes);
    if (!srtp) return tl::unexpected(srtp.error());
    settled->srtp = std::move(*srtp);
    settled->is_send_key_kept = agreed.send_key.bytes == record.send_key;
  }
  if (agreed.security != sdp::Security::dtls) {
    const auto remote = Address::from(agreed.remote_address, agreed.remote_port);
    if (!remote)
      return fail(ErrorCode::invalid, "sdp_incomplete", "c= is no address: " + agreed.remote_address);
    settled->remote = *remote;
    settled->remote_rtcp = *remote;
    settled->remote_rtcp.set_port(agreed.remote_rtcp_port);
    if (!agreed.is_muxed && !record.has_rtcp) {
      Address at = address;
      at.set_port(record.local.rtcp_port);
      // Without it there are no reports, which is no reason to refuse a call.
      if (auto rtcp = UdpSocket::bind(at)) {
        settled->rtcp = std::move(*rtcp);
        record.has_rtcp = true;
      }
    }
  } else {
    handshakes->expect(leg, record.thread, browser_sockets[record.thread], agreed.remote_fingerprint);
  }
  if (!threads[record.thread]->post(SettleLeg{leg, std::move(settled)}))
    return fail(ErrorCode::too_many, "queue_full", "the media thread is behind");
  record.receive_key = agreed.receive_key.bytes;
  record.send_key = agreed.send_key.bytes;
  return {};
}

bool Plane::Impl::post(LegId leg, Command command) {
  const std::lock_guard lock(mutex);
  const LegRecord* record = find(leg);
  return record && threads[record->thread]->post(std::move(command));
}

std::vector<Far> Plane::Impl::far_from(std::size_t thread, const std::vector<LegId>& others) {
  std::vector<Far> far;
  for (const LegId other : others) {
    LegRecord* record = find(other);
    if (!record || record->thread == thread) continue;
    SharedRing ring = record->ring.lock();
    if (!ring) record->ring = ring = std::make_shared<VoiceRing>();
    // Always: the leg's thread may just have dropped it.
    if (threads[record->thread]->post(PublishLeg{other, ring})) far.push_back({other, std::move(ring)});
  }
  return far;
}

bool Plane::Impl::hears(LegId leg, std::vector<LegId> others) {
  const std::lock_guard lock(mutex);
  const LegRecord* record = find(leg);
  if (!record) return false;
  std::vector<Far> far = far_from(record->thread, others);
  return threads[record->thread]->post(Hear{leg, std::move(others), std::move(far)});
}

bool Plane::Impl::change_tap(TapId tap, std::vector<LegId> left, std::vector<LegId> right) {
  const std::lock_guard lock(mutex);
  const auto it = taps.find(tap);
  if (it == taps.end()) return false;
  std::vector<LegId> all = left;
  all.insert(all.end(), right.begin(), right.end());
  std::vector<Far> far = far_from(it->second.thread, all);
  return threads[it->second.thread]->post(ChangeTap{tap, std::move(left), std::move(right), std::move(far)});
}

bool Plane::Impl::start_tap(TapId tap, TapOptions tap_options, TapSink sink) {
  if (tap_options.rate != 8000 && tap_options.rate != 16000) return false;
  const std::lock_guard lock(mutex);
  const auto& legs_of_tap = tap_options.left.empty() ? tap_options.right : tap_options.left;
  const LegRecord* record = legs_of_tap.empty() ? nullptr : find(legs_of_tap.front());
  if (!record || taps.contains(tap)) return false;
  taps[tap] = {std::make_shared<const TapSink>(std::move(sink)), record->thread};
  const std::size_t thread = record->thread;
  std::vector<LegId> all = tap_options.left;
  all.insert(all.end(), tap_options.right.begin(), tap_options.right.end());
  std::vector<Far> far = far_from(thread, all);
  if (threads[thread]->post(StartTap{tap, std::move(tap_options), std::move(far)})) return true;
  taps.erase(tap);
  return false;
}

bool Plane::Impl::post_tap(TapId tap, Command command) {
  const std::lock_guard lock(mutex);
  const auto it = taps.find(tap);
  return it != taps.end() && threads[it->second.thread]->post(std::move(command));
}

void Plane::Impl::drain_events() {
  if (!are_threads_ready) return;
  std::uint64_t frames_lost = 0, missed = 0;
  for (auto& thread : threads) {
    while (Delivered* delivered = thread->delivered().front()) {
      Delivered taken = std::move(*delivered);
      *delivered = Delivered();
      thread->delivered().pop();
      taken.leg.reset();  // its sockets close here
      taken.player.reset();
      if (!taken.event) continue;
      if (const auto* closed = std::get_if<Closed>(&*taken.event)) {
        const std::lock_guard lock(mutex);
        if (const auto it = legs.find(closed->leg); it != legs.end()) {
          ports.release(it->second.leased_port);
          --loads[it->second.thread];
          legs.erase(it);
        }
        legs_gauge.set(static_cast<double>(legs.size()));
      }
      events(std::move(*taken.event));
    }
    frames_lost += thread->counters().tap_frames_lost.load(std::memory_order_relaxed);
    missed += thread->counters().ticks_missed.load(std::memory_order_relaxed);
  }
  tap_frames_lost.add(static_cast<double>(frames_lost - tap_frames_lost_told));
  ticks_missed.add(static_cast<double>(missed - ticks_missed_told));
  tap_frames_lost_told = frames_lost;
  ticks_missed_told = missed;
}

void Plane::Impl::drain_taps(std::size_t thread) {
  if (!are_threads_ready) return;
  OneToOne<TapCell>& cells = threads[thread]->tap_cells();
  while (TapCell* cell = cells.front()) {
    std::shared_ptr<const TapSink> sink;
    {
      const std::lock_guard lock(mutex);
      if (const auto it = taps.find(cell->tap); it != taps.end()) {
        sink = it->second.sink;
        if (cell->is_last) taps.erase(it);
      }
    }
    const std::size_t samples = cell->is_last ? 0 : frame_samples(cell->rate);
    if (sink)
      (*sink)({cell->tap, cell->index, std::span<const std::int16_t>(cell->left).first(samples),
               std::span<const std::int16_t>(cell->right).first(samples), cell->is_paused, cell->is_last});
    cells.pop();
  }
}

// Every leg ends in its Closed event, every tap in its last frame, then the threads stop.
void Plane::Impl::shut_down() {
  std::vector<std::pair<LegId, std::size_t>> open;
  std::vector<std::pair<TapId, std::size_t>> open_taps;
  {
    const std::lock_guard lock(mutex);
    for (auto& entry : legs) {
      if (!entry.second.is_closing) open.emplace_back(entry.first, entry.second.thread);
      entry.second.is_closing = true;
    }
    for (const auto& entry : taps)
      open_taps.emplace_back(entry.first, entry.second.thread);
  }
  const auto post_surely = [this](std::size_t thread, auto make) {
    while (!threads[thread]->post(make()))
      std::this_thread::yield();
  };
  for (const auto& tap : open_taps)
    post_surely(tap.second, [&] { return Command(StopTap{tap.first}); });
  for (const auto& leg : open)
    post_surely(leg.second, [&] { return Command(CloseLeg{leg.first}); });
  // The courier and the tap threads empty the rings; a few ticks.
  for (;;) {
    {
      const std::lock_guard lock(mutex);
      if (legs.empty() && taps.empty()) break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  handshakes->stop();
  for (auto& thread : threads)
    thread->stop();
  courier.reset();
  tap_threads.clear();
  threads.clear();
}

}  // namespace rapport::media
