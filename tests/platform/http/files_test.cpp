// Static files, ranges, revalidation and compression against a real server.
#include <doctest/doctest.h>
#include <zlib.h>

#include "platform/http/static_files.h"
#include "platform/http/support/test_server.h"

namespace rapport::http {
namespace {

using testing::HttpReply;

std::string gunzipped(const std::string& packed) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string out(1 << 20, '\0');
  std::string in = packed;
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

struct Site {
  Site() {
    folder.write("site/index.html", "<p>index");
    folder.write("site/app.js", "0123456789");
    folder.write("site/app.js.br", "br");
    folder.write("site/app.js.gz", "gz");
    folder.write("site/assets/app-BxK3_9aZ.js", "hashed");
    folder.write("site/sub/index.html", "sub");
    folder.write("site/.secret", "hidden");
    folder.write("outside.txt", "outside");
    std::filesystem::create_symlink("../outside.txt", folder.path() / "site/leak.txt");
    std::filesystem::create_symlink("app.js", folder.path() / "site/alias.js");
  }
  tests::TempFolder folder;
  TestServer server{[this](Router& router) {
    router.files("/", {folder.path() / "site", "", {{"Content-Security-Policy", "default-src 'self'"}}});
    router.files("/app", {folder.path() / "site", "index.html", {}});
    router.add("POST", "/api", [](Request, Reply reply) { reply(text("x")); });
  }};
};

}  // namespace

TEST_CASE("A file is served with its type, its folder's headers and a tag") {
  Site site;
  auto client = site.server.client();
  const HttpReply reply = client.get("/app.js");
  CHECK(reply.status == 200);
  CHECK(reply.body == "0123456789");
  CHECK(reply.header("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(reply.header("Content-Security-Policy") == "default-src 'self'");
  CHECK(reply.header("Cache-Control") == "no-cache");
  CHECK(client.get("/").body == "<p>index");
  CHECK(client.get("/sub/").body == "sub");
  CHECK(client.get("/assets/app-BxK3_9aZ.js").header("Cache-Control") ==
        "public, max-age=31536000, immutable");
  CHECK(client.get("/alias.js").body == "0123456789");
  CHECK(client.send("HEAD", "/app.js").header("Content-Length") == "10");
}

TEST_CASE("Compressed siblings go to clients that accept them") {
  Site site;
  auto client = site.server.client();
  const HttpReply br = client.send("GET", "/app.js", "", {{"Accept-Encoding", "gzip, br"}});
  CHECK(br.body == "br");
  CHECK(br.header("Content-Encoding") == "br");
  CHECK(br.header("Content-Type") == "text/javascript; charset=utf-8");
  CHECK(br.header("Vary") == "Accept-Encoding");
  const HttpReply gz = client.send("GET", "/app.js", "", {{"Accept-Encoding", "gzip"}});
  CHECK(gz.body == "gz");
  CHECK(gz.header("ETag") != br.header("ETag"));
}

TEST_CASE("An unchanged file is a 304") {
  Site site;
  auto client = site.server.client();
  const std::string etag = client.get("/app.js").header("ETag");
  const HttpReply reply = client.send("GET", "/app.js", "", {{"If-None-Match", etag}});
  CHECK(reply.status == 304);
  CHECK(reply.header("ETag") == etag);
  CHECK(client.send("GET", "/app.js", "", {{"If-None-Match", "\"other\""}}).status == 200);
}

TEST_CASE("A range of a file is a 206, one outside it a 416") {
  Site site;
  auto client = site.server.client();
  const HttpReply part =
      client.send("GET", "/app.js", "", {{"Range", "bytes=2-4"}, {"Accept-Encoding", "br"}});
  CHECK(part.status == 206);
  CHECK(part.body == "234");
  CHECK(part.header("Content-Range") == "bytes 2-4/10");
  const HttpReply outside = client.send("GET", "/app.js", "", {{"Range", "bytes=10-"}});
  CHECK(outside.status == 416);
  CHECK(outside.header("Content-Range") == "bytes */10");
  CHECK(client.send("GET", "/app.js", "", {{"Range", "bytes=2-4"}, {"If-Range", "\"old\""}}).body ==
        "0123456789");
}

TEST_CASE("Nothing outside the folder and nothing hidden is served") {
  Site site;
  auto client = site.server.client();
  for (const char* path :
       {"/leak.txt", "/.secret", "/nowhere", "/sub", "/site", "/app.js/", "/index.html%00"}) {
    CAPTURE(path);
    const int status = client.get(path).status;
    CHECK((status == 404 || status == 400));
  }
  CHECK(client.get("/../outside.txt").status == 400);
  CHECK(client.get("/%2e%2e/outside.txt").status == 400);
  CHECK(client.get("/..%2foutside.txt").status == 400);
  CHECK(client.get("/%5c..%5coutside.txt").status == 404);
}

TEST_CASE("A single-page app gets its index for unknown paths without an extension") {
  Site site;
  auto client = site.server.client();
  CHECK(client.get("/app").status == 308);
  CHECK(client.get("/app").header("Location") == "/app/");
  CHECK(client.get("/app/board/today").body == "<p>index");
  CHECK(client.get("/app/missing.js").status == 404);
}

TEST_CASE("Files are read only, and routes keep their own methods below them") {
  Site site;
  auto client = site.server.client();
  const HttpReply reply = client.post("/app.js");
  CHECK(reply.status == 405);
  CHECK(reply.header("Allow") == "GET, HEAD, OPTIONS");
  CHECK(client.get("/api").header("Allow") == "OPTIONS, POST");
}

TEST_CASE("A handler's file is served with ranges, a missing one is a 404") {
  tests::TempFolder folder;
  folder.write("a.bin", std::string(700'000, 'a') + "end");
  TestServer server([&](Router& router) {
    router.add("GET", "/file/{name}", [&](Request request, Reply reply) {
      Response response;
      response.content_type = "application/octet-stream";
      response.file = folder.path() / request.path_parameters["name"];
      reply(std::move(response));
    });
  });
  auto client = server.client();
  const HttpReply whole = client.get("/file/a.bin");
  CHECK(whole.body.size() == 700'003);
  CHECK(whole.body.ends_with("aend"));
  CHECK(client.send("GET", "/file/a.bin", "", {{"Range", "bytes=-3"}}).body == "end");
  CHECK(client.get("/file/b.bin").status == 404);
  CHECK(client.get("/file/a.bin").status == 200);
}

TEST_CASE("A large body is compressed for clients that accept it, a small or compressed one is not") {
  const std::string json = "[" + std::string(5000, ' ') + "]";
  TestServer server([&](Router& router) {
    const auto answer = [](std::string type, std::string body) {
      return [type, body](Request, Reply reply) {
        Response response;
        response.content_type = type;
        response.body = body;
        reply(std::move(response));
      };
    };
    router.add("GET", "/json", answer("application/json", json));
    router.add("GET", "/png", answer("image/png", json));
    router.add("GET", "/small", answer("application/json", "{}"));
  });
  auto client = server.client();
  const testing::HeaderMap accepting{{"Accept-Encoding", "gzip, deflate, br"}};
  const HttpReply packed = client.send("GET", "/json", "", accepting);
  CHECK(packed.header("Content-Encoding") == "gzip");
  CHECK(packed.header("Vary") == "Accept-Encoding");
  CHECK(packed.body.size() < 100);
  CHECK(gunzipped(packed.body) == json);
  CHECK(client.get("/json").body == json);
  CHECK(client.send("GET", "/png", "", accepting).body == json);
  CHECK(client.send("GET", "/small", "", accepting).body == "{}");
}

TEST_CASE("A handler's own tag is honoured") {
  TestServer server([](Router& router) {
    router.add("GET", "/tagged", [](Request, Reply reply) {
      Response response = text("content");
      response.headers.emplace_back("ETag", "\"7\"");
      reply(std::move(response));
    });
  });
  auto client = server.client();
  CHECK(client.get("/tagged").body == "content");
  CHECK(client.send("GET", "/tagged", "", {{"If-None-Match", "\"7\""}}).status == 304);
}

TEST_CASE("Only names with a content hash below assets are immutable") {
  CHECK(is_immutable_name({"assets", "index-BxK3_9aZ.js"}));
  CHECK(is_immutable_name({"x", "assets", "y", "index-ab-cd_ef.css"}));
  CHECK_FALSE(is_immutable_name({"index-BxK3_9aZ.js"}));
  CHECK_FALSE(is_immutable_name({"assets", "index.js"}));
  CHECK_FALSE(is_immutable_name({"assets", "-BxK3_9aZ.js"}));
}

}  // namespace rapport::http
