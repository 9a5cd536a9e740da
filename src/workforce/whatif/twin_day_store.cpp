#include "workforce/whatif/twin_day_store.h"

#include "live/codec.h"
#include "platform/database/statement.h"

namespace rapport::workforce {

std::vector<database::Migration> twin_day_migrations() {
  return {{0, "twin days",
           "create table twin_day ("
           " org bigint not null,"
           " day integer not null,"
           " errors text not null,"
           " end_seq bigint,"
           " end_image text,"
           " primary key (org, day))",
           ""}};
}

namespace twin_day_store {
namespace {

constexpr std::int32_t errors_kept_days = 731;

}  // namespace

void keep(database::Session& sql, OrgId org, const Kept& kept) {
  std::optional<std::int64_t> seq;
  std::optional<std::string> image;
  if (kept.end) {
    seq = kept.end->seq;
    image = live::encode_image(kept.end->image);
  }
  database::execute(sql,
                    "insert into twin_day (org, day, errors, end_seq, end_image)"
                    " values (:org, :day, :errors, :seq, :image) on conflict (org, day)"
                    " do update set errors = excluded.errors, end_seq = excluded.end_seq,"
                    " end_image = excluded.end_image",
                    org, kept.day.number, kept.errors, seq, image);
}

bool is_kept(database::Session& sql, OrgId org, Day day) {
  return database::first<std::int64_t>(sql, "select 1 from twin_day where org = :org and day = :day", org,
                                       day.number)
      .has_value();
}

std::optional<twin::DayEnd> end_of(database::Session& sql, OrgId org, Day day) {
  const auto row = database::first<std::int64_t, std::string>(
      sql,
      "select end_seq, end_image from twin_day where org = :org and day = :day and end_image is not null",
      org, day.number);
  if (!row) return std::nullopt;
  auto image = live::decode_image(std::get<1>(*row));
  if (!image) return std::nullopt;
  return twin::DayEnd{std::get<0>(*row), std::move(*image)};
}

std::vector<std::pair<Day, std::string>> errors(database::Session& sql, OrgId org, Day first, Day last) {
  std::vector<std::pair<Day, std::string>> found;
  database::each<std::int32_t, std::string>(
      sql,
      "select day, errors from twin_day where org = :org and day >= :first and day <= :last and errors <> ''"
      " order by day",
      [&](std::int32_t day, std::string text) { found.emplace_back(Day{day}, std::move(text)); }, org,
      first.number, last.number);
  return found;
}

void forget(database::Session& sql, OrgId org, Day day) {
  database::execute(sql,
                    "update twin_day set end_seq = null, end_image = null where org = :org and day < :day and"
                    " end_image is not null",
                    org, day.number);
  database::execute(sql, "delete from twin_day where org = :org and day < :day", org,
                    day.number - errors_kept_days);
}

}  // namespace twin_day_store
}  // namespace rapport::workforce
