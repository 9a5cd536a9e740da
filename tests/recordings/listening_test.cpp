// Recordings as the API gives them: the sound by ranges, who may listen, what the audit log says of it.
#include <random>

#include "recordings/support/studio.h"

namespace rapport::recordings::testing {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST_CASE("what was said is heard again, each side in its channel, and the story is beside it") {
  in_a_studio([](Studio& studio) {
    const auto tape = studio.begin(studio.org, studio.interaction);
    tape->mark(MarkKind::agent_joined, studio.ana);
    std::uint64_t at = 0;
    play(*tape, at, tone(440, 2'000), tone(1'000, 2'000));
    tape->mark(MarkKind::paused, studio.ana);
    play(*tape, at, tone(0, 1'000), tone(0, 1'000), true);
    tape->mark(MarkKind::unpaused, studio.ana);
    play(*tape, at, tone(440, 1'000), tone(1'000, 1'000));
    at += 50;  // a second was lost
    play(*tape, at, tone(440, 1'000), tone(0, 1'000));
    play_last(*tape, at);
    REQUIRE(eventually([&] { return studio.is_ended(tape->id()); }));

    HttpClient sue = studio.house.signed_in("sue@shop.test");
    const HttpReply reply = studio.listen(sue, tape->id());
    REQUIRE(reply.status == 200);
    CHECK(reply.header("content-type") == "audio/ogg");
    CHECK(reply.header("accept-ranges") == "bytes");
    const Decoded heard = decode(reply.body);
    CHECK(heard.has_end);
    CHECK(share(heard.left, 440, 500, 1'900) > 0.95);
    CHECK(share(heard.right, 1'000, 500, 1'900) > 0.95);
    CHECK(share(heard.left, 440, 2'200, 2'900) == -1);
    CHECK(share(heard.right, 1'000, 2'200, 2'900) == -1);
    CHECK(share(heard.left, 440, 4'200, 4'900) == -1);
    CHECK(share(heard.left, 440, 5'200, 5'900) > 0.95);
    CHECK(share(heard.right, 1'000, 5'300, 5'900) == -1);

    const auto list =
        read<ShownRecordings>(sue.get(program::testing::path_of(studio.interaction, "/recordings")).body)
            .items;
    REQUIRE(list.size() == 1);
    const Recording& recording = list.front();
    CHECK(recording.duration_ms == 6'000);
    CHECK(recording.state == RecordingState::whole);
    CHECK(recording.bytes == static_cast<std::int64_t>(reply.body.size()));
    CHECK(recording.checksum.size() == 64);
    CHECK(recording.agent_ids == std::vector<UserId>{studio.ana});
    std::vector<std::pair<std::int64_t, MarkKind>> marks;
    for (const RecordingMark& mark : recording.marks)
      marks.emplace_back(mark.at_ms, mark.kind);
    CHECK(marks == std::vector<std::pair<std::int64_t, MarkKind>>{{0, MarkKind::agent_joined},
                                                                  {2'000, MarkKind::paused},
                                                                  {3'000, MarkKind::unpaused},
                                                                  {4'000, MarkKind::gap},
                                                                  {6'000, MarkKind::ended}});
    const std::string peaks = sue.get(path_of(tape->id(), "/peaks")).body;
    CHECK(count_of(peaks, "255") == 20);
    CHECK(peaks.find(R"("per_second":10)") != std::string::npos);
  });
}

TEST_CASE("ranges of the sound are parts of the whole") {
  in_a_studio([](Studio& studio) {
    const RecordingId id = studio.record(8'000);
    HttpClient sue = studio.house.signed_in("sue@shop.test");
    const std::string whole = studio.listen(sue, id).body;
    const std::string etag = studio.listen(sue, id).header("etag");
    REQUIRE(whole.size() > 10'000);
    std::mt19937 random(3);
    for (int i = 0; i < 20; ++i) {
      const std::size_t first = random() % whole.size(), last = first + random() % 6'000;
      const HttpReply part =
          studio.listen(sue, id, {{"Range", "bytes=" + std::to_string(first) + "-" + std::to_string(last)}});
      CHECK(part.status == 206);
      CHECK(part.body == whole.substr(first, last - first + 1));
      CHECK(part.header("content-range") == "bytes " + std::to_string(first) + "-" +
                                                std::to_string(std::min(last, whole.size() - 1)) + "/" +
                                                std::to_string(whole.size()));
    }
    CHECK(studio.listen(sue, id, {{"Range", "bytes=-100"}}).body == whole.substr(whole.size() - 100));
    CHECK(studio.listen(sue, id, {{"Range", "bytes=0-"}, {"If-Range", etag}}).status == 206);
    CHECK(studio.listen(sue, id, {{"Range", "bytes=0-9"}, {"If-Range", "\"another\""}}).body == whole);
    const HttpReply beyond = studio.listen(sue, id, {{"Range", "bytes=99999999-"}});
    CHECK(beyond.status == 416);
    CHECK(beyond.header("content-range") == "bytes */" + std::to_string(whole.size()));
    CHECK(studio.listen(sue, id, {{"If-None-Match", etag}}).status == 304);
  });
}

TEST_CASE("a recording is heard by who may, and nobody else's is told of") {
  in_a_studio([](Studio& studio) {
    const RecordingId id = studio.record(1'000, studio.ana);
    HttpClient ana = studio.house.signed_in("ana@shop.test"), ben = studio.house.signed_in("ben@shop.test");
    HttpClient admin = studio.house.signed_in("admin@shop.test");
    CHECK(studio.listen(admin, id).status == 200);
    CHECK(problem_of(studio.listen(ana, id)).reason == "may_not_listen");
    CHECK(ana.get(path_of(id, "/peaks")).status == 403);
    CHECK(ana.get(path_of(id)).body.find(R"("may_listen":false)") != std::string::npos);

    const std::string organisation = admin.get("/api/v1/organisation").body;
    std::string changed = organisation;
    const std::string off = R"("agents_hear_own_recordings":false)";
    REQUIRE(changed.find(off) != std::string::npos);
    changed.replace(changed.find(off), off.size(), R"("agents_hear_own_recordings":true)");
    // What is put is what was got, without its id.
    const auto id_at = changed.rfind(R"(,"id":)");
    if (id_at != std::string::npos) changed = changed.substr(0, id_at) + "}";
    const HttpReply put = admin.put("/api/v1/organisation", changed);
    CHECK_MESSAGE(put.status == 200, put.body);
    CHECK(studio.listen(ana, id).status == 200);
    CHECK(ana.get(path_of(id)).body.find(R"("may_listen":true)") != std::string::npos);
    CHECK(studio.listen(ben, id).status == 403);

    studio.house.organisation("other");
    HttpClient theirs = studio.house.signed_in("admin@other.test");
    CHECK(studio.listen(theirs, id).status == 404);
    CHECK(theirs.get(path_of(id)).status == 404);
    CHECK(theirs.del(path_of(id)).status == 404);
    CHECK(theirs.get(program::testing::path_of(studio.interaction, "/recordings")).status == 404);
    HttpClient nobody = studio.house.client();
    CHECK(studio.listen(nobody, id).status == 401);
  });
}

TEST_CASE("every listening is in the audit log with who, when and which seconds") {
  in_a_studio([](Studio& studio) {
    const RecordingId id = studio.record(10'000);
    HttpClient sue = studio.house.signed_in("sue@shop.test"),
               admin = studio.house.signed_in("admin@shop.test");
    HttpClient ana = studio.house.signed_in("ana@shop.test");
    const std::size_t size = studio.listen(sue, id).body.size();
    studio.listen(sue, id, {{"Range", "bytes=" + std::to_string(size / 2) + "-"}});
    studio.listen(ana, id);  // refused
    const std::string log = admin.get("/api/v1/audit?what=listen").body;
    CHECK(count_of(log, R"("action":"listen")") == 2);
    CHECK(count_of(log, R"("user_id":")" + std::to_string(studio.sue.value)) == 2);
    CHECK(count_of(log, R"("target_id":")" + std::to_string(id.value)) == 2);
    CHECK(count_of(log, R"("from_ms":0,)") == 1);
    CHECK(count_of(log, R"("to_ms":100)") == 2);
  });
}

TEST_CASE("of a call that is going on what there is by now is heard") {
  in_a_studio([](Studio& studio) {
    const auto tape = studio.begin(studio.org, studio.interaction);
    std::uint64_t at = 0;
    play(*tape, at, tone(440, 3'000), tone(1'000, 3'000));
    HttpClient sue = studio.house.signed_in("sue@shop.test");
    REQUIRE(eventually([&] { return studio.known(tape->id()).id == tape->id(); }));
    const HttpReply early = studio.listen(sue, tape->id());
    REQUIRE(early.status == 200);
    CHECK(decode(early.body).left.size() >= 2'900 * 8);
    CHECK(problem_of(studio.house.signed_in("admin@shop.test").del(path_of(tape->id()))).reason ==
          "still_recording");
    play(*tape, at, tone(440, 2'000), tone(1'000, 2'000));
    const HttpReply later = studio.listen(sue, tape->id());
    CHECK(later.body.size() > early.body.size());
    CHECK(later.body.substr(0, early.body.size()) == early.body);
    CHECK(later.header("etag") != early.header("etag"));
    play_last(*tape, at);
    CHECK(eventually([&] { return studio.is_ended(tape->id()); }));
  });
}

}  // namespace
}  // namespace rapport::recordings::testing
