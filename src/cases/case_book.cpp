#include "cases/case_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "org/entity.h"

namespace rapport::cases {
namespace {

CaseActor actor_of(const org::By& by) {
  return {by.user ? std::optional<UserId>{by.user} : std::nullopt, "", true};
}

Result<void> check_text(const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return org::wrong({{"/text", "say something"}});
  return {};
}

}  // namespace

std::int32_t head_start_min(CasePriority priority) {
  switch (priority) {
    case CasePriority::low:
      return 0;
    case CasePriority::normal:
      return 10;
    case CasePriority::high:
      return 30;
    case CasePriority::urgent:
      return 120;
  }
  return 0;
}

Result<Case> CaseBook::make(const org::By& by, const std::function<Result<Case>(CaseWork&)>& work) {
  auto result = services_.changes.make<Case>(by, "", [&](org::Change& change) -> Result<Case> {
    CaseWork now(change);
    return work(now);
  });
  if (result) told(by.org, result->id);
  return result;
}

Result<void> CaseBook::check_people(OrgId org, const CaseEdit& edit) {
  std::vector<Issue> issues;
  const auto directory = services_.directories.of(org);
  if (!directory) return org::no_such("organisation", org.value);
  if (edit.assignee_id && *edit.assignee_id) {
    const auto user = directory->users.find(*edit.assignee_id);
    if (user == directory->users.end() || !user->second.is_active)
      issues.push_back({"/assignee_id", "no such user"});
  }
  if (edit.team_id && *edit.team_id && !directory->teams.contains(*edit.team_id))
    issues.push_back({"/team_id", "no such team"});
  if (edit.customer_id && *edit.customer_id && !services_.customers.find(org, *edit.customer_id))
    issues.push_back({"/customer_id", "no such customer"});
  if (edit.type_id && *edit.type_id) {
    const auto type = org::get(services_.changes, case_types, org, *edit.type_id);
    if (!type) issues.push_back({"/type_id", "no such type"});
  }
  if (!issues.empty()) return org::wrong(std::move(issues));
  return {};
}

Result<void> CaseBook::check_interaction(OrgId org, InteractionId interaction, const char* where) {
  if (services_.records.find(org, interaction)) return {};
  return fail(ErrorCode::not_found, "unknown_interaction",
              fmt::format("no conversation {}", interaction.value), {{where, "no such conversation"}});
}

Result<Case> CaseBook::find(OrgId org, CaseId id) {
  return services_.changes.database().read([&](database::Session& sql) -> Result<Case> {
    auto found = CaseStore::find(sql, org, id);
    if (!found) return org::no_such("case", id.value);
    return std::move(*found);
  });
}

Result<Case> CaseBook::find_survivor(OrgId org, CaseId id) {
  return services_.changes.database().read([&](database::Session& sql) -> Result<Case> {
    const auto found = CaseStore::find(sql, org, id);
    if (!found) return org::no_such("case", id.value);
    auto lives = survivor_of(*found, [&](CaseId of) { return CaseStore::find(sql, org, of); });
    if (!lives) return org::no_such("case", id.value);
    return std::move(*lives);
  });
}

Result<Case> CaseBook::open(const org::By& by, const NewCase& wanted) {
  CaseEdit people;
  people.assignee_id = wanted.assignee_id;
  people.team_id = wanted.team_id;
  people.customer_id = wanted.customer_id;
  if (auto known = check_people(by.org, people); !known) return tl::unexpected<Error>(known.error());
  NewCase complete = wanted;
  complete.subject = kept_words(by.org, wanted.subject);
  complete.text = kept_words(by.org, wanted.text);
  if (wanted.interaction_id) {
    auto record = services_.records.find(by.org, *wanted.interaction_id);
    if (!record) return tl::unexpected<Error>(record.error());
    if (!complete.customer_id && record->customer) complete.customer_id = record->customer;
  }
  return make(by, [&](CaseWork& work) { return work.open(complete, actor_of(by)); });
}

Result<Case> CaseBook::edit(const org::By& by, CaseId id, const CaseEdit& edit,
                            std::optional<std::int64_t> version) {
  if (auto there = find(by.org, id); !there) return there;
  if (auto known = check_people(by.org, edit); !known) return tl::unexpected<Error>(known.error());
  auto result = services_.changes.make<Case>(by, "", [&](org::Change& change) -> Result<Case> {
    CaseWork work(change);
    auto before = work.find(id);
    if (!before) return before;
    if (version && *version < before->version) {
      auto meanwhile = overlapping(edit, CaseStore::events_since(change.sql, by.org, id, *version));
      if (!meanwhile.empty())
        return fail(ErrorCode::conflict, "stale", "somebody else has changed this meanwhile",
                    std::move(meanwhile));
    }
    return work.edit(*before, edit, actor_of(by));
  });
  if (result) told(by.org, id);
  return result;
}

Result<Case> CaseBook::comment(const org::By& by, CaseId id, const std::string& text, bool is_public,
                               std::optional<CaseStatus> status) {
  CommentOnCase said;
  said.text = text;
  said.is_public = is_public;
  said.status = status;
  return comment(by, id, said);
}

Result<Case> CaseBook::comment(const org::By& by, CaseId id, const CommentOnCase& said, const Along& along) {
  const std::string key =
      said.client_id.empty() ? "" : fmt::format("comment:{}:{}", by.user.value, said.client_id);
  Words words;
  words.text = kept_words(by.org, said.text);
  words.is_public = said.is_public;
  auto result = services_.changes.make<Case>(by, "", [&](org::Change& change) -> Result<Case> {
    CaseWork work(change);
    auto before = work.find(id);
    if (!before) return before;
    if (auto fits = check_text(said.text); !fits) return tl::unexpected<Error>(fits.error());
    if (!key.empty() && CaseStore::has_key(change.sql, by.org, id, key)) return before;
    words.customer = before->customer_id;
    auto after = work.say(*before, words, actor_of(by), key);
    if (after && along)
      if (auto gone = along(change, *after, work.last_said()); !gone)
        return tl::unexpected<Error>(gone.error());
    if (!after || !said.status) return after;
    CaseEdit edit;
    edit.status = said.status;
    return work.edit(*after, edit, actor_of(by));
  });
  if (result) told(by.org, result->id);
  return result;
}

Result<Case> CaseBook::add_reply(OrgId org, CaseId id, CustomerId author, const std::string& text, Instant at,
                                 const std::string& key) {
  const org::By by{org, {}};
  if (!services_.customers.find(org, author)) return org::no_such("customer", author.value);
  const std::string kept = kept_words(org, text);
  return make(by, [&](CaseWork& work) -> Result<Case> {
    auto lands = work.survivor(id);
    if (!lands) return lands;
    if (auto fits = check_text(text); !fits) return tl::unexpected<Error>(fits.error());
    Words words;
    words.text = kept;
    words.is_public = words.is_by_customer = true;
    words.customer = author;
    words.at = at;
    if (lands->id != id) words.via = id;
    const StatusMove move{lands->status, CaseStatus::open, lands->solved_at, work.now(),
                          work.settings().reopen_days};
    if (where_reply_lands(move) == ReplyLands::follow_up) {
      if (auto made = work.follow_up(*lands, author, key)) {
        if (!made->is_new) return std::move(made->follow_up);
        return work.say(made->follow_up, words, {}, key);
      } else {
        return tl::unexpected<Error>(made.error());
      }
    }
    return work.say(*lands, words, {}, key);
  });
}

Result<Case> CaseBook::link(const org::By& by, CaseId id, InteractionId interaction) {
  if (auto there = find(by.org, id); !there) return there;
  if (auto known = check_interaction(by.org, interaction, "/interaction_id"); !known)
    return tl::unexpected<Error>(known.error());
  auto linked = make(by, [&](CaseWork& work) -> Result<Case> {
    auto before = work.find(id);
    if (!before) return before;
    return work.link(*before, interaction, false, actor_of(by));
  });
  if (linked) take_over_work(by, id, interaction);
  return linked;
}

Result<Case> CaseBook::unlink(const org::By& by, CaseId id, InteractionId interaction) {
  give_back_work(by, id, interaction);
  return make(by, [&](CaseWork& work) -> Result<Case> {
    auto before = work.find(id);
    if (!before) return before;
    return work.unlink(*before, interaction, actor_of(by));
  });
}

Result<Case> CaseBook::merge(const org::By& by, CaseId from, CaseId into, const MergePlan& plan) {
  auto result = make(by, [&](CaseWork& work) -> Result<Case> {
    auto left = work.find(from);
    if (!left) return left;
    auto stays = work.find(into);
    if (!stays) return stays;
    return work.merge(*left, *stays, plan, actor_of(by));
  });
  if (result) told(by.org, from);
  return result;
}

Result<Case> CaseBook::unmerge(const org::By& by, CaseId from) {
  CaseId into;
  auto result = make(by, [&](CaseWork& work) -> Result<Case> {
    auto before = work.find(from);
    if (!before) return before;
    into = before->merged_into_id.value_or(CaseId{});
    return work.unmerge(*before, actor_of(by));
  });
  if (result) told(by.org, into);
  return result;
}

Result<Case> CaseBook::split(const org::By& by, CaseId from, const std::vector<CaseEventId>& events,
                             const std::string& subject) {
  auto result = make(by, [&](CaseWork& work) -> Result<Case> {
    auto before = work.find(from);
    if (!before) return before;
    return work.split(*before, events, subject, actor_of(by));
  });
  if (result) told(by.org, from);
  return result;
}

Result<Case> CaseBook::follow(const org::By& by, CaseId id, bool follows) {
  return services_.changes.make<Case>(by, "", [&](org::Change& change) -> Result<Case> {
    auto found = CaseStore::find(change.sql, by.org, id);
    if (!found) return org::no_such("case", id.value);
    if (follows &&
        CaseStore::followers(change.sql, by.org, id).size() >= static_cast<std::size_t>(followers_max))
      return fail(ErrorCode::conflict, "limit_reached",
                  fmt::format("a case has at most {} followers", followers_max));
    CaseStore::follow(change.sql, by.org, id, by.user, follows, change.now);
    return std::move(*found);
  });
}

Result<std::vector<BulkResult>> CaseBook::bulk(const org::By& by, const std::vector<CaseId>& ids,
                                               const CaseEdit& edit) {
  constexpr std::size_t at_once = 50;  // of one transaction
  if (auto known = check_people(by.org, edit); !known) return tl::unexpected<Error>(known.error());
  std::vector<BulkResult> results;
  for (std::size_t from = 0; from < ids.size(); from += at_once) {
    const std::size_t to = std::min(ids.size(), from + at_once);
    auto chunk = services_.changes.make<std::vector<BulkResult>>(
        by, "", [&](org::Change& change) -> Result<std::vector<BulkResult>> {
          CaseWork work(change);
          std::vector<BulkResult> made;
          for (std::size_t i = from; i < to; ++i) {
            auto done = work.find(ids[i]).and_then(
                [&](const Case& before) { return work.edit(before, edit, actor_of(by)); });
            if (done)
              made.push_back({ids[i], {}, {}});
            else
              made.push_back({ids[i], done.error().reason, done.error().detail});
          }
          change.audit({"bulk_change", "case", 0, "", contract::encode(edit)});
          return made;
        });
    if (chunk) {
      results.insert(results.end(), chunk->begin(), chunk->end());
    } else {
      for (std::size_t i = from; i < to; ++i)
        results.push_back({ids[i], chunk.error().reason, chunk.error().detail});
    }
  }
  const bool is_none_there = std::all_of(
      results.begin(), results.end(), [](const BulkResult& each) { return each.reason == "unknown_case"; });
  if (is_none_there) return fail(ErrorCode::not_found, "unknown_case", "none of these cases is there");
  told(by.org, {});
  return results;
}

Result<InteractionId> CaseBook::route(const org::By& by, CaseId id, const RouteCase& wanted) {
  auto which = find(by.org, id);
  if (!which) return tl::unexpected<Error>(which.error());
  const auto directory = services_.directories.of(by.org);
  if (!directory || !directory->queues.contains(wanted.queue_id))
    return org::wrong({{"/queue_id", "no such queue"}});
  if (wanted.agent_id && *wanted.agent_id && !directory->users.contains(*wanted.agent_id))
    return org::wrong({{"/agent_id", "no such agent"}});
  if (!is_live(which->status) || which->merged_into_id)
    return fail(ErrorCode::conflict, "not_open",
                fmt::format("{} is not open: nobody has to work on it", which->number));
  auto links =
      services_.changes.database().read([&](database::Session& sql) -> Result<std::vector<CaseStore::Link>> {
        return CaseStore::links(sql, by.org, {id});
      });
  if (!links) return tl::unexpected<Error>(links.error());
  for (const CaseStore::Link& link : *links) {
    if (!link.is_work) continue;
    auto open = services_.loop.read<bool>(
        by.org, [of = link.interaction](const switchboard::Switchboard& board, Instant) {
          return board.interaction(of).has_value();
        });
    if (open && *open)
      return fail(ErrorCode::conflict, "already_routed",
                  fmt::format("{} is being worked on, or waits to be", which->number));
  }
  const auto interaction = services_.ids.next<InteractionId>();
  conversations::Entrance entrance;
  entrance.subject = fmt::format("{} {}", which->number, which->subject);
  if (auto noted = services_.records.add_entrance(by.org, interaction, entrance); !noted)
    return tl::unexpected<Error>(noted.error());
  auto linked = make(by, [&](CaseWork& work) -> Result<Case> {
    auto before = work.find(id);
    if (!before) return before;
    return work.link(*before, interaction, true, actor_of(by));
  });
  if (!linked) return tl::unexpected<Error>(linked.error());
  switchboard::InteractionArrived arrived;
  arrived.interaction = interaction;
  arrived.channel = switchboard::Channel::task;
  arrived.queue = wanted.queue_id;
  arrived.customer = which->customer_id.value_or(CustomerId{});
  arrived.priority = head_start_min(which->priority);
  if (wanted.agent_id && *wanted.agent_id) {
    switchboard::Step asked;
    asked.agent = *wanted.agent_id;
    asked.lasts = minutes(10);
    arrived.steps = {asked, switchboard::Step{}};
  }
  auto released = services_.loop.submit_and_wait(by.org, arrived);
  if (!released) {
    (void)unlink(by, id, interaction);
    return tl::unexpected<Error>(released.error());
  }
  return interaction;
}

Result<std::vector<CaseEvent>> CaseBook::timeline(OrgId org, CaseId id, CaseEventId after,
                                                  std::int64_t most) {
  return services_.changes.database().read([&](database::Session& sql) -> Result<std::vector<CaseEvent>> {
    if (!CaseStore::find(sql, org, id)) return org::no_such("case", id.value);
    auto events = CaseStore::events(sql, org, CaseStore::family(sql, org, id), after, most);
    CaseStore::put_files(sql, org, events);
    return events;
  });
}

Result<std::vector<CustomerWords>> CaseBook::customer_view(OrgId org, CaseId id, CustomerId customer) {
  struct Found {
    std::vector<CaseEvent> events;
    std::vector<CaseStore::Link> links;
  };
  auto found = services_.changes.database().read([&](database::Session& sql) -> Result<Found> {
    if (!CaseStore::find(sql, org, id)) return org::no_such("case", id.value);
    const auto family = CaseStore::family(sql, org, id);
    Found all{CaseStore::events(sql, org, family, {}, events_max), CaseStore::links(sql, org, family)};
    CaseStore::put_files(sql, org, all.events);
    return all;
  });
  if (!found) return tl::unexpected<Error>(found.error());
  std::vector<CustomerWords> words;
  for (const CaseEvent& event : shown_to(customer, found->events))
    words.push_back({event.at, event.is_by_customer, event.text, event.files});
  constexpr std::size_t messages_max = 500;  // of one conversation
  for (const CaseStore::Link& link : found->links) {
    const auto record = services_.records.find(org, link.interaction);
    if (!record || link.is_work || record->customer != customer) continue;
    const auto said = services_.messages.page(org, link.interaction, {}, messages_max, false);
    if (!said) return tl::unexpected<Error>(said.error());
    for (const conversations::Message& message : *said)
      if (message.author == switchboard::Author::customer || message.author == switchboard::Author::agent)
        words.push_back({message.sent_at, message.author == switchboard::Author::customer, message.text, {}});
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const CustomerWords& a, const CustomerWords& b) { return a.at < b.at; });
  return words;
}

}  // namespace rapport::cases
