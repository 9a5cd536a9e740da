#include "duplicates/duplicates.h"

#include <algorithm>
#include <utility>

#include "customers/customer_rows.h"
#include "customers/joins.h"

namespace rapport::duplicates {

using namespace switchboard;

namespace {

constexpr std::size_t records_max = 20;    // of a person's newest interactions, looked through for open ones
constexpr std::size_t candidates_max = 5;  // open at once; of more the newest
constexpr std::int64_t proposals_max = 3;  // persons who are likely the same
constexpr std::int64_t joins_max = 200;
constexpr std::size_t messages_max = 30;  // of one contact, for its words

tl::unexpected<Error> passed_on(const Error& error) {
  return tl::unexpected<Error>(error);
}

// A task is work of ours about a case; nobody waits at the other end of it.
bool is_contact(Channel channel) {
  return channel != Channel::task;
}

bool waits(const InteractionView& view) {
  return view.state == InteractionState::queued || view.state == InteractionState::offered ||
         view.state == InteractionState::scheduled;
}

ContactStage stage_of(InteractionState state) {
  switch (state) {
    case InteractionState::queued:
    case InteractionState::offered:
    case InteractionState::arrived:
    case InteractionState::scheduled:
    case InteractionState::set_aside:
      return ContactStage::waiting;
    case InteractionState::active:
    case InteractionState::dialling:
      return ContactStage::talking;
    case InteractionState::wrap_up:
    case InteractionState::closed:
      break;
  }
  return ContactStage::answered;
}

bool gave_place_to(const InteractionView& from, InteractionId to) {
  return from.aside && from.aside->to == to;
}

bool is_free(const InteractionView& view) {
  return !view.aside && !view.holds;
}

// Beside its agent a conversation takes more than one place.
bool can_take(const InteractionView& view) {
  return !view.aside && (!view.holds || view.state == InteractionState::active);
}

// What may be looked at again, and what others have to hear of.
struct Noticed {
  std::vector<InteractionId> arrivals, changes;
  void add(std::vector<InteractionId>& to, InteractionId id) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  }
  void hear(const InteractionChanged& changed) {
    if (!is_contact(changed.channel)) return;
    switch (changed.change) {
      case Change::arrived:
        return add(arrivals, changed.interaction);
      case Change::queued:  // out of its flow it has a place to give
        add(changes, changed.interaction);
        return add(arrivals, changed.interaction);
      case Change::message:
        if (changed.author == Author::customer && stage_of(changed.state) == ContactStage::waiting)
          add(arrivals, changed.interaction);
        return;
      case Change::accepted:
      case Change::ended:
      case Change::set_aside:
      case Change::brought_back:
        return add(changes, changed.interaction);
      default:
        return;
    }
  }
};

}  // namespace

// A full pool of workers drops a look: the next words of the customer make another.
void Duplicates::on_released(const std::shared_ptr<const live::Released>& released) {
  Noticed noticed;
  for (const Effect& effect : released->effects) {
    if (const auto* changed = std::get_if<InteractionChanged>(&effect)) noticed.hear(*changed);
    if (const auto* closed = std::get_if<InteractionClosed>(&effect))
      noticed.add(noticed.changes, closed->interaction);
  }
  if (noticed.arrivals.empty() && noticed.changes.empty()) return;
  (void)parts_.workers.post([this, org = released->org, noticed = std::move(noticed)] {
    for (const InteractionId id : noticed.changes)
      tell_of(org, id);
    for (const InteractionId id : noticed.arrivals)
      if (auto looked = look(org, id); !looked)
        parts_.log.error("looking for a duplicate failed",
                         {{"interaction", std::to_string(id.value)}, {"why", looked.error().detail}});
  });
}

