// What CaseWork does with more than one case, and with conversations: links, merge, split.
#include <fmt/format.h>

#include <algorithm>

#include "cases/case_work.h"

namespace rapport::cases {
namespace {

Case touched(const Case& before, Instant now) {
  Case after = before;
  ++after.version;
  after.updated_at = after.touched_at = now;
  return after;
}

}  // namespace

std::vector<Issue> uses_of_type(org::Change& change, CaseTypeId id) {
  if (!CaseStore::has_type(change.sql, change.org(), id)) return {};
  return {{"/cases", "cases are of this type"}};
}

Result<Case> CaseWork::link(const Case& before, InteractionId interaction, bool is_work,
                            const CaseActor& actor) {
  if (before.merged_into_id)
    return fail(ErrorCode::conflict, "merged", fmt::format("{} lives on in another case", before.number));
  if (CaseStore::links(change_.sql, org_, {before.id}).size() >= static_cast<std::size_t>(links_max))
    return fail(ErrorCode::conflict, "limit_reached",
                fmt::format("a case has at most {} conversations", links_max));
  if (!CaseStore::link(change_.sql, org_, before.id, interaction, is_work, change_.now)) return before;
  Case after = touched(before, change_.now);
  CaseEvent linked = event(after, is_work ? CaseEventKind::routed : CaseEventKind::linked, actor);
  linked.interaction_id = interaction;
  CaseStore::add_event(change_.sql, org_, linked);
  save(after);
  return after;
}

Result<Case> CaseWork::unlink(const Case& before, InteractionId interaction, const CaseActor& actor) {
  if (!CaseStore::unlink(change_.sql, org_, before.id, interaction))
    return fail(ErrorCode::not_found, "not_linked",
                fmt::format("the conversation {} is not linked to {}", interaction.value, before.number));
  Case after = touched(before, change_.now);
  CaseEvent unlinked = event(after, CaseEventKind::unlinked, actor);
  unlinked.interaction_id = interaction;
  CaseStore::add_event(change_.sql, org_, unlinked);
  save(after);
  return after;
}

Result<Case> CaseWork::merge(const Case& from, const Case& into, const MergePlan& plan,
                             const CaseActor& actor) {
  if (auto fits = check_merge(from, into, plan, lookup()); !fits) return tl::unexpected<Error>(fits.error());
  const auto together = CaseStore::family(change_.sql, org_, into.id).size() +
                        CaseStore::family(change_.sql, org_, from.id).size();
  if (together > static_cast<std::size_t>(merged_max))
    return fail(ErrorCode::conflict, "limit_reached",
                fmt::format("at most {} cases live on in one", merged_max));
  Case gone = touched(from, change_.now);
  gone.merged_into_id = into.id;
  Case stays = touched(into, change_.now);
  CaseEvent left = event(gone, CaseEventKind::merged, actor);
  left.other_id = into.id;
  CaseStore::add_event(change_.sql, org_, left);
  CaseEvent came = event(stays, CaseEventKind::merged, actor);
  came.other_id = from.id;
  CaseStore::add_event(change_.sql, org_, came);
  save(gone);
  save(stays);
  change_.audit({"merge", "case", from.id.value, "", fmt::format(R"({{"into_id":"{}"}})", into.id.value)});
  return stays;
}

Result<Case> CaseWork::unmerge(const Case& from, const CaseActor& actor) {
  if (!from.merged_into_id)
    return fail(ErrorCode::conflict, "not_merged", fmt::format("{} is a case of its own", from.number));
  const CaseId into = *from.merged_into_id;
  Case back = touched(from, change_.now);
  back.merged_into_id.reset();
  CaseEvent left = event(back, CaseEventKind::unmerged, actor);
  left.other_id = into;
  CaseStore::add_event(change_.sql, org_, left);
  save(back);
  if (auto stays = find(into)) {
    Case after = touched(*stays, change_.now);
    CaseEvent told = event(after, CaseEventKind::unmerged, actor);
    told.other_id = from.id;
    CaseStore::add_event(change_.sql, org_, told);
    save(after);
  }
  change_.audit({"unmerge", "case", from.id.value, fmt::format(R"({{"into_id":"{}"}})", into.value), ""});
  return back;
}

Result<Case> CaseWork::split(const Case& from, const std::vector<CaseEventId>& events,
                             const std::string& subject, const CaseActor& actor) {
  const std::vector<CaseEvent> timeline =
      CaseStore::events(change_.sql, org_, {from.id}, CaseEventId{}, events_max);
  std::vector<const CaseEvent*> taken;
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto found = std::find_if(timeline.begin(), timeline.end(), [&](const CaseEvent& each) {
      return each.id == events[i] && each.case_id == from.id;
    });
    if (found == timeline.end() ||
        (found->kind != CaseEventKind::comment && found->kind != CaseEventKind::linked))
      issues.push_back({fmt::format("/event_ids/{}", i), "no words and no conversation of this case"});
    else
      taken.push_back(&*found);
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  NewCase wanted;
  wanted.subject = subject;
  wanted.priority = from.priority;
  wanted.segment = from.segment;
  wanted.customer_id = from.customer_id;
  wanted.assignee_id = from.assignee_id;
  wanted.team_id = from.team_id;
  auto made = open(wanted, actor);
  if (!made) return made;
  for (const CaseEvent* each : taken) {
    CaseEvent copy = *each;
    copy.id = change_.new_id<CaseEventId>();
    copy.case_id = made->id;
    copy.version = made->version;
    CaseStore::add_event(change_.sql, org_, copy);
    if (each->kind == CaseEventKind::linked && each->interaction_id &&
        CaseStore::unlink(change_.sql, org_, from.id, *each->interaction_id))
      CaseStore::link(change_.sql, org_, made->id, *each->interaction_id, false, change_.now);
  }
  Case after = touched(from, change_.now);
  CaseEvent here = event(after, CaseEventKind::split, actor);
  here.other_id = made->id;
  CaseStore::add_event(change_.sql, org_, here);
  CaseEvent there = event(*made, CaseEventKind::split, actor);
  there.other_id = from.id;
  CaseStore::add_event(change_.sql, org_, there);
  save(after);
  save(*made);
  change_.audit({"split", "case", from.id.value, "", fmt::format(R"({{"new_id":"{}"}})", made->id.value)});
  return made;
}

Result<CaseWork::FollowUp> CaseWork::follow_up(const Case& solved, CustomerId author,
                                               const std::string& key) {
  // What the first words of a follow-up led to stands in the solved case's timeline, under their key; later
  // words go into the follow-up that is still live.
  for (const CaseEvent& each : CaseStore::events(change_.sql, org_, {solved.id}, {}, events_max)) {
    if (each.kind != CaseEventKind::split || !each.other_id || each.case_id != solved.id) continue;
    const auto known = find(*each.other_id);
    if (!known || known->follow_up_to_id != solved.id) continue;
    if (!key.empty() && (CaseStore::has_key(change_.sql, org_, solved.id, key) ||
                         CaseStore::has_key(change_.sql, org_, known->id, key)))
      return FollowUp{*known, false};
    if (is_live(known->status) && !known->merged_into_id && known->customer_id == author)
      return FollowUp{*known, true};
  }
  NewCase wanted;
  wanted.subject = solved.subject;
  wanted.priority = solved.priority;
  wanted.segment = solved.segment;
  wanted.customer_id = author;
  wanted.assignee_id = solved.assignee_id;
  wanted.team_id = solved.team_id;
  wanted.follow_up_to_id = solved.id;
  auto made = open(wanted, {});
  if (!made) return tl::unexpected<Error>(made.error());
  CaseEvent told = event(solved, CaseEventKind::split, {});
  told.other_id = made->id;
  CaseStore::add_event(change_.sql, org_, told, key);
  return FollowUp{std::move(*made), true};
}

}  // namespace rapport::cases
