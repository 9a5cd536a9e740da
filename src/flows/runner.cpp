#include "flows/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "base/inbox.h"
#include "flows/phrases.h"
#include "org/hours_store.h"
#include "platform/contract/json.h"
#include "platform/contract/value_at.h"
#include "switchboard/flow/channels.h"
#include "switchboard/flow/hearing.h"

namespace rapport::flows {
namespace {

using namespace switchboard;
using switchboard::flow::FlowStep;
using switchboard::flow::StepKind;

constexpr std::size_t tasks_max = 100'000;
constexpr std::size_t tasks_per_turn = 64;

const flow::Texts* texts_of(const FlowStep& step, bool is_again) {
  if (const auto* say = std::get_if<flow::Say>(&step.does)) return &say->text;
  if (const auto* menu = std::get_if<flow::Menu>(&step.does))
    return is_again && !menu->again.empty() ? &menu->again : &menu->text;
  if (const auto* collect = std::get_if<flow::Collect>(&step.does))
    return is_again && !collect->again.empty() ? &collect->again : &collect->text;
  if (const auto* voicemail = std::get_if<flow::Voicemail>(&step.does)) return &voicemail->text;
  return nullptr;
}

// JSON's string, for names and words.
std::string as_json(const std::string& text) {
  return contract::encode(text);
}

}  // namespace

struct Runner::Impl {
  using Task = std::function<void()>;

  RunnerParts parts;
  std::function<void(SpokenStep)> speaker = [](SpokenStep) {};
  Inbox<Task> inbox{tasks_max};
  std::thread thread;

  std::mutex mutex_;  // workers hear customers while the thread runs
  struct Known {
    flow::Run run;
    std::map<std::int64_t, std::string> secrets;  // by the number that the switchboard has
    std::string last_heard;
  };
  std::map<std::pair<OrgId, InteractionId>, Known> known;

  explicit Impl(RunnerParts the_parts) : parts(std::move(the_parts)) {}

  void post(Task task) {
    if (!inbox.send(std::move(task)))
      parts.log.error("a flow's step is lost: too many wait; its time-out goes on", {});
  }
  void run() {
    std::vector<Task> tasks;
    while (inbox.receive(tasks, tasks_per_turn, std::chrono::steady_clock::now() + std::chrono::seconds(60)))
      for (Task& task : tasks)
        task();
  }

  void remember(OrgId org, InteractionId interaction, const flow::Run& run) {
    const std::lock_guard lock(mutex_);
    known[{org, interaction}].run = run;
  }
  void forget(OrgId org, InteractionId interaction) {
    const std::lock_guard lock(mutex_);
    known.erase({org, interaction});
  }
  std::optional<flow::Run> last_run(OrgId org, InteractionId interaction) {
    const std::lock_guard lock(mutex_);
    const auto found = known.find({org, interaction});
    if (found == known.end()) return std::nullopt;
    return found->second.run;
  }

  // The words under the run's numbers, by attribute.
  std::vector<std::string> words_of(OrgId org, InteractionId interaction, const Published& flow,
                                    const flow::Run& run) {
    std::vector<std::string> words(flow.definition.attributes.size());
    const bool has_texts = std::any_of(flow.definition.attributes.begin(), flow.definition.attributes.end(),
                                       [](const auto& a) { return a.type == flow::ValueType::text; });
    if (!has_texts) return words;
    std::map<std::int64_t, std::string> by_id;
    if (auto stored = parts.store.words(org, interaction))
      for (auto& [id, text] : *stored)
        by_id[id] = std::move(text);
    {
      const std::lock_guard lock(mutex_);
      const auto found = known.find({org, interaction});
      if (found != known.end()) by_id.insert(found->second.secrets.begin(), found->second.secrets.end());
    }
    for (std::size_t i = 0; i < words.size() && i < run.values.size(); ++i) {
      if (flow.definition.attributes[i].type != flow::ValueType::text) continue;
      const auto found = by_id.find(run.values[i]);
      if (found != by_id.end()) words[i] = found->second;
    }
    return words;
  }
  // Where the words lie from now on; 0 when they could not be kept.
  std::int64_t keep(OrgId org, InteractionId interaction, const flow::Attribute& attribute,
                    const std::string& words) {
    const std::int64_t id = parts.ids.next_value();
    if (attribute.is_secret) {
      const std::lock_guard lock(mutex_);
      known[{org, interaction}].secrets[id] = words;
      return id;
    }
    return parts.store.keep_words(org, interaction, id, words) ? id : 0;
  }

