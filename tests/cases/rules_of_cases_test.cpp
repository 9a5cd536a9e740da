// The small rules: moves, fields, edits, merging, conditions, placeholders, filters.
#include <doctest/doctest.h>

#include "cases/case_filter.h"
#include "cases/edit.h"
#include "cases/fields.h"
#include "cases/merge.h"
#include "cases/rules.h"
#include "cases/viewers.h"

namespace rapport::cases {
namespace {

const Instant noon{1'772'000'000'000'000};

Case a_case(std::int64_t id, CaseStatus status = CaseStatus::open) {
  Case made;
  made.id = {id};
  made.number = case_number(id);
  made.subject = "a thing";
  made.status = status;
  made.created_at = made.updated_at = made.touched_at = made.status_since = noon - hours(48);
  if (!is_live(status)) made.solved_at = noon - hours(24);
  return made;
}

std::string move(CaseStatus from, CaseStatus to, int solved_days_ago = 1) {
  const auto result = check(StatusMove{from, to, noon - hours(24 * solved_days_ago), noon, 14});
  return result ? "ok" : result.error().reason;
}

TEST_CASE("a case moves between the live statuses, is solved, closed, and opened again for a while") {
  using enum CaseStatus;
  CHECK(move(fresh, waiting_customer) == "ok");
  CHECK(move(fresh, solved) == "ok");
  CHECK(move(open, fresh) == "bad_move");
  CHECK(move(open, closed) == "bad_move");
  CHECK(move(waiting_other, open) == "ok");
  CHECK(move(solved, closed) == "ok");
  CHECK(move(solved, open) == "ok");
  CHECK(move(solved, waiting_customer) == "bad_move");
  CHECK(move(closed, open, 13) == "ok");
  CHECK(move(closed, open, 15) == "reopen_over");
  CHECK(move(closed, closed, 15) == "ok");
  CHECK(where_reply_lands({open, open, {}, noon, 14}) == ReplyLands::here);
  CHECK(where_reply_lands({closed, open, noon - hours(24), noon, 14}) == ReplyLands::reopens);
  CHECK(where_reply_lands({solved, open, noon - hours(24 * 15), noon, 14}) == ReplyLands::follow_up);
}

CaseTypeFields returns() {
  CaseTypeFields type;
  type.name = "Return";
  type.fields = {{"order", "Order", "", CaseFieldKind::text, {}, true, false},
                 {"items", "Items", "", CaseFieldKind::integer, {}, false, true},
                 {"worth", "Worth", "", CaseFieldKind::decimal, {}, false, false},
                 {"bought", "Bought", "", CaseFieldKind::date, {}, false, false},
                 {"why", "Why", "", CaseFieldKind::choice, {"broken", "wrong size"}, false, false},
                 {"gift", "Gift", "", CaseFieldKind::boolean, {}, false, false}};
  return type;
}

std::string faults(const std::map<std::string, std::string>& values,
                   FieldsNeeded needed = FieldsNeeded::none) {
  const CaseTypeFields type = returns();
  std::string all;
  for (const Issue& issue : wrong_with(&type, values, needed))
    all += issue.where + " ";
  return all;
}

TEST_CASE("custom fields take what their kind allows") {
  CHECK(faults({{"order", "A-1"},
                {"items", "-3"},
                {"worth", "12.50"},
                {"bought", "2026-02-28"},
                {"why", "broken"},
                {"gift", "true"}}) == "");
  CHECK(faults({{"items", "3.5"}}) == "/fields/items ");
  CHECK(faults({{"items", "99999999999999999999"}}) == "/fields/items ");
  CHECK(faults({{"worth", "1,5"}}) == "/fields/worth ");
  CHECK(faults({{"worth", ".5"}}) == "/fields/worth ");
  CHECK(faults({{"worth", "1e9"}}) == "/fields/worth ");
  CHECK(faults({{"bought", "2026-02-30"}}) == "/fields/bought ");
  CHECK(faults({{"why", "other"}}) == "/fields/why ");
  CHECK(faults({{"gift", "yes"}}) == "/fields/gift ");
  CHECK(faults({{"colour", "red"}}) == "/fields/colour ");
  CHECK(faults({}, FieldsNeeded::to_open) == "/fields/order ");
  CHECK(faults({}, FieldsNeeded::to_solve) == "/fields/order /fields/items ");
  CHECK(wrong_with(nullptr, {{"order", "1"}}, FieldsNeeded::to_solve).size() == 1);
}

TEST_CASE("an edit says what it changes, and nothing else") {
  CaseEdit edit;
  edit.priority = CasePriority::high;
  edit.assignee_id = UserId{7};
  edit.add_tags = {"vip", "billing", "vip"};
  EditContext context;
  context.now = noon;
  context.reopen_days = 14;
  const auto done = edited(a_case(1, CaseStatus::fresh), edit, context);
  REQUIRE(done);
  CHECK(done->changes == std::vector<CaseDifference>{{"priority", "normal", "high"},
                                                     {"assignee_id", "", "7"},
                                                     {"tags", "", "billing, vip"},
                                                     {"status", "new", "open"}});
  CHECK(done->after.version == 2);
  CHECK(done->after.updated_at == noon);
  const auto again = edited(done->after, edit, context);
  REQUIRE(again);
  CHECK(again->changes.empty());
  CHECK(again->after.version == 2);
  CaseEdit nobody;
  nobody.assignee_id = UserId{};
  CHECK_FALSE(edited(done->after, nobody, context)->after.assignee_id);
}

TEST_CASE("what a case needs before it is solved is asked for") {
  const CaseTypeFields type = returns();
  EditContext context;
  context.type = &type;
  context.now = noon;
  CaseEdit solve;
  solve.status = CaseStatus::solved;
  const auto missing = edited(a_case(1), solve, context);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().issues.size() == 2);
  solve.fields = {{"order", "A-1"}, {"items", "2"}};
  CHECK(edited(a_case(1), solve, context)->after.solved_at == noon);
  context.children_open = 2;
  CHECK(edited(a_case(1), solve, context).error().reason == "children_open");
  solve.is_forced = true;
  CHECK(edited(a_case(1), solve, context));
  Case merged = a_case(1);
  merged.merged_into_id = CaseId{2};
  CHECK(edited(merged, solve, context).error().reason == "merged");
  CaseEdit strange;
  strange.add_tags = {"a,b", "", "line\nbreak"};
  context.children_open = 0;
  CHECK(edited(a_case(1), strange, context).error().issues.size() == 3);
}

TEST_CASE("a stale edit is refused only where it touches what has changed") {
  CaseEvent event;
  event.changes = {{"status", "open", "solved"}, {"fields/order", "", "A-1"}};
  CaseEdit edit;
  edit.priority = CasePriority::low;
  CHECK(overlapping(edit, {event}).empty());
  edit.status = CaseStatus::open;
  edit.fields = {{"order", "A-2"}};
  const auto issues = overlapping(edit, {event});
  REQUIRE(issues.size() == 2);
  CHECK(issues[0] == Issue{"/status", "became solved meanwhile, it was open"});
  CHECK(issues[1] == Issue{"/fields/order", "became A-1 meanwhile, it was nothing"});
}

TEST_CASE("a merge points, never in a circle, and across customers only when it is said") {
  std::map<CaseId, Case> all;
  for (std::int64_t id = 1; id <= 4; ++id)
    all[{id}] = a_case(id);
  const CaseLookup find = [&](CaseId id) -> std::optional<Case> {
    const auto found = all.find(id);
    return found == all.end() ? std::nullopt : std::optional<Case>{found->second};
  };
  const auto merge = [&](std::int64_t from, std::int64_t into, bool across = false) -> std::string {
    const auto result = check_merge(all[{from}], all[{into}], {across}, find);
    if (!result) return result.error().reason;
    all[{from}].merged_into_id = CaseId{into};
    return "ok";
  };
  CHECK(merge(1, 1) == "same_case");
  CHECK(merge(1, 2) == "ok");
  CHECK(merge(2, 1) == "merge_cycle");
  CHECK(merge(1, 3) == "merged");
  CHECK(merge(2, 3) == "ok");
  CHECK(merge(3, 1) == "merge_cycle");
  CHECK(merge(4, 1) == "merged");
  CHECK(survivor_of(all[{1}], find)->id == CaseId{3});
  all[{3}].customer_id = CustomerId{30};
  all[{4}].customer_id = CustomerId{40};
  CHECK(merge(4, 3) == "different_customers");
  CHECK(merge(4, 3, true) == "ok");
}

TEST_CASE("a customer is shown their own public words and nothing else") {
  CaseEvent theirs, ours, note, others, change;
  theirs.text = "mine";
  theirs.customer_id = ours.customer_id = note.customer_id = change.customer_id = CustomerId{1};
  theirs.is_public = theirs.is_by_customer = ours.is_public = others.is_public = change.is_public = true;
  ours.text = "to me";
  note.text = "internal";
  others.text = "of another";
  others.customer_id = CustomerId{2};
  change.kind = CaseEventKind::change;
  CaseEvent nobody;
  nobody.is_public = true;
  nobody.text = "of no one";
  const auto shown = shown_to({1}, {theirs, ours, note, others, change, nobody});
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].text == "mine");
  CHECK(shown[1].text == "to me");
}