Result<std::vector<Duplicates::Candidate>> Duplicates::candidates(OrgId org, CustomerId customer) {
  std::vector<std::pair<CustomerId, Certainty>> rows;
  const auto read = parts_.database.read([&](database::Session& sql) -> Result<void> {
    const CustomerId person = customers::person_of(sql, org, customer).value_or(customer);
    // Joined by a rule it is certain; what people have joined nobody has proven.
    const auto joins = customers::joins_of(sql, org, person, joins_max);
    const bool is_by_rule = std::all_of(joins.begin(), joins.end(), [](const customers::Join& join) {
      return join.undone_at || !join.by_user;
    });
    for (const CustomerId row : customers::rows_of(sql, org, person)) {
      const bool is_certain = is_by_rule || row == customer;
      rows.emplace_back(row, is_certain ? Certainty::certain : Certainty::likely);
    }
    for (const customers::Proposal& proposal : customers::proposals_of(sql, org, person, proposals_max)) {
      const auto a = customers::person_of(sql, org, proposal.row_a);
      const auto b = customers::person_of(sql, org, proposal.row_b);
      if (!a || !b) continue;
      for (const CustomerId row : customers::rows_of(sql, org, *a == person ? *b : *a))
        rows.emplace_back(row, Certainty::likely);
    }
    return {};
  });
  if (!read) return passed_on(read.error());
  std::vector<Candidate> found;
  for (const Certainty certainty : {Certainty::certain, Certainty::likely}) {
    std::vector<CustomerId> some;
    for (const auto& [row, how] : rows)
      if (how == certainty) some.push_back(row);
    if (some.empty()) continue;
    conversations::RecordFilter filter;
    filter.most = records_max;
    auto records = parts_.records.search(org, some, filter);
    if (!records) return passed_on(records.error());
    for (const conversations::Record& record : *records)
      if (!record.closed_at && is_contact(record.channel)) found.push_back({record.id, certainty});
  }
  return found;
}

Contact Duplicates::contact_of(OrgId org, const InteractionView& view) {
  Contact contact;
  contact.stage = stage_of(view.state);
  contact.queue = view.queue;
  contact.is_spoken = view.channel == Channel::voice || view.channel == Channel::voicemail;
  contact.arrived_at = view.arrived_at;
  // Only a mail's subject is the customer's own words: a chat's are the form's, with what they chose, and a
  // call's is the number that was called.
  std::string subject, text;
  if (auto entrance = parts_.records.entrance(org, view.interaction); entrance && *entrance)
    if (!contact.is_spoken) subject = (*entrance)->subject;
  if (view.channel == Channel::email) text = subject;
  if (auto said = parts_.messages.newest(org, view.interaction, messages_max, false))
    for (const conversations::Message& message : *said)
      if (message.author == Author::customer) text += "\n" + message.text;
  contact.words = words_in(text);
  contact.references = references_in(subject + "\n" + text);
  return contact;
}

Result<Duplicates::Views> Duplicates::views_of(OrgId org, InteractionId one, InteractionId other) {
  return parts_.loop.read<Views>(org, [one, other](const Switchboard& board, Instant now) {
    Views views;
    views.one = board.interaction(one);
    views.other = board.interaction(other);
    views.one_wait = board.wait(one, now);
    views.other_wait = board.wait(other, now);
    return views;
  });
}

Result<void> Duplicates::look(OrgId org, InteractionId interaction) {
  auto views = views_of(org, interaction, interaction);
  if (!views) return passed_on(views.error());
  const auto& view = views->one;
  if (!view || !view->customer || !is_contact(view->channel)) return {};
  auto found = candidates(org, view->customer);
  if (!found) return passed_on(found.error());
  std::erase_if(*found, [&](const Candidate& candidate) { return candidate.interaction == interaction; });
  if (found->empty()) return {};
  if (found->size() > candidates_max) found->resize(candidates_max);
  const Contact mine = contact_of(org, *view);
  for (const Candidate& candidate : *found) {
    auto others = views_of(org, candidate.interaction, candidate.interaction);
    if (!others) return passed_on(others.error());
    if (!others->one) continue;
    Judgement judged = judge(mine, contact_of(org, *others->one));
    Pair pair;
    pair.id = parts_.ids.next<DuplicateId>();
    pair.first = std::min(interaction, candidate.interaction);
    pair.second = std::max(interaction, candidate.interaction);
    pair.certainty = candidate.certainty;
    pair.thing = judged.thing;
    pair.grounds = std::move(judged.grounds);
    pair.found_at = parts_.clock();
    if (pair.thing == SameThing::no) {
      // Nothing is kept of what is nothing, but what was thought before is taken back.
      auto known = store_.of_interaction(org, interaction);
      if (!known) return passed_on(known.error());
      const bool is_known = std::any_of(known->begin(), known->end(),
                                        [&](const Pair& each) { return each.has(candidate.interaction); });
      if (!is_known) continue;
    }
    auto kept = store_.keep(org, pair);
    if (!kept) return passed_on(kept.error());
    if (*kept) tell(org, pair);
  }
  return {};
}