  void submit(OrgId org, Event event) {
    parts.loop.submit(org, std::move(event), [](const auto&) {});  // refused: the flow has moved on
  }

  void say(OrgId org, InteractionId interaction, const std::string& text, const std::string& client_id) {
    if (text.empty()) return;
    conversations::NewMessage message;
    message.interaction = interaction;
    message.author = Author::system;
    message.text = text;
    message.client_id = client_id;
    auto said = parts.conversations.say(org, message, parts.clock());
    if (!said && said.error().code != ErrorCode::conflict && said.error().code != ErrorCode::not_found)
      parts.log.warning("a flow could not say something",
                        {{"interaction", interaction.value}, {"reason", said.error().reason}});
  }

  // --- what the switchboard told ---

  struct At {
    OrgId org;
    InteractionId interaction;
    CustomerId customer;
    PublishedPtr flow;
    flow::Run run;
    flow::Facts facts;
    std::int32_t turn = 0;
    bool is_waiting = false;
  };

  void released(const live::Released& event) {
    for (const Effect& effect : event.effects) {
      if (const auto* entered = std::get_if<FlowStepEntered>(&effect)) {
        step(event, *entered);
      } else if (const auto* told = std::get_if<FlowTreatment>(&effect)) {
        treat(event, *told);
      } else if (const auto* ended = std::get_if<FlowEnded>(&effect)) {
        if (ended->end != FlowEnd::moved) forget(event.org, ended->interaction);
      }
    }
  }

  void step(const live::Released& event, const FlowStepEntered& entered) {
    const InteractionView* view = event.interaction(entered.interaction);
    At at;
    at.org = event.org;
    at.interaction = entered.interaction;
    at.flow = parts.library.find(event.org, entered.flow, entered.version);
    if (!at.flow)
      return parts.log.error("a flow runs that is not in its table", {{"flow", entered.flow.value}});
    if (view != nullptr && view->run) {
      at.run = *view->run;
      remember(event.org, entered.interaction, at.run);
    } else if (auto last = last_run(event.org, entered.interaction)) {
      at.run = *last;
    } else {
      at.run = flow::new_run(at.flow->program, entered.flow, entered.version, 0);
    }
    if (view != nullptr) at.customer = view->customer;
    at.run.step = entered.step;
    at.run.tries = entered.tries;
    at.facts.interaction = entered.interaction;
    at.facts.channel = entered.channel;
    at.turn = entered.turn;
    at.is_waiting = entered.expires_at.us != 0;
    take_up(at);
  }

  void take_up(const At& at) {
    const FlowStep& step = at.flow->step(at.run.step);
    const StepKind kind = at.flow->program.steps[static_cast<std::size_t>(at.run.step)].kind;
    if (kind == StepKind::tag)
      if (auto tagged = parts.store.tag(at.org, at.interaction, std::get<flow::Tag>(step.does).tag); !tagged)
        parts.log.warning("a tag is lost", {{"interaction", at.interaction.value}});
    if (flow::is_written(at.facts.channel)) {
      render(at, step);
      if (kind == StepKind::end && at.is_waiting)
        return submit(at.org, FlowInput{at.interaction, at.turn, FlowInputKind::finished, 0, 0});
    }
    const bool is_only_told = kind == StepKind::queue || kind == StepKind::record;
    if (flow::is_spoken(at.facts.channel) && (at.is_waiting || is_only_told)) speak(at, step);
    if (at.is_waiting && at.flow->program.steps[static_cast<std::size_t>(at.run.step)].is_asked)
      answer(at, step, kind);
  }

