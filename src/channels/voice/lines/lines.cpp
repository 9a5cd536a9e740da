#include "channels/voice/lines/lines.h"

#include <algorithm>
#include <array>

#include "org/entity.h"
#include "org/queue.h"

namespace rapport::lines {
namespace {

constexpr std::array<std::string_view, 6> parts_it_reads = {Trunks::what, PhoneNumbers::what, Phones::what,
                                                            "users",      "queues",           "everything"};

const char* announcement_language(org::Language language) {
  return language == org::Language::zh_CN ? "zh" : "en";
}

void add_trunks(database::Session& sql, const crypto::Vault& vault, log::Log& log, Configuration& made) {
  for (const TrunkOfOrg& of : active_trunks(sql)) {
    auto trunk = sip_trunk(sql, vault, of);
    if (!trunk) {
      log.error("a trunk is left out", {{"org", of.org.value},
                                        {"trunk", of.trunk.id.value},
                                        {"reason", trunk.error().reason},
                                        {"detail", trunk.error().detail}});
      continue;
    }
    made.sip.trunks.push_back(std::move(*trunk));
    made.calls.trunks[of.trunk.id] = trunk_rules(of);
  }
}

// In the number's own language first.
std::vector<phrases::Utterance> said_by(const PhoneNumber& number,
                                        const std::map<std::string, std::string>& texts) {
  const std::string own = announcement_language(number.language);
  std::vector<phrases::Utterance> said;
  for (const auto& [language, text] : texts) {
    if (text.empty()) continue;
    const bool is_own = language.starts_with(own);
    said.insert(is_own ? said.begin() : said.end(), phrases::Utterance{text, language, {}});
  }
  return said;
}

void add_numbers(database::Session& sql, Configuration& made) {
  for (const PhoneNumberOfOrg& of : active_phone_numbers(sql)) {
    const PhoneNumber& number = of.number;
    calls::Number& called = made.calls.numbers.emplace_back();
    called.id = number.id;
    called.org = of.org;
    called.number = number.number;
    called.trunk = number.trunk_id.value_or(TrunkId{});
    called.queue = number.queue_id;
    called.priority = number.priority;
    called.language = announcement_language(number.language);
    called.flow = number.flow_id.value_or(FlowId{});
    called.greeting = said_by(number, number.greetings);
    if (number.announcement_prompt_id)
      called.announcement = {{"", called.language, *number.announcement_prompt_id}};
    else
      called.announcement = said_by(number, number.announcements);
  }
}

// Of the queues that calls can be in.
void add_recording(database::Session& sql, Configuration& made) {
  std::set<OrgId> orgs;
  for (const calls::Number& number : made.calls.numbers)
    orgs.insert(number.org);
  for (const OrgId org : orgs) {
    for (const org::Queue& queue : org::queues.list(sql, org, {}, org::queues_max)) {
      const org::QueueRecording& recording = queue.rules.recording;
      calls::RecordingRules rules;
      if (recording.rule == org::RecordingRule::all) rules.percent = 100;
      if (recording.rule == org::RecordingRule::percent) rules.percent = recording.percent;
      rules.by_hand = recording.by_hand;
      if (rules.percent > 0 || rules.by_hand) made.calls.recording[{org, queue.id}] = rules;
    }
  }
}

void add_phones(database::Session& sql, const crypto::Vault& vault, log::Log& log, Configuration& made) {
  for (const PhoneOfOrg& of : active_phones(sql)) {
    const Phone& phone = of.phone;
    calls::AgentPhone& reached = made.calls.agents[{of.org, phone.agent_id}];
    if (phone.kind == PhoneKind::outside_number) {
      reached.outside_number = phone.outside_number;
      reached.trunk = phone.trunk_id.value_or(TrunkId{});
      continue;
    }
    auto account = sip_phone(sql, vault, of);
    if (!account) {
      made.calls.agents.erase({of.org, phone.agent_id});
      log.warning("a phone is left out", {{"org", of.org.value},
                                          {"phone", phone.id.value},
                                          {"reason", account.error().reason},
                                          {"detail", account.error().detail}});
      continue;
    }
    made.sip.phones.push_back(std::move(*account));
    reached.phone = phone.id;
    reached.extension = phone.user;
  }
}

}  // namespace

Result<Configuration> load_configuration(database::Database& database, const crypto::Vault& vault,
                                         log::Log& log) {
  return database.read([&](database::Session& sql) -> Result<Configuration> {
    Configuration made;
    add_trunks(sql, vault, log, made);
    add_numbers(sql, made);
    add_recording(sql, made);
    add_phones(sql, vault, log, made);
    return made;
  });
}

Result<void> Lines::load() {
  const std::lock_guard one_by_one(loading_);
  auto loaded = load_configuration(changes_.database(), vault_, log_);
  if (!loaded) return tl::unexpected<Error>(std::move(loaded.error()));
  const std::lock_guard lock(mutex_);
  configuration_ = std::make_shared<const Configuration>(std::move(*loaded));
  return {};
}

ConfigurationPtr Lines::configuration() const {
  const std::lock_guard lock(mutex_);
  return configuration_;
}

void Lines::configuration_changed(const std::string& what) {
  if (std::find(parts_it_reads.begin(), parts_it_reads.end(), what) == parts_it_reads.end()) return;
  if (!workers_.post([this] { reload(); }))
    log_.warning("changed phone lines are not read yet: no worker is free; the next change reads them",
                 {{"what", what}});
}

void Lines::reload() {
  if (auto loaded = load(); !loaded) {
    log_.warning("changed phone lines could not be read; the next change reads them",
                 {{"reason", loaded.error().reason}, {"detail", loaded.error().detail}});
    return;
  }
  if (changed_) changed_();
}

Result<Trunk> Lines::create_trunk(const org::By& who, const TrunkFields& fields) {
  return org::create(changes_, Trunks{&vault_}, who, fields);
}
Result<PhoneNumber> Lines::create_phone_number(const org::By& who, const PhoneNumberFields& fields) {
  return org::create(changes_, PhoneNumbers{has_prompt_}, who, fields);
}
Result<NewPhone> Lines::create_phone(const org::By& who, const PhoneFields& fields) {
  return lines::create_phone(changes_, vault_, who, fields);
}

}  // namespace rapport::lines
