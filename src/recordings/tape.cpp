#include "recordings/tape.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace rapport::recordings {
namespace {

constexpr std::uint64_t gap_frames_max = 60 * frames_per_second;  // a longer one is kept as so much silence
constexpr std::uint64_t frames_max = static_cast<std::uint64_t>(hours_max) * 3'600 * frames_per_second;
constexpr std::array<std::int16_t, frame_samples> silence{};

std::int64_t ms_of(std::uint64_t frames) {
  return static_cast<std::int64_t>(frames * 1'000 / frames_per_second);
}

}  // namespace

Tape::Tape(TapeParts parts, StoredRecording begun, std::string key, EndedEarly ended_early, Ended ended)
    : parts_(parts),
      id_(begun.recording.id),
      ended_early_(std::move(ended_early)),
      ended_(std::move(ended)),
      made_(std::move(begun)),
      key_(std::move(key)) {}

void Tape::mark(MarkKind kind, UserId user) {
  if (!marks_.send({kind, user})) return;  // see marks_
}

void Tape::hear(const TapeFrame& frame) {
  if (has_ended_) return;
  if (is_given_up_) return end_early("not_noted", "its row could not be written");
  if (frame.is_last) return end();
  auto written = record(frame);
  if (!written) return end_early(written.error().reason, written.error().detail);
  if (frames_ >= frames_max) end_early("too_long", "a recording has at most 8 hours");
}

Result<void> Tape::begin() {
  auto audio = SealedWriter::create(parts_.files.name(id_, RecordingPart::audio), key_);
  if (!audio) return tl::unexpected<Error>(audio.error());
  audio_.emplace(std::move(*audio));
  auto peaks = SealedWriter::create(parts_.files.name(id_, RecordingPart::peaks), key_);
  if (!peaks) return tl::unexpected<Error>(peaks.error());
  peaks_.emplace(std::move(*peaks));
  opus_.emplace(id_.value);
  return audio_->append(opus_->head());
}

Result<void> Tape::record(const TapeFrame& frame) {
  if (!opus_) {
    if (auto begun = begin(); !begun) return begun;
  }
  if (frame.index > frames_) {
    note(MarkKind::gap, {});
    const std::uint64_t until = std::min(frame.index, frames_ + gap_frames_max);
    while (frames_ < until)
      if (auto written = write(silence, silence, false); !written) return written;
  }
  take_marks();
  return write(frame.left, frame.right, frame.is_paused);
}

Result<void> Tape::write(std::span<const std::int16_t> left, std::span<const std::int16_t> right,
                         bool is_paused) {
  if (const std::string page = opus_->add(left, right); !page.empty())
    if (auto written = audio_->append(page); !written) return written;
  if (const std::string peak = meter_.add(left, right, is_paused); !peak.empty())
    if (auto written = peaks_->append(peak); !written) return written;
  return ++frames_ % frames_per_second == 0 ? keep() : Result<void>();
}

// Once a second.
Result<void> Tape::keep() {
  parts_.seconds.add();
  // Before the disk is full: what the database has to write comes first.
  if (parts_.files.room() < parts_.room_min)
    return fail(ErrorCode::unavailable, "disk_full", "too little room is left where recordings lie");
  if (auto kept = audio_->keep(); !kept) return kept;
  if (auto kept = peaks_->keep(); !kept) return kept;
  if (!has_news_) return {};
  has_news_ = false;
  parts_.store.note_marks(made_.org, made_.recording);
  return {};
}

void Tape::take_marks() {
  if (marks_.size() == 0) return;
  std::vector<Mark> news;
  marks_.receive(news, events_max, std::chrono::steady_clock::time_point());
  for (const Mark& mark : news)
    note(mark.kind, mark.user);
}

void Tape::note(MarkKind kind, UserId user) {
  Recording& recording = made_.recording;
  has_news_ = true;
  if (kind == MarkKind::agent_joined && recording.agent_ids.size() < agents_max &&
      std::find(recording.agent_ids.begin(), recording.agent_ids.end(), user) == recording.agent_ids.end())
    recording.agent_ids.push_back(user);
  if (recording.marks.size() >= events_max) return;
  RecordingMark mark;
  mark.at_ms = ms_of(frames_);
  mark.kind = kind;
  if (user) mark.user_id = user;
  recording.marks.push_back(mark);
}

void Tape::end_early(const std::string& reason, const std::string& detail) {
  made_.recording.state = RecordingState::cut;
  parts_.cut.add();
  parts_.log.error("a recording ended before its call",
                   {{"recording", id_.value}, {"reason", reason}, {"detail", detail}});
  end();
  if (ended_early_) ended_early_(reason);
}

void Tape::end() {
  has_ended_ = true;
  // It syncs the file: not while the sound of other calls waits.
  if (!parts_.workers.post([self = shared_from_this()] { self->finish(); })) finish();
}

Result<void> Tape::close() {
  if (!opus_) {
    if (auto begun = begin(); !begun) return begun;
  }
  if (auto written = audio_->append(opus_->finish()); !written) return written;
  if (auto finished = peaks_->finish(); !finished) return finished;
  return audio_->finish();
}

void Tape::finish() {
  if (is_given_up_) {
    audio_.reset();
    peaks_.reset();
    parts_.files.remove(id_);
    if (ended_) ended_(made_.recording);
    return;
  }
  take_marks();
  note(MarkKind::ended, {});
  Recording& recording = made_.recording;
  recording.duration_ms = ms_of(frames_);
  if (recording.state == RecordingState::writing) recording.state = RecordingState::whole;
  if (auto closed = close(); closed) {
    recording.checksum = audio_->digest();
  } else {
    // What was kept can be heard all the same.
    if (recording.state == RecordingState::whole) parts_.cut.add();
    recording.state = RecordingState::cut;
    parts_.log.error("a recording could not be closed",
                     {{"recording", id_.value}, {"reason", closed.error().reason}});
  }
  if (audio_) recording.bytes = static_cast<std::int64_t>(audio_->bytes());
  parts_.store.note_ended(made_.org, recording);
  if (ended_) ended_(recording);
}

}  // namespace rapport::recordings
