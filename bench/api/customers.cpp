#include "api/customers.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "support/words.h"

namespace rapport::bench {
namespace {

constexpr std::chrono::seconds patience{900};
constexpr int answers_of_agent = 3;
constexpr std::size_t queueing_at_once = 64;

}  // namespace

Customers::Customers(Net& net, std::uint16_t port, Workplace& place)
    : net_(net), place_(place), requests_(net, port, 16) {
  for (auto& agent : place_.agents) {
    agent->on_frame = [this, who = agent.get()](std::string_view frame) { hear_agent(*who, frame); };
    agent->on_gone = [this](const std::string& why) { fail("an agent's feed: " + why); };
  }
}

Customers::~Customers() {
  for (auto& agent : place_.agents)
    agent->on_frame = nullptr, agent->on_gone = nullptr;
}

void Customers::talk(std::size_t count, std::size_t at_once) {
  way_ = Way::talk;
  chat_key_ = place_.chat_key;
  run(count, at_once);
}

std::vector<OpenConversation> Customers::stay(std::size_t count) {
  way_ = Way::stay;
  chat_key_ = place_.chat_key;
  run(count, count);
  std::vector<OpenConversation> open;
  for (const auto& guest : guests_)
    open.push_back(guest->conversation);
  return open;
}

void Customers::queue_up(std::size_t count, const std::string& chat_key) {
  way_ = Way::wait;
  chat_key_ = chat_key;
  run(count, queueing_at_once);
}

void Customers::run(std::size_t count, std::size_t at_once) {
  guests_.clear();
  by_interaction_.clear();
  wanted_ = count;
  done_ = 0;
  for (std::size_t i = 0; i < std::min(at_once, count); ++i)
    enter_next();
  const bool is_done = net_.run_until([&] { return done_ == wanted_ || !failed_.empty(); }, patience);
  if (!failed_.empty()) throw std::runtime_error("customers: " + failed_);
  if (!is_done) throw std::runtime_error(fmt::format("only {} of {} customers were served", done_, wanted_));
}

void Customers::enter_next() {
  if (guests_.size() == wanted_) return;
  const std::size_t index = guests_.size();
  guests_.push_back(std::make_unique<Guest>());
  Guest& guest = *guests_.back();
  guest.visitor = std::make_unique<Visitor>(net_, requests_, chat_key_);
  guest.visitor->on_frame = [this, index](std::string_view frame) { hear_visitor(index, frame); };
  guest.visitor->on_gone = [this](const std::string& why) { fail("a visitor's socket: " + why); };
  guest.visitor->enter([this, index](const std::string& why) {
    if (!why.empty()) return fail(why);
    guests_[index]->visitor->start(fmt::format("v{}", ++number_), text_of(Words{Side::visitor, index, 0}));
  });
}

void Customers::hear_visitor(std::size_t index, std::string_view frame) {
  Guest& guest = *guests_[index];
  if (guest.is_done) return;
  if (frame.starts_with(R"({"type":"error")")) return fail(std::string(frame));
  if (frame.starts_with(R"({"type":"ack")") && way_ == Way::wait) return done(guest);
  if (!frame.starts_with(R"({"type":"message")")) return;
  const auto words = find_words(frame);
  if (!words || words->side != Side::agent) return;
  if (++guest.heard < answers_of_agent) {
    guest.visitor->send(fmt::format("v{}", ++number_), text_of(Words{Side::visitor, index, 1}));
    return answer(guest);
  }
  if (way_ == Way::stay) return done(guest);
  guest.visitor->end();
}

// The agent's screen: an interaction that is theirs now is answered, one that has ended is wrapped up.
void Customers::hear_agent(Agent& agent, std::string_view frame) {
  if (!frame.starts_with(R"({"type":"interaction")")) return;
  const std::string id(member(frame, R"("interaction":{"id")"));
  const std::string_view change = member(frame, R"("change")");
  if (change == "message") {
    // The first words name the guest.
    const auto words = find_words(frame);
    if (!words || words->side != Side::visitor || words->number != 0 || by_interaction_.contains(id)) return;
    Guest& guest = *guests_.at(words->conversation);
    by_interaction_[id] = &guest;
    guest.conversation = {id, std::string(member(frame, R"("customer":{"id")")), &agent};
    return answer(guest);
  }
  const auto known = by_interaction_.find(id);
  if (known != by_interaction_.end() && member(frame, R"("state")") == "wrap_up") wrap_up(*known->second);
}

void Customers::answer(Guest& guest) {
  guest.conversation.agent->post_message(guest.conversation.interaction_id, fmt::format("a{}", ++number_),
                                         text_of(Words{Side::agent, 0, 0}), [this](HttpReply reply) {
                                           if (!reply.is_good()) fail(reply.body);
                                         });
}

void Customers::wrap_up(Guest& guest) {
  if (guest.is_done) return;
  done(guest);
  guest.conversation.agent->send("POST",
                                 fmt::format("/interactions/{}/wrap-up", guest.conversation.interaction_id),
                                 "{}", [](HttpReply) {});
}

void Customers::done(Guest& guest) {
  guest.is_done = true;
  ++done_;
  if (way_ != Way::stay) guest.visitor->leave();
  enter_next();
}

}  // namespace rapport::bench
