#include "workforce/forecast/history.h"

#include <cmath>

#include "workforce/forecast/robust.h"

namespace rapport::workforce {
namespace {

constexpr std::int32_t hours_weeks = 26;   // opening hours are looked for in so many weeks
constexpr std::int32_t looked_days = 730;  // slots are searched for outliers in so many days
constexpr std::int32_t near_weeks = 5;     // a day's likes: the same weekday, so many weeks before and after
constexpr double slot_sigmas = 6.5;
constexpr double day_sigmas = 5;
constexpr double day_log_min = 0.35;  // a day within a third of its likes is nothing odd

class Repairing {
 public:
  Repairing(const Series& series, const SpecialDays& special, const Zone& zone, std::vector<Repair>& repairs)
      : series_(series),
        special_(special),
        zone_(zone),
        repairs_(repairs),
        n_(series.days()),
        slots_(series.slots) {
    h_.first = series.first;
    h_.slots = slots_;
    h_.measured = series.contacts;
    const auto days = static_cast<std::size_t>(n_);
    h_.totals.assign(days, 0);
    h_.known.assign(days, 0);
    h_.shaped.assign(days, 0);
    h_.counts.assign(series.contacts.size(), 0);
    h_.open.assign(static_cast<std::size_t>(7 * slots_), 0);
  }

  RepairedHistory repair() {
    sum_up();
    find_hours();
    judge_days();
    for (std::int32_t d = 0; d < n_; ++d)
      complete(d);
    for (std::int32_t d = std::max(0, n_ - looked_days); d < n_; ++d)
      expect(d);
    measure_noise();
    for (std::int32_t d = std::max(0, n_ - looked_days); d < n_; ++d)
      replace_outliers(d);
    find_odd_days();
    fill_unknown_days();
    return std::move(h_);
  }

 private:
  std::size_t cell(std::int32_t d, std::int32_t s) const { return static_cast<std::size_t>(d * slots_ + s); }
  std::size_t at(std::int32_t d) const { return static_cast<std::size_t>(d); }
  double raw(std::int32_t d, std::int32_t s) const {
    return static_cast<double>(series_.contacts[cell(d, s)]);
  }
  bool is_measured(std::int32_t d, std::int32_t s) const { return !std::isnan(series_.contacts[cell(d, s)]); }

  void sum_up() {
    sums_.assign(at(n_), 0);
    for (std::int32_t d = 0; d < n_; ++d)
      for (std::int32_t s = 0; s < slots_; ++s)
        if (is_measured(d, s)) sums_[at(d)] += raw(d, s);
  }

  void find_hours() {
    for (std::int32_t of_week = 1; of_week <= 7; ++of_week)
      for (std::int32_t s = 0; s < slots_; ++s)
        h_.open[static_cast<std::size_t>((of_week - 1) * slots_ + s)] = is_slot_open(of_week, s) ? 1 : 0;
  }
  bool is_slot_open(std::int32_t of_week, std::int32_t s) const {
    int days = 0, positive = 0, silent = 0;
    double sum = 0;
    for (std::int32_t d = n_ - 1; d >= std::max(0, n_ - 7 * hours_weeks); --d) {
      if (weekday(h_.day(d)) != of_week || sums_[at(d)] <= 0 || special_.is_special(h_.day(d))) continue;
      ++days;
      const double count = is_measured(d, s) ? raw(d, s) : 0;
      if (count > 0) ++positive;
      if (positive == 0) ++silent;
      sum += count;
    }
    if (positive == 0 || (days >= 10 && positive < 2)) return false;
    // It was open, and would hardly be silent for so long by chance: closed since.
    const double rate = sum / std::max(1, days - silent);
    return silent < 4 || std::exp(-rate * silent) > 1e-6;
  }

  void judge_days() {
    std::vector<double> sums;
    for (std::int32_t d = 0; d < n_; ++d)
      if (h_.is_open(h_.day(d))) sums.push_back(sums_[at(d)]);
    const double usual = median_of(sums);
    for (std::int32_t d = 0; d < n_; ++d) {
      const Day day = h_.day(d);
      if (!h_.is_open(day)) continue;
      int open = 0, measured = 0;
      for (std::int32_t s = 0; s < slots_; ++s)
        if (h_.is_open(day, s)) {
          ++open;
          if (is_measured(d, s)) ++measured;
        }
      const bool is_silent = sums_[at(d)] <= 0 && usual > 6;
      if (is_silent || measured * 2 < open) {
        if (!special_.is_special(day))
          repairs_.push_back({RepairKind::closed_day,
                              zone_.start_of(day),
                              measured > 0 ? std::optional<double>(sums_[at(d)]) : std::nullopt,
                              {}});
        continue;
      }
      h_.known[at(d)] = 1;
      h_.shaped[at(d)] = special_.is_special(day) ? 0 : 1;
    }
  }

