#include "platform/mail/transport/imap.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace rapport::mail {
namespace {

constexpr std::size_t response_max = 32 * 1'024 * 1'024;  // bytes of one, literals included
constexpr std::size_t responses_max = 1'000'000;          // to one command
constexpr std::size_t piece_size = 512 * 1'024;           // of a mail, a fetch
constexpr std::size_t listed_at_once = 500;
constexpr std::size_t detail_max = 400;

using Listing = std::vector<ImapListed>;

// The values after FETCH as names and what follows each.
const ImapValue* fetched(const ImapResponse& response, std::string_view name) {
  if (response.tag != "*" || !response.is(1, "FETCH") || response.values.size() < 3) return nullptr;
  const std::vector<ImapValue>& items = response.values[2].items;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].is_atom(name) || (name == "BODY[]" && items[i].text.starts_with("BODY[]")))
      return &items[i + 1];
  return nullptr;
}

std::uint32_t number_of(const ImapValue* value) {
  const auto number = value == nullptr ? std::nullopt : value->number();
  return number && *number <= 0xFFFFFFFFU ? static_cast<std::uint32_t>(*number) : 0;
}

bool is_flag(std::string_view flag) {
  if (flag.starts_with('\\')) flag.remove_prefix(1);
  return !flag.empty() && flag.size() <= 100 && std::all_of(flag.begin(), flag.end(), [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("(){%*\"\\]").find(c) == std::string_view::npos;
  });
}

tl::unexpected<Error> bad_folder(const std::string& folder) {
  return fail(ErrorCode::invalid, "bad_folder", "no folder can be called \"" + folder + "\"");
}

// Words for people may end in "{5}", too.
bool is_for_people(std::string_view line) {
  if (line.starts_with('+')) return true;
  const std::size_t begin = std::min(line.find(' '), line.size() - 1) + 1;
  const ImapValue word{
      ImapValue::Kind::atom, std::string(line.substr(begin, line.find(' ', begin) - begin)), {}};
  return word.is_atom("OK") || word.is_atom("NO") || word.is_atom("BAD") || word.is_atom("BYE");
}

std::string clean(std::string_view text) {
  std::string kept;
  for (const char c : text.substr(0, detail_max))
    kept += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  return kept;
}

}  // namespace

struct Imap::Answered {
  std::vector<ImapResponse> untagged = {};
  ImapResponse last = {};
};

std::string Imap::next_tag() {
  return fmt::format("R{}", ++tags_);
}

// One response, with the literals that its lines announce.
Result<ImapResponse> Imap::response() {
  std::string whole;
  for (;;) {
    auto line = connection_.line(response_max);
    if (!line) return tl::unexpected(line.error());
    whole += *line;
    const auto size = announced_literal(*line);
    if (!size || is_for_people(whole)) break;
    if (*size > response_max - std::min(response_max, whole.size()))
      return fail(ErrorCode::unavailable, "bad_answer",
                  fmt::format("{}: an answer of more than {} bytes", connection_.where(), response_max));
    auto literal = connection_.bytes(*size);
    if (!literal) return tl::unexpected(literal.error());
    whole += "\r\n" + *literal;
  }
  auto read = read_imap_response(whole);
  if (!read)
    return fail(ErrorCode::unavailable, "bad_answer", connection_.where() + ": " + read.error().detail);
  if (read->tag == "*" && read->is(0, "BYE"))
    return fail(ErrorCode::unavailable, "connection_lost",
                fmt::format("{}: the server says good-bye: {}", connection_.where(), clean(read->text)));
  return read;
}

Result<Imap::Answered> Imap::finish(const std::string& tag, const std::string& what) {
  Answered answered;
  while (answered.untagged.size() < responses_max) {
    auto next = response();
    if (!next) return tl::unexpected(next.error());
    if (next->tag != tag) {
      answered.untagged.push_back(std::move(*next));
      continue;
    }
    if (!next->is(0, "OK"))
      return fail(ErrorCode::conflict, "imap_refused",
                  fmt::format("{}: {}: {}", connection_.where(), what, clean(next->text)));
    answered.last = std::move(*next);
    return answered;
  }
  return fail(ErrorCode::unavailable, "bad_answer", connection_.where() + ": an answer without end");
}

