# Outside libraries, all Debian 12 packages (tools/setup installs them). Headers come in as system headers: our warnings
# are for our code.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-uc icu-i18n)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(postgres REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(magic REQUIRED IMPORTED_TARGET libmagic)
pkg_check_modules(gmime REQUIRED IMPORTED_TARGET gmime-3.0)
# It asks for macros that mean nothing on 64 bits, and that the precompiled header does not have.
set_target_properties(PkgConfig::gmime PROPERTIES INTERFACE_COMPILE_OPTIONS "")
pkg_check_modules(minizip REQUIRED IMPORTED_TARGET minizip)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(srtp REQUIRED IMPORTED_TARGET libsrtp2)
pkg_check_modules(opus REQUIRED IMPORTED_TARGET opus)
pkg_check_modules(ogg REQUIRED IMPORTED_TARGET ogg)
pkg_check_modules(sndfile REQUIRED IMPORTED_TARGET sndfile)
pkg_check_modules(toml REQUIRED IMPORTED_TARGET tomlplusplus)
pkg_check_modules(xml REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(cbc REQUIRED IMPORTED_TARGET cbc)
pkg_check_modules(re REQUIRED IMPORTED_TARGET libre)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
find_package(date REQUIRED)

add_library(soci INTERFACE)
target_include_directories(soci SYSTEM INTERFACE /usr/include/postgresql)
target_link_libraries(soci INTERFACE soci_core soci_sqlite3 soci_postgresql PkgConfig::sqlite PkgConfig::postgres)

# SIP's transports, transactions and parser. Its headers ask for these two.
add_library(libre INTERFACE)
target_compile_definitions(libre INTERFACE HAVE_INTTYPES_H HAVE_STDBOOL_H)
target_link_libraries(libre INTERFACE PkgConfig::re)

# Numbering plans. Debian's libphonenumber-dev cannot be installed beside Boost 1.81, so its headers are unpacked into
# build/ (see the script); the library itself is an ordinary package.
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/tools/unpack_phonenumber OUTPUT_VARIABLE phonenumber_headers
                OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE phonenumber_missing)
if(phonenumber_missing)
  message(FATAL_ERROR "the headers of libphonenumber are missing: run tools/setup")
endif()
find_library(phonenumber_library NAMES phonenumber libphonenumber.so.8 REQUIRED)
pkg_check_modules(protobuf REQUIRED IMPORTED_TARGET protobuf)
add_library(phonenumber INTERFACE)
target_include_directories(phonenumber SYSTEM INTERFACE ${phonenumber_headers})
target_compile_definitions(phonenumber INTERFACE I18N_PHONENUMBERS_USE_STDMUTEX)
target_link_libraries(phonenumber INTERFACE ${phonenumber_library} PkgConfig::protobuf)

find_library(xlsxwriter_library xlsxwriter REQUIRED)
add_library(xlsxwriter INTERFACE)
target_link_libraries(xlsxwriter INTERFACE ${xlsxwriter_library})

# English endings.
find_library(stemmer_library stemmer REQUIRED)
add_library(stemmer INTERFACE)
target_link_libraries(stemmer INTERFACE ${stemmer_library})

# Markdown with tables.
find_library(cmark_extensions_library cmark-gfm-extensions REQUIRED)
find_library(cmark_library cmark-gfm REQUIRED)
add_library(cmark INTERFACE)
target_link_libraries(cmark INTERFACE ${cmark_extensions_library} ${cmark_library})
