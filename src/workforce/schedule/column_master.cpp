#include "workforce/schedule/column_master.h"

#include <Cbc_C_Interface.h>

#include <ClpPrimalColumnDantzig.hpp>
#include <ClpSimplex.hpp>
#include <CoinFinite.hpp>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace rapport::workforce::schedule {
namespace {

std::uint64_t hash_of(std::size_t person, const Line& line) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325ULL ^ person;
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ value) * 0x100'0000'01b3ULL;
    hash ^= hash >> 31;
  };
  for (const std::int32_t row : line.rows)
    mix(static_cast<std::uint32_t>(row));
  for (const std::int32_t pick : line.picks)
    mix(static_cast<std::uint32_t>(pick) + 0x1'0000'0000ULL);
  return hash;
}

struct CbcDeleter {
  void operator()(void* model) const { Cbc_deleteModel(model); }
};

}  // namespace

ColumnMaster::ColumnMaster(const std::vector<CoverRow>& rows, std::size_t people,
                           const std::vector<std::int32_t>& fixed)
    : rows_(rows),
      need_(rows.size()),
      people_(people),
      model_(std::make_unique<ClpSimplex>()),
      fixed_(people, false),
      prices_(rows.size(), 0),
      person_prices_(people, 0) {
  const auto count = static_cast<int>(rows.size() + people);
  model_->setLogLevel(0);
  // Steepest edge, the default, stops the process on an assertion of its own every few thousand problems.
  ClpPrimalColumnDantzig pricing;
  model_->setPrimalColumnPivotAlgorithm(pricing);
  model_->resize(count, 0);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    need_[row] = rows[row].need - (fixed.empty() ? 0 : fixed[row]);
    model_->setRowBounds(static_cast<int>(row), need_[row], need_[row]);
  }
  for (std::size_t person = 0; person < people; ++person)
    model_->setRowBounds(static_cast<int>(rows.size() + person), 1, 1);
  std::vector<int> starts, indices;
  std::vector<double> lower, upper, cost, values;
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (const int sign : {1, -1}) {  // too few, too many
      starts.push_back(static_cast<int>(indices.size()));
      indices.push_back(static_cast<int>(row));
      values.push_back(sign);
      lower.push_back(0);
      upper.push_back(COIN_DBL_MAX);
      cost.push_back(sign > 0 ? rows[row].under_cost : rows[row].over_cost);
    }
  starts.push_back(static_cast<int>(indices.size()));
  first_column_ = static_cast<std::int32_t>(cost.size());
  model_->addColumns(first_column_, lower.data(), upper.data(), cost.data(), starts.data(), indices.data(),
                     values.data());
}

ColumnMaster::~ColumnMaster() = default;

bool ColumnMaster::add(std::size_t person, const Line& line) {
  if (!known_.insert(hash_of(person, line)).second) return false;
  columns_.push_back({person, line});
  return true;
}

void ColumnMaster::flush() {
  std::vector<int> starts, indices;
  std::vector<double> lower, upper, cost, values;
  for (; in_model_ < columns_.size(); ++in_model_) {
    const Column& column = columns_[in_model_];
    starts.push_back(static_cast<int>(indices.size()));
    for (const std::int32_t row : column.line.rows)
      indices.push_back(row);
    indices.push_back(static_cast<int>(rows_.size() + column.person));
    lower.push_back(0);
    upper.push_back(column.is_out ? 0 : COIN_DBL_MAX);
    cost.push_back(column.line.cost);
  }
  starts.push_back(static_cast<int>(indices.size()));
  values.assign(indices.size(), 1);
  if (!cost.empty())
    model_->addColumns(static_cast<int>(cost.size()), lower.data(), upper.data(), cost.data(), starts.data(),
                       indices.data(), values.data());
}

bool ColumnMaster::solve() {
  flush();
  model_->primal(1);
  if (model_->status() != 0) return false;
  value_ = model_->objectiveValue();
  const double* duals = model_->getRowPrice();
  for (std::size_t row = 0; row < rows_.size(); ++row)
    prices_[row] = std::clamp(duals[row], -rows_[row].over_cost, rows_[row].under_cost);
  for (std::size_t person = 0; person < people_; ++person)
    person_prices_[person] = duals[rows_.size() + person];
  const double* shares = model_->getColSolution();
  const double* reduced = model_->getReducedCost();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].share = shares[static_cast<std::size_t>(first_column_) + i];
    columns_[i].reduced_cost = reduced[static_cast<std::size_t>(first_column_) + i];
  }
  return true;
}

void ColumnMaster::fix(std::size_t chosen) {
  const std::size_t person = columns_[chosen].person;
  fixed_[person] = true;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i].person == person && i != chosen) {
      columns_[i].is_out = true;
      if (i < in_model_) model_->setColumnUpper(first_column_ + static_cast<int>(i), 0);
    }
}

