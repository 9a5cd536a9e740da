#include "workforce/forecast/handle_time.h"

#include <array>
#include <cmath>

namespace rapport::workforce {
namespace {

constexpr std::int32_t days_looked_at = 182;
constexpr double shape_half_life_days = 56;
constexpr double trust_contacts = 60;  // so many contacts are worth as much as the wider mean
constexpr std::array<double, 5> level_half_lives = {2, 5, 10, 21, 60};

struct Work {
  double seconds = 0, contacts = 0;
  double mean(double wider, double trust) const { return (seconds + trust * wider) / (contacts + trust); }
};

class Fitting {
 public:
  Fitting(const Series& series, const RepairedHistory& history)
      : series_(series),
        history_(history),
        slots_(series.slots),
        n_(series.days()),
        from_(std::max(0, n_ - days_looked_at)) {
    days_.resize(static_cast<std::size_t>(n_));
  }

  std::vector<double> fit() {
    read();
    if (all_.contacts <= 0) return {};
    const double base = all_.seconds / all_.contacts;
    shape(base);
    const double level = level_now(base);
    std::vector<double> times(static_cast<std::size_t>(7 * slots_), 0);
    for (std::size_t i = 0; i < times.size(); ++i)
      times[i] = shape_[i] * level;
    return times;
  }

 private:
  std::size_t place(std::int32_t d, std::int32_t s) const {
    return static_cast<std::size_t>((weekday(history_.day(d)) - 1) * slots_ + s);
  }
  template <class Visit>
  void each(Visit visit) const {
    for (std::int32_t d = from_; d < n_; ++d)
      for (std::int32_t s = 0; s < slots_; ++s) {
        const auto cell = static_cast<std::size_t>(d * slots_ + s);
        const double contacts = history_.counts[cell];
        const auto handle = static_cast<double>(series_.handle_s[cell]);
        if (!std::isnan(handle) && handle > 0 && contacts > 0) visit(d, s, contacts, handle);
      }
  }

  void read() {
    // Twice: a mean, then without what is ten times off it.
    for (int pass = 0; pass < 2; ++pass) {
      const double usual = pass == 0 ? 0 : all_.seconds / std::max(all_.contacts, 1.0);
      all_ = {};
      by_slot_.assign(static_cast<std::size_t>(slots_), {});
      by_place_.assign(static_cast<std::size_t>(7 * slots_), {});
      by_weekday_ = {};
      each([&](std::int32_t d, std::int32_t s, double contacts, double handle) {
        if (usual > 0 && (handle > 10 * usual || handle * 10 < usual)) return;
        const double weight = contacts * std::exp2(-(n_ - d) / shape_half_life_days);
        for (Work* work : {&all_, &by_slot_[static_cast<std::size_t>(s)], &by_place_[place(d, s)],
                           &by_weekday_[static_cast<std::size_t>(weekday(history_.day(d)) - 1)]}) {
          work->seconds += weight * handle;
          work->contacts += weight;
        }
      });
    }
  }

  // Slot of the day, times the weekday, then what the two together do not tell.
  void shape(double base) {
    shape_.assign(static_cast<std::size_t>(7 * slots_), 0);
    for (std::size_t w = 0; w < 7; ++w) {
      const double of_week = by_weekday_[w].mean(base, trust_contacts) / base;
      for (std::size_t s = 0; s < static_cast<std::size_t>(slots_); ++s) {
        const double expected = by_slot_[s].mean(base, trust_contacts) * of_week;
        const std::size_t i = w * static_cast<std::size_t>(slots_) + s;
        shape_[i] = by_place_[i].mean(expected, 2 * trust_contacts);
      }
    }
  }

  // How much longer the last days are than their shape, with the speed that told the next day best.
  double level_now(double) {
    each([&](std::int32_t d, std::int32_t s, double contacts, double handle) {
      Work& day = days_[static_cast<std::size_t>(d)];
      if (handle > 10 * shape_[place(d, s)]) return;
      day.seconds += contacts * handle;
      day.contacts += contacts * shape_[place(d, s)];
    });
    double best = 1, least = 1e300;
    for (const double half_life : level_half_lives) {
      const double keep = std::exp2(-1 / half_life);
      Work now;
      double error = 0;
      for (std::int32_t d = from_; d < n_; ++d) {
        const Work& day = days_[static_cast<std::size_t>(d)];
        if (day.contacts > 0) {
          const double off = day.seconds - day.contacts * level_of(now);
          error += off * off / day.contacts;
        }
        now.seconds = now.seconds * keep + day.seconds;
        now.contacts = now.contacts * keep + day.contacts;
      }
      if (error < least) {
        least = error;
        best = level_of(now);
      }
    }
    return best;
  }
  double level_of(const Work& work) const {
    const double trust = trust_contacts * all_.seconds / std::max(all_.contacts, 1.0);
    return work.mean(1, trust);
  }

  const Series& series_;
  const RepairedHistory& history_;
  const std::int32_t slots_, n_, from_;
  Work all_;
  std::vector<Work> by_slot_, by_place_, days_;
  std::array<Work, 7> by_weekday_ = {};
  std::vector<double> shape_;
};

}  // namespace

std::vector<double> handle_times(const Series& series, const RepairedHistory& history) {
  return Fitting(series, history).fit();
}

}  // namespace rapport::workforce
