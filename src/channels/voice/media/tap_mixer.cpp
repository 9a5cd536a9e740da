#include "channels/voice/media/tap_mixer.h"

#include <algorithm>

namespace rapport::media {
namespace {

void mix(const std::vector<Voice*>& legs, int rate, std::span<std::int16_t> out) {
  std::fill(out.begin(), out.end(), std::int16_t{0});
  for (Voice* leg : legs)
    if (const std::int16_t* samples = leg->said(rate)) mix_in({samples, out.size()}, out);
}

}  // namespace

TapMixer::Tap* TapMixer::find(TapId id) {
  const auto it = std::find_if(taps_.begin(), taps_.end(),
                               [&](const Tap& tap) { return tap.id == id && !tap.has_ended; });
  return it == taps_.end() ? nullptr : &*it;
}

void TapMixer::start(TapId tap, TapOptions options) {
  if (!find(tap)) taps_.push_back({tap, std::move(options), {}, {}});
}

void TapMixer::change(TapId id, std::vector<LegId> left, std::vector<LegId> right) {
  if (Tap* tap = find(id)) {
    tap->options.left = std::move(left);
    tap->options.right = std::move(right);
  }
}

void TapMixer::pause(TapId id, bool is_on) {
  if (Tap* tap = find(id)) tap->is_paused = is_on;
}

void TapMixer::stop(TapId id) {
  if (Tap* tap = find(id)) tap->has_ended = true;
}

void TapMixer::forget(LegId leg) {
  for (Tap& tap : taps_) {
    const std::size_t had = tap.options.left.size() + tap.options.right.size();
    std::erase(tap.options.left, leg);
    std::erase(tap.options.right, leg);
    if (had > 0 && tap.options.left.empty() && tap.options.right.empty()) tap.has_ended = true;
  }
}

void TapMixer::find_legs(const Find& find) {
  for (Tap& tap : taps_) {
    for (auto [ids, legs] :
         {std::pair{&tap.options.left, &tap.left}, std::pair{&tap.options.right, &tap.right}}) {
      legs->clear();
      for (const LegId id : *ids)
        if (Voice* leg = find(id)) legs->push_back(leg);
    }
  }
}

bool TapMixer::tick(OneToOne<TapCell>& cells, std::atomic<std::uint64_t>& lost) {
  for (Tap& tap : taps_) {
    TapCell* cell = cells.begin_push();
    if (!cell) {
      if (!tap.has_ended) {
        lost.fetch_add(1, std::memory_order_relaxed);
        ++tap.index;
      }
      continue;  // the last frame waits for room
    }
    cell->tap = tap.id;
    cell->index = tap.index;
    cell->rate = tap.options.rate;
    cell->is_paused = tap.is_paused;
    cell->is_last = tap.has_ended;
    const std::size_t samples = frame_samples(tap.options.rate);
    if (tap.is_paused) {
      std::fill_n(cell->left.begin(), samples, std::int16_t{0});
      std::fill_n(cell->right.begin(), samples, std::int16_t{0});
    } else if (!tap.has_ended) {
      mix(tap.left, tap.options.rate, std::span(cell->left).first(samples));
      mix(tap.right, tap.options.rate, std::span(cell->right).first(samples));
    }
    ++tap.index;
    if (tap.has_ended) tap.id = TapId{};  // told
    cells.end_push();
  }
  const bool had_any = !taps_.empty();
  std::erase_if(taps_, [](const Tap& tap) { return tap.has_ended && !tap.id; });
  return had_any;
}

}  // namespace rapport::media
