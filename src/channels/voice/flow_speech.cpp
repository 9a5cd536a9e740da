#include "channels/voice/flow_speech.h"

#include <array>
#include <charconv>
#include <string_view>

#include "switchboard/flow/hearing.h"

namespace rapport::voice {
namespace {

constexpr std::array<std::string_view, 7> ends = {"。", "！", "？", ". ", "! ", "? ", "\n"};

// The bytes of the sentence that `text` begins with, its end included.
std::size_t sentence(std::string_view text) {
  std::size_t first = text.size();
  for (const std::string_view end : ends) {
    const std::size_t at = text.find(end);
    if (at != std::string_view::npos) first = std::min(first, at + end.size());
  }
  return first;
}

bool is_same_language(const std::string& one, const std::string& other) {
  return one.substr(0, one.find('-')) == other.substr(0, other.find('-'));
}

calls::Asks asks_of(flows::Spoken kind) {
  switch (kind) {
    case flows::Spoken::say:
      return calls::Asks::say;
    case flows::Spoken::menu:
      return calls::Asks::menu;
    case flows::Spoken::collect:
      return calls::Asks::collect;
    case flows::Spoken::transfer:
      return calls::Asks::transfer;
    case flows::Spoken::callback:
      return calls::Asks::callback;
    case flows::Spoken::voicemail:
      return calls::Asks::voicemail;
    case flows::Spoken::pause:
      return calls::Asks::pause;
    case flows::Spoken::treatment:
      return calls::Asks::treatment;
    case flows::Spoken::music:
    case flows::Spoken::record:
      return calls::Asks::nothing;
  }
  return calls::Asks::nothing;
}

// A flow names an upload by its id; anything else is none.
PromptId prompt_of(const std::string& text) {
  PromptId prompt;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), prompt.value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? prompt : PromptId{};
}

}  // namespace

std::vector<phrases::Utterance> utterances(const std::string& text, const std::string& language) {
  std::vector<phrases::Utterance> said;
  std::string_view left = text;
  while (!left.empty()) {
    const std::string one(left.substr(0, sentence(left)));
    left.remove_prefix(one.size());
    // What has no letters (a number) is said in the language before it.
    std::string its = switchboard::flow::language_of(one);
    if (its.empty()) its = said.empty() ? language : said.back().language;
    if (is_same_language(its, language)) its = language;
    if (said.empty() || said.back().language != its)
      said.push_back({one, its, {}});
    else
      said.back().text += one;
  }
  return said;
}

calls::FlowAsked asked(const flows::SpokenStep& step) {
  calls::FlowAsked made;
  made.org = step.org;
  made.interaction = step.interaction;
  made.turn = step.turn;
  made.asks = asks_of(step.kind);
  const PromptId prompt = prompt_of(step.prompt);
  if (prompt)
    made.says = {{"", step.language, prompt}};
  else
    made.says = utterances(step.text, step.language);
  made.keys = step.keys;
  made.length_max = step.length_max;
  made.queue = step.queue;
  made.language = step.language;
  made.is_secret = step.is_secret;
  made.is_again = step.is_again;
  made.number = step.number;
  made.returns = step.returns;
  return made;
}

calls::Event event_of(const flows::SpokenStep& step) {
  if (step.kind == flows::Spoken::music)
    return calls::MusicChosen{step.org, step.interaction, prompt_of(step.prompt)};
  if (step.kind == flows::Spoken::record)
    return calls::RecordingWished{step.org, step.interaction, step.is_on};
  return asked(step);
}

}  // namespace rapport::voice