TEST_CASE("a case is not its own ancestor") {
  Case top = a_case(1), middle = a_case(2);
  middle.parent_id = CaseId{1};
  const CaseLookup find = [&](CaseId id) -> std::optional<Case> { return id == top.id ? top : middle; };
  CHECK(check_parent(top, middle, find).error().reason == "parent_cycle");
  CHECK(check_parent(a_case(3), middle, find));
}

TEST_CASE("a rule means a case since a moment, and for that period once") {
  CaseConditions when;
  Case which = a_case(1, CaseStatus::waiting_customer);
  CHECK_FALSE(holds_since(when, which, noon));
  when.statuses = {CaseStatus::waiting_customer};
  when.hours_in_status = 48;
  CHECK(holds_since(when, which, noon) == noon - hours(48));
  when.hours_in_status = 49;
  CHECK_FALSE(holds_since(when, which, noon));
  when.hours_in_status = 1;
  when.tags = {"vip"};
  CHECK_FALSE(holds_since(when, which, noon));
  which.tags = {"billing", "vip"};
  CHECK(holds_since(when, which, noon));
  when.without_tags = {"billing"};
  CHECK_FALSE(holds_since(when, which, noon));
  when = {};
  when.due_within_min = 30;
  CHECK_FALSE(holds_since(when, which, noon));
  which.due_at = noon + minutes(31);
  CHECK_FALSE(holds_since(when, which, noon));
  which.due_at = noon + minutes(30);
  CHECK(holds_since(when, which, noon) == which.touched_at);
  // The rule's own doing does not begin another period.
  which.due_at = noon - hours(3);
  CHECK(holds_since(when, which, noon) == which.touched_at);
  when.is_assigned = true;
  CHECK_FALSE(holds_since(when, which, noon));
  which.merged_into_id = CaseId{2};
  when.is_assigned = false;
  CHECK_FALSE(holds_since(when, which, noon));
}

