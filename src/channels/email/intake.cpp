#include "channels/email/intake.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>

#include "cases/case_store.h"
#include "channels/email/judge.h"
#include "channels/email/plan.h"
#include "channels/email/prepare.h"
#include "channels/email/thread_token.h"

namespace rapport::email {

using namespace switchboard;

namespace {

using Settled = std::shared_ptr<std::promise<Result<void>>>;

tl::unexpected<Error> passed(const Error& error) {
  return tl::unexpected<Error>(error);
}

bool still_takes_words(const std::optional<InteractionView>& view) {
  return view && view->state != InteractionState::wrap_up && view->state != InteractionState::closed;
}

// The conversation ended between the look and the event.
bool has_ended(const Error& error) {
  return error.reason == "unknown_interaction" || error.reason == "not_active";
}

constexpr std::size_t helpers_max =
    3;  // workers that read a batch's mails beside the thread that brought them

// What one thread brings.
struct Brought {
  const MailboxOfOrg* of = nullptr;
  std::vector<Prepared> prepared;
  std::vector<std::size_t> pending;  // of `prepared`, without an outcome yet
  std::vector<Result<Taken>> results;
  bool is_done = false;  // by somebody else's turn
};

struct Handled {  // one mail on its way through a round
  std::size_t index = 0;
  Prepared* prepared = nullptr;
  Verdict verdict;
  Plan plan;
  bool is_known = false;  // taken before: the plan has its row of the ledger
  bool is_thread_open = false;
  CustomerId customer;
  AgentId last_agent;
  Instant last_contact_ended;
  value::Treatment treatment;
};

}  // namespace

struct Intake::Impl : live::Projection {
  explicit Impl(const IntakeParts& given)
      : parts(given),
        taken_total(
            given.metrics.counter("rapport_mails_taken_total", "Mails that became or joined conversations")),
        rejected_total(
            given.metrics.counter("rapport_mails_rejected_total", "Mails kept back, see the ledger")),
        flood_total(given.metrics.counter("rapport_mail_floods_total",
                                          "Mails kept back because their sender writes too many")) {
    parts.loop.add_projection(*this);
  }

  Result<void> project(database::Session& sql, const live::Released& released) override {
    std::shared_ptr<const Plan> plan;
    {
      const std::lock_guard lock(mutex);
      std::int64_t by = 0;
      if (const auto* arrived = std::get_if<InteractionArrived>(&released.event))
        by = arrived->interaction.value;
      else if (const auto* posted = std::get_if<MessagePosted>(&released.event))
        by = posted->message.value;
      const auto found = unwritten.find(by);
      if (found == unwritten.end()) return {};
      plan = found->second;
    }
    write_plan(sql, parts.messages, *plan);
    return {};
  }

  std::vector<Result<Prepared>> prepare_all(const MailboxBase& mailbox, std::vector<Incoming> mails);
  void have_turn(Brought& call);
  // --- a turn; see `turn` ---
  void round(const MailboxOfOrg& of, std::vector<Prepared>& prepared, std::vector<std::size_t>& pending,
             std::vector<Result<Taken>>& results);
  Result<void> judge_all(const MailboxOfOrg& of, std::vector<Handled>& cases);
  Result<void> find_customers(const MailboxOfOrg& of, std::vector<Handled>& cases);
  void look_back(OrgId org, Handled& one);
  void plan_rejected(const MailboxOfOrg& of, Handled& one, const std::string& reason);
  void plan_report(Handled& one);
  void plan_joined(Handled& one);
  void plan_new(const MailboxOfOrg& of, Handled& one);
  Mail mail_of(const MailboxOfOrg& of, const Handled& one) const;
  conversations::Message message_of(const Handled& one, const Mail& mail) const;
  std::future<Result<void>> submit(std::int64_t by, const std::shared_ptr<const Plan>& plan, Event event);
  std::future<Result<void>> write_alone(std::vector<std::shared_ptr<const Plan>> plans);
  void tell_case(OrgId org, MailId id);

  IntakeParts parts;
  std::function<void(OrgId, MailId)> changed, began;
  metrics::Counter& taken_total;
  metrics::Counter& rejected_total;
  metrics::Counter& flood_total;