  std::string text_of(const At& at, const flow::Texts& texts) {
    std::vector<std::string> words = words_of(at.org, at.interaction, *at.flow, at.run);
    if (flow::is_spoken(at.facts.channel))
      for (std::string& word : words)
        word = digit_by_digit(word);
    return flow::spoken(flow::in_language(texts, at.flow->definition, at.run.language), at.flow->definition,
                        at.run, at.facts, words);
  }

  void speak(const At& at, const FlowStep& step) {
    auto spoken = spoken_step(*at.flow, at.run.step);
    if (!spoken) return;
    spoken->org = at.org;
    spoken->interaction = at.interaction;
    spoken->turn = at.turn;
    spoken->is_again = at.run.tries > 0;
    spoken->language = at.flow->definition.languages.at(static_cast<std::size_t>(at.run.language));
    if (const flow::Texts* texts = texts_of(step, spoken->is_again)) spoken->text = text_of(at, *texts);
    if (const auto* callback = std::get_if<flow::Callback>(&step.does))
      if (const auto place = place_of(at, callback->number))
        spoken->number = words_of(at.org, at.interaction, *at.flow, at.run)[static_cast<std::size_t>(*place)];
    speaker(std::move(*spoken));
  }

  void render(const At& at, const FlowStep& step) {
    const flow::Texts* texts = texts_of(step, at.run.tries > 0);
    if (texts == nullptr) return;
    std::string text = text_of(at, *texts);
    if (const auto* menu = std::get_if<flow::Menu>(&step.does))
      for (std::size_t i = 0; i < menu->options.size(); ++i)
        text += fmt::format("\n{}. {}", flow::digit_of(*menu, i),
                            flow::in_language(menu->options[i].label, at.flow->definition, at.run.language));
    say(at.org, at.interaction, text, fmt::format("flow-{}", at.turn));
  }

  void treat(const live::Released& event, const FlowTreatment& told) {
    const InteractionView* view = event.interaction(told.interaction);
    const PublishedPtr flow = parts.library.find(event.org, told.flow, told.version);
    if (!flow || view == nullptr || !view->run) return;
    if (flow::is_spoken(told.channel)) {
      auto spoken = spoken_treatment(*flow, view->run->language, told);
      if (!spoken) return;
      spoken->org = event.org;
      return speaker(std::move(*spoken));
    }
    if (!flow::is_written(told.channel)) return;
    const auto* queue = std::get_if<flow::Queue>(&flow->step(told.step).does);
    if (queue == nullptr) return;
    const auto language = static_cast<std::size_t>(view->run->language);
    const std::string& name = flow->definition.languages.at(language);
    std::string text = waiting(queue->treatment, told.wait, name);
    if (told.has_offer) {
      if (!text.empty()) text += '\n';
      text += flow::in_language(queue->treatment.offer, flow->definition, view->run->language);
      text += ' ' + how_to_take(name);
    }
    say(event.org, told.interaction, text, fmt::format("flow-wait-{}", event.seq));
  }

  // --- what is asked ---

  void answer(const At& at, const FlowStep& step, StepKind kind) {
    switch (kind) {
      case StepKind::set:
      case StepKind::branch:
        return by_words(at, step);
      case StepKind::hours:
        return by_hours(at, std::get<flow::Hours>(step.does));
      case StepKind::lookup:
        return by_lookup(at, std::get<flow::Lookup>(step.does));
      case StepKind::language:
        return by_language(at);
      case StepKind::webhook:
        return by_webhook(at, std::get<flow::Webhook>(step.does));
      default:
        return;  // the telephone's: its channel answers
    }
  }
  void reply(const At& at, std::int32_t exit, std::vector<flow::Value64> values, CustomerId customer = {}) {
    submit(at.org, FlowAnswered{at.interaction, at.turn, exit, std::move(values), customer});
  }