void ColumnMaster::unfix_all() {
  fixed_.assign(people_, false);
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (columns_[i].is_out) {
      columns_[i].is_out = false;
      if (i >= in_model_) continue;
      const int at = first_column_ + static_cast<int>(i);
      model_->setColumnUpper(at, COIN_DBL_MAX);
      // It may have stood at the bound that is no longer there.
      if (model_->getColumnStatus(at) == ClpSimplex::atUpperBound ||
          model_->getColumnStatus(at) == ClpSimplex::isFixed)
        model_->setColumnStatus(at, ClpSimplex::atLowerBound);
    }
}

std::vector<std::size_t> ColumnMaster::whole(double seconds, double cutoff, double reduced_max,
                                             std::size_t columns_max) const {
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (!columns_[i].is_out && (columns_[i].reduced_cost <= reduced_max || columns_[i].share > 1e-6))
      candidates.push_back(i);
  if (candidates.size() > columns_max) {
    std::nth_element(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(columns_max),
                     candidates.end(), [&](std::size_t a, std::size_t b) {
                       const double left = columns_[a].reduced_cost - columns_[a].share;
                       const double right = columns_[b].reduced_cost - columns_[b].share;
                       return left != right ? left < right : a < b;
                     });
    candidates.resize(columns_max);
    std::sort(candidates.begin(), candidates.end());
  }
  // Rows that none of the candidates covers cost what they cost.
  std::vector<int> row_at(rows_.size(), -1);
  std::vector<std::size_t> rows;
  for (const std::size_t i : candidates)
    for (const std::int32_t row : columns_[i].line.rows)
      if (row_at[static_cast<std::size_t>(row)] < 0) {
        row_at[static_cast<std::size_t>(row)] = static_cast<int>(rows.size());
        rows.push_back(static_cast<std::size_t>(row));
      }
  double constant = 0;
  for (std::size_t row = 0; row < rows_.size(); ++row)
    if (row_at[row] < 0)
      constant += need_[row] > 0 ? need_[row] * rows_[row].under_cost : -need_[row] * rows_[row].over_cost;

  std::vector<CoinBigIndex> starts;
  std::vector<int> indices;
  std::vector<double> values, cost, lower, upper;
  const auto row_count = static_cast<int>(rows.size() + people_);
  for (const std::size_t row : rows)
    for (const int sign : {1, -1}) {
      starts.push_back(static_cast<CoinBigIndex>(indices.size()));
      indices.push_back(row_at[row]);
      values.push_back(sign);
      cost.push_back(sign > 0 ? rows_[row].under_cost : rows_[row].over_cost);
      lower.push_back(0);
      upper.push_back(1e6);
    }
  const std::size_t first = cost.size();
  for (const std::size_t i : candidates) {
    starts.push_back(static_cast<CoinBigIndex>(indices.size()));
    for (const std::int32_t row : columns_[i].line.rows) {
      indices.push_back(row_at[static_cast<std::size_t>(row)]);
      values.push_back(1);
    }
    indices.push_back(static_cast<int>(rows.size() + columns_[i].person));
    values.push_back(1);
    cost.push_back(columns_[i].line.cost);
    lower.push_back(0);
    upper.push_back(1);
  }
  starts.push_back(static_cast<CoinBigIndex>(indices.size()));
  std::vector<double> right;
  for (const std::size_t row : rows)
    right.push_back(need_[row]);
  right.resize(static_cast<std::size_t>(row_count), 1);
  const std::unique_ptr<void, CbcDeleter> model(Cbc_newModel());
  Cbc_loadProblem(model.get(), static_cast<int>(cost.size()), row_count, starts.data(), indices.data(),
                  values.data(), lower.data(), upper.data(), cost.data(), right.data(), right.data());
  for (std::size_t i = 0; i < candidates.size(); ++i)
    Cbc_setInteger(model.get(), static_cast<int>(first + i));
  Cbc_setLogLevel(model.get(), 0);
  Cbc_setParameter(model.get(), "log", "0");
  Cbc_setParameter(model.get(), "timeMode", "elapsed");  // of the clock, as all other limits are
  Cbc_setMaximumSeconds(model.get(), std::max(0.1, seconds));
  Cbc_setAllowableGap(model.get(), 1e-4);
  Cbc_setCutoff(model.get(), cutoff - constant - 1e-6);
  Cbc_solve(model.get());
  if (Cbc_numberSavedSolutions(model.get()) == 0 && Cbc_isProvenInfeasible(model.get())) return {};
  const double* solution = Cbc_bestSolution(model.get());
  if (solution == nullptr) return {};
  std::vector<std::size_t> chosen(people_, columns_.size());
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (solution[first + i] > 0.5) chosen[columns_[candidates[i]].person] = candidates[i];
  for (const std::size_t column : chosen)
    if (column == columns_.size()) return {};
  return chosen;
}

}  // namespace rapport::workforce::schedule
