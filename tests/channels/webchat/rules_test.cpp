// The pure rules: which sites, what form, which queue; and the signed addresses of files.
#include "channels/webchat/presenter.h"
#include "channels/webchat/routing.h"
#include "channels/webchat/sites.h"

#include <doctest/doctest.h>

namespace rapport::webchat {

TEST_CASE("a site is allowed by its exact origin, by a star for sub-domains, or as our own") {
  const std::vector<std::string> rules = {"https://www.example.com", "https://*.shop.test"};
  const auto is = [&](std::string_view origin) { return is_allowed(origin, rules, "http://our.own"); };
  CHECK(is("https://www.example.com"));
  CHECK(is("http://our.own"));
  CHECK(is("https://a.shop.test"));
  CHECK(is("https://a.b.shop.test"));
  CHECK(!is("https://shop.test"));
  CHECK(!is("http://a.shop.test"));
  CHECK(!is("https://evilshop.test"));
  CHECK(!is("https://a.shop.test.evil.example"));
  CHECK(!is("https://www.example.com.evil.example"));
  CHECK(!is("https://www.example.com:8443"));
  CHECK(!is("null"));
  CHECK(!is_allowed("https://any.example", {}, "http://our.own"));
  CHECK(is_allowed("https://any.example", {"*"}, "http://our.own"));
}

namespace {

org::ChatChannel channel_with_form() {
  org::ChatChannel channel;
  channel.queue = {1};
  channel.has_pre_chat = true;
  channel.pre_chat = {{"name", "Your name", "称呼", "text", {}, true},
                      {"email", "E-mail", "", "email", {}, false},
                      {"topic", "Topic", "", "select", {"Orders", "Other"}, false}};
  channel.routing = {
      {"topic", "Orders", {2}, {}, 1}, {"language", "zh", {}, {7}, 3}, {"topic", "Orders", {3}, {8}, 9}};
  return channel;
}

}  // namespace

TEST_CASE("a form is checked field by field") {
  const org::ChatChannel channel = channel_with_form();
  const auto where = [&](const Form& form) {
    const auto checked = check(form, channel);
    std::vector<std::string> all;
    if (!checked)
      for (const Issue& issue : checked.error().issues)
        all.push_back(issue.where);
    return all;
  };
  using All = std::vector<std::string>;
  CHECK(where({{"name", "Li"}}).empty());
  CHECK(where({{"name", "Li"}, {"email", "li@example.test"}, {"topic", "Orders"}}).empty());
  CHECK(where({}) == All{"/form/name"});
  CHECK(where({{"name", ""}}) == All{"/form/name"});
  CHECK(where({{"name", "Li"}, {"email", "nobody"}}) == All{"/form/email"});
  CHECK(where({{"name", "Li"}, {"email", "a@b@c.d"}}) == All{"/form/email"});
  CHECK(where({{"name", "Li"}, {"topic", "Anything"}}) == All{"/form/topic"});
  CHECK(where({{"name", std::string(501, 'x')}}) == All{"/form/name"});
  CHECK(where({{"name", "Li"}, {"is_admin", "1"}}) == All{"/form/is_admin"});
}

TEST_CASE("rules lead to a queue and ask for skills in each of its steps") {
  const org::ChatChannel channel = channel_with_form();
  org::Directory directory;
  directory.queues[{2}].rules.steps = {{{}, {}, {{{8}, 5}}, minutes(1)}, {{}, {}, {}, {}}};
  const Route plain = route(channel, directory, {}, "en");
  CHECK(plain.queue == QueueId{1});
  CHECK(plain.steps.empty());
  const Route orders = route(channel, directory, {{"topic", "Orders"}}, "zh-CN");
  CHECK(orders.queue == QueueId{2});  // the first that names one
  REQUIRE(orders.steps.size() == 2);
  REQUIRE(orders.steps[0].skills.size() == 2);
  CHECK(orders.steps[0].skills[0].level_min == 5);  // the queue's own stands
  CHECK(orders.steps[1].skills.size() == 2);
  CHECK(orders.steps[1].skills[1].level_min == 5);  // 9 is cut to what there is
  const Route chinese = route(channel, directory, {}, "zh");
  REQUIRE(chinese.steps.size() == 1);
  CHECK(chinese.steps[0].lasts == skill_wait);
  CHECK(route(channel, directory, {}, "zhx").steps.empty());
  CHECK(subject_of({{"name", "Li"}, {"topic", "Orders"}}, channel) == "Topic: Orders");
}

TEST_CASE("a signed address is good for one file of one organisation, for an hour") {
  const AddressSigner signer(std::string(32, 'k'));
  const Instant now{1'772'000'000'000'000};
  const std::string token = signer.sign({1}, {50}, now);
  CHECK(signer.is_good({1}, {50}, token, now));
  CHECK(signer.is_good({1}, {50}, token, now + minutes(59)));
  CHECK(!signer.is_good({1}, {50}, token, now + minutes(61)));
  CHECK(!signer.is_good({1}, {51}, token, now));
  CHECK(!signer.is_good({2}, {50}, token, now));
  CHECK(!AddressSigner(std::string(32, 'x')).is_good({1}, {50}, token, now));
  for (const char* odd : {"", ".", "1.", "9999999999999999999999.x", "x.y", "1772003600"})
    CHECK(!signer.is_good({1}, {50}, odd, now));
  CHECK(!signer.is_good({1}, {50}, "9999999999" + token.substr(token.find('.')), now));
}

}  // namespace rapport::webchat
