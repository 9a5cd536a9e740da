#include "channels/email/intake.h"

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

#include "channels/email/planning.h"
#include "channels/email/prepare.h"
#include "channels/email/telling_cases.h"
#include "channels/email/thread_token.h"

namespace rapport::email {

using namespace switchboard;

namespace {

using Settled = std::shared_ptr<std::promise<Result<void>>>;

tl::unexpected<Error> passed(const Error& error) {
  return tl::unexpected<Error>(error);
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

}  // namespace

struct Intake::Impl : live::Projection {
  explicit Impl(const IntakeParts& given)
      : parts(given),
        taken_total(
            given.metrics.counter("rapport_mails_taken_total", "Mails that became or joined conversations")),
        rejected_total(
            given.metrics.counter("rapport_mails_rejected_total", "Mails kept back, see the ledger")),
        planning(parts) {
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
  std::future<Result<void>> submit(std::int64_t by, const std::shared_ptr<const Plan>& plan, Event event);
  std::future<Result<void>> write_alone(std::vector<std::shared_ptr<const Plan>> plans);

  IntakeParts parts;
  std::function<void(OrgId, MailId)> changed, began;
  metrics::Counter& taken_total;
  metrics::Counter& rejected_total;
  Planning planning;

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
    tell_case(impl_->parts, one.org, one.mail);
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
  if (auto planned = planning.plan(of, cases); !planned) return all_failed(planned.error());

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
    if (one->plan.case_waits) tell_case(parts, of.org, one->plan.mail->id);
  }
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

}  // namespace rapport::email
