#include "platform/database/statement.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <unordered_map>

#include "base/check.h"
#include "platform/database/error.h"
#include "platform/database/placeholders.h"

namespace rapport::database {

namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// Where SOCI puts one column of the current row.
struct Cell {
  Kind kind;
  std::int64_t integer = 0;
  double real = 0;
  std::string text = {};
  soci::indicator indicator = soci::i_ok;
};

void bind(soci::statement& statement, const Value& value, const std::string& none, soci::indicator& null) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    statement.exchange(soci::use(*integer));
  } else if (const auto* real = std::get_if<double>(&value)) {
    statement.exchange(soci::use(*real));
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    if (!is_storable_text(*text)) throw RefusedValue("text must not contain a NUL character");
    statement.exchange(soci::use(*text));
  } else {
    statement.exchange(soci::use(none, null));
  }
}

void bind(soci::statement& statement, Cell& cell) {
  switch (cell.kind) {
    case Kind::integer:
      statement.exchange(soci::into(cell.integer, cell.indicator));
      break;
    case Kind::real:
      statement.exchange(soci::into(cell.real, cell.indicator));
      break;
    case Kind::text:
      statement.exchange(soci::into(cell.text, cell.indicator));
      break;
  }
}

Value take(Cell& cell) {
  if (cell.indicator == soci::i_null) return std::monostate{};
  switch (cell.kind) {
    case Kind::integer:
      return cell.integer;
    case Kind::real:
      return cell.real;
    case Kind::text:
      return std::move(cell.text);
  }
  return std::monostate{};
}

}  // namespace

struct Statements::Prepared {
  Prepared(Session& sql, std::string_view query) : statement(sql), engine(sql.engine()) {
    Numbered numbered = number_placeholders(query, engine);
    parameter_count = numbered.parameter_count;
    statement.alloc();
    statement.prepare(numbered.query);
    // SOCI 4.0 looks a parameter's name up when it words an error, and throws out_of_range instead if there
    // is none.
    if (engine == Engine::postgresql)
      static_cast<soci::postgresql_statement_backend*>(statement.get_backend())
          ->names_.assign(parameter_count, "p");
  }

  // Unbinds, and lets go of the rows: an unfinished SQLite statement would keep its snapshot, a PostgreSQL
  // result its memory.
  void finish() noexcept {
    statement.bind_clean_up();
    if (engine == Engine::sqlite) {
      sqlite_api::sqlite3_reset(
          static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_);
    } else {
      static_cast<soci::postgresql_statement_backend*>(statement.get_backend())->result_.reset();
    }
  }

  soci::statement statement;
  Engine engine;
  std::size_t parameter_count = 0;
  bool is_busy = false;
};

struct Statements::Impl {
  std::unordered_map<std::string, std::unique_ptr<Prepared>, Hash, std::equal_to<>> cache;
};

// A statement for the time of one run. The same text run inside its own on_row gets a statement of its own.
class Statements::Borrowed {
 public:
  Borrowed(Statements& statements, Session& sql, std::string_view query) {
    auto& cache = statements.impl_->cache;
    auto found = cache.find(query);
    if (found != cache.end() && found->second->is_busy) {
      own_ = std::make_unique<Prepared>(sql, query);
      prepared_ = own_.get();
    } else {
      if (found == cache.end()) {
        if (cache.size() >= limit)
          std::erase_if(cache, [](const auto& entry) { return !entry.second->is_busy; });
        found = cache.emplace(std::string(query), std::make_unique<Prepared>(sql, query)).first;
      }
      prepared_ = found->second.get();
    }
    prepared_->is_busy = true;
  }
  ~Borrowed() {
    prepared_->finish();
    prepared_->is_busy = false;
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;

  Prepared* operator->() { return prepared_; }

 private:
  std::unique_ptr<Prepared> own_;
  Prepared* prepared_ = nullptr;
};

Statements::Statements() : impl_(std::make_unique<Impl>()) {}
Statements::~Statements() = default;
std::size_t Statements::size() const {
  return impl_->cache.size();
}

std::size_t Statements::run(Session& sql, std::string_view query, const std::vector<Value>& parameters) {
  const std::string none;
  soci::indicator null = soci::i_null;
  Borrowed prepared(*this, sql, query);
  RAPPORT_CHECK(prepared->parameter_count == parameters.size());
  for (const Value& value : parameters)
    bind(prepared->statement, value, none, null);
  prepared->statement.define_and_bind();
  prepared->statement.execute(true);
  return static_cast<std::size_t>(std::max<long long>(0, prepared->statement.get_affected_rows()));
}

void Statements::fetch(Session& sql, std::string_view query, const std::vector<Value>& parameters,
                       const std::vector<Kind>& kinds,
                       const std::function<bool(std::vector<Value>&)>& on_row) {
  const std::string none;
  soci::indicator null = soci::i_null;
  std::vector<Cell> cells;
  for (const Kind kind : kinds)
    cells.push_back(Cell{kind});
  Borrowed prepared(*this, sql, query);
  RAPPORT_CHECK(prepared->parameter_count == parameters.size());
  for (const Value& value : parameters)
    bind(prepared->statement, value, none, null);
  for (Cell& cell : cells)
    bind(prepared->statement, cell);
  prepared->statement.define_and_bind();
  prepared->statement.execute(false);
  std::vector<Value> row(cells.size());
  while (prepared->statement.fetch()) {
    for (std::size_t i = 0; i < cells.size(); ++i)
      row[i] = take(cells[i]);
    if (!on_row(row)) break;
  }
}

void throw_unexpected_null() {
  throw soci::soci_error("a column that must hold a value is NULL");
}

bool is_storable_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos;
}

}  // namespace rapport::database