void Duplicates::tell(OrgId org, const Pair& pair) {
  for (const Changed& changed : changed_) {
    changed(org, pair.first);
    changed(org, pair.second);
  }
}

void Duplicates::tell_of(OrgId org, InteractionId interaction) {
  auto pairs = store_.of_interaction(org, interaction);
  if (!pairs) return;
  for (const Pair& pair : *pairs)
    tell(org, pair);
}

Result<Duplicate> Duplicates::shown(OrgId org, const Pair& pair, InteractionId from) {
  const InteractionId other = pair.other_than(from);
  auto views = views_of(org, from, other);
  if (!views) return passed_on(views.error());
  Duplicate made;
  made.id = pair.id;
  made.interaction_id = from;
  made.certainty = pair.certainty;
  made.thing = pair.thing;
  made.grounds = pair.grounds;
  made.found_at = pair.found_at;
  made.other.interaction_id = other;
  if (const auto& view = views->other) {
    made.other.channel = view->channel;
    made.other.state = view->state;
    if (view->queue) made.other.queue_id = view->queue;
    if (view->agent) made.other.agent_id = view->agent;
    made.other.since = waits(*view) ? view->queued_at : view->arrived_at;
    if (views->other_wait) made.other.position = views->other_wait->position;
  } else {
    auto record = parts_.records.find(org, other);
    if (!record) return passed_on(record.error());
    made.other.channel = record->channel;
    made.other.state = InteractionState::closed;
    if (record->queue) made.other.queue_id = record->queue;
    made.other.since = record->arrived_at;
    made.state = record->outcome == Outcome::merged ? DuplicateState::merged : DuplicateState::over;
    return made;
  }
  const auto is_over = [](const std::optional<InteractionView>& view) {
    return !view || stage_of(view->state) == ContactStage::answered;
  };
  const auto& one = views->one;
  if (one && gave_place_to(*one, other)) {
    made.state = DuplicateState::joined;
    made.keep_id = other;
    made.until = one->aside->until;
  } else if (one && gave_place_to(*views->other, from)) {
    made.state = DuplicateState::joined;
    made.keep_id = from;
    made.until = views->other->aside->until;
  } else if (is_over(one) || is_over(views->other)) {
    made.state = DuplicateState::over;
  } else {
    made.state = pair.apart_at ? DuplicateState::apart : DuplicateState::open;
    const bool can_come = waits(*views->other), can_go = waits(*one);
    const bool comes = can_come && is_free(*views->other) && can_take(*one);
    const bool goes = can_go && is_free(*one) && can_take(*views->other);
    made.can_join = pair.certainty == Certainty::certain && (comes || goes);
    if (made.can_join) made.keep_id = comes ? from : other;
  }
  return made;
}

Result<std::vector<Duplicate>> Duplicates::of_interaction(OrgId org, InteractionId interaction) {
  if (auto known = parts_.records.find(org, interaction); !known) return passed_on(known.error());
  auto pairs = store_.of_interaction(org, interaction);
  if (!pairs) return passed_on(pairs.error());
  std::vector<Duplicate> all;
  for (const Pair& pair : *pairs) {
    auto one = shown(org, pair, interaction);
    if (!one && one.error().code == ErrorCode::not_found) continue;
    if (!one) return passed_on(one.error());
    const bool is_nothing = pair.thing == SameThing::no && one->state != DuplicateState::joined;
    if (one->state != DuplicateState::over && !is_nothing) all.push_back(std::move(*one));
  }
  return all;
}

