#include "channels/voice/voice.h"

#include <atomic>
#include <chrono>

#include "channels/voice/flow_speech.h"
#include "channels/voice/impl.h"

namespace rapport::voice {
namespace {

// Incoming legs are numbered by signalling's thread, everything else by call control: far apart.
constexpr std::int64_t first_incoming = std::int64_t{1} << 40;

template <class What>
bool is_voice(const live::Released& released, const What& effect) {
  const switchboard::InteractionView* view = released.interaction(effect.interaction);
  return view == nullptr || view->channel == switchboard::Channel::voice;
}

bool concerns_calls(const live::Released& released, const switchboard::Effect& effect) {
  if (const auto* changed = std::get_if<switchboard::InteractionChanged>(&effect))
    return changed->channel == switchboard::Channel::voice;
  if (const auto* closed = std::get_if<switchboard::InteractionClosed>(&effect))
    return closed->channel == switchboard::Channel::voice;
  if (std::holds_alternative<switchboard::DialStarted>(effect) ||
      std::holds_alternative<switchboard::DialStopped>(effect))
    return true;
  if (const auto* made = std::get_if<switchboard::OfferMade>(&effect)) return is_voice(released, *made);
  if (const auto* ended = std::get_if<switchboard::OfferClosed>(&effect)) return is_voice(released, *ended);
  return false;
}

std::optional<calls::Action> action_of(const std::string& name) {
  using calls::Action;
  static const std::map<std::string, Action> actions = {
      {"hold", Action::hold},
      {"resume", Action::resume},
      {"mute", Action::mute},
      {"unmute", Action::unmute},
      {"monitor", Action::monitor},
      {"whisper", Action::whisper},
      {"barge", Action::barge},
      {"leave", Action::leave},
      {"dial", Action::dial},
      {"press", Action::press},
      {"park", Action::park},
      {"pick_up", Action::pick_up},
      {"conference", Action::conference},
      {"drop_outside", Action::drop_outside},
      {"hand_to_outside", Action::hand_to_outside},
      {"record", Action::record},
      {"stop_recording", Action::stop_recording},
      {"pause_recording", Action::pause_recording},
      {"resume_recording", Action::resume_recording},
  };
  const auto found = actions.find(name);
  return found == actions.end() ? std::nullopt : std::optional(found->second);
}

// A call does not outlive the process that held its line. By the queue's rules the customer is called back.
// Without a telephone nobody can be.
void lose_what_was_up(const Parts& parts, OrgId org, bool has_telephone) {
  auto left =
      parts.loop.read<std::vector<InteractionId>>(org, [](const switchboard::Switchboard& board, Instant) {
        std::vector<InteractionId> ids;
        board.each_interaction([&ids](const switchboard::InteractionView& view) {
          using switchboard::InteractionState;
          const bool is_called_back =
              view.callback && view.callback->stage == switchboard::CallbackStage::waiting;
          const bool is_up = view.state == InteractionState::dialling ||
                             (view.state != InteractionState::wrap_up && !is_called_back);
          if (view.channel == switchboard::Channel::voice && is_up) ids.push_back(view.interaction);
        });
        return ids;
      });
  if (!left) return;
  for (const InteractionId id : *left)
    parts.loop.submit(org,
                      has_telephone ? switchboard::Event{switchboard::LineLost{id}}
                                    : switchboard::Event{switchboard::CustomerLeft{id}},
                      {});
}

}  // namespace

Voice::Voice(Options options, Parts parts) : impl_(std::make_unique<Impl>(std::move(options), parts)) {
  parts.flow_runner.speak_by(
      [impl = impl_.get()](const flows::SpokenStep& step) { impl->post(event_of(step)); });
}

Voice::~Voice() {
  stop();
}

Result<void> Voice::start(const std::vector<OrgId>& orgs) {
  for (const OrgId org : orgs)
    lose_what_was_up(impl_->parts, org, !impl_->options.sip.listeners.empty());
  if (impl_->options.sip.listeners.empty()) return {};
  impl_->sounds = std::make_unique<Sounds>();
  Impl* impl = impl_.get();
  auto plane = media::Plane::start(
      impl->options.media, [impl](media::Event event) { impl->post(std::move(event)); }, impl->parts.log,
      impl->parts.metrics);
  if (!plane) return tl::unexpected<Error>(plane.error());
  impl->plane = std::move(*plane);
  sip::Options sip = impl->options.sip;
  sip.new_leg_id = [last = std::make_shared<std::int64_t>(first_incoming)] { return sip::LegId{++*last}; };
  auto signalling = sip::Signalling::start(
      std::move(sip), [impl](sip::Event event) { impl->post(std::move(event)); }, impl->parts.log);
  if (!signalling) {
    impl->plane.reset();
    return tl::unexpected<Error>(signalling.error());
  }
  impl->signalling = std::move(*signalling);
  impl->is_on = true;
  impl->thread = std::thread([impl] { impl->run(); });
  return {};
}

void Voice::stop() {
  if (!impl_->is_on.exchange(false)) return;
  impl_->inbox.close();
  impl_->thread.join();
  impl_->signalling.reset();
  impl_->plane.reset();
}

void Voice::configure(sip::Configuration lines, calls::Configuration calls) {
  if (!impl_->signalling) return;
  impl_->post(calls::Configured{std::move(calls)});
  if (!impl_->signalling->configure(std::move(lines)))
    impl_->parts.log.error("signalling has too much to do to take a new configuration");
}

std::vector<sip::Listener> Voice::listeners() const {
  return impl_->signalling ? impl_->signalling->listeners() : std::vector<sip::Listener>{};
}

const lines::LineStates& Voice::states() const {
  return impl_->states;
}

void Voice::on_released(const std::shared_ptr<const live::Released>& released) {
  for (const switchboard::Effect& effect : released->effects) {
    if (concerns_calls(*released, effect)) impl_->post(calls::Told{released->org, effect});
  }
}

// Only a chat: what else waits has nobody in front of it who could go on there.
void Voice::tell_elsewhere(OrgId org, InteractionId interaction,
                           const std::optional<duplicates::Elsewhere>& elsewhere) {
  using duplicates::ElsewhereState;
  calls::OtherPlaceTold told{org, interaction, {}};
  if (elsewhere && elsewhere->channel == switchboard::Channel::chat && elsewhere->can_go_there) {
    calls::OtherPlace& other = told.other.emplace();
    other.pair = calls::PairId{elsewhere->id.value};
    other.chat = elsewhere->interaction;
    other.is_talking = elsewhere->state == ElsewhereState::talks;
    other.can_come_here = elsewhere->can_come_here;
    if (!other.is_talking && elsewhere->wait && elsewhere->wait->is_known)
      other.wait = std::pair(elsewhere->wait->low, elsewhere->wait->high);
  }
  impl_->post(std::move(told));
}

void Voice::offer(const api::Caller& caller, std::int64_t connection, const std::string& sdp) {
  impl_->post(calls::StationOffered{caller.org, caller.user, connection, sdp});
}

void Voice::leave(std::int64_t connection) {
  impl_->post(calls::StationLeft{connection});
}

void Voice::look(const api::Caller& caller, std::int64_t connection, InteractionId interaction) {
  const bool may_see_all = caller.may(api::Permission::supervise) || caller.may(api::Permission::see_board);
  impl_->post(calls::DeskLooks{caller.org, caller.user, connection, interaction, may_see_all});
}

void Voice::act(const api::Caller& caller, std::int64_t connection, const desk::FeedRequest& request) {
  const auto action = action_of(*request.action);
  const bool is_supervising =
      action == calls::Action::monitor || action == calls::Action::whisper || action == calls::Action::barge;
  std::string refusal;
  if (!action) refusal = "unknown_action";
  if (is_supervising && !caller.may(api::Permission::supervise)) refusal = "not_allowed";
  if (action == calls::Action::pick_up && !caller.may(api::Permission::take_interactions))
    refusal = "not_allowed";
  if (!refusal.empty()) {
    desk::FeedMessage message;
    message.type = "call_refused";
    message.interaction_id = request.interaction_id;
    message.what = refusal;
    impl_->parts.hub.tell(caller.org, connection, std::move(message));
    return;
  }
  impl_->post(calls::Asked{caller.org, caller.user, connection, *request.interaction_id, *action,
                           request.digits.value_or("")});
}

void Voice::Impl::send(Happening what) {
  if (!is_on || inbox.send(std::move(what)) || !is_on) return;
  parts.log.error("calls have too much to do: an event was dropped");
}

void Voice::Impl::run() {
  std::vector<Happening> all;
  for (;;) {
    std::chrono::microseconds wait = std::chrono::hours(1);
    if (!timers.empty())
      wait = std::clamp(std::chrono::microseconds((timers.begin()->first - parts.clock()).us),
                        std::chrono::microseconds(1'000), wait);
    if (has_waiting_voicemails) wait = std::min(wait, std::chrono::microseconds(200'000));
    if (!inbox.receive(all, 256, std::chrono::steady_clock::now() + wait)) return;
    for (Happening& one : all) {
      if (auto* event = std::get_if<calls::Event>(&one))
        apply(std::move(*event));
      else if (const auto* ended = std::get_if<TapeEnded>(&one))
        note(*ended);
      else
        play(std::move(std::get<Prepared>(one)));
    }
    fire_timers();
    if (has_waiting_voicemails) hand_over_all();
  }
}

void Voice::Impl::fire_timers() {
  const Instant now = parts.clock();
  while (!timers.empty() && timers.begin()->first <= now) {
    const calls::TimerId due = timers.begin()->second;
    timers.erase(timers.begin());
    apply(calls::TimerDue{due});
  }
}

void Voice::Impl::apply(calls::Event event) {
  next.push_back(std::move(event));
  while (!next.empty()) {
    calls::Event first = std::move(next.front());
    next.pop_front();
    if (const auto* lines = std::get_if<calls::Configured>(&first)) numbers.configure(lines->configuration);
    if (auto* heard = std::get_if<sip::Event>(&first)) {
      states.note(*heard, parts.clock());
      if (auto* incoming = std::get_if<sip::Incoming>(heard)) numbers.come_in(*incoming);
    }
    for (const calls::Effect& effect : control.apply(first, parts.clock()))
      std::visit([this](const auto& what) { carry_out(what); }, effect);
  }
}

}  // namespace rapport::voice