  void by_words(const At& at, const FlowStep& step) {
    const auto answer = flow::answer_by_words(at.flow->definition, step, at.run, at.facts,
                                              words_of(at.org, at.interaction, *at.flow, at.run));
    if (answer.is_broken) return;  // its time-out sends the customer to people
    std::vector<flow::Value64> values = answer.numbers;
    for (const auto& [attribute, words] : answer.texts)
      values.push_back(
          {attribute, keep(at.org, at.interaction,
                           at.flow->definition.attributes[static_cast<std::size_t>(attribute)], words)});
    reply(at, answer.exit, std::move(values));
  }

  void by_hours(const At& at, const flow::Hours& hours) {
    auto plan = parts.database.read([&](database::Session& sql) -> Result<std::optional<org::HoursPlan>> {
      return org::hours_plans.find(sql, at.org, hours.hours_id);
    });
    if (!plan || !*plan) return reply(at, 0, {});
    reply(at, org::is_open(org::hours_of(**plan), parts.clock()) ? 1 : 0, {});
  }

  std::optional<std::int32_t> place_of(const At& at, const std::string& attribute) const {
    const auto& all = at.flow->definition.attributes;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].name == attribute) return static_cast<std::int32_t>(i);
    return std::nullopt;
  }

  void by_lookup(const At& at, const flow::Lookup& lookup) {
    std::optional<customers::Customer> found;
    if (lookup.by == flow::LookUpBy::channel) {
      auto customer = parts.customers.find(at.org, at.customer);
      // A browser that nobody has introduced is not a customer we know.
      if (customer && (customer->is_verified || !customer->name.empty())) found = std::move(*customer);
    } else if (const auto place = place_of(at, lookup.attribute)) {
      const std::string said =
          words_of(at.org, at.interaction, *at.flow, at.run)[static_cast<std::size_t>(*place)];
      auto customer =
          parts.customers.find_by(at.org, lookup.by == flow::LookUpBy::phone ? "phone" : "email", said);
      if (customer && *customer) found = std::move(**customer);
    }
    if (!found) return reply(at, 0, {});
    std::vector<flow::Value64> values;
    if (const auto place = place_of(at, lookup.name_to))
      values.push_back(
          {*place, keep(at.org, at.interaction,
                        at.flow->definition.attributes[static_cast<std::size_t>(*place)], found->name)});
    // What somebody types about themselves does not make them that customer.
    reply(at, 1, std::move(values), at.customer ? CustomerId{} : found->id);
  }

  void by_language(const At& at) {
    std::string language;
    if (auto newest = parts.messages.newest(at.org, at.interaction, 10, false)) {
      for (const auto& message : *newest)
        if (message.author == Author::customer)
          if (const std::string said = flow::language_of(message.text); !said.empty()) language = said;
    }
    if (language.empty())
      if (auto customer = parts.customers.find(at.org, at.customer); customer && customer->language)
        language = *customer->language;
    if (language.empty()) return reply(at, 0, {});
    reply(at, 0, {{flow::language_target, at.flow->language(language)}});
  }

  void by_webhook(const At& at, const flow::Webhook& webhook) {
    WebhookCall call;
    call.url = webhook.url;
    call.timeout = seconds(webhook.timeout_s);
    call.retries = webhook.retries;
    call.body = body_of(at, webhook);
    const bool is_taken = parts.workers.post([this, at, webhook, call = std::move(call)] {
      const auto result = call_webhook(call, parts.webhooks);
      if (!result) {
        parts.log.info("a flow's webhook failed", {{"interaction", at.interaction.value},
                                                   {"reason", result.error().reason},
                                                   {"detail", result.error().detail}});
        return reply(at, 0, {});
      }
      std::vector<flow::Value64> values;
      for (const flow::ResultMapping& mapping : webhook.results) {
        const auto place = place_of(at, mapping.attribute);
        const auto text = contract::value_at(*result, mapping.path);
        if (!place || !text) continue;  // what is not there stays as it was
        const flow::Attribute& attribute = at.flow->definition.attributes[static_cast<std::size_t>(*place)];
        if (attribute.type == flow::ValueType::text)
          values.push_back(
              {*place, keep(at.org, at.interaction, attribute, text->substr(0, flow::text_bytes_max))});
        else if (const auto value = flow::value_of(attribute, *text))
          values.push_back({*place, *value});
      }
      reply(at, 1, std::move(values));
    });
    if (!is_taken) reply(at, 0, {});
  }

  std::string body_of(const At& at, const flow::Webhook& webhook) {
    const std::vector<std::string> words = words_of(at.org, at.interaction, *at.flow, at.run);
    std::string body = fmt::format("{{\"interaction\":\"{}\"", at.interaction.value);
    for (const std::string& name : webhook.send) {
      std::string value;
      if (const auto place = place_of(at, name)) {
        const auto i = static_cast<std::size_t>(*place);
        const flow::Attribute& attribute = at.flow->definition.attributes[i];
        const bool is_words = attribute.type == flow::ValueType::text;
        value = is_words ? words[i] : flow::shown(attribute, at.run.values.at(i), "");
        if (is_words || attribute.type == flow::ValueType::choice) value = as_json(value);
      } else {
        value = as_json(flow::spoken("{" + name + "}", at.flow->definition, at.run, at.facts, words));
      }
      body += fmt::format(",{}:{}", as_json(name), value);
    }
    return body + "}";
  }

  // --- what the customer says ---

  struct Standing {
    InteractionView view;
    PublishedPtr flow;
  };
  std::optional<Standing> standing(OrgId org, InteractionId interaction) {
    auto view = parts.loop.read<std::optional<InteractionView>>(
        org, [interaction](const Switchboard& board, Instant) { return board.interaction(interaction); });
    if (!view || !*view || !(*view)->run) return std::nullopt;
    const flow::Run& run = *(*view)->run;
    PublishedPtr flow = parts.library.find(org, run.flow, run.version);
    if (!flow) return std::nullopt;
    return Standing{std::move(**view), std::move(flow)};
  }

  void heard(OrgId org, InteractionId interaction, const std::string& client_id, const std::string& text) {
    const auto now = standing(org, interaction);
    if (!now) return;
    {
      const std::lock_guard lock(mutex_);
      Known& knows = known[{org, interaction}];
      if (!client_id.empty() && knows.last_heard == client_id) return;
      knows.last_heard = client_id;
      knows.run = *now->view.run;
    }
    const flow::Run& run = *now->view.run;
    const FlowStep& step = now->flow->step(run.step);
    FlowInput input{interaction, run.turn, FlowInputKind::not_understood, 0, 0};
    if (!now->view.is_in_flow()) {
      const auto* queue = std::get_if<flow::Queue>(&step.does);
      if (queue == nullptr || queue->treatment.offer.empty() || !takes_offer(text)) return;
      input.what = FlowInputKind::offer_taken;
    } else if (const auto* menu = std::get_if<flow::Menu>(&step.does)) {
      if (const auto option = flow::option_of(*menu, text)) {
        input.what = FlowInputKind::chosen;
        input.option = *option;
      }
    } else if (const auto* collect = std::get_if<flow::Collect>(&step.does)) {
      input = collected(org, interaction, *now, *collect, text);
    } else {
      return;  // nothing was asked
    }
    submit(org, input);
  }

  void keyed(OrgId org, InteractionId interaction, std::int32_t turn, const std::string& digits) {
    const auto now = standing(org, interaction);
    if (!now || now->view.run->turn != turn || !now->view.is_in_flow()) return;
    const flow::Run& run = *now->view.run;
    const auto* collect = std::get_if<flow::Collect>(&now->flow->step(run.step).does);
    if (collect == nullptr) return;
    submit(org, collected(org, interaction, *now, *collect, digits));
  }

  // The answer to a collect: the words are kept before the switchboard hears of them.
  FlowInput collected(OrgId org, InteractionId interaction, const Standing& now, const flow::Collect& collect,
                      const std::string& text) {
    const flow::Run& run = *now.view.run;
    FlowInput input{interaction, run.turn, FlowInputKind::not_understood, 0, 0};
    const std::int32_t place = now.flow->program.steps[static_cast<std::size_t>(run.step)].attribute;
    const auto words = flow::taken(collect, text);
    if (!words) return input;
    input.value =
        keep(org, interaction, now.flow->definition.attributes[static_cast<std::size_t>(place)], *words);
    if (input.value > 0) input.what = FlowInputKind::collected;
    return input;
  }

  // After a start: everything that waits in a flow is said and asked again; what was said before is known by
  // its name and not said twice.
  void take_up_all() {
    for (const OrgId org : parts.directories.all()) {
      auto views = parts.loop.read<std::vector<InteractionView>>(org, [](const Switchboard& board, Instant) {
        std::vector<InteractionView> found;
        board.each_interaction([&found](const InteractionView& view) {
          if (view.is_in_flow()) found.push_back(view);
        });
        return found;
      });
      if (!views) continue;
      for (const InteractionView& view : *views) {
        At at;
        at.org = org;
        at.interaction = view.interaction;
        at.customer = view.customer;
        at.flow = parts.library.find(org, view.run->flow, view.run->version);
        if (!at.flow) continue;
        at.run = *view.run;
        at.facts.interaction = view.interaction;
        at.facts.channel = view.channel;
        at.turn = view.run->turn;
        at.is_waiting = true;
        remember(org, view.interaction, at.run);
        take_up(at);
      }
    }
  }
};

