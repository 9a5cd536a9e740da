#include "schedule/roster_generated.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

namespace rapport::bench {
namespace {

constexpr std::int32_t day_min = 24 * 60;
constexpr std::int32_t rest_min = 10 * 60;

struct DrawnShift {
  std::string name;
  std::int32_t begin = 0, minutes = 0;
};

// What somebody works in four weeks, as the public files have it. Who has three days off at a time can work a
// shift less than others: with two days off by wish at the wrong distance, seventeen shifts cannot be laid.
struct DrawnContract {
  std::int32_t minutes_max, minutes_min, row_max, row_min, off_min, weekends;
};
constexpr std::array<DrawnContract, 4> contracts = {{{8'640, 8'160, 5, 2, 2, 2},
                                                     {8'640, 7'680, 6, 2, 3, 2},
                                                     {5'160, 4'680, 5, 1, 2, 3},
                                                     {3'420, 2'940, 5, 1, 1, 3}}};

class Draw {
 public:
  Draw(const RosterSize& size, bool is_tangled)
      : size_(size), is_tangled_(is_tangled), random_(static_cast<std::uint32_t>(size.number) * 7'919 + 1) {}

  std::string text() {
    out_ = fmt::format("SECTION_HORIZON\n{}\n\nSECTION_SHIFTS\n", size_.weeks * 7);
    write_shifts();
    write_people();
    write_wishes();
    write_needs();
    return std::move(out_);
  }

 private:
  std::int32_t below(std::int32_t limit) {
    return static_cast<std::int32_t>(random_() % static_cast<std::uint32_t>(limit));
  }

  void write_shifts() {
    constexpr std::array lengths = {480, 480, 480, 600, 720, 360};
    for (std::int32_t i = 0; i < size_.shifts; ++i) {
      const std::int32_t begin = 6 * 60 + i * (size_.shifts > 1 ? 16 * 60 / (size_.shifts - 1) : 0);
      const std::int32_t length =
          size_.shifts <= 4 ? 480 : lengths[static_cast<std::size_t>(i) % lengths.size()];
      shifts_.push_back({fmt::format("s{}", i + 1), begin / 30 * 30, length});
    }
    for (std::size_t i = 0; i < shifts_.size(); ++i) {
      std::string never;
      for (std::size_t next = 0; next < shifts_.size(); ++next) {
        const bool is_short =
            shifts_[next].begin + day_min - shifts_[i].begin - shifts_[i].minutes < rest_min;
        const bool is_odd = is_tangled_ && next == (i + 2) % shifts_.size();
        if (is_short || is_odd) never += (never.empty() ? "" : "|") + shifts_[next].name;
      }
      out_ += fmt::format("{},{},{}\n", shifts_[i].name, shifts_[i].minutes, never);
    }
  }

  void write_people() {
    out_ += "\nSECTION_STAFF\n";
    std::string off = "\nSECTION_DAYS_OFF\n";
    for (std::int32_t i = 0; i < size_.people; ++i) {
      const DrawnContract& contract = contracts[static_cast<std::size_t>(i * 10 / size_.people < 5   ? 0
                                                                         : i * 10 / size_.people < 7 ? 1
                                                                         : i * 10 / size_.people < 9 ? 2
                                                                                                     : 3)];
      minutes_ += contract.minutes_min + contract.minutes_max;
      std::string limits;
      for (std::size_t shift = 0; shift < shifts_.size(); ++shift) {
        const bool is_night = shifts_[shift].begin + shifts_[shift].minutes > day_min + 120;
        // The second is for everybody, so that nobody is without work.
        const std::int32_t most = shift == shifts_.size() / 2 ? 7 * size_.weeks
                                  : is_night                  ? (below(3) == 0 ? 0 : size_.weeks)
                                  : below(4) == 0             ? 0
                                                              : 7 * size_.weeks / 2;
        limits += fmt::format("{}{}={}", limits.empty() ? "" : "|", shifts_[shift].name, most);
      }
      out_ += fmt::format("{},{},{},{},{},{},{},{}\n", i + 1, limits, contract.minutes_max * size_.weeks / 4,
                          contract.minutes_min * size_.weeks / 4, contract.row_max, contract.row_min,
                          contract.off_min, contract.weekends * size_.weeks / 4);
      off += fmt::format("{}", i + 1);
      const std::int32_t first = below(14);
      for (std::int32_t day = first; day < 7 * size_.weeks; day += 14 + below(14))
        off += fmt::format(",{}", day);
      off += "\n";
    }
    out_ += off;
  }

  // A run of days each two weeks on which somebody wants a shift, and a day on which they do not.
  void write_wishes() {
    std::string on = "\nSECTION_SHIFT_ON_REQUESTS\n", off = "\nSECTION_SHIFT_OFF_REQUESTS\n";
    for (std::int32_t i = 0; i < size_.people; ++i)
      for (std::int32_t week = 0; week < size_.weeks; week += 2) {
        const std::int32_t shift = below(size_.shifts), length = 2 + below(3), first = 7 * week + below(9);
        for (std::int32_t day = first; day < first + length; ++day)
          on += fmt::format("{},{},s{},{}\n", i + 1, day, shift + 1, 1 + below(3));
        off += fmt::format("{},{},s{},{}\n", i + 1, 7 * week + below(14) % (7 * (size_.weeks - week)),
                           below(size_.shifts) + 1, 1 + below(3));
      }
    out_ += on + off;
  }

  void write_needs() {
    out_ += "\nSECTION_COVER\n";
    double length = 0;
    for (const DrawnShift& shift : shifts_)
      length += shift.minutes;
    // What all of them work on a mean day, in shifts of each kind.
    const double there = minutes_ / 2.0 / 28 / length;
    for (std::int32_t day = 0; day < 7 * size_.weeks; ++day)
      for (const DrawnShift& shift : shifts_) {
        const double part = (day % 7 >= 5 ? 0.85 : 1.08) * (0.8 + 0.05 * below(9));
        out_ +=
            fmt::format("{},{},{},100,1\n", day, shift.name, static_cast<std::int32_t>(there * part + 0.5));
      }
  }

  const RosterSize& size_;
  const bool is_tangled_;
  std::mt19937 random_;
  std::string out_;
  std::vector<DrawnShift> shifts_;
  double minutes_ = 0;  // least and most of everybody, in four weeks
};

}  // namespace

const std::vector<RosterSize>& roster_sizes() {
  static const std::vector<RosterSize> sizes = {
      {9, 4, 36, 4},    {10, 4, 40, 5},   {11, 4, 50, 6},    {12, 4, 60, 10},
      {13, 4, 120, 18}, {14, 6, 32, 4},   {15, 6, 45, 6},    {16, 8, 20, 3},
      {17, 8, 32, 4},   {18, 12, 22, 3},  {19, 12, 40, 5},   {20, 26, 50, 6},
      {21, 26, 100, 8}, {22, 52, 50, 10}, {23, 52, 100, 16}, {24, 52, 150, 32}};
  return sizes;
}

std::string generated_roster(const RosterSize& size, bool is_tangled) {
  return Draw(size, is_tangled).text();
}

}  // namespace rapport::bench
