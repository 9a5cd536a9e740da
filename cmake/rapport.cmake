# rapport_folder(src/switchboard DEPS base LINK PkgConfig::icu)
#
# One static library per folder of src/, one doctest program per folder of tests/. Sources are found, not listed, so
# adding a file changes no build file. DEPS are folders under src/ (their public include edge; tools/check_layers
# holds the sources to the same list), LINK are outside libraries, which stay invisible as system includes.
# RECURSE takes sub-folders in (a folder whose sub-folders are one idea, such as switchboard/).

set(rapport_precompiled <algorithm> <array> <atomic> <bit> <charconv> <chrono> <compare> <condition_variable> <cstdint>
    <cstring> <deque> <filesystem> <functional> <map> <memory> <mutex> <optional> <set> <span> <string>
    <string_view> <thread> <tuple> <unordered_map> <utility> <variant> <vector> <tl/expected.hpp> <fmt/format.h>)

# g++ 12 at -O2 warns of overruns in inlined strings and containers that cannot happen; tests are built
# without those warnings, and the sanitizer tree looks for real ones.
set(rapport_guesses_of_the_optimiser $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-restrict;-Wno-stringop-overflow;-Wno-stringop-overread;-Wno-maybe-uninitialized;-Wno-free-nonheap-object>)

# Every tree compiles a folder's sources many at a time: most of the time goes into the headers, and this takes a
# third of it. So names in anonymous namespaces are unique in a folder, of src/ as of tests/; the tests of these folders
# name their own fixtures alike and are compiled one by one.
set(rapport_compiled_apart test_conversations)

# What to ask ninja for: all programs of a kind.
add_custom_target(tests)
add_custom_target(benches)
add_custom_target(fuzzers)

file(WRITE ${CMAKE_BINARY_DIR}/precompiled.cpp "")
add_library(precompiled STATIC ${CMAKE_BINARY_DIR}/precompiled.cpp)
target_precompile_headers(precompiled PRIVATE ${rapport_precompiled})
target_link_libraries(precompiled PUBLIC fmt::fmt)

function(rapport_target target)
  target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_precompile_headers(${target} REUSE_FROM precompiled)
  # What the precompiled header was built with must match what uses it.
  target_link_libraries(${target} PUBLIC fmt::fmt)
endfunction()

