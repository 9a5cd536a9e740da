// The five operations that every kind of thing has (see entity.h), registered with the words for it.
#pragma once

#include <string>
#include <utility>

#include "api/api.h"
#include "api/page.h"
#include "org/entity.h"

namespace rapport::org {

struct EntityWords {
  std::string path;      // "/api/v1/teams"
  std::string singular;  // "Team": getTeam, createTeam
  std::string plural;    // "Teams": listTeams
  std::string tag;
  api::Permissions read_any_of = {};  // empty: everybody who is signed in
  api::Permissions write_any_of = {};
};

inline api::Operation operation(const EntityWords& words, const std::string& id, const std::string& summary,
                                bool writes, bool one) {
  api::Operation made;
  made.path = one ? words.path + "/{id}" : words.path;
  made.id = id;
  made.tag = words.tag;
  made.summary = summary;
  made.any_of = writes ? words.write_any_of : words.read_any_of;
  return made;
}

// What can be done beside reading and writing; `path` is whole. Whoever may write may do it.
inline api::Operation operation_of(const EntityWords& words, std::string path, std::string id,
                                   std::string summary) {
  api::Operation made;
  made.path = std::move(path);
  made.id = std::move(id);
  made.tag = words.tag;
  made.summary = std::move(summary);
  made.any_of = words.write_any_of;
  return made;
}

template <class Store>
void register_reads(api::Api& api, Changes& changes, const EntityWords& words, Store store) {
  using Whole = typename Store::Whole;
  api.get<api::PageQuery, api::Page<Whole>>(
      operation(words, "list" + words.plural, "All of them, by id.", false, false),
      [&changes, store](const api::Call& call, const api::PageQuery& query) {
        return list(changes, store, call.org(), query);
      });
  api.get<Whole>(operation(words, "get" + words.singular, "One of them.", false, true),
                 [&changes, store](const api::Call& call) {
                   return get(changes, store, call.org(), call.id<typename Store::Key>("id"));
                 });
}

template <class Store>
void register_writes(api::Api& api, Changes& changes, const EntityWords& words, Store store) {
  using Whole = typename Store::Whole;
  using Fields = typename Store::Fields;
  api.post<Fields, Whole>(operation(words, "create" + words.singular, "Makes a new one.", true, false),
                          [&changes, store](const api::Call& call, const Fields& fields) {
                            return create(changes, store, by(call), fields);
                          });
  api.put<Fields, Whole>(operation(words, "change" + words.singular, "Replaces it as a whole.", true, true),
                         [&changes, store](const api::Call& call, const Fields& fields) {
                           return change(changes, store, by(call), call.id<typename Store::Key>("id"),
                                         fields);
                         });
}

template <class Store>
void register_remove(api::Api& api, Changes& changes, const EntityWords& words, Store store,
                     const std::string& summary = "Removes it; refused while it is in use.") {
  api.remove(operation(words, "delete" + words.singular, summary, true, true),
             [&changes, store](const api::Call& call) {
               return remove(changes, store, by(call), call.id<typename Store::Key>("id"));
             });
}

template <class Store>
void register_all(api::Api& api, Changes& changes, const EntityWords& words, const Store& store) {
  register_reads(api, changes, words, store);
  register_writes(api, changes, words, store);
  register_remove(api, changes, words, store);
}

}  // namespace rapport::org
