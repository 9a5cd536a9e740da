// Administrators upload what callers hear, and say which of it is music where.
#include "api/page.h"
#include "channels/voice/media/station.h"
#include "support/program/house.h"
#include "support/sound.h"

namespace rapport::prompts {
namespace {

using namespace program::testing;

HttpReply upload(HttpClient& client, const std::string& name, const std::string& bytes) {
  return client.send("POST", "/api/v1/prompts", bytes,
                     {{"Content-Type", "audio/wav"}, {"X-File-Name", name}, {"X-Language", "zh-CN"}});
}

std::string some_sound(int hz = 400) {
  return tests::wav_file(tests::sine(hz, 500, 16'000, 8'000), 16'000);
}

}  // namespace

TEST_CASE("a prompt is uploaded, played back, renamed and removed") {
  in_a_house([](House& house) {
    house.organisation("shop");
    house.organisation("other");
    HttpClient admin = house.signed_in("admin@shop.test");
    const std::string sound = some_sound();
    const HttpReply made = upload(admin, "%E6%AC%A2%E8%BF%8E.wav", sound);
    INFO(made.body);
    REQUIRE(made.status == 201);
    const auto prompt = read<Prompt>(made.body);
    CHECK(prompt.name == "欢迎");
    CHECK(prompt.language == "zh-CN");
    CHECK(prompt.duration_ms == 500);
    CHECK(prompt.content_type == "audio/wav");
    const std::string path = "/api/v1/prompts/" + std::to_string(prompt.id.value);
    const HttpReply audio = admin.get(path + "/audio");
    CHECK(audio.status == 200);
    CHECK(audio.body == sound);
    CHECK(audio.header("content-type") == "audio/wav");
    const HttpReply part = admin.send("GET", path + "/audio", "", {{"Range", "bytes=4-7"}});
    CHECK(part.status == 206);
    CHECK(part.body == sound.substr(4, 4));
    CHECK(problem_of(upload(admin, "%E6%AC%A2%E8%BF%8E.wav", some_sound(500))).reason == "already_exists");
    CHECK(admin.put(path, R"({"name":"Welcome","language":"en"})").status == 200);
    CHECK(admin.put(path, R"({"name":"Welcome","language":"no language"})").status == 422);
    CHECK(read<Prompt>(admin.get(path).body).name == "Welcome");
    CHECK(admin.get("/api/v1/prompts").body.find("Welcome") != std::string::npos);
    HttpClient stranger = house.signed_in("admin@other.test");
    CHECK(stranger.get(path).status == 404);
    CHECK(stranger.get(path + "/audio").status == 404);
    CHECK(stranger.send("DELETE", path, "").status == 404);
    // The same sound under two names is one file, until both are gone.
    const auto second = read<Prompt>(upload(admin, "again.wav", sound).body);
    CHECK(admin.send("DELETE", path, "").status == 204);
    CHECK(admin.get(path).status == 404);
    CHECK(admin.get("/api/v1/prompts/" + std::to_string(second.id.value) + "/audio").status == 200);
  });
}

TEST_CASE("what is no sound, too long or too large is refused and leaves nothing") {
  in_a_house([](House& house) {
    house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    CHECK(problem_of(upload(admin, "a.wav", "no sound at all, but long enough")).reason ==
          "audio_unreadable");
    CHECK(problem_of(upload(admin, "a.wav", "")).reason == "audio_unreadable");
    CHECK(problem_of(upload(admin, "a.wav", some_sound().substr(0, 44))).reason == "audio_unreadable");
    CHECK(upload(admin, "", some_sound()).status == 201);  // it is called something
    const std::string long_one = tests::wav_file(std::vector<std::int16_t>(4'000 * 301), 4'000);
    CHECK(problem_of(upload(admin, "long.wav", long_one)).reason == "clip_too_long");
    CHECK(upload(admin, "large.wav", std::string(6 << 20, 'x')).status == 413);
    const auto page = read<api::Page<Prompt>>(admin.get("/api/v1/prompts").body);
    CHECK(page.items.size() == 1);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(house.settings.data / "prompts"))
      files += entry.is_regular_file() ? 1 : 0;
    CHECK(files == 1);
  });
}

TEST_CASE("music is the number's, else the queue's, else the organisation's; what plays cannot be removed") {
  in_a_house([](House& house) {
    const org::Organisation company = house.organisation("shop");
    const QueueId queue = house.queue(company.id);
    HttpClient admin = house.signed_in("admin@shop.test");
    lines::PhoneNumberFields number;
    number.number = "95500";
    number.queue_id = queue;
    const ChannelId line =
        house.parts().lines.create_phone_number(org::By{company.id, {}}, number).value().id;
    const auto id_of = [&](const char* name, int hz) {
      return read<Prompt>(upload(admin, name, some_sound(hz)).body).id;
    };
    const PromptId house_music = id_of("house", 300);
    const PromptId queue_music = id_of("queue", 400);
    const PromptId line_music = id_of("line", 500);
    const auto set = [&](const std::string& body) {
      const HttpReply reply = admin.put("/api/v1/hold-music", body);
      INFO(reply.body);
      // Read anew on a speech thread after the change.
      CHECK(house.parts().prompts.load().has_value());
      return reply.status;
    };
    Prompts& prompts = house.parts().prompts;
    CHECK(prompts.music(company.id, queue, line) == nullptr);
    const std::string house_part = R"({"prompt_id":)" + quoted(house_music.value);
    const std::string queue_part = R"(,"queues":[{"queue_id":)" + quoted(queue.value) + R"(,"prompt_id":)" +
                                   quoted(queue_music.value) + "}]";
    const std::string line_part = R"(,"numbers":[{"phone_number_id":)" + quoted(line.value) +
                                  R"(,"prompt_id":)" + quoted(line_music.value) + "}]";
    CHECK(set(house_part + "}") == 200);
    const media::SharedStation first = prompts.music(company.id, queue, line);
    REQUIRE(first);
    CHECK(prompts.music(company.id, queue, line) == first);  // everybody hears the same
    CHECK(prompts.music(OrgId{1}, queue, line) == nullptr);
    CHECK(set(house_part + queue_part + "}") == 200);
    const media::SharedStation second = prompts.music(company.id, queue, line);
    CHECK(second != first);
    CHECK(prompts.music(company.id, {}, {}) == first);
    CHECK(set(house_part + queue_part + line_part + "}") == 200);
    CHECK(prompts.music(company.id, queue, line) != second);
    // It sounds: at its own level, within the reader's lead.
    std::vector<std::int16_t> frame(160);
    CHECK(eventually(
        [&] { return first->read(first->now(), 8'000, frame) && frame != std::vector<std::int16_t>(160); }));

    const std::string path = "/api/v1/prompts/" + std::to_string(queue_music.value);
    const HttpReply refused = admin.send("DELETE", path, "");
    CHECK(refused.status == 409);
    CHECK(problem_of(refused).reason == "in_use");
    CHECK(admin.get(path + "/uses").body.find("music of the queue") != std::string::npos);
    CHECK(set(house_part + "}") == 200);
    CHECK(admin.send("DELETE", path, "").status == 204);
    CHECK(set(R"({"prompt_id":)" + quoted(queue_music.value) + "}") == 422);
    CHECK(set(R"({"queues":[{"queue_id":"1","prompt_id":)" + quoted(house_music.value) + "}]}") == 422);
    CHECK(set("{}") == 200);
    CHECK(prompts.music(company.id, queue, line) == nullptr);
  });
}

TEST_CASE("a prompt that a live flow plays stays") {
  in_a_house([](House& house) {
    const org::Organisation company = house.organisation("shop");
    HttpClient admin = house.signed_in("admin@shop.test");
    const auto prompt = read<Prompt>(upload(admin, "welcome.wav", some_sound()).body);
    const std::string path = "/api/v1/prompts/" + std::to_string(prompt.id.value);
    flows::Definition definition;
    switchboard::flow::FlowStep step;
    step.id = "hello";
    step.does = switchboard::flow::Say{{}, std::to_string(prompt.id.value)};
    definition.steps = {step};
    flows::FlowStore& store = house.parts().flow_store;
    const auto made = house.parts().org.admin().changes().make<void>(
        org::By{company.id, {}}, "", [&](org::Change& change) -> Result<void> {
          const auto id = change.new_id<FlowId>();
          if (auto added = store.add(change, id, "Hello", definition); !added) return added;
          auto live = store.publish(change, id, "", definition);
          if (!live) return tl::unexpected<Error>(live.error());
          return {};
        });
    REQUIRE(made.has_value());
    CHECK(problem_of(admin.send("DELETE", path, "")).reason == "in_use");
    CHECK(admin.get(path + "/uses").body.find("the flow Hello") != std::string::npos);
  });
}

}  // namespace rapport::prompts