Result<Imap::Answered> Imap::ask(const std::string& command) {
  const std::string tag = next_tag();
  if (auto sent = connection_.send(tag + " " + command + "\r\n"); !sent) return tl::unexpected(sent.error());
  return finish(tag, command.substr(0, 100));
}

Result<void> Imap::told(const std::string& command) {
  auto answered = ask(command);
  if (!answered) return tl::unexpected(answered.error());
  return {};
}

Result<Imap> Imap::open(const MailServer& server, IsCancelled is_cancelled) {
  auto connection = Connection::open("imap", server, std::move(is_cancelled));
  if (!connection) return tl::unexpected(connection.error());
  Imap imap(std::move(*connection));
  auto answered = imap.ask("CAPABILITY");
  if (!answered) return tl::unexpected(answered.error());
  for (const ImapResponse& one : answered->untagged)
    if (one.is(0, "CAPABILITY"))
      for (const ImapValue& value : one.values)
        imap.capabilities_.push_back(value.text);
  return imap;
}

bool Imap::can(std::string_view capability) const {
  return std::any_of(capabilities_.begin(), capabilities_.end(), [&](const std::string& one) {
    return ImapValue{ImapValue::Kind::atom, one, {}}.is_atom(capability);
  });
}

Result<std::vector<std::string>> Imap::folders() {
  auto answered = ask("LIST \"\" \"*\"");
  if (!answered) return tl::unexpected(answered.error());
  std::vector<std::string> names;
  for (const ImapResponse& one : answered->untagged)
    if (one.is(0, "LIST") && one.values.size() >= 4)
      names.push_back(readable_folder_name(one.values[3].text));
  return names;
}

Result<ImapFolder> Imap::select(const std::string& folder, bool is_read_only) {
  const auto name = imap_folder_name(folder);
  if (!name) return bad_folder(folder);
  auto answered = ask((is_read_only ? "EXAMINE " : "SELECT ") + *name);
  if (!answered && answered.error().code == ErrorCode::conflict)
    return fail(ErrorCode::not_found, "no_folder", answered.error().detail);
  if (!answered) return tl::unexpected(answered.error());
  ImapFolder selected;
  for (const ImapResponse& one : answered->untagged) {
    if (one.is(1, "EXISTS")) selected.messages = number_of(&one.values[0]);
    if (one.code.size() < 2) continue;
    if (one.code[0].is_atom("UIDVALIDITY")) selected.uid_validity = number_of(&one.code[1]);
    if (one.code[0].is_atom("UIDNEXT")) selected.uid_next = number_of(&one.code[1]);
  }
  selected.is_read_only = !answered->last.code.empty() && answered->last.code[0].is_atom("READ-ONLY");
  return selected;
}

Result<Listing> Imap::list(std::uint32_t first_uid, std::size_t count_max) {
  // "n:*" has the last mail in it even when its UID is below n.
  auto found = ask(fmt::format("UID SEARCH UID {}:*", std::max<std::uint32_t>(first_uid, 1)));
  if (!found) return tl::unexpected(found.error());
  std::vector<std::uint32_t> uids;
  for (const ImapResponse& one : found->untagged)
    for (std::size_t i = 1; one.is(0, "SEARCH") && i < one.values.size(); ++i)
      if (const std::uint32_t uid = number_of(&one.values[i]); uid >= std::max<std::uint32_t>(first_uid, 1))
        uids.push_back(uid);
  std::sort(uids.begin(), uids.end());
  uids.erase(std::unique(uids.begin(), uids.end()), uids.end());
  if (uids.size() > count_max) uids.resize(count_max);
  Listing listing;
  for (std::size_t begin = 0; begin < uids.size(); begin += listed_at_once) {
    const std::size_t end = std::min(uids.size(), begin + listed_at_once);
    auto sizes = ask(fmt::format("UID FETCH {}:{} (UID RFC822.SIZE FLAGS)", uids[begin], uids[end - 1]));
    if (!sizes) return tl::unexpected(sizes.error());
    for (const ImapResponse& one : sizes->untagged) {
      ImapListed listed;
      listed.uid = number_of(fetched(one, "UID"));
      const ImapValue* size = fetched(one, "RFC822.SIZE");
      if (listed.uid == 0 || size == nullptr || !std::binary_search(uids.begin(), uids.end(), listed.uid))
        continue;
      listed.size = size->number().value_or(0);
      if (const ImapValue* flags = fetched(one, "FLAGS"); flags != nullptr)
        for (const ImapValue& flag : flags->items)
          listed.flags.push_back(flag.text);
      listing.push_back(std::move(listed));
    }
  }
  std::sort(listing.begin(), listing.end(),
            [](const ImapListed& a, const ImapListed& b) { return a.uid < b.uid; });
  return listing;
}

