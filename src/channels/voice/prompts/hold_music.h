// Which prompt is music where: for the organisation, for a queue, for a number. The number's counts first,
// then the queue's, then the organisation's, then the built-in bells.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "channels/voice/prompts/prompt.h"

namespace rapport::prompts {

struct QueueMusic {
  QueueId queue_id;
  PromptId prompt_id;
};
BOOST_DESCRIBE_STRUCT(QueueMusic, (), (queue_id, prompt_id))
struct NumberMusic {
  ChannelId phone_number_id;
  PromptId prompt_id;
};
BOOST_DESCRIBE_STRUCT(NumberMusic, (), (phone_number_id, prompt_id))

struct HoldMusic {
  std::optional<PromptId> prompt_id;  // of the organisation; absent: the built-in bells
  std::vector<QueueMusic> queues;
  std::vector<NumberMusic> numbers;
};
BOOST_DESCRIBE_STRUCT(HoldMusic, (), (prompt_id, queues, numbers))
contract::Notes contract_notes(contract::Tag<HoldMusic>);

HoldMusic hold_music(database::Session& sql, OrgId org);
// Replaces it as a whole.
Result<HoldMusic> change_hold_music(org::Changes& changes, const org::By& who, const HoldMusic& music);
std::vector<Issue> music_uses(database::Session& sql, OrgId org, PromptId id);

// All organisations' music, as the telephone wants it.
enum class MusicPlace : std::uint8_t {
  organisation,
  queue,
  number,
  prompt,  // every prompt as itself: a flow's step names it; in no table
};
struct MusicKey {
  OrgId org;
  MusicPlace place = MusicPlace::organisation;
  std::int64_t of = 0;  // the queue's, number's or prompt's id
  friend auto operator<=>(const MusicKey&, const MusicKey&) = default;
};
struct MusicFile {
  PromptId prompt;
  std::string digest;
};
std::map<MusicKey, MusicFile> all_music(database::Session& sql);

}  // namespace rapport::prompts