Result<Duplicate> Duplicates::join(OrgId org, DuplicateId id, InteractionId keep, UserId by) {
  auto pair = store_.find(org, id);
  if (!pair) return passed_on(pair.error());
  if (!pair->has(keep))
    return fail(ErrorCode::invalid, "not_of_these", "it is one of the two that goes on",
                {{"/keep_interaction_id", "neither of the two"}});
  if (pair->certainty != Certainty::certain)
    return fail(ErrorCode::conflict, "not_certain",
                "nothing proves that both are the same customer: talk with them first");
  auto moved = parts_.loop.submit_and_wait(org, PlaceMoved{pair->other_than(keep), keep, by, undo_for});
  if (!moved) return passed_on(moved.error());
  if (pair->apart_at)
    if (auto set = store_.set_apart(org, id, std::nullopt, by); !set) return passed_on(set.error());
  return shown(org, *pair, keep);
}

Result<Duplicate> Duplicates::leave_apart(OrgId org, DuplicateId id, UserId by) {
  auto pair = store_.find(org, id);
  if (!pair) return passed_on(pair.error());
  pair->apart_at = parts_.clock();
  if (auto set = store_.set_apart(org, id, pair->apart_at, by); !set) return passed_on(set.error());
  tell(org, *pair);
  return shown(org, *pair, pair->first);
}

Result<Duplicate> Duplicates::undo(OrgId org, DuplicateId id, UserId by) {
  auto pair = store_.find(org, id);
  if (!pair) return passed_on(pair.error());
  auto views = views_of(org, pair->first, pair->second);
  if (!views) return passed_on(views.error());
  InteractionId aside;
  if (views->one && gave_place_to(*views->one, pair->second)) aside = pair->first;
  if (views->other && gave_place_to(*views->other, pair->first)) aside = pair->second;
  if (aside) {
    auto returned = parts_.loop.submit_and_wait(org, PlaceReturned{aside, by});
    if (!returned) return passed_on(returned.error());
    return shown(org, *pair, pair->first);
  }
  if (!pair->apart_at)
    return fail(ErrorCode::conflict, "nothing_to_undo", "nothing was done that could still be undone");
  pair->apart_at.reset();
  if (auto set = store_.set_apart(org, id, std::nullopt, by); !set) return passed_on(set.error());
  tell(org, *pair);
  return shown(org, *pair, pair->first);
}

Result<Pair> Duplicates::told_to(OrgId org, InteractionId interaction, DuplicateId id) {
  auto pair = store_.find(org, id);
  if (!pair) return pair;
  if (pair->has(interaction) && pair->certainty == Certainty::certain) return pair;
  return fail(ErrorCode::not_found, "unknown_duplicate", "there is no such place");
}

Result<std::optional<Elsewhere>> Duplicates::elsewhere(OrgId org, InteractionId interaction) {
  auto pairs = store_.of_interaction(org, interaction);
  if (!pairs) return passed_on(pairs.error());
  for (const Pair& pair : *pairs) {
    if (pair.certainty != Certainty::certain) continue;
    auto views = views_of(org, interaction, pair.other_than(interaction));
    if (!views) return passed_on(views.error());
    if (!views->one || !views->other) continue;
    const InteractionView& here = *views->one;
    const InteractionView& other = *views->other;
    Elsewhere told;
    told.id = pair.id;
    told.interaction = other.interaction;
    told.channel = other.channel;
    if (gave_place_to(here, other.interaction)) {
      told.state = ElsewhereState::there;
      told.until = here.aside->until;
    } else if (gave_place_to(other, interaction)) {
      told.state = ElsewhereState::here;
      told.until = other.aside->until;
    } else if (pair.thing != SameThing::yes || pair.apart_at) {
      continue;
    } else {
      const bool is_talking = other.state == InteractionState::active;
      told.state = is_talking ? ElsewhereState::talks : ElsewhereState::waits;
      told.can_come_here =
          waits(other) && is_free(other) && can_take(here) && stage_of(here.state) != ContactStage::answered;
      told.can_go_there =
          waits(here) && is_free(here) && can_take(other) &&
          (is_talking || other.state == InteractionState::queued || other.state == InteractionState::offered);
      if (!told.can_come_here && !told.can_go_there) continue;
      told.wait = views->other_wait;
    }
    return std::optional<Elsewhere>{told};
  }
  return std::optional<Elsewhere>{};
}

}  // namespace rapport::duplicates