TEST_CASE("escalation raises the priority by one, up to urgent") {
  CaseActions then;
  then.raises_priority = true;
  Case which = a_case(1);
  CHECK(edit_of(then, which).priority == CasePriority::high);
  which.priority = CasePriority::urgent;
  CHECK_FALSE(edit_of(then, which).priority);
}

TEST_CASE("placeholders that are known are filled in, others stay") {
  const std::map<std::string, std::string> known{{"customer", "Ada {number}"}, {"number", "C-7"}};
  CHECK(filled("Dear {customer}, {number}: {what} {{number}} {", known) ==
        "Dear Ada {number}, C-7: {what} {C-7} {");
  CHECK(filled("", known).empty());
  CHECK(filled("{{{{", known) == "{{{{");
}

TEST_CASE("a filter is one text for all values of its kind") {
  CaseFilter filter;
  filter.is_open = true;
  filter.statuses = {CaseStatus::open, CaseStatus::waiting_other};
  filter.is_mine = true;
  filter.text = "50%_off";
  const CaseQuery query = query_of({1}, {9}, filter, CaseMark{77, {5}});
  CHECK(query.where ==
        "where org = :p0 and is_open = 1 and status in (:p1, :p2) and assignee = :p3 and lower(subject) like "
        ":p4"
        " escape '\\' and (due_us, id) > (:p5, :p6)");
  CHECK(query.order == " order by due_us, id");
  CHECK(std::get<std::string>(query.values[4]) == "%50\\%\\_off%");
  filter.fields = "mill=Two \"inch\" 50%\nlid=";
  const CaseQuery with = query_of({1}, {9}, filter, {});
  CHECK(with.where.find("fields like :p4 escape '\\' and fields not like :p5 escape '\\'") !=
        std::string::npos);
  CHECK(std::get<std::string>(with.values[4]) == R"(%"mill":"Two \\"inch\\" 50\%"%)");
  CHECK(std::get<std::string>(with.values[5]) == R"(%"lid":%)");
  filter.fields.reset();
  filter.text = "c-1042";
  CHECK(query_of({1}, {9}, filter, {}).where.ends_with("number = :p4"));
  CHECK(parse_case_number("C-") == 0);
  CHECK(parse_case_number("C-12x") == 0);
  CHECK(parse_case_number("99999999999999999999") == 0);
}

TEST_CASE("who has a case open is known until they say nothing more") {
  CaseViewers viewers;
  Instant now = noon;
  CHECK(viewers.note({1}, {1}, {10}, true, false, now).others.empty());
  const auto second = viewers.note({1}, {1}, {11}, true, true, now);
  REQUIRE(second.others.size() == 1);
  CHECK(second.others[0].user_id == UserId{10});
  CHECK(second.is_news);
  const auto first = viewers.note({1}, {1}, {10}, true, false, now);
  REQUIRE(first.others.size() == 1);
  CHECK(first.others[0].is_editing);
  CHECK_FALSE(first.is_news);
  CHECK(viewers.note({2}, {1}, {10}, true, false, now).others.empty());
  now = now + CaseViewers::stays + seconds(1);
  CHECK(viewers.note({1}, {1}, {10}, true, false, now).others.empty());
  viewers.note({1}, {1}, {12}, true, false, now);
  viewers.note({1}, {1}, {12}, false, false, now);
  CHECK(viewers.note({1}, {1}, {10}, true, false, now).others.empty());
}

}  // namespace
}  // namespace rapport::cases
