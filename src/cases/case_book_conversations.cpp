// What happens in conversations, as far as it moves the cases they belong to.
#include <algorithm>

#include "cases/case_book.h"

namespace rapport::cases {
namespace {

constexpr Duration work_comes_back_within = minutes(2);

struct LinkedCase {
  CaseId id;
  bool is_work = false;
};

std::vector<LinkedCase> linked_cases(database::Database& database, OrgId org, InteractionId interaction) {
  const auto read = database.read([&](database::Session& sql) -> Result<std::vector<LinkedCase>> {
    std::vector<LinkedCase> found;
    const std::vector<CaseId> cases = CaseStore::cases_of(sql, org, interaction);
    if (cases.empty()) return found;
    for (const CaseStore::Link& link : CaseStore::links(sql, org, cases))
      if (link.interaction == interaction) found.push_back({link.case_id, link.is_work});
    return found;
  });
  return read.value_or(std::vector<LinkedCase>{});
}

}  // namespace

Result<Case> CaseWork::spoken(const Case& before, const Spoken& said) {
  if (before.merged_into_id || !is_live(before.status)) return before;
  const MomentKind kind = said.is_by_customer ? MomentKind::customer_reply : MomentKind::agent_reply;
  const auto moments = CaseStore::moments(change_.sql, org_, before.id);
  const auto last = std::find_if(moments.rbegin(), moments.rend(), [](const Moment& moment) {
    return moment.kind == MomentKind::customer_reply || moment.kind == MomentKind::agent_reply;
  });
  // Until we have answered for the first time it is the opening that waits.
  if (last == moments.rend() ? said.is_by_customer : last->kind == kind) return before;
  if (auto room = has_room(before.id); !room) return tl::unexpected<Error>(room.error());
  Case after = before;
  ++after.version;
  after.updated_at = after.touched_at = change_.now;
  const CaseActor actor{said.agent ? std::optional<UserId>{said.agent} : std::nullopt, "", true};
  CaseEvent noted = event(after, CaseEventKind::spoken, actor);
  noted.at = said.at;
  noted.is_public = true;
  noted.is_by_customer = said.is_by_customer;
  noted.customer_id = said.customer;
  noted.interaction_id = said.interaction;
  CaseStore::add_event(change_.sql, org_, noted);
  const bool moves =
      said.is_by_customer ? after.status == CaseStatus::waiting_customer : after.status == CaseStatus::fresh;
  if (moves) {
    CaseEvent moved = event(after, CaseEventKind::change, actor);
    moved.changes = {{"status", name_of(after.status), name_of(CaseStatus::open)}};
    CaseStore::add_event(change_.sql, org_, moved);
    after.status = CaseStatus::open;
    after.status_since = change_.now;
  }
  save(after);
  return after;
}

std::vector<InteractionId> CaseBook::work_of(OrgId org, CaseId id) {
  auto links =
      services_.changes.database().read([&](database::Session& sql) -> Result<std::vector<CaseStore::Link>> {
        return CaseStore::links(sql, org, {id});
      });
  std::vector<InteractionId> work;
  if (links)
    for (const CaseStore::Link& link : *links)
      if (link.is_work) work.push_back(link.interaction);
  return work;
}

// Refused where the work is not waiting, or nobody talks: then all stays as it is.
void CaseBook::take_over_work(const org::By& by, CaseId id, InteractionId interaction) {
  struct Talk {
    AgentId agent;       // 0: nobody talks
    InteractionId held;  // another contact of theirs, whose place it has
  };
  auto talk =
      services_.loop.read<Talk>(by.org, [interaction](const switchboard::Switchboard& board, Instant) {
        const auto view = board.interaction(interaction);
        if (!view || view->state != switchboard::InteractionState::active) return Talk{};
        const auto held = view->holds ? board.interaction(*view->holds) : std::nullopt;
        const bool is_contact = held && held->channel != switchboard::Channel::task;
        return Talk{view->agent, is_contact ? held->interaction : InteractionId{}};
      });
  if (!talk || !talk->agent) return;
  if (talk->held) (void)joined(by.org, talk->held, interaction);
  for (const InteractionId work : work_of(by.org, id))
    if (services_.loop.submit_and_wait(
            by.org, switchboard::PlaceMoved{work, interaction, by.user, work_comes_back_within}))
      (void)taken(by.org, work, talk->agent);
}

void CaseBook::give_back_work(const org::By& by, CaseId id, InteractionId interaction) {
  for (const InteractionId work : work_of(by.org, id)) {
    auto is_here = services_.loop.read<bool>(
        by.org, [work, interaction](const switchboard::Switchboard& board, Instant) {
          const auto view = board.interaction(work);
          return view && view->aside && view->aside->to == interaction;
        });
    if (is_here && *is_here)
      (void)services_.loop.submit_and_wait(by.org, switchboard::PlaceReturned{work, by.user});
  }
}

Result<void> CaseBook::joined(OrgId org, InteractionId gone, InteractionId to) {
  for (const LinkedCase& linked : linked_cases(services_.changes.database(), org, to)) {
    if (linked.is_work) continue;
    const auto already = linked_cases(services_.changes.database(), org, gone);
    if (std::any_of(already.begin(), already.end(),
                    [&](const LinkedCase& each) { return each.id == linked.id; }))
      continue;
    auto made = make({org, {}}, [&](CaseWork& now) -> Result<Case> {
      auto lands = now.survivor(linked.id);
      if (!lands) return lands;
      return now.link(*lands, gone, false, {std::nullopt, "", true});
    });
    if (!made) return tl::unexpected<Error>(made.error());
  }
  return {};
}

Result<void> CaseBook::taken(OrgId org, InteractionId work, AgentId agent) {
  for (const LinkedCase& linked : linked_cases(services_.changes.database(), org, work)) {
    if (!linked.is_work) continue;
    auto made = make({org, agent}, [&](CaseWork& now) -> Result<Case> {
      auto before = now.find(linked.id);
      if (!before || before->assignee_id || !is_live(before->status)) return before;
      CaseEdit edit;
      edit.assignee_id = agent;
      return now.edit(*before, edit, {agent, "", true});
    });
    if (!made) return tl::unexpected<Error>(made.error());
  }
  return {};
}

Result<void> CaseBook::spoken(OrgId org, const CaseWork::Spoken& said) {
  for (const LinkedCase& linked : linked_cases(services_.changes.database(), org, said.interaction)) {
    if (linked.is_work) continue;
    bool is_noted = false;
    auto made = services_.changes.make<Case>({org, said.agent}, "", [&](org::Change& change) -> Result<Case> {
      CaseWork now(change);
      auto lands = now.survivor(linked.id);
      if (!lands) return lands;
      auto after = now.spoken(*lands, said);
      is_noted = after && after->version != lands->version;
      return after;
    });
    if (!made) return tl::unexpected<Error>(made.error());
    if (is_noted) told(org, made->id);
  }
  return {};
}

}  // namespace rapport::cases
