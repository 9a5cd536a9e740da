// Prices of what the estimate's table leaves out: what a line may use of it, and has not used yet, is worth
// its price to the estimate.
#include <algorithm>
#include <cmath>

#include "workforce/schedule/line_estimate.h"

namespace rapport::workforce::schedule {
namespace {

constexpr std::int32_t pricing_rounds = 14;
// Only where a round is quick.
constexpr std::int64_t priced_states_max = 1'000'000;

}  // namespace

// Work on its first day, or on its second after a free first one. Of longer weekends the first day stands
// for all, so that none is counted twice.
bool LineEstimate::starts_weekend(std::size_t day, const State& state) const {
  const auto& weekend_of = shape_.rules.weekend_of;
  if (weekend_of[day] < 0) return false;
  if (day == 0 || weekend_of[day - 1] != weekend_of[day]) return true;
  return shape_.has_whole_weekends && state.streak > shape_.off_from;
}

bool LineEstimate::has_prices() const {
  return prices_.total != 0 ||
         std::any_of(prices_.kind.begin(), prices_.kind.end(), [](double price) { return price > 0; });
}

double LineEstimate::price_of(const Move& move) const {
  double price = prices_total() ? prices_.total * move.units : 0;
  if (const std::int32_t field = shape_.field_of(move); field >= 0)
    price += prices_.kind[static_cast<std::size_t>(field)];
  return price;
}

// What is given back of the prices at most, by lines that have used so much.
double LineEstimate::given_back(std::int32_t total, std::int32_t weekends) const {
  double back = 0;
  if (prices_total())
    back += prices_.total < 0 ? -prices_.total * std::max(0, shape_.rules.total_min - total)
                              : -prices_.total * (shape_.rules.total_max - total);
  if (prices_weekends()) back -= prices_.weekend * (shape_.rules.weekends_max - weekends);
  return back;
}

double LineEstimate::given_back_of_kinds(const LineLabel& label) const {
  double back = 0;
  for (std::size_t field = 0; field < prices_.kind.size(); ++field)
    if (prices_.kind[field] > 0)
      back -= prices_.kind[field] *
              (shape_.field_max[field] - wide(label.kinds[field / 4], static_cast<int>(field % 4)));
  return back;
}

// The cheapest line as the table has it.
LineEstimate::Used LineEstimate::relaxed_line() {
  Used used;
  used.kind.assign(prices_.kind.size(), 0);
  State state;
  state.streak = shape_.first_streak;
  for (std::size_t day = 0; day < shape_.moves.size(); ++day) {
    find_cheapest(day);
    const Step step = cheapest_step(day, state);
    if (step.move >= 0) {
      const Move& move = shape_.move(day, step.move);
      used.total += move.units;
      used.money += std::abs(moves_.cost_of(day, step.move));
      ++used.days;
      if (starts_weekend(day, state)) ++used.weekends;
      if (const std::int32_t field = shape_.field_of(move); field >= 0)
        ++used.kind[static_cast<std::size_t>(field)];
    }
    state = step.after;
  }
  return used;
}

// Each price goes up while too much is used, down while too little is, by steps that shorten when the sign
// changes.
class LineEstimate::PriceSteps {
 public:
  explicit PriceSteps(std::size_t count) : steps_(count, 0), signs_(count, 0) {}

  void start_with(std::size_t at, double step) { steps_[at] = step; }
  // True when it moved.
  bool move(std::size_t at, double& price, int sign, double least) {
    if (sign == 0 || (sign < 0 && price <= least)) return false;
    if (signs_[at] != 0) steps_[at] *= sign == signs_[at] ? 1.3 : 0.4;
    signs_[at] = sign;
    price = std::max(least, price + sign * steps_[at]);
    return true;
  }

 private:
  std::vector<double> steps_;
  std::vector<int> signs_;
};

bool LineEstimate::make_dearer(const std::vector<bool>& kinds, double shifts) {
  double money = 0, count = 0;
  for (std::size_t day = 0; day < shape_.moves.size(); ++day)
    for (const std::int32_t index : moves_.by_cost(day)) {
      money += std::abs(moves_.cost_of(day, index));
      ++count;
    }
  const double mean = std::max(1e-3, money / std::max(1.0, count));
  bool is_any = false;
  for (std::size_t field = 0; field < kinds.size(); ++field)
    if (kinds[field] && shape_.field_max[field] > 0) {
      prices_.kind[field] += shifts * mean;
      is_any = true;
    }
  return is_any;
}

void LineEstimate::make_with_prices(const std::vector<bool>& counts_kind) {
  const LineRules& rules = shape_.rules;
  make();
  const bool counts_any = std::find(counts_kind.begin(), counts_kind.end(), true) != counts_kind.end();
  if (at_least_ >= never || static_cast<std::int64_t>(space_.left.size()) > priced_states_max ||
      (!prices_total() && !prices_weekends() && !counts_any))
    return;
  const std::size_t kinds = prices_.kind.size(), of_total = kinds, of_weekend = kinds + 1;
  Prices best = prices_;
  bool is_best_in = true;
  PriceSteps steps(kinds + 2);
  for (std::int32_t round = 0; round < pricing_rounds; ++round) {
    const Used used = relaxed_line();
    if (round == 0) {
      const std::int32_t days = std::max(1, used.days);
      const double a_day = std::max(1e-3, used.money / days);
      for (std::size_t at = 0; at < kinds + 2; ++at)
        steps.start_with(at, a_day / 4);
      steps.start_with(of_total, a_day / 4 * days / std::max(1, used.total));
    }
    bool is_moved = false;
    for (std::size_t field = 0; field < kinds; ++field)
      if (counts_kind[field])
        is_moved |= steps.move(field, prices_.kind[field],
                               std::clamp(used.kind[field] - shape_.field_max[field], -1, 1), 0);
    if (prices_total()) {
      const int sign = used.total > rules.total_max                        ? 1
                       : used.total < rules.total_min                      ? -1
                       : prices_.total > 0 && used.total < rules.total_max ? -1
                       : prices_.total < 0 && used.total > rules.total_min ? 1
                                                                           : 0;
      is_moved |= steps.move(of_total, prices_.total, sign, -never);
    }
    if (prices_weekends())
      is_moved |=
          steps.move(of_weekend, prices_.weekend, std::clamp(used.weekends - rules.weekends_max, -1, 1), 0);
    if (!is_moved) break;
    const double before = at_least_;
    make();
    is_best_in = at_least_ > before;
    if (is_best_in) best = prices_;
  }
  if (is_best_in) return;
  prices_ = best;
  make();
}

}  // namespace rapport::workforce::schedule
