// A mailbox on a server (IMAP4rev1, RFC 3501; IDLE, MOVE, UIDPLUS where they are offered). One thread at a
// time; blocks, but for waker(), which is for any thread. After an error other than not_found, conflict and
// too_large the connection is of no more use: open another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/transport/connection.h"
#include "platform/mail/transport/imap_response.h"

namespace rapport::mail {

struct ImapFolder {
  std::uint32_t uid_validity = 0;  // another than last time: every UID known of this folder is void
  std::uint32_t uid_next = 0;      // 0: the server does not say
  std::uint32_t messages = 0;
  bool is_read_only = false;
};

struct ImapListed {
  std::uint32_t uid = 0;
  std::uint64_t size = 0;               // bytes, as the server counts them
  std::vector<std::string> flags = {};  // "\\Seen", "$Forwarded"
};

enum class ImapFlagging { add, remove };
enum class ImapIdled { changed, timed_out, woken };

class Imap {
 public:
  // Errors of all: those of Connection; unavailable, "bad_answer"; conflict, "imap_refused" with the server's
  // words (NO and BAD).
  static Result<Imap> open(const MailServer& server, IsCancelled is_cancelled = {});

  bool can(std::string_view capability) const;  // "MOVE"
  Result<std::vector<std::string>> folders();   // readable names

  // not_found, "no_folder".
  Result<ImapFolder> select(const std::string& folder, bool is_read_only = false);

  // Of the selected folder, from `first_uid` on, ascending; `count_max` at most (the lowest ones). Ask again
  // after the last for more.
  Result<std::vector<ImapListed>> list(std::uint32_t first_uid, std::size_t count_max);

  // The mail's bytes, in pieces, flags untouched. too_large, "mail_too_large" (nothing was fetched: the size
  // is asked first, and held to); not_found, "no_mail": it was expunged.
  Result<std::string> fetch(std::uint32_t uid, std::size_t bytes_max);

  Result<void> flag(std::uint32_t uid, ImapFlagging flagging,
                    const std::string& flag);  // "\\Seen" or a keyword
  // Into another folder of the server. Without MOVE it is copied, then deleted: a crash between leaves both.
  Result<void> move(std::uint32_t uid, const std::string& folder);
  // Deletes it for good. Without UIDPLUS everything that is marked as deleted goes with it.
  Result<void> expunge(std::uint32_t uid);
  Result<void> create(const std::string& folder);  // conflict when it exists
  // Stores a mail of ours (in the folder of sent ones). `flags`: "\\Seen".
  Result<void> append(const std::string& folder, std::string_view bytes,
                      const std::vector<std::string>& flags);

  // Waits for something new in the selected folder: by IDLE, or by asking every 30 seconds where it is not
  // offered. Servers and gateways forget idle connections: 29 minutes at most.
  Result<ImapIdled> idle(Duration timeout);
  const std::shared_ptr<Connection::Waker>& waker() const { return connection_.waker(); }

  void close();  // says good-bye, without waiting for the answer

 private:
  explicit Imap(Connection connection) : connection_(std::move(connection)) {}
  struct Answered;
  Result<ImapResponse> response();
  Result<Answered> finish(const std::string& tag, const std::string& what);
  Result<Answered> ask(const std::string& command);
  Result<void> told(const std::string& command);
  Result<ImapIdled> idle_with_command(Duration timeout);
  std::string next_tag();

  Connection connection_;
  std::vector<std::string> capabilities_;
  unsigned tags_ = 0;
};

}  // namespace rapport::mail