Runner::Runner(RunnerParts parts) : impl_(std::make_unique<Impl>(std::move(parts))) {}
Runner::~Runner() {
  stop();
}

void Runner::speak_by(std::function<void(SpokenStep)> speaker) {
  impl_->speaker = std::move(speaker);
}

void Runner::start() {
  impl_->thread = std::thread([this] { impl_->run(); });
  impl_->post([impl = impl_.get()] { impl->take_up_all(); });
}

void Runner::stop() {
  if (!impl_->thread.joinable()) return;
  impl_->inbox.close();
  impl_->thread.join();
}

void Runner::on_released(const std::shared_ptr<const live::Released>& released) {
  const bool is_ours =
      std::any_of(released->effects.begin(), released->effects.end(), [](const Effect& effect) {
        return std::holds_alternative<FlowStepEntered>(effect) ||
               std::holds_alternative<FlowTreatment>(effect) || std::holds_alternative<FlowEnded>(effect);
      });
  if (is_ours) impl_->post([impl = impl_.get(), released] { impl->released(*released); });
}

std::vector<Choice> Runner::choices(OrgId org, const InteractionView& view) {
  std::vector<Choice> all;
  if (!view.is_in_flow()) return all;
  const PublishedPtr flow = impl_->parts.library.find(org, view.run->flow, view.run->version);
  if (!flow) return all;
  const auto* menu = std::get_if<switchboard::flow::Menu>(&flow->step(view.run->step).does);
  if (menu == nullptr) return all;
  for (const auto& option : menu->options) {
    const std::string& label =
        switchboard::flow::in_language(option.label, flow->definition, view.run->language);
    all.push_back({label, label});
  }
  return all;
}

bool Runner::hears_secret(OrgId org, InteractionId interaction) {
  const auto now = impl_->standing(org, interaction);
  return now && now->view.is_in_flow() &&
         now->flow->program.steps[static_cast<std::size_t>(now->view.run->step)].is_secret;
}

void Runner::heard(OrgId org, InteractionId interaction, const std::string& client_id,
                   const std::string& text) {
  impl_->heard(org, interaction, client_id, text);
}

void Runner::keyed(OrgId org, InteractionId interaction, std::int32_t turn, const std::string& digits) {
  impl_->keyed(org, interaction, turn, digits);
}

}  // namespace rapport::flows