  // Mailboxes' threads take turns in deciding, so that two mails of a thread never begin two conversations
  // and one that comes twice at once is seen; reading and keeping the bytes needs no turn.
  std::mutex turn;
  // Who waits for a turn; and what is on its way through the loop: written in a turn, read by the writer
  // thread.
  std::mutex mutex;
  std::vector<Brought*> waiting;
  std::unordered_map<std::int64_t, std::shared_ptr<const Plan>> unwritten;
};

Intake::Intake(const IntakeParts& parts) : impl_(std::make_unique<Impl>(parts)) {}
Intake::~Intake() = default;

void Intake::on_mail_changed(std::function<void(OrgId, MailId)> changed) {
  impl_->changed = std::move(changed);
}

void Intake::on_new_conversation(std::function<void(OrgId, MailId)> began) {
  impl_->began = std::move(began);
}

std::vector<Result<Taken>> Intake::take(const MailboxOfOrg& mailbox, std::vector<Incoming> mails) {
  Brought call;
  call.of = &mailbox;
  for (Result<Prepared>& one : impl_->prepare_all(mailbox.mailbox, std::move(mails))) {
    call.results.emplace_back(fail(ErrorCode::unavailable, "not_taken", "this mail was not looked at"));
    if (one)
      call.pending.push_back(call.prepared.size());
    else
      call.results.back() = passed(one.error());
    call.prepared.push_back(one ? std::move(*one) : Prepared{});
  }
  impl_->have_turn(call);
  return std::move(call.results);
}

// Reading and keeping of a batch, on some workers beside this thread. Those that come too late find nothing
// to do.
std::vector<Result<Prepared>> Intake::Impl::prepare_all(const MailboxBase& mailbox,
                                                        std::vector<Incoming> mails) {
  struct Shared {
    MailboxBase mailbox;
    std::vector<Incoming> mails;
    std::vector<Result<Prepared>> done;
    std::atomic<std::size_t> next{0};
    std::size_t finished = 0;
    std::mutex mutex;
    std::condition_variable all_done;
  };
  const auto shared = std::make_shared<Shared>();
  shared->mailbox = mailbox;
  shared->mails = std::move(mails);
  const std::size_t count = shared->mails.size();
  shared->done.resize(count, fail(ErrorCode::unavailable, "not_taken", "this mail was not looked at"));
  const auto work = [shared, given = parts] {
    for (std::size_t i = shared->next++; i < shared->mails.size(); i = shared->next++) {
      shared->done[i] = prepare(given, shared->mailbox, std::move(shared->mails[i]));
      const std::lock_guard lock(shared->mutex);
      if (++shared->finished == shared->mails.size()) shared->all_done.notify_all();
    }
  };
  for (std::size_t helper = 0; helper < std::min(helpers_max, count / 4); ++helper)
    if (!parts.workers.post(work)) break;
  work();
  std::unique_lock lock(shared->mutex);
  shared->all_done.wait(lock, [&] { return shared->finished == count; });
  return std::move(shared->done);
}

// Whoever has the turn does it for all who wait with mails of the same mailbox: one commit for all of them.
void Intake::Impl::have_turn(Brought& call) {
  {
    const std::lock_guard lock(mutex);
    waiting.push_back(&call);
  }
  const std::lock_guard lock(turn);
  if (call.is_done) return;
  std::vector<Brought*> together;
  {
    const std::lock_guard inner(mutex);
    std::size_t mails = 0;
    const auto goes_along = [&](Brought* one) {
      if (one != &call && (one->of->mailbox.id != call.of->mailbox.id || one->of->org != call.of->org ||
                           mails + one->prepared.size() > mails_at_once_max))
        return false;
      mails += one->prepared.size();
      together.push_back(one);
      return true;
    };
    goes_along(&call);
    waiting.erase(std::remove_if(waiting.begin(), waiting.end(),
                                 [&](Brought* one) { return one == &call || goes_along(one); }),
                  waiting.end());
  }
  Brought all;
  for (Brought* one : together) {
    for (const std::size_t index : one->pending)
      all.pending.push_back(all.prepared.size() + index);
    std::move(one->prepared.begin(), one->prepared.end(), std::back_inserter(all.prepared));
    std::move(one->results.begin(), one->results.end(), std::back_inserter(all.results));
  }
  while (!all.pending.empty())
    round(*call.of, all.prepared, all.pending, all.results);
  auto next = all.results.begin();
  for (Brought* one : together) {
    std::move(next, next + static_cast<std::ptrdiff_t>(one->results.size()), one->results.begin());
    next += static_cast<std::ptrdiff_t>(one->results.size());
    one->is_done = true;
  }
}

void Intake::tell_cases_again() {
  auto waiting =
      impl_->parts.database.read([](database::Session& sql) -> Result<std::vector<mails::CaseWaits>> {
        return mails::waiting_for_case(sql, 10'000);
      });
  if (!waiting) return;
  for (const mails::CaseWaits& one : *waiting)
    impl_->tell_case(one.org, one.mail);
}

// One commit for all mails that do not hang on each other; those that do come with the next round.
void Intake::Impl::round(const MailboxOfOrg& of, std::vector<Prepared>& prepared,
                         std::vector<std::size_t>& pending, std::vector<Result<Taken>>& results) {
  std::vector<Handled> cases;
  std::vector<std::size_t> later;
  std::set<std::string> touched;
  for (const std::size_t index : pending) {
    const Prepared& one = prepared[index];
    const Reading& reading = one.reading;
    bool is_free = !touched.contains("key " + one.incoming.key);
    if (!reading.sameness.empty()) is_free = is_free && touched.insert("is " + reading.sameness).second;
    for (const std::string& answered : reading.answers)
      is_free = is_free && !touched.contains("id " + answered) && !touched.contains("id+" + answered);
    // All that answer the same mail are of one thread.
    for (const std::string& answered : reading.answers)
      touched.insert("id+" + answered);
    touched.insert("key " + one.incoming.key);
    if (!reading.message_id.empty()) touched.insert("id " + reading.message_id);
    for (const std::string& address : reading.addressed_to) {
      const std::string tag = tag_of(of.mailbox, address);
      if (tag.empty()) continue;
      is_free = is_free && !touched.contains("tag " + tag);
      touched.insert("tag " + tag);
    }
    if (!is_free && !cases.empty()) {
      later.push_back(index);
      continue;
    }
    Handled next;
    next.index = index;
    next.prepared = &prepared[index];
    cases.push_back(std::move(next));
  }
  pending = std::move(later);

  const auto all_failed = [&](const Error& error) {
    for (const Handled& one : cases)
      results[one.index] = passed(error);
  };
  if (auto judged = judge_all(of, cases); !judged) return all_failed(judged.error());
  if (auto found = find_customers(of, cases); !found) return all_failed(found.error());

  std::vector<std::pair<Handled*, std::future<Result<void>>>> on_their_way;
  std::vector<std::shared_ptr<const Plan>> alone;
  std::vector<Handled*> of_alone;
  for (Handled& one : cases) {
    const auto plan = std::make_shared<const Plan>(one.plan);
    if (one.is_known) {
      results[one.index] = Taken{plan->arrival.ending, plan->arrival.reason,
                                 plan->arrival.interaction_id.value_or(InteractionId{})};
      continue;
    }
    if (plan->arrival.ending == arrivals::Ending::interaction) {
      InteractionArrived arrived;
      arrived.interaction = plan->mail->interaction;
      arrived.channel = Channel::email;
      arrived.queue = one.treatment.queue ? one.treatment.queue : of.mailbox.queue_id;
      arrived.priority = one.treatment.head_start_min;
      arrived.customer = one.customer;
      arrived.last_agent = one.last_agent;
      arrived.last_contact_ended = one.last_contact_ended;
      if (one.verdict.thread) arrived.previous = one.verdict.thread->interaction;
      on_their_way.emplace_back(&one, submit(plan->mail->interaction.value, plan, std::move(arrived)));
    } else if (plan->message) {
      on_their_way.emplace_back(
          &one,
          submit(plan->message->id.value, plan,
                 MessagePosted{plan->message->interaction, plan->message->id, plan->message->author, {}}));
    } else {
      alone.push_back(plan);
      of_alone.push_back(&one);
    }
  }
  std::future<Result<void>> written = write_alone(alone);
  std::vector<Handled*> done;
  for (auto& [one, outcome] : on_their_way) {
    const Result<void> settled = outcome.get();
    const Plan& plan = one->plan;
    const std::int64_t by = plan.arrival.ending == arrivals::Ending::interaction
                                ? plan.mail->interaction.value
                                : plan.message->id.value;
    {
      const std::lock_guard lock(mutex);
      unwritten.erase(by);
    }
    if (settled) {
      // What the agents' screens hear: the words themselves are there with the conversation.
      if (plan.arrival.ending == arrivals::Ending::interaction)
        parts.loop.submit(of.org,
                          MessagePosted{plan.message->interaction, plan.message->id, Author::customer, {}},
                          [](const auto&) {});
      done.push_back(one);
    } else if (has_ended(settled.error()) && plan.arrival.ending == arrivals::Ending::joined) {
      pending.push_back(one->index);  // judged anew, it begins another
    } else {
      results[one->index] = passed(settled.error());
    }
  }
  const Result<void> rest = written.get();
  for (Handled* one : of_alone) {
    if (rest)
      done.push_back(one);
    else
      results[one->index] = passed(rest.error());
  }
  for (Handled* one : done) {
    const arrivals::Arrival& arrival = one->plan.arrival;
    results[one->index] =
        Taken{arrival.ending, arrival.reason, arrival.interaction_id.value_or(InteractionId{})};
    (arrival.ending == arrivals::Ending::rejected ? rejected_total : taken_total).add();
    if (one->verdict.reported && changed) changed(of.org, one->verdict.reported->id);
    if (began && one->plan.new_thread && !one->plan.mail->facts.is_machine) began(of.org, one->plan.mail->id);
    if (one->plan.case_waits) tell_case(of.org, one->plan.mail->id);
  }
}

Result<void> Intake::Impl::judge_all(const MailboxOfOrg& of, std::vector<Handled>& cases) {
  const Instant now = parts.clock();
  std::map<std::string, std::int64_t> of_sender;  // in the last hour
  auto judged = parts.database.read([&](database::Session& sql) -> Result<void> {
    auto key = token_key(sql, parts.vault, of.org, of.mailbox.id);
    if (!key) return passed(key.error());
    const Judging judging{of.org, of.mailbox, *key, now};
    for (Handled& one : cases) {
      one.plan = {};
      one.verdict = {};
      const auto known =
          arrivals::find(sql, of.org, Channel::email, {of.mailbox.id.value}, one.prepared->incoming.key);
      one.plan.org = of.org;
      if (known) {
        one.plan.arrival = *known;
        one.is_known = true;
        continue;
      }
      one.verdict = judge(sql, judging, *one.prepared);
      if (!one.verdict.rejected.empty() || one.verdict.reported) continue;
      const std::string sender = address_key(one.prepared->reading.sender.address);
      if (!of_sender.contains(sender))
        of_sender[sender] = mails::count_from(sql, of.org, of.mailbox.id, sender, now - hours(1));
      if (++of_sender[sender] > of.mailbox.hourly_max) one.verdict.rejected = "too_many";
    }
    return {};
  });
  if (!judged) return judged;

  std::vector<InteractionId> asked;
  for (const Handled& one : cases)
    asked.push_back(one.verdict.thread ? one.verdict.thread->interaction : InteractionId{});
  auto open = parts.loop.read<std::vector<bool>>(of.org, [asked](const Switchboard& board, Instant) {
    std::vector<bool> answers;
    for (const InteractionId id : asked)
      answers.push_back(id && still_takes_words(board.interaction(id)));
    return answers;
  });
  if (!open) return passed(open.error());
  for (std::size_t i = 0; i < cases.size(); ++i)
    cases[i].is_thread_open = (*open)[i];
  return {};
}

// Who begins a conversation, and the plans of all.
Result<void> Intake::Impl::find_customers(const MailboxOfOrg& of, std::vector<Handled>& cases) {
  struct Sought {
    Handled* one;
    std::string kind, value;
    customers::Customer fresh;
  };
  std::vector<Sought> sought;
  for (Handled& one : cases) {
    if (one.is_known) continue;
    Verdict& verdict = one.verdict;
    const Reading& reading = one.prepared->reading;
    if (verdict.rejected.empty() && !verdict.reported && reading.is_auto_reply && !one.is_thread_open)
      verdict.rejected = "auto_reply";
    const bool begins = verdict.rejected.empty() && !verdict.reported && !one.is_thread_open;
    if (verdict.thread) one.customer = verdict.thread->customer;
    if (!begins || one.customer) continue;
    Sought next{&one,
                reading.is_forged ? "unproven_email" : "email",
                customers::email_key(reading.sender.address),
                {}};
    next.fresh.id = parts.ids.next<CustomerId>();
    next.fresh.created_at = parts.clock();
    next.fresh.name = reading.sender.name;
    if (next.value.empty()) {
      next.kind = "unproven_email";
      next.value = fmt::format("nobody-{}", next.fresh.id.value);
    } else {
      next.fresh.email = reading.sender.address;
    }
    sought.push_back(std::move(next));
  }
  if (!sought.empty()) {
    auto found =
        parts.database
            .write<std::vector<CustomerId>>([&](database::Session& sql) -> Result<std::vector<CustomerId>> {
              std::vector<CustomerId> ids;
              for (const Sought& one : sought)
                ids.push_back(
                    customers::CustomerStore::find_or_add(sql, of.org, one.kind, one.value, one.fresh));
              return ids;
            })
            .get();
    if (!found) return passed(found.error());
    for (std::size_t i = 0; i < sought.size(); ++i) {
      sought[i].one->customer = (*found)[i];
      if (auto settled = parts.resolution.settle(of.org, (*found)[i]); !settled)
        parts.log.warning("a sender could not be compared with others", {{"error", settled.error().detail}});
    }
  }
  for (Handled& one : cases) {
    if (one.is_known) continue;
    if (!one.verdict.rejected.empty())
      plan_rejected(of, one, one.verdict.rejected);
    else if (one.verdict.reported) {
      one.plan.mail = mail_of(of, one);
      plan_report(one);
    } else if (one.is_thread_open) {
      one.plan.mail = mail_of(of, one);
      plan_joined(one);
    } else {
      look_back(of.org, one);
      plan_new(of, one);
    }
  }
  return {};
}

// The agent whom they had last is asked first.
void Intake::Impl::look_back(OrgId org, Handled& one) {
  one.treatment = parts.treatments.of(org, one.customer);
  auto rows = parts.customers.rows_of_person(org, one.customer);
  if (!rows) return;
  auto last = parts.records.last_contact(org, *rows);
  if (!last || !*last) return;
  one.last_agent = (*last)->agent;
  one.last_contact_ended = (*last)->closed_at.value_or(parts.clock());
}

Mail Intake::Impl::mail_of(const MailboxOfOrg& of, const Handled& one) const {
  const Reading& reading = one.prepared->reading;
  Mail mail;
  mail.id = parts.ids.next<MailId>();
  mail.mailbox = of.mailbox.id;
  mail.message_id = reading.message_id;
  mail.subject = reading.subject;
  mail.sender = address_key(reading.sender.address);
  mail.sameness = reading.sameness;
  mail.at = mail.state_at = parts.clock();
  mail.blob = one.prepared->blob;
  mail.bytes = one.prepared->incoming.size;
  mail.facts = reading.facts;
  mail.customer = one.customer;
  if (one.verdict.thread) mail.thread = one.verdict.thread->id;
  return mail;
}

void Intake::Impl::plan_rejected(const MailboxOfOrg& of, Handled& one, const std::string& reason) {
  arrivals::Arrival& arrival = one.plan.arrival;
  const bool has_bytes = !one.prepared->blob.empty();
  // A duplicate's bytes are kept under their digest all the same; what lies there twice is one file.
  arrival.place = has_bytes ? "kept" : one.prepared->incoming.place;
  if (has_bytes && reason != "duplicate") {
    one.plan.mail = mail_of(of, one);
    one.plan.mail->state = MailState::rejected;
    one.plan.mail->state_detail = reason;
  }
  arrival.ending = arrivals::Ending::rejected;
  arrival.reason = reason;
  if (reason == "too_many") {
    flood_total.add();
    parts.log.warning("a sender writes more mails than become conversations",
                      {{"mailbox", of.mailbox.id.value}, {"an_hour", of.mailbox.hourly_max}});
  }
  arrival.id = parts.ids.next<arrivals::ArrivalId>();
  arrival.account_id = arrivals::AccountId{of.mailbox.id.value};
  arrival.key = one.prepared->incoming.key;
  arrival.digest = one.prepared->blob;
  arrival.message_id = one.prepared->reading.message_id;
  arrival.at = parts.clock();
  arrival.bytes = one.prepared->incoming.size;
}

conversations::Message Intake::Impl::message_of(const Handled& one, const Mail& mail) const {
  conversations::Message message;
  message.id = parts.ids.next<MessageId>();
  message.interaction = mail.interaction;
  message.text = one.prepared->reading.text;
  message.attachments = one.prepared->attachments;
  message.sent_at = mail.at;
  message.client_id = fmt::format("mail:{}", mail.id.value);
  return message;
}

namespace {

void finish_arrival(Plan& plan, const Prepared& prepared, live::IdSource& ids) {
  arrivals::Arrival& arrival = plan.arrival;
  arrival.id = ids.next<arrivals::ArrivalId>();
  arrival.account_id = arrivals::AccountId{plan.mail->mailbox.value};
  arrival.key = prepared.incoming.key;
  arrival.digest = prepared.blob;
  arrival.message_id = plan.mail->message_id;
  arrival.at = plan.mail->at;
  arrival.bytes = plan.mail->bytes;
  arrival.interaction_id = plan.mail->interaction;
  arrival.place = "kept";
}

}  // namespace

// Its words reach the agent only where the conversation still goes on; the mail itself shows it in any case.
void Intake::Impl::plan_report(Handled& one) {
  Mail& mail = *one.plan.mail;
  mail.state = MailState::report;
  mail.interaction = one.verdict.reported->interaction;
  mail.thread = one.verdict.reported->thread;
  one.plan.reported = one.prepared->reading.reported;
  one.plan.reported_id = one.prepared->reading.reported_id;
  bool is_bad = false;
  std::string told;
  for (const ReportedRecipient& recipient : one.plan.reported) {
    is_bad = is_bad || recipient.outcome == MailState::bounced;
    told += (told.empty() ? "" : "\n") + recipient.detail;
  }
  if (is_bad && one.is_thread_open && one.verdict.thread->interaction == mail.interaction) {
    conversations::Message message = message_of(one, mail);
    message.author = Author::system;
    message.attachments.clear();
    message.text = "✉ ✗ " + told;
    mail.message = message.id;
    one.plan.message = std::move(message);
  }
  one.plan.case_waits = is_bad && one.verdict.case_of;
  one.plan.arrival.ending = arrivals::Ending::joined;
  finish_arrival(one.plan, *one.prepared, parts.ids);
}

void Intake::Impl::plan_joined(Handled& one) {
  Mail& mail = *one.plan.mail;
  mail.interaction = one.verdict.thread->interaction;
  one.plan.message = message_of(one, mail);
  mail.message = one.plan.message->id;
  // That somebody is away answers nothing: the case stays as it is.
  one.plan.case_waits = one.verdict.case_of && !one.prepared->reading.is_auto_reply;
  one.plan.arrival.ending = arrivals::Ending::joined;
  finish_arrival(one.plan, *one.prepared, parts.ids);
}

void Intake::Impl::plan_new(const MailboxOfOrg& of, Handled& one) {
  one.plan.mail = mail_of(of, one);
  Mail& mail = *one.plan.mail;
  mail.interaction = parts.ids.next<InteractionId>();
  if (one.verdict.thread) {
    one.plan.moves_thread = true;
  } else {
    MailThread thread;
    thread.id = mail.thread = parts.ids.next<MailThreadId>();
    thread.mailbox = of.mailbox.id;
    thread.customer = one.customer;
    thread.interaction = mail.interaction;
    thread.subject = mail.subject;
    one.plan.new_thread = std::move(thread);
  }
  one.plan.message = message_of(one, mail);
  mail.message = one.plan.message->id;
  conversations::Entrance entrance;
  entrance.channel = ChannelId{of.mailbox.id.value};
  entrance.subject = mail.subject;
  one.plan.entrance = std::move(entrance);
  one.plan.case_waits = static_cast<bool>(one.verdict.case_of);
  one.plan.arrival.ending = arrivals::Ending::interaction;
  finish_arrival(one.plan, *one.prepared, parts.ids);
}

std::future<Result<void>> Intake::Impl::submit(std::int64_t by, const std::shared_ptr<const Plan>& plan,
                                               Event event) {
  {
    const std::lock_guard lock(mutex);
    unwritten.emplace(by, plan);
  }
  const Settled settled = std::make_shared<std::promise<Result<void>>>();
  parts.loop.submit(plan->org, std::move(event),
                    [settled](const Result<std::shared_ptr<const live::Released>>& done) {
                      settled->set_value(done ? Result<void>{} : Result<void>(passed(done.error())));
                    });
  return settled->get_future();
}

std::future<Result<void>> Intake::Impl::write_alone(std::vector<std::shared_ptr<const Plan>> plans) {
  if (plans.empty()) {
    std::promise<Result<void>> nothing;
    nothing.set_value(Result<void>{});
    return nothing.get_future();
  }
  return parts.database.write<void>([this, plans = std::move(plans)](database::Session& sql) -> Result<void> {
    for (const auto& plan : plans)
      write_plan(sql, parts.messages, *plan);
    return {};
  });
}

// After its commit, and again after a crash: the case knows a reply by its key.
void Intake::Impl::tell_case(OrgId org, MailId id) {
  struct Told {
    Mail mail;
    CaseId case_of;
    std::string text;
  };
  auto told = parts.database.read([&](database::Session& sql) -> Result<Told> {
    auto mail = mails::find(sql, org, id);
    if (!mail) return fail(ErrorCode::not_found, "unknown_mail", "no such mail");
    Told made{*mail, {}, {}};
    if (const auto thread = mails::find_thread(sql, org, mail->thread)) {
      made.case_of = thread->case_of;
      for (const InteractionId at : {thread->interaction, mail->interaction}) {
        if (made.case_of) break;
        const auto linked = cases::CaseStore::cases_of(sql, org, at);
        if (!linked.empty()) made.case_of = linked.front();
      }
      if (!made.case_of) {
        // A new conversation of a thread whose earlier one is linked.
        for (const Mail& earlier : mails::of_thread(sql, org, thread->id, {}, 1'000)) {
          const auto linked = cases::CaseStore::cases_of(sql, org, earlier.interaction);
          if (!linked.empty()) made.case_of = linked.front();
        }
      }
    }
    if (const auto message = conversations::MessageStore::find(sql, org, mail->message))
      made.text = message->text;
    return made;
  });
  if (!told) return;
  const org::By server{org, {}};
  if (told->case_of) {
    const std::string key = fmt::format("mail:{}", id.value);
    Result<void> outcome;
    if (told->mail.state == MailState::report) {
      const std::string note = told->text.empty() ? "✉ ✗ " + told->mail.subject : told->text;
      if (auto said = parts.cases.comment(server, told->case_of, note, false, std::nullopt); !said)
        outcome = passed(said.error());
    } else {
      auto landed =
          parts.cases.add_reply(org, told->case_of, told->mail.customer, told->text, told->mail.at, key);
      if (!landed)
        outcome = passed(landed.error());
      else
        (void)parts.cases.link(server, landed->id, told->mail.interaction);
      if (landed && landed->id != told->case_of) told->case_of = landed->id;
    }
    if (!outcome && outcome.error().code == ErrorCode::unavailable) return;  // with the next start
    if (!outcome)
      parts.log.warning(
          "a case could not be told of a mail",
          {{"case", told->case_of.value}, {"mail", id.value}, {"reason", outcome.error().reason}});
  }
  auto written = parts.database
                     .write<void>([&](database::Session& sql) -> Result<void> {
                       if (told->case_of) mails::set_case(sql, org, told->mail.thread, told->case_of);
                       mails::set_case_waits(sql, org, id, false);
                       return {};
                     })
                     .get();
  (void)written;
}

}  // namespace rapport::email
