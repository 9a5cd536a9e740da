// What a header of plain structs includes to describe them for the contract:
//
//   struct Team { TeamId id; std::string name; };
//   BOOST_DESCRIBE_STRUCT(Team, (), (id, name))          in the struct's own namespace; bases go in the first
//   () enum class Theme { light, dark }; BOOST_DESCRIBE_ENUM(Theme, light, dark)
//
// and, when there is something to say about the fields (docs, limits, defaults), next to it
//
//   contract::Notes contract_notes(contract::Tag<Team>);  found by ADL; declared wherever the struct is
//
// A struct somewhere else (switchboard/) is described from outside, in its namespace, in one header.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include "platform/contract/notes.h"
