// What becomes of recordings: a server that dies, a disk that is full, the day they are deleted.
#include <fstream>

#include "platform/crypto/encoding.h"
#include "platform/crypto/random.h"
#include "recordings/support/studio.h"
#include "support/small_disk.h"

namespace rapport::recordings::testing {
namespace {

std::size_t files_of(Studio& studio, RecordingId id) {
  std::size_t there = 0;
  for (const RecordingPart part : {RecordingPart::audio, RecordingPart::peaks}) {
    const auto path = studio.house.parts().recording_files.name(id, part).path;
    there += std::filesystem::exists(path) ? 1 : 0;
    there += std::filesystem::exists(tail_of(path)) ? 1 : 0;
  }
  return there;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("a server that dies in the middle leaves a recording that plays up to its last second") {
  in_a_studio([](Studio& studio) {
    RecordingId id;
    {
      const auto tape = studio.begin(studio.org, studio.interaction);
      id = tape->id();
      tape->mark(MarkKind::agent_joined, studio.ana);
      std::uint64_t at = 0;
      play(*tape, at, tone(440, 7'500), tone(1'000, 7'500));
      REQUIRE(eventually([&] { return !studio.known(id).marks.empty(); }));
      // It is neither ended nor closed: what is on the disk is what a dead process leaves.
    }
    // A file of somebody whose row never came to be.
    const auto orphan = studio.house.parts().recording_files.name(RecordingId{17}, RecordingPart::audio).path;
    std::ofstream(orphan) << "nobody has its key";
    CHECK(files_of(studio, id) == 4);
    studio.house.restart();
    REQUIRE(eventually([&] { return studio.is_ended(id); }));
    const Recording recording = studio.known(id);
    CHECK(recording.state == RecordingState::recovered);
    CHECK(recording.duration_ms / 10 == 700);
    CHECK(recording.agent_ids == std::vector<UserId>{studio.ana});
    CHECK(files_of(studio, id) == 2);
    HttpClient sue = studio.house.signed_in("sue@shop.test");
    const HttpReply reply = studio.listen(sue, id);
    CHECK(recording.bytes == static_cast<std::int64_t>(reply.body.size()));
    const Decoded heard = decode(reply.body);
    CHECK(heard.left.size() >= 6'980 * 8);
    CHECK(share(heard.left, 440, 5'000, 6'900) > 0.95);
    CHECK(share(heard.right, 1'000, 5'000, 6'900) > 0.95);
    CHECK(eventually([&] { return !std::filesystem::exists(orphan); }));
  });
}

TEST_CASE("the checksum is that of the file, and a file that was changed is not served") {
  in_a_studio([](Studio& studio) {
    const RecordingId id = studio.record(3'000);
    const auto path = studio.house.parts().recording_files.name(id, RecordingPart::audio).path;
    const std::string whole = bytes_of(path);
    CHECK(crypto::hex(crypto::sha256(whole)) == studio.known(id).checksum);
    // Neither words nor names nor the format can be seen in it.
    CHECK(whole.find("Ogg") == std::string::npos);
    CHECK(path.filename() == std::to_string(id.value) + ".audio");
    std::string changed = whole;
    changed[2'000] = static_cast<char>(changed[2'000] ^ 1);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << changed;
    HttpClient sue = studio.house.signed_in("sue@shop.test");
    CHECK(studio.listen(sue, id).status == 500);
    CHECK(problem_of(studio.listen(sue, id)).reason == "recording_damaged");
  });
}

struct Cramped {
  explicit Cramped(database::Engine engine)
      : fresh(engine, program::all_migrations()),
        disk(folder.path() / "disk", "size=3m"),
        store(fresh.db()),
        vault(crypto::random_bytes(32)),
        files(disk.path / "recordings", vault),
        ids([] { return Instant{1'772'000'000'000'000}; }),
        workers(2, 100) {}

  std::unique_ptr<Recorder> recorder(std::uint64_t room_min) {
    RecorderOptions options;
    options.room_min = room_min;
    auto made = std::make_unique<Recorder>(
        store, files, ids, workers, fresh.log(), metrics, [] { return Instant{1'772'000'000'000'000}; },
        options);
    REQUIRE(made->start());
    return made;
  }

  tests::TempFolder folder;
  tests::FreshDatabase fresh;
  tests::SmallDisk disk;
  RecordingStore store;
  crypto::Vault vault;
  RecordingFiles files;
  live::IdSource ids;
  metrics::Metrics metrics;
  workers::WorkerPool workers;
};

void fill_while_recording(std::uint64_t room_min, bool is_filled) {
  Cramped cramped(database::Engine::sqlite);
  if (!cramped.disk.is_mounted) return;
  const auto recorder = cramped.recorder(room_min);
  Beginning beginning;
  beginning.org = OrgId{1};
  beginning.interaction = InteractionId{2};
  std::atomic<int> told = 0;
  std::string why;
  const auto tape = recorder->begin(beginning, [&](const std::string& reason) {
    why = reason;
    ++told;
  });
  std::uint64_t at = 0;
  play(*tape, at, tone(440, 5'000), tone(1'000, 5'000));
  CHECK(told == 0);
  if (is_filled) cramped.disk.fill();
  // The call goes on, whatever becomes of its recording.
  for (int minute = 0; minute < 8; ++minute)
    play(*tape, at, tone(440, 60'000), tone(1'000, 60'000));
  play_last(*tape, at);
  CHECK(told == 1);
  CHECK(why == "disk_full");
  CHECK(cramped.metrics.text().find("rapport_recordings_cut_total 1") != std::string::npos);
  const auto state = [&] { return cramped.store.find(OrgId{1}, tape->id())->recording.state; };
  REQUIRE(eventually([&] { return state() == RecordingState::cut; }));
  const auto stored = cramped.store.find(OrgId{1}, tape->id()).value();
  const auto key = cramped.files.open_key(OrgId{1}, tape->id(), stored.sealed_key).value();
  const auto reader = SealedReader::open(cramped.files.name(tape->id(), RecordingPart::audio), key,
                                         !stored.recording.checksum.empty());
  REQUIRE(reader);
  const Decoded heard = decode(reader->read(0, reader->size()).value());
  CHECK(heard.left.size() >= 4'900 * 8);
  CHECK(share(heard.left, 440, 1'000, 4'900) > 0.95);
}

TEST_CASE("a full disk ends the recording and nothing else; what was kept can be heard") {
  fill_while_recording(0, true);
}

TEST_CASE("a recording ends before the disk is full") {
  fill_while_recording(2u << 20, false);
}

TEST_CASE("recordings are deleted when their time is up, but for those under legal hold") {
  in_a_studio([](Studio& studio) {
    studio.house.change_queue(studio.org,
                              [](org::QueueFields& queue) { queue.rules.recording.kept_days = 30; });
    const RecordingId one = studio.record(1'000), two = studio.record(1'000);
    HttpClient admin = studio.house.signed_in("admin@shop.test"),
               sue = studio.house.signed_in("sue@shop.test");
    const std::string hold = R"({"is_kept":true,"why":"the court wants it"})";
    CHECK(sue.put(path_of(two, "/legal-hold"), hold).status == 403);
    CHECK(admin.put(path_of(two, "/legal-hold"), hold).status == 200);
    studio.house.pass(hours(24 * 29));
    CHECK(studio.house.parts().retention.turn().value() == 0);
    studio.house.pass(hours(25));
    const RecordingId young = studio.record(1'000);
    CHECK(studio.house.parts().retention.turn().value() == 1);
    CHECK(files_of(studio, one) == 0);
    CHECK(files_of(studio, two) == 2);
    CHECK(files_of(studio, young) == 2);
    HttpClient later = studio.house.signed_in("admin@shop.test");
    CHECK(later.get(path_of(one)).status == 404);
    CHECK(problem_of(later.del(path_of(two))).reason == "under_legal_hold");
    CHECK(later.put(path_of(two, "/legal-hold"), R"({"is_kept":false})").status == 200);
    CHECK(studio.house.parts().retention.turn().value() == 1);
    CHECK(files_of(studio, two) == 0);
    const std::string log = later.get("/api/v1/audit?what=recording").body;
    CHECK(log.find("the court wants it") != std::string::npos);
    CHECK(log.find(R"("action":"delete")") != std::string::npos);
  });
}

TEST_CASE("who keeps recordings finds them all, by queue, agent, time and legal hold") {
  in_a_studio([](Studio& studio) {
    const RecordingId one = studio.record(1'000, studio.ana), two = studio.record(1'000, studio.ana);
    HttpClient admin = studio.house.signed_in("admin@shop.test"),
               sue = studio.house.signed_in("sue@shop.test");
    CHECK(sue.get("/api/v1/recordings").status == 403);
    const auto found = [&](const std::string& query) {
      const HttpReply reply = admin.get("/api/v1/recordings" + query);
      INFO(reply.body);
      REQUIRE(reply.status == 200);
      std::vector<std::int64_t> ids;
      const std::string each = R"({"id":")";
      for (auto at = reply.body.find(each); at != std::string::npos; at = reply.body.find(each, at + 1))
        ids.push_back(std::stoll(reply.body.substr(at + each.size())));
      return ids;
    };
    using Ids = std::vector<std::int64_t>;
    const Ids both{two.value, one.value};
    CHECK(found("") == both);
    CHECK(found("?limit=1") == Ids{two.value});
    CHECK(found("?agent_id=" + std::to_string(studio.ana.value)) == both);
    CHECK(found("?agent_id=1").empty());
    CHECK(found("?queue_id=1").empty());
    CHECK(found("?to=2020-01-01T00:00:00Z").empty());
    CHECK(found("?is_kept=true").empty());
    CHECK(problem_of(admin.put(path_of(one, "/legal-hold"), R"({"is_kept":true})")).pointers.at(0) == "/why");
    CHECK(admin.put(path_of(one, "/legal-hold"), R"({"is_kept":true,"why":"a court"})").status == 200);
    CHECK(found("?is_kept=true") == Ids{one.value});
    const std::string story =
        admin.get("/api/v1/audit?what=recording&target_id=" + std::to_string(one.value)).body;
    CHECK(story.find("a court") != std::string::npos);
    CHECK(admin.get("/api/v1/audit?what=recording&target_id=" + std::to_string(two.value))
              .body.find("a court") == std::string::npos);
  });
}

TEST_CASE("who may deletes a recording by hand, and the audit log has its story") {
  in_a_studio([](Studio& studio) {
    const RecordingId id = studio.record(1'000, studio.ana);
    HttpClient admin = studio.house.signed_in("admin@shop.test"),
               sue = studio.house.signed_in("sue@shop.test");
    CHECK(sue.del(path_of(id)).status == 403);
    CHECK(admin.del(path_of(id)).status == 204);
    CHECK(admin.get(path_of(id, "/audio")).status == 404);
    CHECK(files_of(studio, id) == 0);
    const std::string log = admin.get("/api/v1/audit?what=delete").body;
    CHECK(log.find("\"duration_ms\":1000") != std::string::npos);
  });
}

}  // namespace
}  // namespace rapport::recordings::testing
