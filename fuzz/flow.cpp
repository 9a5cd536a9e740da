// Flows from outside: the first byte says as what. A definition's JSON is checked and, when it passes, its
// tests are played and its program is run by the rest of the bytes; an event of the journal configures a
// switchboard and drives it; an expression is compiled and evaluated. Nothing may crash, hang, or break an
// invariant.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "flows/definition/described.h"
#include "live/codec.h"
#include "platform/contract/json.h"
#include "switchboard/switchboard.h"

namespace {

using namespace rapport;
using namespace rapport::switchboard;

class Bytes {
 public:
  Bytes(const std::uint8_t* bytes, std::size_t count) : bytes_(bytes), count_(count) {}
  bool has_more() const { return at_ < count_; }
  std::int32_t next() { return has_more() ? bytes_[at_++] : 0; }

 private:
  const std::uint8_t* bytes_;
  std::size_t count_;
  std::size_t at_ = 0;
};

void must(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

void drive(const flow::Program& program, Bytes bytes) {
  Switchboard board;
  Instant now{1'700'000'000'000'000};
  board.apply(QueueConfigured{QueueId{1}, {}}, now);
  if (board.apply(FlowConfigured{FlowId{1}, 1, program}, now).refusal) return;
  InteractionArrived arrived;
  arrived.interaction = InteractionId{1};
  for (std::size_t c = 0; c < channel_count; ++c)
    if ((program.channels >> c & 1) != 0) arrived.channel = static_cast<Channel>(c);
  arrived.flow = FlowStart{FlowId{1}, 1, 0, false, {}};
  board.apply(arrived, now);
  for (int i = 0; i < 300 && bytes.has_more(); ++i) {
    now = now + seconds(bytes.next());
    const auto view = board.interaction(InteractionId{1});
    if (!view || !view->run) return;
    if (bytes.next() % 2 == 0) {
      FlowInput input{InteractionId{1}, view->run->turn, static_cast<FlowInputKind>(bytes.next() % 5),
                      bytes.next() % 6 - 1, bytes.next()};
      board.apply(input, now);
    } else {
      FlowAnswered answer{InteractionId{1}, view->run->turn, bytes.next() % 6 - 1, {}, {}};
      if (bytes.next() % 2 == 0) answer.values.push_back({bytes.next() % 8 - 1, bytes.next()});
      board.apply(answer, now);
    }
    const std::string broken = board.broken_invariant(now);
    must(broken.empty(), broken);
    must(Switchboard(board.image()).image() == board.image(),
         "an image of what was made from an image is another");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  if (count < 2) return 0;
  const std::size_t half = count < 64 ? count : count - 32;
  const std::string_view text(reinterpret_cast<const char*>(bytes + 1), half - 1);
  const Bytes rest(bytes + half, count - half);
  if (bytes[0] % 3 == 0) {
    const auto definition = contract::decode<flow::Flow>(text);
    if (!definition) return 0;
    const auto checked = flow::check_flow(*definition);
    if (!checked.program) return 0;
    must(flow::is_sound(*checked.program), "a checked flow became a program that is not sound");
    for (const auto& test : definition->tests)
      (void)flow::rehearse(*definition, *checked.program, test);
    drive(*checked.program, rest);
  } else if (bytes[0] % 3 == 1) {
    const auto event = live::decode_event(text);
    if (!event) return 0;
    const auto* configured = std::get_if<FlowConfigured>(&*event);
    if (configured != nullptr) drive(configured->program, rest);
  } else {
    const flow::Scope scope{{{"n", flow::ValueType::integer, {}},
                             {"b", flow::ValueType::boolean, {}},
                             {"c", flow::ValueType::choice, {"x", "y"}},
                             {"t", flow::ValueType::text, {}}},
                            {}};
    const std::vector<std::int64_t> numbers = {7, 1, 1, 5};
    const std::vector<std::string> words = {"", "", "", "4711 \xe4\xb8\xad"};
    for (const auto type : {flow::ValueType::boolean, flow::ValueType::integer, flow::ValueType::text}) {
      const auto code = flow::compile(text, scope, {type, {}});
      if (!code) continue;
      const auto result = flow::evaluate(code->code, {numbers, words, nullptr});
      must(result.fault != flow::Fault::bad_code, "compiled code is bad: " + std::string(text));
    }
  }
  return 0;
}