Result<std::string> Imap::fetch(std::uint32_t uid, std::size_t bytes_max) {
  auto asked = ask(fmt::format("UID FETCH {} (UID RFC822.SIZE)", uid));
  if (!asked) return tl::unexpected(asked.error());
  std::optional<std::uint64_t> size;
  for (const ImapResponse& one : asked->untagged)
    if (const ImapValue* value = fetched(one, "RFC822.SIZE");
        value != nullptr && number_of(fetched(one, "UID")) == uid)
      size = value->number();
  if (!size)
    return fail(ErrorCode::not_found, "no_mail",
                fmt::format("{}: there is no mail with UID {}", connection_.where(), uid));
  const auto too_large = [&](std::uint64_t has) {
    return fail(ErrorCode::too_large, "mail_too_large",
                fmt::format("{}: the mail with UID {} has {} bytes, {} are taken", connection_.where(), uid,
                            has, bytes_max));
  };
  if (*size > bytes_max) return too_large(*size);
  std::string mail;
  mail.reserve(static_cast<std::size_t>(*size));
  for (;;) {
    auto answered = ask(fmt::format("UID FETCH {} (UID BODY.PEEK[]<{}.{}>)", uid, mail.size(), piece_size));
    if (!answered) return tl::unexpected(answered.error());
    const ImapValue* piece = nullptr;
    for (const ImapResponse& one : answered->untagged)
      if (number_of(fetched(one, "UID")) == uid && fetched(one, "BODY[]") != nullptr)
        piece = fetched(one, "BODY[]");
    if (piece == nullptr)
      return fail(ErrorCode::not_found, "no_mail",
                  fmt::format("{}: the mail with UID {} has gone", connection_.where(), uid));
    mail += piece->text;
    // A server that lied about the size does not fill our memory.
    if (mail.size() > bytes_max) return too_large(mail.size());
    if (piece->text.size() < piece_size) return mail;
  }
}

Result<void> Imap::flag(std::uint32_t uid, ImapFlagging flagging, const std::string& flag) {
  if (!is_flag(flag)) return fail(ErrorCode::invalid, "bad_flag", "no flag can be called \"" + flag + "\"");
  return told(
      fmt::format("UID STORE {} {}FLAGS.SILENT ({})", uid, flagging == ImapFlagging::add ? "+" : "-", flag));
}

Result<void> Imap::move(std::uint32_t uid, const std::string& folder) {
  const auto name = imap_folder_name(folder);
  if (!name) return bad_folder(folder);
  if (can("MOVE")) return told(fmt::format("UID MOVE {} {}", uid, *name));
  if (auto copied = told(fmt::format("UID COPY {} {}", uid, *name)); !copied) return copied;
  return expunge(uid);
}

Result<void> Imap::expunge(std::uint32_t uid) {
  if (auto marked = flag(uid, ImapFlagging::add, "\\Deleted"); !marked) return marked;
  return told(can("UIDPLUS") ? fmt::format("UID EXPUNGE {}", uid) : "EXPUNGE");
}

Result<void> Imap::create(const std::string& folder) {
  const auto name = imap_folder_name(folder);
  return name ? told("CREATE " + *name) : Result<void>(bad_folder(folder));
}

