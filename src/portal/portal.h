// Portal: the customers' pages of every organisation, put together: which visit a request is, which page
// answers it, what administrators say about it. Pages are made on workers; built at start on the main thread.
// Other folders bring pages of their own by add_page, add_section and add_search_block, before routes are
// used.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "api/api.h"
#include "cases/case_book.h"
#include "customers/customer_store.h"
#include "customers/resolution.h"
#include "knowledge/knowledge.h"
#include "knowledge/readers.h"
#include "platform/files/store.h"
#include "platform/http/router.h"
#include "portal/link_sender.h"
#include "portal/page.h"
#include "portal/portal_store.h"

namespace rapport::portal {

struct PortalOptions {
  // "https://help.example.com": what links in mails begin with. Empty: only who comes by an address of this
  // machine can have links mailed, since a request's own word for our name may be a stranger's.
  std::string public_url;
  std::filesystem::path client;  // the built web/portal; empty: pages without style and scripts
};

class Portal {
 public:
  struct Needs {  // borrowed
    org::Changes& changes;
    const org::Directories& directories;
    knowledge::Knowledge& knowledge;
    knowledge::Readers& readers;
    cases::CaseBook& cases;
    customers::CustomerStore& customers;
    customers::Resolution& resolution;
    conversations::MessageStore& messages;
    files::Store& files;
    LinkSender& links;
    live::IdSource& ids;
    log::Log& log;
    http::Router& router;
    workers::WorkerPool& workers;
    std::function<Instant()> clock;
  };
  Portal(PortalOptions options, const Needs& needs);

  using Make = std::function<http::Response(Visit&)>;
  struct Rules {
    bool is_always_there = false;  // also where the portal is switched off
    std::size_t body_bytes_max = 256 << 10;
  };
  // `path` below /help/{organisation}, as the router wants it: "/-/community/{id}".
  void add_page(const std::string& method, const std::string& path, Make make, Rules rules);
  void add_page(const std::string& method, const std::string& path, Make make) {
    add_page(method, path, std::move(make), Rules{});
  }
  void add_section(Section section) { sections_.push_back(std::move(section)); }
  // HTML below the articles of a search for these words, and at the end of the home page; "" for nothing.
  using Block = std::function<std::string(const Visit&, const std::string& words)>;
  void add_search_block(Block block) { search_blocks_.push_back(std::move(block)); }
  void add_home_block(Block block) { home_blocks_.push_back(std::move(block)); }

  // The pages and the operations of this folder.
  void add_all(api::Api& api);

  const Needs& needs() const { return needs_; }
  PortalStore& store() { return store_; }
  std::string search_blocks(const Visit& visit, const std::string& words) const;
  std::string home_blocks(const Visit& visit) const;
  // Signs this browser in: a cookie goes out with the answer.
  Result<void> sign_in(Visit& visit, const std::string& email);
  void sign_out(Visit& visit);
  // What links in mails begin with; "": none can be mailed for this visit.
  std::string mailed_origin(const Visit& visit) const;
  // A step of the visit's reader, unless it is no reader's.
  void note(const Visit& visit, knowledge::ReaderStep step);

 private:
  http::Response answer(http::Request request, const Make& make, const Rules& rules);
  Visit visit_of(http::Request request, org::DirectoryPtr organisation);
  void find_reader(Visit& visit) const;
  void find_signed_in(Visit& visit);
  void find_chat(Visit& visit) const;

  PortalOptions options_;
  Needs needs_;
  PortalStore store_;
  std::vector<Section> sections_;
  std::vector<Block> search_blocks_, home_blocks_;
  std::vector<std::string> style_files_, script_files_;
};

// A file each: home and sitemap, search and categories, articles, the contact form, signing in, my cases;
// what administrators set.
void add_home(Portal& portal);
void add_finding(Portal& portal);
void add_articles(Portal& portal);
void add_contact(Portal& portal);
void add_sign_in(Portal& portal);
void add_my_cases(Portal& portal);
void add_operations(api::Api& api, Portal& portal);

// A list of articles in the visit's language, each a link; `query` is added to their addresses.
std::string article_list(const Visit& visit, const std::vector<knowledge::LiveArticle>& articles);

}  // namespace rapport::portal
