#include "knowledge/rules.h"

#include <doctest/doctest.h>

#include <vector>

namespace rapport::knowledge {
namespace {

ArticleFields fields_of(std::vector<Translation> translations) {
  ArticleFields fields;
  fields.translations = std::move(translations);
  return fields;
}

}  // namespace

TEST_CASE("an article may be written in each language once, and must be readable") {
  CHECK(check_fields(fields_of({{"zh-CN", "退款", "到账"}, {"en", "Refunds", "soon"}})).has_value());
  const auto twice = check_fields(fields_of({{"en", "a", "b"}, {"en", "c", std::string(500, '>')}}));
  REQUIRE_FALSE(twice.has_value());
  REQUIRE(twice.error().issues.size() == 2);
  CHECK(twice.error().issues[0].where == "/translations/1/language");
  CHECK(twice.error().issues[1].where == "/translations/1/body");
}

TEST_CASE("readers get something to read, and not what is over already") {
  ArticleFields fields = fields_of({{"en", "a", " \n"}});
  fields.expires_at = Instant{5};
  const auto checked = check_publishable(fields, Instant{5});
  REQUIRE_FALSE(checked.has_value());
  CHECK(checked.error().issues.size() == 2);
  fields.translations[0].body = "b";
  CHECK_FALSE(check_publishable(fields, Instant{5}).has_value());
  CHECK(check_publishable(fields, Instant{4}).has_value());
}

TEST_CASE("steps follow each other") {
  struct Row {
    Step step;
    ArticleState state;
    bool is_live;
    bool may;
  };
  const Row table[] = {
      {Step::submit, ArticleState::draft, false, true},
      {Step::submit, ArticleState::review, false, false},
      {Step::submit, ArticleState::published, true, false},
      {Step::submit, ArticleState::expired, false, true},
      {Step::send_back, ArticleState::review, false, true},
      {Step::send_back, ArticleState::draft, false, false},
      {Step::publish, ArticleState::draft, false, true},
      {Step::publish, ArticleState::review, true, true},
      {Step::publish, ArticleState::published, true, false},
      {Step::publish, ArticleState::expired, false, true},
      {Step::expire, ArticleState::draft, true, true},
      {Step::expire, ArticleState::draft, false, false},
      {Step::roll_back, ArticleState::expired, false, true},
  };
  for (const Row& row : table) {
    CAPTURE(static_cast<int>(row.step));
    CAPTURE(static_cast<int>(row.state));
    CHECK(check_step(row.step, row.state, row.is_live).has_value() == row.may);
  }
}

TEST_CASE("an article's name in addresses is made from its title") {
  CHECK(slug_of("How long does a refund take?") == "how-long-does-a-refund-take");
  CHECK(slug_of("退款多久到账") == "tui-kuan-duo-jiu-dao-zhang");
  CHECK(slug_of("Café – Wi-Fi") == "cafe-wi-fi");
  CHECK(slug_of("？！") == "article");
  CHECK(slug_of(std::string(500, 'a')).size() <= 60);
}

TEST_CASE("readers get their language, or the nearest") {
  const ArticleFields fields = fields_of({{"en", "e", ""}, {"zh-CN", "z", ""}});
  CHECK(translation_for(fields, "zh-CN")->title == "z");
  CHECK(translation_for(fields, "zh-TW")->title == "z");
  CHECK(translation_for(fields, "en-GB")->title == "e");
  CHECK(translation_for(fields, "fr")->title == "e");
  CHECK(translation_for(fields, "")->title == "e");
  CHECK(translation_for({}, "en") == nullptr);
}

}  // namespace rapport::knowledge
