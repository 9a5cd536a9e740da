#include "chat/talks.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <stdexcept>

namespace rapport::bench {
namespace {

constexpr std::size_t starting_max = 64;  // at once
constexpr std::chrono::seconds talk_patience{180};
constexpr std::chrono::seconds settling{30};
constexpr std::size_t burst_max = 16;  // messages between two looks at the sockets

double ms_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

}  // namespace

Talks::Talks(Net& net, std::uint16_t port, Workplace& place)
    : net_(net), place_(place), requests_(net, port, 16) {
  for (auto& agent : place_.agents) {
    agent->on_frame = [this, who = agent.get()](std::string_view frame) { hear_agent(*who, frame); };
    agent->on_gone = [this](const std::string& why) {
      ++talked_.broken_connections;
      failed_ = "an agent's feed: " + why;
    };
  }
}

void Talks::open(std::size_t count) {
  talks_.resize(count);
  while (starting_ < starting_max && entered_ < count)
    enter_next();
  const bool is_done = net_.run_until(
      [&] { return !failed_.empty() || (started_ == count && all_have_agents()); }, talk_patience);
  if (!failed_.empty()) throw std::runtime_error("a conversation does not start: " + failed_);
  if (!is_done)
    throw std::runtime_error(fmt::format("of {} conversations {} have started and {} have an agent", count,
                                         started_, agent_of_.size()));
}

void Talks::enter_next() {
  const std::size_t index = entered_++;
  ++starting_;
  Talk& talk = talks_[index];
  talk.visitor = std::make_unique<Visitor>(net_, requests_, place_.chat_key);
  talk.visitor->enter([this, index](const std::string& why) {
    if (!why.empty()) {
      failed_ = why;
      return;
    }
    listen(index);
    const Words words{Side::visitor, index, 0};
    talks_[index].sent.push_back({Clock::now(), 0});
    talks_[index].visitor->start(client_id_of(words), text_of(words));
  });
}

void Talks::listen(std::size_t index) {
  Visitor& visitor = *talks_[index].visitor;
  visitor.on_frame = [this, index](std::string_view frame) {
    if (frame.starts_with(R"({"type":"message")")) {
      if (const auto words = find_words(frame); words && words->side == Side::agent) receive(*words);
    } else if (frame.starts_with(R"({"type":"ack")")) {
      if (talks_[index].interaction.empty()) started(index, frame);
    } else if (frame.starts_with(R"({"type":"error")")) {
      ++talked_.refused;
      if (!is_measuring_) failed_ = frame;
    }
  };
  visitor.on_gone = [this](const std::string& why) {
    ++talked_.broken_connections;
    failed_ = "a visitor's socket: " + why;
  };
}

void Talks::started(std::size_t index, std::string_view frame) {
  talks_[index].interaction = member(frame, R"("interaction_id")");
  --starting_;
  ++started_;
  if (entered_ < talks_.size()) enter_next();
}

void Talks::hear_agent(Agent& agent, std::string_view frame) {
  if (!frame.starts_with(R"({"type":"interaction")")) return;
  if (member(frame, R"("change")") == "message") {
    if (const auto words = find_words(frame); words && words->side == Side::visitor) receive(*words);
  } else if (member(frame, R"("state")") == "active") {
    agent_of_[std::string(member(frame, R"("interaction":{"id")"))] = &agent;
  }
}

void Talks::receive(const Words& words) {
  if (words.conversation >= talks_.size() || words.number >= talks_[words.conversation].sent.size()) return;
  Sent& sent = talks_[words.conversation].sent[words.number];
  if (sent.receipts < 255) ++sent.receipts;
  if (words.number == 0 || sent.receipts > 1) return;
  const double ms = ms_between(sent.at, Clock::now());
  talked_.all.add(ms);
  (words.side == Side::visitor ? talked_.to_agent : talked_.to_visitor).add(ms);
}

bool Talks::all_have_agents() const {
  return agent_of_.size() >= talks_.size();
}

Talked Talks::run(std::chrono::seconds duration) {
  is_measuring_ = true;
  const Clock::duration period = std::chrono::nanoseconds(1'000'000'000) / talks_.size();
  const auto began = Clock::now();
  const auto ends = began + duration;
  auto due = began;
  for (std::size_t next = 0; due < ends; ++next) {
    if (next % burst_max == 0) net_.run_once(std::chrono::microseconds(0));  // also when behind
    for (auto now = Clock::now(); now < due; now = Clock::now())
      net_.run_once(std::chrono::duration_cast<std::chrono::microseconds>(due - now));
    say(next % talks_.size(), due);
    due += period;
  }
  talked_.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  net_.run_until([this] { return all_received(); }, settling);
  count_receipts();
  return std::move(talked_);
}

void Talks::say(std::size_t index, Clock::time_point due) {
  Talk& talk = talks_[index];
  const std::size_t number = talk.sent.size();
  const Words words{(index + number) % 2 == 0 ? Side::visitor : Side::agent, index, number};
  const auto now = Clock::now();
  talked_.late.add(ms_between(due, now));
  talk.sent.push_back({now, 0});
  if (words.side == Side::visitor) return talk.visitor->send(client_id_of(words), text_of(words));
  agent_of_.at(talk.interaction)
      ->post_message(talk.interaction, client_id_of(words), text_of(words), [this](HttpReply reply) {
        if (!reply.is_good()) ++talked_.refused;
      });
}

bool Talks::all_received() const {
  return std::all_of(talks_.begin(), talks_.end(), [](const Talk& talk) {
    return std::all_of(talk.sent.begin() + 1, talk.sent.end(),
                       [](const Sent& sent) { return sent.receipts > 0; });
  });
}

void Talks::count_receipts() {
  for (const Talk& talk : talks_) {
    for (std::size_t number = 1; number < talk.sent.size(); ++number) {
      ++talked_.sent;
      talked_.received += talk.sent[number].receipts > 0;
      talked_.lost += talk.sent[number].receipts == 0;
      talked_.doubled += talk.sent[number].receipts > 1;
    }
  }
}

std::size_t Talks::check_history(ApiClient& admin) {
  std::size_t wrong = 0;
  for (std::size_t index = 0; index < talks_.size(); ++index) {
    std::multiset<std::string> expected, found;
    for (std::size_t number = 0; number < talks_[index].sent.size(); ++number)
      expected.insert(client_id_of(
          {number == 0 || (index + number) % 2 == 0 ? Side::visitor : Side::agent, index, number}));
    std::string cursor;
    do {
      const boost::json::value page =
          admin.get(fmt::format("/interactions/{}/messages?limit=200{}", talks_[index].interaction, cursor));
      for (const auto& message : page.at("items").as_array())
        found.insert(text_of(message, "client_id"));
      const auto* next = page.as_object().if_contains("next_cursor");
      cursor = next != nullptr ? fmt::format("&cursor={}", std::string(next->as_string())) : "";
    } while (!cursor.empty());
    wrong += expected != found;
  }
  return wrong;
}

void Talks::leave() {
  for (Talk& talk : talks_)
    talk.visitor->leave();
  for (auto& agent : place_.agents)
    agent->leave();
}

}  // namespace rapport::bench
