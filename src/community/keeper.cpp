// The clock of the community: questions that nobody answers become cases.
#include <fmt/format.h>

#include "base/utf8.h"
#include "community/community.h"

namespace rapport::community {
namespace {

constexpr Duration community_looks_every = minutes(1);
constexpr std::int64_t cases_at_once = 50;

}  // namespace

Community::Community(std::unique_ptr<knowledge::search::Index> index, const Needs& needs)
    : index_(std::move(index)), needs_(needs) {}

void Community::start() {
  rounds_.start(community_looks_every, [this] {
    if (auto done = turn(); !done)
      needs_.log.warning("the community could not be looked at", {{"reason", done.error().reason}});
    return community_looks_every;
  });
}

void Community::stop() {
  rounds_.stop();
}

Result<std::size_t> Community::turn() {
  std::size_t all = 0;
  for (const OrgId org : needs_.directories.all()) {
    if (auto compared = compare(org); !compared) return tl::unexpected<Error>(compared.error());
    auto made = make_cases(org);
    if (!made) return made;
    all += *made;
  }
  return all;
}

Result<std::size_t> Community::make_cases(OrgId org) {
  auto opened = needs_.changes.make<std::vector<CaseId>>(
      {org, {}}, "", [&](org::Change& change) -> Result<std::vector<CaseId>> {
        std::vector<CaseId> made;
        const auto settings = PostStore::settings(change.sql, org);
        if (!settings.is_on || settings.case_after_hours == 0) return made;
        cases::CaseWork work(change);
        for (Post& question : PostStore::left_alone(
                 change.sql, org, change.now - hours(settings.case_after_hours), cases_at_once)) {
          cases::NewCase wanted;
          wanted.subject = std::string(utf8_front(question.title, cases::subject_length_max));
          wanted.text = question.body;
          wanted.is_by_customer = true;
          wanted.customer_id = question.customer;
          wanted.tags = {cases::tag_of_community};
          auto of_question = work.open(wanted, {{}, "", false});
          if (!of_question) return tl::unexpected<Error>(of_question.error());
          cases::Words where;
          where.text =
              fmt::format("Asked in the community, unanswered: /desk/community/{}", question.id.value);
          auto noted = work.say(*of_question, where, {{}, "", false});
          if (!noted) return tl::unexpected<Error>(noted.error());
          // In the same transaction: never a second case of the same question.
          question.case_id = of_question->id;
          PostStore::update(change.sql, org, question, change.new_id<PostId>().value);
          made.push_back(of_question->id);
        }
        return made;
      });
  if (!opened) return tl::unexpected<Error>(opened.error());
  for (const CaseId id : *opened)
    needs_.cases.told(org, id);
  return opened->size();
}

}  // namespace rapport::community
