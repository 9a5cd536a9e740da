#include "cases/case_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "cases/fields.h"
#include "org/hours_store.h"
#include "value/treatments.h"

namespace rapport::cases {

using contract::Format;
using contract::Notes;
using contract::Tag;

Notes contract_notes(Tag<NewCase>) {
  return {
      .fields = {
          {.name = "subject", .min_length = 1, .max_length = subject_length_max, .format = Format::line},
          {.name = "text", .doc = "the first words", .max_length = comment_length_max, .has_default = true},
          {.name = "is_by_customer",
           .doc = "the words are the customer's; else a note for colleagues",
           .has_default = true},
          {.name = "priority", .doc = "absent: the type's"},
          {.name = "segment", .max_length = 60, .format = Format::line, .has_default = true},
          {.name = "tags", .max_length = 40, .max_items = tags_max, .has_default = true},
          {.name = "fields", .max_items = fields_max, .has_default = true},
          {.name = "interaction_id", .doc = "it comes from: linked"}}};
}

namespace {

template <class SomeId>
std::optional<SomeId> given_id(const std::optional<SomeId>& id) {
  return id && *id ? id : std::nullopt;
}

constexpr std::array<const char*, 3> clock_names = {"first_reply", "next_reply", "resolution"};

std::array<const CaseClock*, 3> clock_list(const CaseClocks& clocks) {
  return {&clocks.first_reply, &clocks.next_reply, &clocks.resolution};
}

}  // namespace

CaseWork::CaseWork(org::Change& change)
    : change_(change), org_(change.org()), settings_(case_settings(change.sql, change.org())) {}

Result<Case> CaseWork::find(CaseId id) {
  auto found = CaseStore::find(change_.sql, org_, id);
  if (!found) return org::no_such("case", id.value);
  return std::move(*found);
}

CaseLookup CaseWork::lookup() {
  return [this](CaseId id) { return CaseStore::find(change_.sql, org_, id); };
}

Result<Case> CaseWork::survivor(CaseId id) {
  auto found = find(id);
  if (!found) return found;
  auto last = survivor_of(*found, lookup());
  if (!last) return org::no_such("case", id.value);
  return std::move(*last);
}

CaseEvent CaseWork::event(const Case& of, CaseEventKind kind, const CaseActor& actor) {
  CaseEvent made;
  made.id = change_.new_id<CaseEventId>();
  made.case_id = of.id;
  made.at = change_.now;
  made.kind = kind;
  made.user_id = given_id(actor.user);
  made.by_rule = actor.by_rule;
  made.version = of.version;
  return made;
}

Result<void> CaseWork::has_room(CaseId id) {
  if (CaseStore::event_count(change_.sql, org_, id) < events_max) return {};
  return fail(
      ErrorCode::conflict, "case_full",
      fmt::format("its timeline has {} entries, and more is not possible: open a follow-up", events_max));
}

std::optional<CaseTypeFields> CaseWork::type(const std::optional<CaseTypeId>& id) {
  if (!id) return std::nullopt;
  auto found = case_types.find(change_.sql, org_, *id);
  if (!found) return std::nullopt;
  return static_cast<CaseTypeFields&&>(std::move(*found));
}

const CasePolicy* CaseWork::policy(const std::string& segment) {
  if (!policies_) policies_ = case_policies.list(change_.sql, org_, {}, case_policies.most);
  return policy_for(*policies_, segment);
}

BusinessTime& CaseWork::time_of(const std::optional<HoursId>& hours) {
  const HoursId id = hours.value_or(HoursId{});
  auto found = times_.find(id);
  if (found == times_.end()) {
    std::optional<org::Hours> plan;
    if (id)
      if (const auto kept = org::hours_plans.find(change_.sql, org_, id)) plan = org::hours_of(*kept);
    found = times_.emplace(id, BusinessTime(std::move(plan))).first;
  }
  return found->second;
}

void CaseWork::set_clocks(Case& which) {
  const CasePolicy* promised = policy(which.segment);
  if (promised == nullptr) {
    which.clocks = {};
  } else {
    which.clocks =
        clocks_of(CaseStore::moments(change_.sql, org_, which.id), targets_for(*promised, which.priority),
                  time_of(promised->hours_id), change_.now);
  }
  which.due_at = due_of(which.clocks);
}

Instant CaseWork::next_look(const Case& which) const {
  Instant next{std::numeric_limits<std::int64_t>::max()};
  for (const CaseClock* clock : clock_list(which.clocks)) {
    if (clock->state != ClockState::running || !clock->due_at) continue;
    const Instant forecast = *clock->due_at - minutes(settings_.forecast_min);
    next = std::min(next, forecast > change_.now && settings_.forecast_min > 0 ? forecast : *clock->due_at);
  }
  return next;
}

void CaseWork::save(Case& after) {
  set_clocks(after);
  CaseStore::update(change_.sql, org_, after, next_look(after));
}

void CaseWork::follow_clocks(Case which) {
  save(which);
}

Result<void> CaseWork::check_parent_of(const Case& child, CaseId parent) {
  auto above = find(parent);
  if (!above) return tl::unexpected<Error>(above.error());
  if (auto fits = check_parent(child, *above, lookup()); !fits) return fits;
  if (CaseStore::children(change_.sql, org_, parent) >= children_max)
    return fail(ErrorCode::conflict, "limit_reached",
                fmt::format("a case has at most {} children", children_max));
  return {};
}

Result<Case> CaseWork::open(const NewCase& wanted, const CaseActor& actor) {
  const std::optional<CaseTypeId> type_id = given_id(wanted.type_id);
  const std::optional<CaseTypeFields> type_fields = type(type_id);
  std::vector<Issue> issues;
  if (type_id && !type_fields) issues.push_back({"/type_id", "no such type"});
  for (Issue& issue : wrong_with(type_fields ? &*type_fields : nullptr, wanted.fields, FieldsNeeded::to_open))
    issues.push_back(std::move(issue));
  for (std::size_t i = 0; i < wanted.tags.size(); ++i)
    if (!is_tag(wanted.tags[i]))
      issues.push_back({fmt::format("/tags/{}", i), "expected 1 to 40 characters on one line"});
  if (!issues.empty()) return org::wrong(std::move(issues));

  Case made;
  made.id = change_.new_id<CaseId>();
  made.subject = wanted.subject;
  made.type_id = type_id;
  made.priority = wanted.priority.value_or(type_fields ? type_fields->priority : CasePriority::normal);
  made.customer_id = given_id(wanted.customer_id);
  made.segment = wanted.segment;
  if (made.segment.empty() && made.customer_id)
    made.segment = value::first_segment_name(change_.sql, org_, *made.customer_id);
  made.assignee_id = given_id(wanted.assignee_id);
  made.team_id = given_id(wanted.team_id);
  made.tags = wanted.tags;
  std::sort(made.tags.begin(), made.tags.end());
  made.tags.erase(std::unique(made.tags.begin(), made.tags.end()), made.tags.end());
  made.fields = wanted.fields;
  if (type_fields)
    for (const std::string& step : type_fields->checklist)
      made.checklist.push_back({step, false});
  made.parent_id = given_id(wanted.parent_id);
  made.follow_up_to_id = given_id(wanted.follow_up_to_id);
  made.created_at = made.updated_at = made.touched_at = made.status_since = change_.now;
  if (made.parent_id)
    if (auto fits = check_parent_of(made, *made.parent_id); !fits) return tl::unexpected<Error>(fits.error());
  if (made.follow_up_to_id)
    if (auto before = find(*made.follow_up_to_id); !before) return before;

  made.number = case_number(CaseStore::next_number(change_.sql, org_));
  CaseStore::insert(change_.sql, org_, made, {});
  CaseEvent opened = event(made, CaseEventKind::opened, actor);
  opened.other_id = made.follow_up_to_id;
  opened.customer_id = made.customer_id;
  CaseStore::add_event(change_.sql, org_, opened);
  if (!wanted.text.empty()) {
    CaseEvent words = event(made, CaseEventKind::comment, actor);
    words.text = wanted.text;
    words.customer_id = made.customer_id;
    words.is_by_customer = words.is_public = wanted.is_by_customer;
    if (wanted.is_by_customer) words.user_id.reset();
    CaseStore::add_event(change_.sql, org_, words);
    CaseStore::add_files(change_.sql, org_, words, wanted.attachments);
  }
  if (wanted.interaction_id) {
    CaseStore::link(change_.sql, org_, made.id, *wanted.interaction_id, false, change_.now);
    CaseEvent linked = event(made, CaseEventKind::linked, actor);
    linked.interaction_id = wanted.interaction_id;
    CaseStore::add_event(change_.sql, org_, linked);
  }
  if (actor.user && *actor.user)
    CaseStore::follow(change_.sql, org_, made.id, *actor.user, true, change_.now);
  save(made);
  return made;
}

Result<Case> CaseWork::edit(const Case& before, const CaseEdit& wanted, const CaseActor& actor,
                            const std::string& key) {
  if (!key.empty() && CaseStore::has_key(change_.sql, org_, before.id, key)) return before;
  if (auto room = has_room(before.id); !room) return tl::unexpected<Error>(room.error());
  const std::optional<CaseTypeId> type_id = wanted.type_id ? given_id(wanted.type_id) : before.type_id;
  const std::optional<CaseTypeFields> type_fields = type(type_id);
  if (wanted.type_id && *wanted.type_id && !type_fields) return org::wrong({{"/type_id", "no such type"}});
  if (wanted.parent_id && *wanted.parent_id && wanted.parent_id != before.parent_id)
    if (auto fits = check_parent_of(before, *wanted.parent_id); !fits)
      return tl::unexpected<Error>(fits.error());
  EditContext context;
  context.type = type_fields ? &*type_fields : nullptr;
  context.children_open =
      wanted.status == CaseStatus::solved ? CaseStore::children_open(change_.sql, org_, before.id) : 0;
  context.reopen_days = settings_.reopen_days;
  context.now = change_.now;
  context.is_by_people = actor.is_by_people;
  auto done = edited(before, wanted, context);
  if (!done) return tl::unexpected<Error>(std::move(done.error()));
  if (done->changes.empty()) return before;
  CaseEvent changed = event(done->after, CaseEventKind::change, actor);
  changed.changes = std::move(done->changes);
  CaseStore::add_event(change_.sql, org_, changed, key);
  save(done->after);
  return std::move(done->after);
}

Result<Case> CaseWork::say(const Case& before, const Words& words, const CaseActor& actor,
                           const std::string& key) {
  if (!key.empty() && CaseStore::has_key(change_.sql, org_, before.id, key)) return before;
  if (before.merged_into_id)
    return fail(ErrorCode::conflict, "merged",
                fmt::format("{} lives on in another case; write to that one", before.number));
  if (auto room = has_room(before.id); !room) return tl::unexpected<Error>(room.error());
  Case after = before;
  ++after.version;
  after.updated_at = change_.now;
  if (actor.is_by_people) after.touched_at = change_.now;
  CaseEvent said = event(after, CaseEventKind::comment, actor);
  said.text = words.text;
  said.is_public = words.is_public;
  said.is_by_customer = words.is_by_customer;
  said.customer_id = words.customer;
  said.via_id = words.via;
  said.at = words.at.value_or(change_.now);
  CaseStore::add_event(change_.sql, org_, said, key);
  last_said_ = said.id;
  // Words move it on: ours make a new one open, the customer's end the waiting for them.
  const bool begins = words.is_public && !words.is_by_customer && after.status == CaseStatus::fresh;
  const bool comes_back =
      words.is_by_customer && (after.status == CaseStatus::waiting_customer || !is_live(after.status));
  if (begins || comes_back) {
    CaseEvent moved = event(after, CaseEventKind::change, actor);
    moved.changes = {{"status", name_of(after.status), name_of(CaseStatus::open)}};
    CaseStore::add_event(change_.sql, org_, moved);
    after.status = CaseStatus::open;
    after.status_since = change_.now;
    after.solved_at.reset();
    after.closed_at.reset();
  }
  save(after);
  return after;
}

Result<Case> CaseWork::withdraw(CaseId id, CaseEventId words) {
  auto after = find(id);
  if (!after) return after;
  CaseStore::make_note(change_.sql, org_, words);
  ++after->version;
  after->updated_at = after->touched_at = change_.now;
  save(*after);
  return after;
}

bool CaseWork::look(const Case& before) {
  Case after = before;
  set_clocks(after);
  bool has_told = false;
  const auto clocks = clock_list(after.clocks);
  for (std::size_t i = 0; i < clocks.size(); ++i) {
    const CaseClock& clock = *clocks[i];
    if (!clock.left_s || !clock.due_at) continue;
    const bool is_over = clock.state == ClockState::breached;
    const bool is_near = clock.state == ClockState::running && settings_.forecast_min > 0 &&
                         *clock.due_at - change_.now <= minutes(settings_.forecast_min);
    if (!is_over && !is_near) continue;
    CaseEvent told = event(after, is_over ? CaseEventKind::breach : CaseEventKind::forecast, {{}, "", false});
    told.text = clock_names[i];
    const std::string key =
        fmt::format("{}:{}:{}", is_over ? "breach" : "forecast", clock_names[i], clock.due_at->us);
    has_told = CaseStore::add_event(change_.sql, org_, told, key) || has_told;
  }
  CaseStore::update(change_.sql, org_, after, next_look(after));
  return has_told;
}

}  // namespace rapport::cases
