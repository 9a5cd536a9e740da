// What CaseBook does by macros and rules, and when policies change.
#include <fmt/format.h>

#include "cases/case_book.h"
#include "org/entity.h"

namespace rapport::cases {
namespace {

constexpr std::int64_t cases_at_once = 200;  // of one transaction or read
constexpr std::size_t shown_max = 200;       // of a dry run

}  // namespace

std::map<std::string, std::string> CaseBook::placeholders(OrgId org, const Case& of, UserId agent) {
  std::map<std::string, std::string> known{{"number", of.number}, {"subject", of.subject}};
  if (of.customer_id)
    if (const auto customer = services_.customers.find(org, *of.customer_id))
      known["customer"] = customer->name;
  if (const auto directory = services_.directories.of(org)) {
    const auto user = directory->users.find(agent);
    if (user != directory->users.end()) known["agent"] = user->second.name;
  }
  return known;
}

Result<Case> CaseBook::act(CaseWork& work, const Case& before, const CaseActions& then,
                           const CaseActor& actor, const std::map<std::string, std::string>& known,
                           const std::string& key) {
  const auto key_of = [&](const char* part) { return key.empty() ? "" : key + part; };
  Case now = before;
  const auto say = [&](const std::string& text, bool is_public, const char* part) -> Result<void> {
    if (text.empty()) return {};
    Words words;
    words.text = filled(text, known);
    words.is_public = is_public;
    words.customer = now.customer_id;
    auto said = work.say(now, words, actor, key_of(part));
    if (!said) return tl::unexpected<Error>(said.error());
    now = std::move(*said);
    return {};
  };
  if (auto noted = say(then.note, false, ":note"); !noted) return tl::unexpected<Error>(noted.error());
  if (auto replied = say(then.reply, true, ":reply"); !replied) return tl::unexpected<Error>(replied.error());
  // After the words, so that a status they bring about is not what stays.
  return work.edit(now, edit_of(then, now), actor, key_of(""));
}

Result<Case> CaseBook::run_macro(const org::By& by, CaseId id, CaseMacroId macro) {
  auto before = find(by.org, id);
  if (!before) return before;
  auto kept = org::get(services_.changes, case_macros, by.org, macro);
  if (!kept) return tl::unexpected<Error>(kept.error());
  const auto known = placeholders(by.org, *before, by.user);
  const CaseActor actor{by.user ? std::optional<UserId>{by.user} : std::nullopt, kept->name, true};
  return make(by, [&](CaseWork& work) -> Result<Case> {
    auto now = work.find(id);
    if (!now) return now;
    return act(work, *now, kept->actions, actor, known, "");
  });
}

std::string CaseBook::rule_key(CaseRuleId rule, Instant since) {
  return fmt::format("rule:{}:{}", rule.value, since.us);
}

Result<bool> CaseBook::fire(OrgId org, const CaseRule& rule, const Case& which, Instant since) {
  const auto known = placeholders(org, which, which.assignee_id.value_or(UserId{}));
  const std::string key = rule_key(rule.id, since);
  const CaseActor actor{std::nullopt, rule.name, false};
  auto done = services_.changes.make<bool>({org, {}}, "", [&](org::Change& change) -> Result<bool> {
    CaseWork work(change);
    auto now = work.find(which.id);
    if (!now) return tl::unexpected<Error>(now.error());
    // Somebody may have been faster.
    if (holds_since(rule.when, *now, change.now) != since) return false;
    for (const char* part : {"", ":note", ":reply"})
      if (CaseStore::has_key(change.sql, org, which.id, key + part)) return false;
    auto after = act(work, *now, rule.then, actor, known, key);
    if (!after) return tl::unexpected<Error>(after.error());
    return after->version != now->version;
  });
  if (done && *done) told(org, which.id);
  return done;
}

Result<DryRun> CaseBook::dry_run(OrgId org, const CaseRuleFields& rule, Instant now) {
  DryRun found;
  CaseId after;
  for (;;) {
    auto page = services_.changes.database().read([&](database::Session& sql) -> Result<DryRun> {
      DryRun part;
      const CaseSettings settings = case_settings(sql, org);
      const auto cases = CaseStore::open_after(sql, org, after, cases_at_once);
      for (const Case& which : cases) {
        if (!holds_since(rule.when, which, now)) continue;
        const auto type = which.type_id ? case_types.find(sql, org, *which.type_id) : std::nullopt;
        const EditContext context{type ? &*type : nullptr, CaseStore::children_open(sql, org, which.id),
                                  settings.reopen_days, now, false};
        const auto changed = edited(which, edit_of(rule.then, which), context);
        CaseWouldChange would{which.id, which.number, which.subject, {}};
        if (changed)
          would.changes = changed->changes;
        else
          would.changes.push_back({"refused", "", changed.error().detail});
        if (!rule.then.note.empty()) would.changes.push_back({"note", "", rule.then.note});
        if (!rule.then.reply.empty()) would.changes.push_back({"reply", "", rule.then.reply});
        if (would.changes.empty()) continue;
        ++part.count;
        part.cases.push_back(std::move(would));
      }
      if (!cases.empty()) part.cases.push_back({cases.back().id, "", "", {}});  // where it goes on
      return part;
    });
    if (!page) return page;
    if (page->cases.empty()) return found;
    after = page->cases.back().id;
    page->cases.pop_back();
    found.count += page->count;
    for (CaseWouldChange& each : page->cases)
      if (found.cases.size() < shown_max) found.cases.push_back(std::move(each));
  }
}

Result<void> CaseBook::follow_clocks(OrgId org) {
  CaseId after;
  for (;;) {
    auto last = services_.changes.make<CaseId>({org, {}}, "", [&](org::Change& change) -> Result<CaseId> {
      CaseWork work(change);
      const auto cases = CaseStore::open_after(change.sql, org, after, cases_at_once);
      for (const Case& which : cases)
        work.follow_clocks(which);
      return cases.empty() ? CaseId{} : cases.back().id;
    });
    if (!last) return tl::unexpected<Error>(last.error());
    if (!*last) break;
    after = *last;
  }
  told(org, {});
  return {};
}

}  // namespace rapport::cases
