// One of everything in an organisation, each with a mark in its name, made over the API and the chat: what a
// walk over all operations needs on both sides.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "support/program/visitor.h"

namespace rapport::program::testing {

struct Furnished {
  OrgId org;
  std::string slug, mark, chat_key, visitor_token;
  // By what members and paths call them ("queue", "user", "interaction"); some stand for the same thing.
  std::map<std::string, std::string> ids;
  // Keep the conversation as it is: one active, its agent connected.
  std::shared_ptr<Desk> desk;
  std::shared_ptr<ChatVisitor> visitor;

  std::set<std::string> all_ids() const;
};

// With the users admin@, agent@, supervisor@SLUG.test, nobody@SLUG.test (a role without permissions).
Furnished furnish(House& house, const std::string& slug, const std::string& mark);

// What the last {…} of a path names: "/api/v1/queues/{id}/x" -> "queue".
std::string path_id_name(const std::string& path);

}  // namespace rapport::program::testing
