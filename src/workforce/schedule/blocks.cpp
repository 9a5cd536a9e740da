#include "workforce/schedule/blocks.h"

#include <algorithm>

#include "workforce/schedule/column_generation.h"
#include "workforce/schedule/improve.h"

namespace rapport::workforce::schedule {
namespace {

constexpr double block_s = 20;  // one block takes no longer
constexpr std::size_t block_columns_max = 1'500;

}  // namespace

void optimise_blocks(Search& search, Solution& solution, double gap, double until_s) {
  const std::size_t people = search.source.people();
  std::size_t size = std::min<std::size_t>(people, 5);
  std::size_t failed = 0;
  while (search.goes_on(until_s) && search.hopes() && !search.is_close(solution.cost, gap)) {
    std::vector<std::size_t> who = in_chance_order(people, search.random);
    who.resize(size);
    std::sort(who.begin(), who.end());
    Cover cover(search.source.rows());
    for (const Line& line : solution.lines)
      cover.add(line);
    std::vector<Line> old;
    double lines_cost = 0;
    for (const std::size_t person : who) {
      old.push_back(solution.lines[person]);
      lines_cost += old.back().cost;
    }
    const double before = cover.cost() + lines_cost;
    for (const Line& line : old)
      cover.add(line, -1);
    std::vector<std::int32_t> fixed(search.source.rows().size());
    for (std::size_t row = 0; row < fixed.size(); ++row)
      fixed[row] = cover.covered(row);
    ColumnMaster master(search.source.rows(), who.size(), fixed);
    for (std::size_t i = 0; i < who.size(); ++i)
      master.add(i, old[i]);
    const double begun = search.elapsed_s();
    const double ends = std::min(until_s, begun + block_s);
    std::vector<double> prices;
    generate_columns(search, master, who, prices, false, 0, ends, 40);
    bool is_better = false;
    if (master.solve() && master.value() < before - 1e-6) {
      const auto chosen = master.whole(std::max(0.5, ends - search.elapsed_s()), before,
                                       before - master.value(), block_columns_max);
      if (!chosen.empty()) {
        Cover now = cover;
        double cost = 0;
        for (const std::size_t column : chosen) {
          now.add(master.columns()[column].line);
          cost += master.columns()[column].line.cost;
        }
        if (now.cost() + cost < before - 1e-7) {
          is_better = true;
          for (std::size_t i = 0; i < who.size(); ++i)
            solution.lines[who[i]] = master.columns()[chosen[i]].line;
          solution.cost = cost_of(search.source, solution.lines);
          search.offer(solution);
        }
      }
    }
    // Bigger blocks once small ones do not help, as long as they are quick.
    const double took = search.elapsed_s() - begun;
    failed = is_better ? 0 : failed + 1;
    if (took > block_s * 0.7 && size > 2)
      --size;
    else if (failed >= 6 && took < block_s / 4 && size < people) {
      size = std::min(people, size + 1 + size / 4);
      failed = 0;
    }
  }
}

}  // namespace rapport::workforce::schedule