Result<void> Imap::append(const std::string& folder, std::string_view bytes,
                          const std::vector<std::string>& flags) {
  const auto name = imap_folder_name(folder);
  if (!name) return bad_folder(folder);
  std::string all;
  for (const std::string& one : flags) {
    if (!is_flag(one)) return fail(ErrorCode::invalid, "bad_flag", "no flag can be called \"" + one + "\"");
    all += (all.empty() ? "" : " ") + one;
  }
  const std::string tag = next_tag(), what = "APPEND " + *name;
  if (auto sent = connection_.send(fmt::format("{} {} ({}) {{{}}}\r\n", tag, what, all, bytes.size())); !sent)
    return sent;
  for (;;) {
    auto next = response();
    if (!next) return tl::unexpected(next.error());
    if (next->tag == "+") break;
    if (next->tag == tag)
      return fail(ErrorCode::conflict, "imap_refused",
                  fmt::format("{}: {}: {}", connection_.where(), what, clean(next->text)));
  }
  if (auto sent = connection_.send(bytes); !sent) return sent;
  if (auto sent = connection_.send("\r\n"); !sent) return sent;
  auto done = finish(tag, what);
  return done ? Result<void>() : tl::unexpected(done.error());
}

Result<ImapIdled> Imap::idle(Duration timeout) {
  if (can("IDLE")) return idle_with_command(timeout);
  const Duration slice = seconds(30);
  for (Duration left = timeout; left.us > 0; left = left - slice) {
    auto waited = connection_.wait(std::min(left, slice));
    if (!waited) return tl::unexpected(waited.error());
    if (*waited == Connection::Wait::woken) return ImapIdled::woken;
    auto answered = ask("NOOP");
    if (!answered) return tl::unexpected(answered.error());
    for (const ImapResponse& one : answered->untagged)
      if (one.is(1, "EXISTS") || one.is(1, "RECENT")) return ImapIdled::changed;
  }
  return ImapIdled::timed_out;
}

Result<ImapIdled> Imap::idle_with_command(Duration timeout) {
  const std::string tag = next_tag();
  if (auto sent = connection_.send(tag + " IDLE\r\n"); !sent) return tl::unexpected(sent.error());
  const auto until = std::chrono::steady_clock::now() + std::chrono::microseconds(timeout.us);
  ImapIdled outcome = ImapIdled::timed_out;
  bool is_idling = false;
  // Until the server agrees it may still have news; then whatever it says that is more than a sign of life.
  for (bool goes_on = true; goes_on;) {
    if (is_idling) {
      const auto left =
          std::chrono::duration_cast<std::chrono::microseconds>(until - std::chrono::steady_clock::now());
      auto waited = connection_.wait(Duration{std::max<std::int64_t>(left.count(), 0)});
      if (!waited) return tl::unexpected(waited.error());
      if (*waited == Connection::Wait::woken) outcome = ImapIdled::woken;
      if (*waited != Connection::Wait::readable) break;
    }
    auto said = response();
    if (!said) return tl::unexpected(said.error());
    if (said->tag == tag)
      return fail(ErrorCode::conflict, "imap_refused",
                  fmt::format("{}: IDLE: {}", connection_.where(), clean(said->text)));
    if (said->tag == "+") is_idling = true;
    if (said->is(1, "EXISTS") || said->is(1, "EXPUNGE") || said->is(1, "FETCH")) outcome = ImapIdled::changed;
    goes_on = !is_idling || outcome != ImapIdled::changed;
  }
  if (auto sent = connection_.send("DONE\r\n"); !sent) return tl::unexpected(sent.error());
  auto done = finish(tag, "IDLE");
  if (!done) return tl::unexpected(done.error());
  for (const ImapResponse& one : done->untagged)
    if (one.is(1, "EXISTS")) outcome = ImapIdled::changed;
  return outcome;
}

void Imap::close() {
  (void)connection_.send(next_tag() + " LOGOUT\r\n");
}

}  // namespace rapport::mail
