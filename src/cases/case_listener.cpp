#include "cases/case_listener.h"

namespace rapport::cases {

using namespace switchboard;

void CaseListener::on_released(const std::shared_ptr<const live::Released>& released) {
  for (const Effect& effect : released->effects) {
    const auto* changed = std::get_if<InteractionChanged>(&effect);
    if (changed == nullptr) continue;
    Heard heard{released->org, false, {}, {changed->interaction, false, {}, {}, released->at}};
    if (changed->channel == Channel::task) {
      if (changed->change != Change::accepted) continue;
      heard.is_taken = true;
      heard.said.agent = changed->agent;
    } else if (changed->change == Change::set_aside) {
      heard.joined_to = changed->other.value_or(InteractionId{});
    } else {
      if (changed->change != Change::message) continue;
      if (changed->author == Author::customer) {
        heard.said.is_by_customer = true;
        heard.said.customer = changed->customer;
      } else if (changed->author == Author::agent) {
        heard.said.agent = changed->by;
      } else {
        continue;
      }
    }
    add(heard);
  }
}

void CaseListener::add(const Heard& heard) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= waiting_max) return;
  waiting_.push_back(heard);
  if (!is_running_) is_running_ = workers_.post([this] { run(); });
}

void CaseListener::run() {
  for (;;) {
    Heard heard;
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) {
        is_running_ = false;
        return;
      }
      heard = waiting_.front();
      waiting_.pop_front();
    }
    tell(heard);
  }
}

void CaseListener::tell(const Heard& heard) {
  const InteractionId interaction = heard.said.interaction;
  const auto done = heard.is_taken    ? book_.taken(heard.org, interaction, heard.said.agent)
                    : heard.joined_to ? book_.joined(heard.org, interaction, heard.joined_to)
                                      : book_.spoken(heard.org, heard.said);
  if (done) return;
  log_.error("a case does not know what happened in its conversation",
             {{"interaction", std::to_string(interaction.value)}, {"why", done.error().detail}});
}

}  // namespace rapport::cases
