#include "flows/spoken.h"

#include "flows/phrases.h"
#include "switchboard/flow/hearing.h"

namespace rapport::flows {
namespace {

namespace flow = switchboard::flow;

struct Speak {
  SpokenStep& made;
  const flow::ProgramStep& program;

  bool operator()(const flow::Say& say) const {
    made.kind = Spoken::say;
    made.prompt = say.prompt;
    return true;
  }
  bool operator()(const flow::Menu& menu) const {
    made.kind = Spoken::menu;
    for (std::size_t i = 0; i < menu.options.size(); ++i)
      made.keys.push_back(flow::digit_of(menu, i));
    return true;
  }
  bool operator()(const flow::Collect& collect) const {
    made.kind = Spoken::collect;
    made.length_max = collect.length_max;
    made.is_secret = program.is_secret;
    return true;
  }
  bool operator()(const flow::Transfer& transfer) const {
    made.kind = Spoken::transfer;
    made.number = transfer.number;
    made.returns = program.exits[flow::exit_transferred] >= 0;
    return !transfer.number.empty();
  }
  bool operator()(const flow::Callback&) const {
    made.kind = Spoken::callback;
    return true;
  }
  bool operator()(const flow::Voicemail& voicemail) const {
    made.kind = Spoken::voicemail;
    made.length_max = voicemail.length_max_s;
    made.queue = voicemail.queue_id;
    return true;
  }
  bool operator()(const flow::Webhook&) const {
    made.kind = Spoken::pause;
    return true;
  }
  bool operator()(const flow::Queue& queue) const {
    made.kind = Spoken::music;
    made.prompt = queue.treatment.music;
    return true;
  }
  bool operator()(const flow::Record& record) const {
    made.kind = Spoken::record;
    made.is_on = record.is_on;
    return true;
  }
  template <class Silent>
  bool operator()(const Silent&) const {
    return false;
  }
};

}  // namespace

std::optional<SpokenStep> spoken_step(const Published& published, std::int32_t step) {
  SpokenStep made;
  const flow::ProgramStep& program = published.program.steps.at(static_cast<std::size_t>(step));
  if (!std::visit(Speak{made, program}, published.step(step).does)) return std::nullopt;
  return made;
}

std::optional<SpokenStep> spoken_treatment(const Published& published, std::int32_t language,
                                           const switchboard::FlowTreatment& told) {
  const auto* queue = std::get_if<flow::Queue>(&published.step(told.step).does);
  if (queue == nullptr) return std::nullopt;
  SpokenStep made;
  made.interaction = told.interaction;
  made.turn = told.turn;
  made.kind = Spoken::treatment;
  made.language = published.definition.languages.at(static_cast<std::size_t>(language));
  made.text = waiting(queue->treatment, told.wait, made.language);
  if (told.has_offer) {
    if (!made.text.empty()) made.text += '\n';
    made.text += flow::in_language(queue->treatment.offer, published.definition, language);
    made.keys = {"1"};
  }
  if (made.text.empty()) return std::nullopt;
  return made;
}

}  // namespace rapport::flows
