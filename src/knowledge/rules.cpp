#include "knowledge/rules.h"

#include <fmt/format.h>

#include <set>

#include "platform/markdown/markdown.h"
#include "platform/text/text.h"

namespace rapport::knowledge {
namespace {

std::string_view primary(std::string_view language) {
  return language.substr(0, language.find('-'));
}

tl::unexpected<Error> wrong_values(std::vector<Issue> issues) {
  std::string detail = issues.front().where + ": " + issues.front().what;
  return fail(ErrorCode::invalid, "bad_value", std::move(detail), std::move(issues));
}

}  // namespace

Result<void> check_fields(const ArticleFields& fields) {
  std::vector<Issue> issues;
  std::set<std::string> languages;
  for (std::size_t i = 0; i < fields.translations.size(); ++i) {
    const Translation& translation = fields.translations[i];
    if (!languages.insert(translation.language).second)
      issues.push_back(
          {fmt::format("/translations/{}/language", i), "there is a translation into this already"});
    if (auto readable = markdown::check(translation.body); !readable)
      issues.push_back({fmt::format("/translations/{}/body", i), readable.error().detail});
  }
  if (fields.review_by && fields.expires_at && *fields.expires_at < *fields.review_by)
    issues.push_back({"/expires_at", "this is before it is looked at again"});
  if (!issues.empty()) return wrong_values(std::move(issues));
  return {};
}

Result<void> check_publishable(const ArticleFields& fields, Instant now) {
  if (auto fits = check_fields(fields); !fits) return fits;
  std::vector<Issue> issues;
  for (std::size_t i = 0; i < fields.translations.size(); ++i)
    if (fields.translations[i].body.find_first_not_of(" \t\r\n") == std::string::npos)
      issues.push_back({fmt::format("/translations/{}/body", i), "there is nothing to read"});
  if (fields.expires_at && *fields.expires_at <= now)
    issues.push_back({"/expires_at", "this is in the past"});
  if (!issues.empty()) return wrong_values(std::move(issues));
  return {};
}

Result<void> check_step(Step step, ArticleState state, bool is_live) {
  const auto refused = [](const char* why) { return fail(ErrorCode::conflict, "wrong_state", why); };
  switch (step) {
    case Step::submit:
      if (state == ArticleState::review) return refused("it waits for review already");
      if (state == ArticleState::published) return refused("nothing has changed since it was published");
      break;
    case Step::send_back:
      if (state != ArticleState::review) return refused("it does not wait for review");
      break;
    case Step::publish:
      if (state == ArticleState::published) return refused("nothing has changed since it was published");
      break;
    case Step::expire:
      if (!is_live) return refused("nothing of it is published");
      break;
    case Step::roll_back:
      break;
  }
  return {};
}

std::string slug_of(const std::string& title) {
  constexpr std::size_t slug_bytes_max = 60;
  std::string slug;
  for (const char byte : text::pinyin(title)) {
    const bool is_kept = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    if (is_kept)
      slug.push_back(byte);
    else if (byte != '\'' && !slug.empty() && slug.back() != '-')
      slug.push_back('-');
    if (slug.size() >= slug_bytes_max) break;
  }
  while (!slug.empty() && slug.back() == '-')
    slug.pop_back();
  return slug.empty() ? "article" : slug;
}

const Translation* translation_for(const ArticleFields& fields, const std::string& wanted) {
  for (const Translation& translation : fields.translations)
    if (translation.language == wanted) return &translation;
  for (const Translation& translation : fields.translations)
    if (!wanted.empty() && primary(translation.language) == primary(wanted)) return &translation;
  return fields.translations.empty() ? nullptr : &fields.translations.front();
}

}  // namespace rapport::knowledge
