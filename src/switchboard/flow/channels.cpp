#include "switchboard/flow/channels.h"

namespace rapport::switchboard::flow {

bool can_do(Channel channel, StepKind kind) {
  switch (kind) {
    case StepKind::say:
    case StepKind::menu:
    case StepKind::collect:
      return channel == Channel::voice || channel == Channel::chat || channel == Channel::message;
    case StepKind::callback:
    case StepKind::voicemail:
    case StepKind::record:
      return channel == Channel::voice;
    case StepKind::set:
    case StepKind::branch:
    case StepKind::hours:
    case StepKind::lookup:
    case StepKind::webhook:
    case StepKind::language:
    case StepKind::queue:
    case StepKind::transfer:
    case StepKind::split:
    case StepKind::tag:
    case StepKind::end:
      return true;
  }
  return false;
}

bool can_assist(StepKind kind) {
  return kind != StepKind::queue && kind != StepKind::callback && kind != StepKind::voicemail &&
         kind != StepKind::transfer && kind != StepKind::record;
}

bool has_assist(Channel channel) {
  return is_spoken(channel) || is_written(channel);
}

bool is_spoken(Channel channel) {
  return channel == Channel::voice;
}

bool is_written(Channel channel) {
  return channel == Channel::chat || channel == Channel::message;
}

Duration patience(Channel channel) {
  switch (channel) {
    case Channel::voice:
      return seconds(8);
    case Channel::chat:
      return minutes(5);
    default:
      return hours(24);
  }
}

const char* name_of(Channel channel) {
  switch (channel) {
    case Channel::voice:
      return "voice";
    case Channel::chat:
      return "chat";
    case Channel::message:
      return "message";
    case Channel::email:
      return "email";
    case Channel::task:
      return "task";
    case Channel::voicemail:
      return "voicemail";
  }
  return "?";
}

}  // namespace rapport::switchboard::flow