  // Its likes, nearest first.
  void likes_of(std::int32_t d) {
    likes_.clear();
    for (std::int32_t week = 1; likes_.size() < 2 * near_weeks && week <= 2 * near_weeks; ++week)
      for (const std::int32_t like : {d - 7 * week, d + 7 * week})
        if (like >= 0 && like < n_ && h_.shaped[at(like)] != 0 && (week <= near_weeks || likes_.size() < 4))
          likes_.push_back(like);
  }
  // The middle of what its likes had: of five or more without the least and the greatest.
  template <class Of>
  double middle(Of of) {
    double sum = 0, least = 1e300, most = 0;
    int n = 0;
    for (const std::int32_t like : likes_) {
      const double value = of(like);
      if (std::isnan(value)) continue;
      sum += value;
      least = std::min(least, value);
      most = std::max(most, value);
      ++n;
    }
    if (n == 0) return 0;
    return n >= 5 ? (sum - least - most) / (n - 2) : sum / n;
  }

  bool is_there(std::int32_t d, std::int32_t s) const {
    const std::int32_t second = s * (86'400 / slots_);
    return zone_.local(zone_.at(h_.day(d), second)).second == second;
  }

  // What was measured, and for the rest of the open slots what its likes had.
  void complete(std::int32_t d) {
    bool has_hole = false;
    double here = 0, there = 0;
    for (std::int32_t s = 0; s < slots_; ++s) {
      if (is_measured(d, s))
        h_.counts[cell(d, s)] = raw(d, s);
      else if (h_.is_open(h_.day(d), s))
        has_hole = true;
    }
    if (has_hole && h_.known[at(d)] != 0) {
      likes_of(d);
      std::vector<double> usual(at(slots_), 0);
      for (std::int32_t s = 0; s < slots_; ++s) {
        usual[at(s)] = middle([&](std::int32_t like) { return raw(like, s); });
        if (!is_measured(d, s)) continue;
        here += raw(d, s);
        there += usual[at(s)];
      }
      const double scale = there > 0 ? here / there : 1;
      for (std::int32_t s = 0; s < slots_; ++s) {
        if (is_measured(d, s) || !h_.is_open(h_.day(d), s)) continue;
        h_.counts[cell(d, s)] = usual[at(s)] * scale;
        if (is_there(d, s))
          repairs_.push_back({RepairKind::missing, start_of(d, s), {}, h_.counts[cell(d, s)]});
      }
    }
    add_up(d);
  }
  void add_up(std::int32_t d) {
    double total = 0;
    for (std::int32_t s = 0; s < slots_; ++s)
      total += h_.counts[cell(d, s)];
    h_.totals[at(d)] = total;
  }
  Instant start_of(std::int32_t d, std::int32_t s) const {
    return zone_.at(h_.day(d), s * (86'400 / slots_));
  }

  void find_odd_days() {
    std::vector<double> off(at(n_), 0), all;
    for (std::int32_t d = 0; d < n_; ++d) {
      if (h_.shaped[at(d)] == 0) continue;
      likes_of(d);
      if (likes_.size() < 4) continue;
      std::vector<double> logs;
      for (const std::int32_t like : likes_)
        logs.push_back(std::log(h_.totals[at(like)] + 1));
      off[at(d)] = std::log(h_.totals[at(d)] + 1) - median_of(logs);
      all.push_back(off[at(d)]);
    }
    const double sigma = std::max(spread_of(all, 0), 0.02);
    for (std::int32_t d = 0; d < n_; ++d) {
      const double poisson = 1 / std::sqrt(h_.totals[at(d)] + 1);
      if (std::abs(off[at(d)]) < std::max({day_sigmas * sigma, day_log_min, 5 * poisson})) continue;
      // Days after it that are as far off the same way: the level moved, or a season began.
      int same = 0;
      for (std::int32_t next = d + 1; next < std::min(n_, d + 8); ++next)
        if (off[at(next)] * off[at(d)] > 0 && std::abs(off[at(next)]) > std::abs(off[at(d)]) / 2) ++same;
      for (std::int32_t before = std::max(0, d - 7); before < d; ++before)
        if (off[at(before)] * off[at(d)] > 0 && std::abs(off[at(before)]) > std::abs(off[at(d)]) / 2) ++same;
      if (same >= 3) continue;
      repairs_.push_back({RepairKind::odd_day, start_of(d, 0), h_.totals[at(d)], {}});
      odd_.push_back(d);
    }
    for (const std::int32_t d : odd_)
      h_.known[at(d)] = h_.shaped[at(d)] = 0;
  }

  // What a shaped day would be by its likes' shape and its own total.
  void expect(std::int32_t d) {
    if (expected_.empty()) expected_.assign(h_.counts.size(), -1);
    if (h_.shaped[at(d)] == 0) return;
    likes_of(d);
    if (likes_.size() < 4) return;
    double total = 0;
    for (std::int32_t s = 0; s < slots_; ++s) {
      const double share = middle([&](std::int32_t like) {
        return h_.totals[at(like)] > 0 ? h_.counts[cell(like, s)] / h_.totals[at(like)] : 0;
      });
      expected_[cell(d, s)] = share;
      total += share;
    }
    // By the middle of its slots: one spike does not make a busy day.
    std::vector<double> ratios;
    for (std::int32_t s = 0; s < slots_; ++s)
      if (total > 0 && expected_[cell(d, s)] / total * h_.totals[at(d)] > 3)
        ratios.push_back(h_.counts[cell(d, s)] / expected_[cell(d, s)]);
    const double scale = ratios.size() >= 5 ? median_of(ratios) : total > 0 ? h_.totals[at(d)] / total : 0;
    for (std::int32_t s = 0; s < slots_; ++s)
      expected_[cell(d, s)] *= scale;
  }
  double distance(std::int32_t d, std::int32_t s) const {
    const double expected = expected_[cell(d, s)];
    return (h_.counts[cell(d, s)] - expected) / std::sqrt(expected + 0.005 * expected * expected + 1);
  }
  void measure_noise() {
    std::vector<double> distances;
    for (std::int32_t d = std::max(0, n_ - looked_days); d < n_; ++d)
      for (std::int32_t s = 0; s < slots_; ++s)
        if (expected_[cell(d, s)] > 0.5) distances.push_back(distance(d, s));
    noise_ = std::max(1.0, spread_of(distances, 0));
  }

  void replace_outliers(std::int32_t d) {
    if (expected_.empty() || expected_[cell(d, 0)] < 0) return;
    const double limit = slot_sigmas * noise_;
    // Without what is odd, the day's own level is another; then look again.
    for (int pass = 0; pass < 2; ++pass) {
      double here = 0, there = 0;
      for (std::int32_t s = 0; s < slots_; ++s)
        if (std::abs(distance(d, s)) < limit) {
          here += h_.counts[cell(d, s)];
          there += expected_[cell(d, s)];
        }
      for (std::int32_t s = 0; there > 0 && s < slots_; ++s)
        expected_[cell(d, s)] *= here / there;
    }
    std::vector<std::int32_t> odd;
    int open = 0;
    for (std::int32_t s = 0; s < slots_; ++s) {
      if (!h_.is_open(h_.day(d), s)) continue;
      ++open;
      if (is_measured(d, s) && std::abs(distance(d, s)) > limit) odd.push_back(s);
    }
    if (odd.empty()) return;
    if (odd.size() * 4 > static_cast<std::size_t>(open)) {
      h_.shaped[at(d)] = 0;  // another shape, not a spike
      return;
    }
    for (const std::int32_t s : odd) {
      repairs_.push_back({RepairKind::outlier, start_of(d, s), h_.counts[cell(d, s)], expected_[cell(d, s)]});
      h_.counts[cell(d, s)] = expected_[cell(d, s)];
    }
    add_up(d);
  }

  // Methods that go from slot to slot need something there.
  void fill_unknown_days() {
    for (std::int32_t d = 0; d < n_; ++d) {
      if (h_.known[at(d)] != 0 || !h_.is_open(h_.day(d))) continue;
      likes_of(d);
      for (std::int32_t s = 0; s < slots_; ++s)
        h_.counts[cell(d, s)] = h_.is_open(h_.day(d), s)
                                    ? middle([&](std::int32_t like) { return h_.counts[cell(like, s)]; })
                                    : 0;
      add_up(d);
    }
  }

  const Series& series_;
  const SpecialDays& special_;
  const Zone& zone_;
  std::vector<Repair>& repairs_;
  const std::int32_t n_;
  const std::int32_t slots_;
  RepairedHistory h_;
  std::vector<double> sums_;  // by day, of what was measured
  std::vector<double> expected_;
  std::vector<std::int32_t> likes_, odd_;
  double noise_ = 1;
};

}  // namespace

bool RepairedHistory::is_open(Day of) const {
  for (std::int32_t s = 0; s < slots; ++s)
    if (is_open(of, s)) return true;
  return false;
}

RepairedHistory history_of(const Series& series, const SpecialDays& special, const Zone& zone,
                           std::vector<Repair>& repairs) {
  return Repairing(series, special, zone, repairs).repair();
}

}  // namespace rapport::workforce
