#include "sim/fingerprint.h"

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <type_traits>
#include <variant>

#include "switchboard/model/described.h"

namespace rapport::sim {
namespace {

using namespace switchboard;

template <class Value>
constexpr bool is_described = boost::describe::has_describe_members<Value>::value;

class Numbers {
 public:
  explicit Numbers(Fingerprint& out) : out_(out) {}

  template <class Value>
  void add(const Value& value) {
    if constexpr (std::is_enum_v<Value> || std::is_arithmetic_v<Value>) {
      out_.push_back(static_cast<std::int64_t>(value));
    } else if constexpr (is_described<Value>) {
      boost::mp11::mp_for_each<boost::describe::describe_members<Value, boost::describe::mod_public>>(
          [&](auto member) { add(value.*member.pointer); });
    }
  }
  void add(Instant value) { out_.push_back(value.us); }
  void add(Duration value) { out_.push_back(value.us); }
  void add(const std::string& text) { out_.insert(out_.end(), text.begin(), text.end()); }
  template <class Tag>
  void add(Id<Tag> value) {
    out_.push_back(value.value);
  }
  template <class Value>
  void add(const std::vector<Value>& values) {
    out_.push_back(static_cast<std::int64_t>(values.size()));
    for (const Value& value : values)
      add(value);
  }
  template <class Value, std::size_t count>
  void add(const std::array<Value, count>& values) {
    for (const Value& value : values)
      add(value);
  }
  template <class Value>
  void add(const std::optional<Value>& value) {
    out_.push_back(value ? 1 : 0);
    if (value) add(*value);
  }
  template <class... Values>
  void add(const std::variant<Values...>& value) {
    out_.push_back(static_cast<std::int64_t>(value.index()));
    std::visit([this](const auto& held) { this->add(held); }, value);
  }

 private:
  Fingerprint& out_;
};

template <class Enum>
const char* enum_name(Enum value) {
  return boost::describe::enum_to_string(value, "?");
}

class Text {
 public:
  explicit Text(std::string& out) : out_(out) {}

  template <class Value>
  void add(const Value& value) {
    if constexpr (std::is_enum_v<Value>) {
      out_ += enum_name(value);
    } else if constexpr (std::is_arithmetic_v<Value>) {
      out_ += std::to_string(value);
    } else if constexpr (is_described<Value>) {
      out_ += '{';
      boost::mp11::mp_for_each<boost::describe::describe_members<Value, boost::describe::mod_public>>(
          [&](auto member) { add_member(member.name, value.*member.pointer); });
      out_ += '}';
    }
  }
  void add(const Why&) { out_ += "…"; }
  void add(Instant value) { add_seconds(value.us); }
  void add(Duration value) { add_seconds(value.us); }
  void add(const std::string& text) { out_ += text; }
  void add(const flow::Program& program) { out_ += std::to_string(program.steps.size()) + " steps"; }
  template <class Tag>
  void add(Id<Tag> value) {
    out_ += std::to_string(value.value);
  }
  template <class Value>
  void add(const std::vector<Value>& values) {
    add_list(values);
  }
  template <class Value, std::size_t count>
  void add(const std::array<Value, count>& values) {
    add_list(values);
  }
  template <class Value>
  void add(const std::optional<Value>& value) {
    if (value)
      add(*value);
    else
      out_ += '-';
  }
  template <class... Values>
  void add(const std::variant<Values...>& value) {
    std::visit([this](const auto& held) { this->add_named(held); }, value);
  }

 private:
  template <class Value>
  void add_member(const char* name, const Value& value) {
    if (out_.back() != '{') out_ += ' ';
    out_ += name;
    out_ += '=';
    add(value);
  }
  template <class Values>
  void add_list(const Values& values) {
    out_ += '[';
    for (const auto& value : values) {
      if (out_.back() != '[') out_ += ' ';
      add(value);
    }
    out_ += ']';
  }
  void add_seconds(std::int64_t us) {
    out_ += std::to_string(us / 1'000'000);
    if (us % 1'000'000 != 0) out_ += '.' + std::to_string(us % 1'000'000);
    out_ += 's';
  }
  template <class Value>
  void add_named(const Value& value);

