#include "org/sign_in_attempts.h"

#include <algorithm>

#include "platform/database/statement.h"

namespace rapport::org {
namespace {

struct Count {
  std::int64_t failures = 0;
  Instant since;
  Instant locked_until;
};

Count count_of(database::Session& sql, const std::string& who) {
  const auto row = database::first<std::int64_t, Instant, Instant>(
      sql, "select failures, since_us, locked_until_us from sign_in_attempts where who = :who", who);
  if (!row) return {};
  return {std::get<0>(*row), std::get<1>(*row), std::get<2>(*row)};
}

void write(database::Session& sql, const std::string& who, const Count& count) {
  database::execute(sql,
                    "insert into sign_in_attempts (who, failures, since_us, locked_until_us)"
                    " values (:who, :failures, :since, :until) on conflict (who) do update set"
                    " failures = excluded.failures, since_us = excluded.since_us,"
                    " locked_until_us = excluded.locked_until_us",
                    who, count.failures, count.since, count.locked_until);
}

// True when this attempt sets the lock.
bool add(database::Session& sql, const std::string& who, Count count, std::int64_t most, Duration lock,
         Instant now) {
  const bool is_over = count.locked_until.us != 0 || count.since + lock <= now;
  if (is_over) count = {0, now, {}};
  ++count.failures;
  if (count.failures >= most) count.locked_until = now + lock;
  write(sql, who, count);
  return count.failures >= most;
}

void take_one_back(database::Session& sql, const std::string& who) {
  database::execute(sql,
                    "update sign_in_attempts set failures = failures - 1, locked_until_us = 0"
                    " where who = :who and failures > 0",
                    who);
}

std::string account_key(const Attempt& attempt) {
  return "account:" + attempt.account;
}
std::string address_key(const Attempt& attempt) {
  return "address:" + attempt.address;
}

}  // namespace

Counted count_attempt(database::Session& sql, const Attempt& attempt, const AttemptLimits& limits,
                      Instant now) {
  database::execute(sql, "delete from sign_in_attempts where since_us <= :old and locked_until_us <= :now",
                    now - limits.lock, now);
  const Count account = attempt.account.empty() ? Count{} : count_of(sql, account_key(attempt));
  const Count address = count_of(sql, address_key(attempt));
  const Instant until = std::max(account.locked_until, address.locked_until);
  if (until > now) return {until - now, false};
  add(sql, address_key(attempt), address, limits.address_failures_max, limits.lock, now);
  if (attempt.account.empty()) return {};
  return {{}, add(sql, account_key(attempt), account, limits.account_failures_max, limits.lock, now)};
}

void forgive(database::Session& sql, const Attempt& attempt) {
  database::execute(sql, "delete from sign_in_attempts where who = :who", account_key(attempt));
  take_one_back(sql, address_key(attempt));
}

void take_back(database::Session& sql, const Attempt& attempt) {
  take_one_back(sql, account_key(attempt));
  take_one_back(sql, address_key(attempt));
}

}  // namespace rapport::org
