// Page: what all pages of the customers' portal have in common: the visit they are made for, layout, theme,
// the words in two languages, escaping, forms. Pages are plain HTML that works without scripts. Values and
// functions without state; worker threads. What stands on a page is its own file's business (home, finding,
// article, contact, sign_in, my_cases), also of other folders: they make a Page and give it to shown().
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "org/directory.h"
#include "platform/http/message.h"
#include "platform/http/target.h"
#include "portal/form.h"
#include "portal/portal_settings.h"

namespace rapport::portal {

// The one way from text to HTML: for the inside of elements and of quoted attributes.
std::string escaped(std::string_view text);

// Words in the visitor's language.
struct Say {
  std::string_view en, zh;
};

// A customer who came by the link that was mailed to them.
struct SignedIn {
  std::string email;             // proven
  CustomerId customer;           // the row of that address
  std::vector<CustomerId> rows;  // whose cases are theirs: that row, and of what was sent with the address
  std::string name;              // "" until known
};

// A link in the head of every page: added by the folders that bring pages of their own.
struct Section {
  std::string path;  // below the portal's: "/-/community"
  Say title;
  std::function<bool(OrgId)> is_there = {};  // empty: in every organisation
};

// One request, as pages see it.
struct Visit {
  http::Request request;
  org::DirectoryPtr organisation;
  PortalSettings settings;
  std::string base;                 // "/help/fern"
  std::string origin;               // "https://help.example.com", as the browser came
  std::string language;             // "en" or "zh-CN": of everything we say
  bool is_language_chosen = false;  // by the address, not guessed: links keep it
  std::string reader;               // digest of the browser's cookie; see knowledge/readers.h
  bool is_reader_fresh = false;     // the cookie goes out with this answer: maybe a machine that keeps none
  bool is_machine = false;          // says itself that it is one: nothing is recorded of it
  std::string form_token;           // what forms of this browser carry; "": it keeps no cookies
  std::optional<SignedIn> signed_in;
  std::vector<Section> sections;
  std::vector<std::string> style_files, script_files;  // of the portal's client, with their hash
  std::string logo_mark;                               // changes with the logo
  bool has_my_cases = false;                           // links to sign in by can be mailed
  std::string chat_key;                                // of the chat that opens here; "": none
  std::string chat_identity;                           // for the chat, of who is signed in
  http::Headers answer_headers;                        // cookies that go out

  OrgId org() const { return organisation->org; }
  bool is_zh() const { return language.starts_with("zh"); }
  std::string_view say(const Say& words) const { return is_zh() ? words.zh : words.en; }
  const std::string& name() const { return settings.name.empty() ? organisation->name : settings.name; }
  // "" when absent.
  std::string asked(const std::string& name) const;
};

// An address within the portal, escaped for an attribute, that keeps the language that was chosen.
// `path` is ours ("/-/search?q=" + query_escaped(words)).
std::string link(const Visit& visit, const std::string& path);

// The search box; `words` are what is in it.
std::string search_box(const Visit& visit, const std::string& words, bool is_large);

struct Crumb {
  std::string title;  // as it is, not yet escaped
  std::string path;   // "": where we are
};

struct Page {
  std::string title;        // as it is, not yet escaped
  std::string description;  // for search engines, the same
  std::string path;         // below the portal's, without language: canonical and hreflang are made of it
  std::string section;      // path of the section that it belongs to
  std::vector<std::string> languages{"en", "zh-CN"};  // that it is there in, for hreflang
  std::string content_language;                       // "": as the visit's
  std::vector<Crumb> crumbs;
  std::string body;         // HTML; everything in it is escaped already
  bool is_indexed = false;  // may be found by search engines and kept by them
  bool is_article = false;  // for OpenGraph
  bool has_search = true;   // a search box in the head
  int status = 200;
};

// The whole page, with its headers: Content-Security-Policy without inline scripts and styles, no caching of
// what is only for them.
http::Response shown(const Visit& visit, const Page& page);
// After a form: 303 to an address within the portal.
http::Response gone_to(const Visit& visit, const std::string& path);
// A page that says what is not possible, in words for customers.
http::Response refused(const Visit& visit, int status, const Say& title, const Say& why);

// Hidden fields of every form that changes something.
std::string form_fields(const Visit& visit);
// Of a form that was sent (see form.h); empty when it cannot be read, and then no own form.
using Form = SentForm;
Form form_of(const http::Request& request);
std::string value_of(const Form& form,
                     std::string_view name);  // "" when absent; blanks around it are cut off
// The form was made by a page of ours for this browser. Refuse what is not with refused_form().
bool is_own_form(const Visit& visit, const Form& form);
http::Response refused_form(const Visit& visit);

// A moment, for <time>: "2026-11-22" and the like, in the organisation's time zone.
std::string time_html(const Visit& visit, Instant at);

}  // namespace rapport::portal