function(rapport_folder folder)
  cmake_parse_arguments(arg "RECURSE" "" "DEPS;LINK" ${ARGN})
  string(REPLACE "/" "_" name ${folder})
  set(glob GLOB)
  if(arg_RECURSE)
    set(glob GLOB_RECURSE)
  endif()
  file(${glob} sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
  if(sources)
    add_library(${name} STATIC ${sources})
    rapport_target(${name})
    set(scope PUBLIC)
    # Whoever has operations waits for tables and sockets, and says so with much generated code: what -O2 adds to -O1 costs
    # a third more of the compiler's time and is not found again in their benches.
    if("api" IN_LIST arg_DEPS)
      target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
    endif()
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
    set(scope INTERFACE)
  endif()
  foreach(dep ${arg_DEPS})
    string(REPLACE "/" "_" dep_name ${dep})
    target_link_libraries(${name} ${scope} ${dep_name})
  endforeach()
  target_link_libraries(${name} ${scope} ${arg_LINK})
  set_property(GLOBAL APPEND PROPERTY rapport_libraries ${name})

  if(RAPPORT_TESTS)
    file(${glob} tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*_test.cpp
         ${CMAKE_SOURCE_DIR}/tests/${folder}/support/*.cpp)
    if(tests)
      set(support)
      # Whoever keeps tables tests them on both engines, with tests/support/databases.h.
      # Whoever speaks to mail servers tests it with real ones, of tests/support/mail_servers.h.
      if("platform/database" IN_LIST arg_DEPS OR folder STREQUAL "platform/database" OR folder STREQUAL "platform/mail/transport")
        list(APPEND support tests_support)
      endif()
      # Whoever has routes tests them over real sockets, with tests/support/http/http_client.h.
      if("platform/http" IN_LIST arg_DEPS OR "api" IN_LIST arg_DEPS OR folder STREQUAL "platform/http")
        list(APPEND support tests_support_http)
      endif()
      # Whoever shows the whole program's behaviour tests it in a house, with tests/support/program/house.h.
      if(folder IN_LIST rapport_tested_in_the_program)
        list(APPEND support tests_support_program)
      endif()
      rapport_test(${name} SOURCES ${tests} LINK ${name} ${support})
    endif()
  endif()
endfunction()

# Folders whose tests need the whole program around them.
set(rapport_tested_in_the_program callbacks cases conversations desk knowledge recordings voicemails webhooks channels/email channels/webchat channels/voice/lines channels/voice/prompts program)

# What several test programs share: tests/support.
if(RAPPORT_TESTS)
  file(GLOB rapport_tests_support CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/*.cpp)
  add_library(tests_support STATIC EXCLUDE_FROM_ALL ${rapport_tests_support})
  rapport_target(tests_support)
  target_compile_options(tests_support PRIVATE "${rapport_guesses_of_the_optimiser}")
  target_include_directories(tests_support PUBLIC ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(tests_support PUBLIC platform_database)

  file(GLOB rapport_tests_support_http CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/http/*.cpp)
  add_library(tests_support_http STATIC EXCLUDE_FROM_ALL ${rapport_tests_support_http})
  rapport_target(tests_support_http)
  target_compile_options(tests_support_http PRIVATE "${rapport_guesses_of_the_optimiser}")
  target_include_directories(tests_support_http PUBLIC ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(tests_support_http PUBLIC OpenSSL::SSL)

  file(GLOB rapport_tests_support_program CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/program/*.cpp)
  add_library(tests_support_program STATIC EXCLUDE_FROM_ALL ${rapport_tests_support_program})
  rapport_target(tests_support_program)
  target_compile_options(tests_support_program PRIVATE "${rapport_guesses_of_the_optimiser}")
  target_link_libraries(tests_support_program PUBLIC program tests_support tests_support_http)
endif()

# doctest and its main, once for all test programs.
if(RAPPORT_TESTS)
  add_library(tests_main OBJECT ${CMAKE_SOURCE_DIR}/tests/main.cpp)
  rapport_target(tests_main)
  target_compile_options(tests_main PRIVATE "${rapport_guesses_of_the_optimiser}")
endif()

# A doctest program test_NAME, run from the top of the tree so that tests find their data by relative path.
function(rapport_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(test_${name} ${arg_SOURCES})
  rapport_target(test_${name})
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_options(test_${name} PRIVATE "${rapport_guesses_of_the_optimiser}")
  if(test_${name} IN_LIST rapport_compiled_apart)
    set_target_properties(test_${name} PROPERTIES UNITY_BUILD OFF)
  endif()
  target_link_libraries(test_${name} PRIVATE tests_main ${arg_LINK})
  add_dependencies(tests test_${name})
endfunction()

# The library sim from tests/sim (checks, load, driver) and the program test_sim.
function(rapport_simulator)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/sim/*.cpp)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/sim/*_test.cpp)
  list(REMOVE_ITEM sources ${tests})
  add_library(sim STATIC ${sources} ${CMAKE_SOURCE_DIR}/tests/switchboard/support/driver.cpp)
  rapport_target(sim)
  target_compile_options(sim PRIVATE "${rapport_guesses_of_the_optimiser}")
  target_include_directories(sim PUBLIC ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(sim PUBLIC switchboard)
  if(RAPPORT_TESTS)
    rapport_test(sim SOURCES ${tests} LINK sim)
  endif()
endfunction()

# What the benches of the whole server share: bench/support.
if(RAPPORT_BENCH)
  file(GLOB rapport_bench_support CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/support/*.cpp)
  add_library(bench_support STATIC EXCLUDE_FROM_ALL ${rapport_bench_support})
  rapport_target(bench_support)
  target_include_directories(bench_support PUBLIC ${CMAKE_SOURCE_DIR}/bench)
  target_link_libraries(bench_support PUBLIC Boost::json)
endif()

# A bench program build/release/bench/NAME from bench/NAME.cpp and what lies in bench/NAME/.
function(rapport_bench name)
  cmake_parse_arguments(arg "" "" "DEPS;LINK" ${ARGN})
  if(RAPPORT_BENCH AND EXISTS ${CMAKE_SOURCE_DIR}/bench/${name}.cpp)
    file(GLOB parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/${name}/*.cpp)
    add_executable(bench_${name} ${CMAKE_SOURCE_DIR}/bench/${name}.cpp ${parts})
    target_include_directories(bench_${name} PRIVATE ${CMAKE_SOURCE_DIR}/bench)
    rapport_target(bench_${name})
    set_target_properties(bench_${name} PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench)
    foreach(dep ${arg_DEPS})
      string(REPLACE "/" "_" dep_name ${dep})
      target_link_libraries(bench_${name} PRIVATE ${dep_name})
    endforeach()
    target_link_libraries(bench_${name} PRIVATE ${arg_LINK} bench_support)
    add_dependencies(benches bench_${name})
  endif()
endfunction()

# Tells the fuzzer which ways its bytes took through this target. Only where a parser is: it is a quarter of the
# compiler's work, and the precompiled header knows nothing of it. The tree of the fuzzers has it everywhere.
function(rapport_show_ways target)
  get_target_property(options ${target} COMPILE_OPTIONS)
  if(RAPPORT_TESTS AND NOT "-fsanitize=fuzzer-no-link" IN_LIST options)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    set_target_properties(${target} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
  endif()
endfunction()

# A libFuzzer program build/fuzz/fuzz_NAME from fuzz/NAME.cpp, corpus in fuzz/corpus/NAME/; DEPS are the folders whose ways
# it is to find. SOURCES (below src/) instead of the whole folder where the rest of it takes long to compile with sanitizers.
function(rapport_fuzz name)
  cmake_parse_arguments(arg "" "" "DEPS;SOURCES" ${ARGN})
  list(TRANSFORM arg_SOURCES PREPEND ${CMAKE_SOURCE_DIR}/src/)
  if(RAPPORT_FUZZ AND EXISTS ${CMAKE_SOURCE_DIR}/fuzz/${name}.cpp)
    add_executable(fuzz_${name} ${CMAKE_SOURCE_DIR}/fuzz/${name}.cpp ${arg_SOURCES})
    rapport_target(fuzz_${name})
    target_include_directories(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    rapport_show_ways(fuzz_${name})
    foreach(dep ${arg_DEPS})
      string(REPLACE "/" "_" dep_name ${dep})
      target_link_libraries(fuzz_${name} PRIVATE ${dep_name})
      rapport_show_ways(${dep_name})
    endforeach()
    add_dependencies(fuzzers fuzz_${name})
  endif()
endfunction()
