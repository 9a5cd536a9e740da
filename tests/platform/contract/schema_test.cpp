#include "platform/contract/schema.h"

#include <doctest/doctest.h>

#include "platform/contract/reflect.h"
#include "platform/contract/rich.h"

using namespace rapport;

TEST_CASE("A struct's schema says members, limits and what is required") {
  contract::Schemas schemas("#/components/schemas/");
  CHECK(schemas.schema(contract::type_of<rich::Base>(), contract::Direction::input) ==
        R"({"$ref":"#/components/schemas/Base"})");
  CHECK(schemas.components() ==
        R"({"Base":{"type":"object","properties":{"id":{"type":"string","pattern":"^(0|[1-9][0-9]{0,18})$"},)"
        R"("name":{"type":"string","minLength":1,"maxLength":10,"description":"As shown to others."}},)"
        R"("required":["id","name"]}})");
}

TEST_CASE("Members with defaults need not come in but always go out") {
  contract::Schemas schemas("#/");
  CHECK(schemas.schema(contract::type_of<rich::Rules>(), contract::Direction::input) ==
        R"({"$ref":"#/RulesInput"})");
  CHECK(schemas.schema(contract::type_of<rich::Rules>(), contract::Direction::output) ==
        R"({"$ref":"#/Rules"})");
  const std::string text = schemas.components();
  CHECK(text.find(R"("required":["weight","is_open","steps","lasts"])") != std::string::npos);
  CHECK(text.find("required") == text.rfind("required"));
}

TEST_CASE("Variants are told apart by kind") {
  contract::Schemas schemas("#/");
  CHECK(
      schemas.schema(contract::type_of<rich::Said>(), contract::Direction::output) ==
      R"({"oneOf":[{"$ref":"#/TextSaidAlternative"},{"$ref":"#/FileSentAlternative"},{"$ref":"#/NothingAlternative"}],)"
      R"("discriminator":{"propertyName":"kind","mapping":{"text_said":"#/TextSaidAlternative",)"
      R"("file_sent":"#/FileSentAlternative","nothing":"#/NothingAlternative"}}})");
  CHECK(
      schemas.components().find(
          R"("TextSaidAlternative":{"type":"object","properties":{"kind":{"type":"string","const":"text_said"},)"
          R"("text":{"type":"string"}},"required":["kind","text"]})") != std::string::npos);
}

TEST_CASE("Recursive types end, enums list their names") {
  const std::string text = contract::json_schema(contract::type_of<rich::Rich>());
  CHECK(text.find(R"("children":{"type":"array","items":{"$ref":"#/$defs/Node"}})") != std::string::npos);
  CHECK(text.find(R"("enum":["light","dark","zh-CN"])") != std::string::npos);
}

namespace other {
struct Base {
  bool is_other = false;
};
BOOST_DESCRIBE_STRUCT(Base, (), (is_other))
template <class T>
struct Page {
  std::vector<T> items;
};
BOOST_DESCRIBE_STRUCT(Page<rich::Base>, (), (items))
}  // namespace other

TEST_CASE("Two types of one name are found") {
  contract::Schemas schemas("#/");
  schemas.schema(contract::type_of<rich::Base>(), contract::Direction::output);
  CHECK(schemas.collisions().empty());
  schemas.schema(contract::type_of<other::Base>(), contract::Direction::output);
  CHECK(schemas.collisions().size() == 1);
}

TEST_CASE("A template's arguments are in its name") {
  CHECK(contract::type_of<other::Page<rich::Base>>().name == "BasePage");
}
