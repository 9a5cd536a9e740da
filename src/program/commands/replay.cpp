#include "program/commands/replay.h"

#include <fmt/format.h>

#include <ostream>

#include "live/codec.h"
#include "platform/database/statement.h"
#include "program/data_folder.h"
#include "twin/replay.h"
#include "workforce/whatif/journal_steps.h"

namespace rapport::program {
namespace {

struct NamedOrg {
  OrgId id;
  std::string slug;
};

Result<std::vector<NamedOrg>> orgs_with_journal(database::Database& database) {
  return database.read([](database::Session& sql) -> Result<std::vector<NamedOrg>> {
    std::vector<NamedOrg> found;
    for (auto& [id, slug] : database::all<OrgId, std::optional<std::string>>(
             sql,
             "select j.org, o.slug from (select distinct org from journal) j left join organisation o on "
             "o.id = j.org"
             " order by j.org")) {
      found.push_back({id, slug.value_or("")});
    }
    return found;
  });
}

bool print(const NamedOrg& org, const twin::ReplayReport& report, bool is_json, std::ostream& output) {
  const std::string name = org.slug.empty() ? std::to_string(org.id.value) : org.slug;
  const bool is_same = !report.difference;
  if (is_json) {
    output
        << fmt::format(
               R"({{"organisation":"{}","events":{},"decisions":{},"hash":"{:016x}","events_per_second":{:.0f},"is_same":{}{}}})",
               name, report.events, report.decisions, report.hash, report.events_per_second, is_same,
               is_same ? "" : fmt::format(R"(,"different_seq":{})", report.difference->seq))
        << "\n";
    return is_same;
  }
  output << fmt::format("{}: {} events, {} decisions, hash {:016x}, {:.0f} events/s: ", name, report.events,
                        report.decisions, report.hash, report.events_per_second);
  if (is_same)
    output << "every decision came out the same\n";
  else
    output << fmt::format("DIFFERENT at event {}: {} (recorded {:016x}, now {:016x})\n",
                          report.difference->seq, report.difference->what, report.difference->recorded,
                          report.difference->recomputed);
  return is_same;
}

}  // namespace

int replay(const Settings& settings, const ReplayOptions& options, std::ostream& output,
           std::ostream& errors) {
  log::Log log({log::Level::warning, false, ""});
  const auto refuse = [&](const Error& error) {
    errors << "rapport replay: " << error.detail << "\n";
    return 1;
  };
  auto database = open_existing(settings, log);
  if (!database) return refuse(database.error());
  auto orgs = orgs_with_journal(**database);
  if (!orgs) return refuse(orgs.error());
  bool is_same = true;
  bool is_found = options.org.empty();
  for (const NamedOrg& org : *orgs) {
    if (!options.org.empty() && options.org != org.slug && options.org != std::to_string(org.id.value))
      continue;
    is_found = true;
    workforce::JournalSteps source(**database, org.id);
    const auto report = twin::replay(
        {[&] { return source.next(); },
         [](const switchboard::Effects& effects) { return live::decision_hash(effects.list); }, nullptr});
    if (!report) return refuse(report.error());
    is_same = print(org, *report, options.is_json, output) && is_same;
  }
  if (!is_found)
    return refuse({ErrorCode::not_found,
                   "unknown_organisation",
                   fmt::format("no journal of organisation \"{}\"", options.org),
                   {}});
  if (orgs->empty()) output << "The journal is empty.\n";
  return is_same ? 0 : 1;
}

}  // namespace rapport::program