  std::string& out_;
};

template <class Value>
constexpr const char* name_of_type = "?";
#define RAPPORT_NAME(Type) \
  template <>              \
  constexpr const char* name_of_type<Type> = #Type;
RAPPORT_NAME(SettingsChanged)
RAPPORT_NAME(QueueConfigured)
RAPPORT_NAME(QueueRemoved)
RAPPORT_NAME(AgentConfigured)
RAPPORT_NAME(AgentRemoved)
RAPPORT_NAME(QueueOpened)
RAPPORT_NAME(QueueClosed)
RAPPORT_NAME(DayStarted)
RAPPORT_NAME(AgentConnected)
RAPPORT_NAME(AgentDisconnected)
RAPPORT_NAME(PresenceRequested)
RAPPORT_NAME(InteractionArrived)
RAPPORT_NAME(MessagePosted)
RAPPORT_NAME(CustomerLeft)
RAPPORT_NAME(PriorityChanged)
RAPPORT_NAME(OfferAccepted)
RAPPORT_NAME(OfferDeclined)
RAPPORT_NAME(ConversationEnded)
RAPPORT_NAME(WrapUpCompleted)
RAPPORT_NAME(TransferredToQueue)
RAPPORT_NAME(TransferredToAgent)
RAPPORT_NAME(ConsultStarted)
RAPPORT_NAME(ConsultEnded)
RAPPORT_NAME(ConsultCompleted)
RAPPORT_NAME(TimerFired)
RAPPORT_NAME(FlowConfigured)
RAPPORT_NAME(FlowRetired)
RAPPORT_NAME(FlowInput)
RAPPORT_NAME(FlowAnswered)
RAPPORT_NAME(CallbackBooked)
RAPPORT_NAME(CallbackRescheduled)
RAPPORT_NAME(CallbackCancelled)
RAPPORT_NAME(DialEnded)
RAPPORT_NAME(LineLost)
RAPPORT_NAME(CallParked)
RAPPORT_NAME(AssistStarted)
RAPPORT_NAME(AssistEnded)
RAPPORT_NAME(PlaceMoved)
RAPPORT_NAME(PlaceReturned)
RAPPORT_NAME(ArmTimer)
RAPPORT_NAME(CancelTimer)
RAPPORT_NAME(InteractionChanged)
RAPPORT_NAME(OfferMade)
RAPPORT_NAME(OfferClosed)
RAPPORT_NAME(AgentChanged)
RAPPORT_NAME(InteractionClosed)
RAPPORT_NAME(FlowStepEntered)
RAPPORT_NAME(FlowTreatment)
RAPPORT_NAME(FlowEnded)
RAPPORT_NAME(DialStarted)
RAPPORT_NAME(DialStopped)
#undef RAPPORT_NAME

template <class Value>
void Text::add_named(const Value& value) {
  out_ += name_of_type<Value>;
  add(value);
}

template <class Value>
std::string as_text(const Value& value) {
  std::string text;
  Text(text).add(value);
  return text;
}

}  // namespace

Fingerprint fingerprint(const Effects& effects) {
  Fingerprint numbers;
  Numbers adder(numbers);
  adder.add(effects.refusal);
  adder.add(effects.list);
  return numbers;
}

std::string text_of(const Event& event) {
  return as_text(event);
}

std::string text_of(const Effects& effects) {
  std::string text;
  if (effects.refusal) text += std::string("\n    refused as ") + name_of(*effects.refusal);
  for (const Effect& effect : effects.list)
    text += "\n    " + as_text(effect);
  return text;
}

std::string text_of(Change change) {
  return as_text(change);
}

std::string text_of(const InteractionView& view) {
  return as_text(view);
}

std::string text_of(const AgentView& view) {
  return as_text(view);
}

}  // namespace rapport::sim
