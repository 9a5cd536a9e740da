#include "recordings/recorder.h"

#include <set>

#include "platform/crypto/random.h"
#include "platform/database/statement.h"

namespace rapport::recordings {

Recorder::Recorder(RecordingStore& store, const RecordingFiles& files, live::IdSource& ids,
                   workers::WorkerPool& workers, log::Log& log, metrics::Metrics& metrics,
                   std::function<Instant()> clock, RecorderOptions options)
    : store_(store),
      files_(files),
      ids_(ids),
      workers_(workers),
      log_(log),
      clock_(std::move(clock)),
      parts_{store,
             files,
             workers,
             log,
             metrics.counter("rapport_recorded_seconds_total", "Seconds of calls that were recorded."),
             metrics.counter("rapport_recordings_cut_total",
                             "Recordings that ended before their call did: a full disk, too long."),
             options.room_min} {}

std::shared_ptr<Tape> Recorder::begin(const Beginning& beginning, Tape::EndedEarly ended_early,
                                      Tape::Ended ended) {
  StoredRecording begun;
  begun.org = beginning.org;
  begun.recording.id = ids_.next<RecordingId>();
  begun.recording.interaction_id = beginning.interaction;
  begun.recording.queue_id = beginning.queue;
  begun.recording.because = beginning.because;
  begun.recording.started_at = clock_();
  std::string key = crypto::random_bytes(sealed_key_bytes);
  begun.sealed_key = files_.seal_key(begun.org, begun.recording.id, key);
  auto tape = std::make_shared<Tape>(parts_, begun, std::move(key), std::move(ended_early), std::move(ended));
  store_.note_begun(begun, [tape](const Result<void>& noted) {
    if (!noted) tape->give_up();
  });
  return tape;
}

Result<void> Recorder::start(std::function<void()> after) {
  if (auto opened = files_.open(); !opened) return opened;
  auto unfinished = store_.unfinished();
  if (!unfinished) return tl::unexpected<Error>(unfinished.error());
  auto known = store_.ids();
  if (!known) return tl::unexpected<Error>(known.error());
  const auto before = ids_.next<RecordingId>();
  const bool is_taken = workers_.post(
      [this, before, left = std::move(*unfinished), all = std::move(*known), after = std::move(after)] {
        recover(left);
        if (after && store_.settle()) after();
        if (const std::size_t gone = files_.remove_others({all.begin(), all.end()}, before); gone > 0)
          log_.warning("recordings' files without a row were removed", {{"files", gone}});
      });
  if (!is_taken) log_.warning("half-done recordings stay as they are until the next start");
  return {};
}

void Recorder::recover(const std::vector<StoredRecording>& unfinished) {
  for (const StoredRecording& left : unfinished) {
    auto recovered = recover(left);
    log_.info(recovered ? "a recording was ended that the last process left" : "a recording is lost",
              {{"recording", left.recording.id.value},
               {"reason", recovered ? "recovered" : recovered.error().reason}});
  }
}

Result<void> Recorder::recover(StoredRecording left) {
  Recording& recording = left.recording;
  const auto key = files_.open_key(left.org, recording.id, left.sealed_key);
  if (!key) return tl::unexpected<Error>(key.error());
  recording.state = RecordingState::recovered;
  auto audio = SealedWriter::resume(files_.name(recording.id, RecordingPart::audio), *key);
  if (audio) {
    recording.bytes = static_cast<std::int64_t>(audio->bytes());
    if (auto finished = audio->finish(); !finished) return finished;
    recording.checksum = audio->digest();
    if (auto reader = SealedReader::open(files_.name(recording.id, RecordingPart::audio), *key, true)) {
      // The last page tells how far it went; a page is a second.
      const std::uint64_t some = 64u << 10;
      const std::uint64_t from = reader->size() > some ? reader->size() - some : 0;
      if (const auto end = reader->read(from, some))
        recording.duration_ms = std::max<std::int64_t>(page_times(*end).last_ms, 0);
    }
  }
  auto peaks = SealedWriter::resume(files_.name(recording.id, RecordingPart::peaks), *key);
  if (peaks) {
    if (auto finished = peaks->finish(); !finished) return finished;
  }
  RecordingMark end;
  end.at_ms = recording.duration_ms;
  recording.marks.push_back(end);
  store_.note_ended(left.org, recording);
  return {};
}

}  // namespace rapport::recordings
