// Simulation: a whole switchboard under random load, with every invariant asked after every event. What it
// checks, it checks from effects and views, not from the switchboard's indexes; broken_invariant() comes on
// top.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/chance.h"
#include "sim/fingerprint.h"
#include "sim/load.h"

namespace rapport::sim {

struct Failure {
  std::int64_t event = 0;  // which, from 1; timers count
  std::string what;        // the invariant, the event and its effects
};

inline constexpr std::size_t change_count =
    static_cast<std::size_t>(switchboard::Change::place_given_back) + 1;
inline constexpr std::size_t refusal_count = static_cast<std::size_t>(switchboard::Refusal::place_moved) + 1;

struct Tally {
  std::array<std::int64_t, change_count> changes = {};
  std::array<std::int64_t, refusal_count> refusals = {};
  std::int64_t events = 0;
  std::int64_t refused = 0;
  std::int64_t offers = 0;
  std::int64_t closed = 0;
};

enum class Ending : std::uint8_t { all_served, just_stops };

class Simulation {
 public:
  explicit Simulation(Chance chance);

  // Up to `events` events; then, unless it just stops, everybody is served and everything must end. The first
  // failure, if any.
  std::optional<Failure> run(std::int64_t events, Ending ending = Ending::all_served);
  const Tally& tally() const { return tally_; }

 private:
  void pass_time();
  void drain();
  void serve_open_work();
  void happen(const switchboard::Event& event);
  // One check after another; the first objection.
  std::string objection(const switchboard::Event& event, Instant now, const switchboard::Effects& effects);
  std::string refusal_left_a_trace(const switchboard::Effects& effects) const;
  std::string twin_objection(const switchboard::Event& event, Instant now,
                             const switchboard::Effects& effects);
  void count(const switchboard::Effects& effects);
  void check(const switchboard::Event& event, Instant now, const switchboard::Effects& effects);
  void fail(const std::string& what, const switchboard::Event& event, const switchboard::Effects& effects);

  Chance chance_;
  Rulebook book_;
  Ledger ledger_;
  Load load_;
  switchboard::Driver driver_;
  Snapshot before_;
  switchboard::Image image_before_;  // for refused events, while `is_image_fresh_`
  bool is_image_fresh_ = false;
  // A second switchboard, made from an image of the first, that must do the same from there on.
  std::optional<switchboard::Switchboard> twin_;
  Tally tally_;
  std::optional<Failure> failure_;
};

}  // namespace rapport::sim
