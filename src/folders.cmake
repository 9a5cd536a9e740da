# The house: every folder of src/ and what it may include. tools/check_layers reads the same table and fails the build
# on an include that is not in it.
rapport_folder(base LINK PkgConfig::icu)

# The machine behind narrow doors: no product words.
rapport_folder(platform/log      DEPS base LINK spdlog::spdlog)
rapport_folder(platform/metrics  DEPS base LINK prometheus-cpp::core)
rapport_folder(platform/config   DEPS base LINK PkgConfig::toml)
rapport_folder(platform/crypto   DEPS base LINK PkgConfig::sodium OpenSSL::Crypto Boost::json)
rapport_folder(platform/contract DEPS base LINK Boost::json)
rapport_folder(platform/database DEPS base platform/log LINK soci Threads::Threads)
rapport_folder(platform/http     DEPS base platform/log platform/metrics LINK Boost::headers OpenSSL::SSL PkgConfig::zlib Threads::Threads)
# Asio's and Beast's non-template code is compiled once, in platform/http/beast.cpp.
target_compile_definitions(platform_http PRIVATE BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
rapport_folder(platform/http/client DEPS base LINK PkgConfig::curl)
rapport_folder(platform/files    DEPS base platform/crypto LINK PkgConfig::magic)
rapport_folder(platform/text     DEPS base LINK PkgConfig::icu stemmer)
rapport_folder(platform/markdown DEPS base LINK cmark PkgConfig::xml)
rapport_folder(platform/workers  DEPS base LINK Threads::Threads)
rapport_folder(platform/csv     DEPS base LINK PkgConfig::icu)
rapport_folder(platform/spreadsheet DEPS base LINK PkgConfig::minizip PkgConfig::xml xlsxwriter)
rapport_folder(platform/archive DEPS base LINK PkgConfig::minizip)
if(RAPPORT_TESTS)
  target_link_libraries(test_platform_spreadsheet PRIVATE platform_archive)  # packs what other programs would
endif()
rapport_folder(platform/process DEPS base)
rapport_folder(platform/numbering DEPS base)
target_link_libraries(platform_numbering PRIVATE phonenumber)  # its headers are heavy, and end here
rapport_folder(platform/mail/mime DEPS base LINK PkgConfig::gmime)
rapport_folder(platform/mail/html DEPS base LINK PkgConfig::xml)
rapport_folder(platform/mail/transport DEPS base platform/http/client LINK PkgConfig::curl)

# What we say to people, in words. Pure.
rapport_folder(phrases DEPS base)
rapport_folder(redaction DEPS base)

# The heart.
rapport_folder(switchboard RECURSE DEPS base)  # model/described.h also takes Boost.Describe

# What drives it: in real time and in simulated time.
rapport_folder(live DEPS base switchboard platform/contract platform/database platform/log platform/metrics platform/workers)
# Flows as JSON, for whoever keeps, shows or plays them.
rapport_folder(flows/definition DEPS base switchboard platform/contract)
rapport_folder(twin DEPS base switchboard platform/contract flows/definition LINK Threads::Threads)
# The same seed gives the same bytes on every machine: a * b + c is rounded twice everywhere.
target_compile_options(twin PRIVATE -ffp-contract=off)

# What planners compute. Pure.
rapport_folder(workforce/queueing DEPS base)
rapport_folder(workforce/adherence DEPS base)
rapport_folder(workforce/calendar DEPS base LINK date::date date::date-tz PkgConfig::icu)
rapport_folder(workforce/forecast DEPS base platform/contract workforce/calendar LINK Threads::Threads)
rapport_folder(workforce/staffing DEPS base switchboard platform/contract twin workforce/calendar workforce/queueing LINK Threads::Threads)
rapport_folder(workforce/intraday DEPS base switchboard platform/contract twin workforce/calendar workforce/forecast LINK Threads::Threads)
rapport_folder(workforce/schedule DEPS base platform/contract platform/process workforce/calendar LINK PkgConfig::cbc Threads::Threads)

# Capabilities, and the API door they share.
rapport_folder(api           DEPS base platform/contract platform/http platform/log platform/crypto platform/workers)
rapport_folder(org           DEPS base switchboard platform/contract platform/crypto platform/database platform/log platform/numbering platform/workers api live LINK date::date date::date-tz)
# What planners ask for and keep.
rapport_folder(workforce/jobs DEPS base platform/contract platform/database platform/log api live org LINK Threads::Threads)
rapport_folder(customers     DEPS base switchboard platform/contract platform/database platform/log platform/numbering platform/text api live org)
rapport_folder(conversations DEPS base switchboard platform/contract platform/database platform/files platform/log api live org customers)
rapport_folder(workforce/tables DEPS base platform/contract platform/csv platform/http platform/spreadsheet)
rapport_folder(workforce/history DEPS base switchboard platform/contract platform/database platform/http platform/log platform/workers api live org
                                 customers conversations workforce/calendar workforce/jobs workforce/tables LINK Threads::Threads)
rapport_folder(workforce/planning DEPS base switchboard platform/contract platform/database platform/http platform/log api live org
                                  workforce/calendar workforce/forecast workforce/history workforce/jobs workforce/tables LINK Threads::Threads)
rapport_folder(workforce/shifts DEPS base platform/contract platform/crypto platform/database platform/http api live org workforce/calendar workforce/jobs workforce/schedule workforce/tables)
rapport_folder(workforce/adherence/watch DEPS base switchboard platform/contract platform/database platform/http api live org
                                  customers conversations workforce/adherence workforce/calendar workforce/history workforce/jobs workforce/schedule workforce/shifts workforce/tables)
rapport_folder(workforce/requests DEPS base platform/contract platform/database platform/log platform/workers api live org workforce/calendar workforce/jobs workforce/schedule workforce/shifts
                                  LINK Threads::Threads)
rapport_folder(value         DEPS base switchboard platform/contract platform/database platform/log platform/workers api live org customers conversations LINK Threads::Threads)
rapport_folder(flows         DEPS base phrases switchboard flows/definition platform/contract platform/database platform/http platform/http/client platform/log platform/workers api live org
                                 customers conversations LINK Threads::Threads)
rapport_folder(workforce/whatif DEPS base switchboard platform/contract platform/database platform/log platform/workers live twin api org flows
                                workforce/calendar workforce/jobs workforce/shifts LINK Threads::Threads)
rapport_folder(workforce/staffing/runs DEPS base switchboard platform/contract platform/database platform/http twin api org workforce/calendar workforce/forecast
                                  workforce/history workforce/jobs workforce/planning workforce/staffing workforce/tables workforce/whatif)
rapport_folder(workforce/intraday/runs DEPS base switchboard platform/contract platform/database platform/log platform/workers live twin api org
                                        workforce/calendar workforce/forecast workforce/history workforce/intraday workforce/jobs workforce/planning workforce/schedule
                                        workforce/requests workforce/shifts workforce/whatif LINK Threads::Threads)
rapport_folder(duplicates    DEPS base switchboard platform/contract platform/database platform/log platform/text platform/workers api live org
                                 customers conversations)
rapport_folder(desk          DEPS base switchboard platform/contract platform/database platform/files platform/http platform/log platform/workers api live org customers conversations
                                 flows)

rapport_folder(arrivals      DEPS base switchboard platform/contract platform/database api live)
rapport_folder(callbacks     DEPS base switchboard platform/contract platform/database platform/log api live org customers conversations)
rapport_folder(recordings    DEPS base switchboard platform/contract platform/crypto platform/database platform/http platform/log platform/metrics
               platform/workers api live org conversations LINK PkgConfig::opus PkgConfig::ogg Threads::Threads)
rapport_folder(cases         DEPS base switchboard platform/contract platform/database platform/log platform/workers api live org customers conversations value LINK Threads::Threads)
rapport_folder(advice        DEPS base switchboard platform/contract platform/database platform/log api live org customers conversations value cases)
rapport_folder(webhooks      DEPS base switchboard platform/contract platform/crypto platform/database platform/http/client platform/log platform/metrics
               platform/workers api live org customers conversations recordings LINK Threads::Threads)
# What the company's own systems tell us.
rapport_folder(webhooks/incoming DEPS base switchboard platform/contract platform/crypto platform/database platform/http platform/log api live org customers
               arrivals webhooks)
rapport_folder(voicemails    DEPS base switchboard platform/database platform/log live conversations recordings)
rapport_folder(knowledge/search DEPS base platform/database platform/log platform/text)
rapport_folder(knowledge     DEPS base switchboard platform/contract platform/database platform/http platform/http/client platform/log platform/markdown
               platform/metrics platform/text platform/workers api live org conversations cases knowledge/search LINK Threads::Threads)
# Customers who help each other.
rapport_folder(community     DEPS base switchboard platform/contract platform/database platform/log platform/markdown platform/text platform/workers api live org cases
               knowledge/search LINK Threads::Threads)
# Whether people who helped themselves contacted us afterwards.
rapport_folder(deflection    DEPS base switchboard platform/contract platform/database platform/log platform/workers api live org cases knowledge knowledge/search
               LINK Threads::Threads)
rapport_folder(protection    DEPS base redaction switchboard platform/archive platform/contract platform/database platform/files platform/http platform/log platform/workers api live org customers
                                 conversations cases recordings LINK Threads::Threads)
rapport_folder(imports       DEPS base switchboard platform/contract platform/csv platform/database platform/http platform/log api live org customers value)

rapport_folder(portal        DEPS base switchboard platform/contract platform/crypto platform/database platform/files platform/http platform/log platform/mail/mime
               platform/mail/transport platform/markdown platform/workers api live org customers conversations cases knowledge LINK Threads::Threads)
rapport_folder(community/pages DEPS base platform/contract platform/http platform/markdown org community portal)

# The outside world.
rapport_folder(channels/webchat DEPS base switchboard platform/contract platform/crypto platform/database platform/files platform/http platform/log platform/workers api live org customers conversations duplicates value flows)
rapport_folder(channels/email DEPS base switchboard platform/contract platform/crypto platform/database platform/files platform/http platform/http/client platform/log platform/metrics platform/text platform/workers
               platform/mail/mime platform/mail/html platform/mail/transport api live org customers conversations value cases arrivals LINK Threads::Threads)
rapport_folder(channels/voice/sip DEPS base platform/crypto platform/log LINK libre OpenSSL::SSL Threads::Threads)
rapport_folder(channels/voice/sdp DEPS base)
rapport_folder(channels/voice/media DEPS base platform/log platform/metrics channels/voice/sdp
               LINK OpenSSL::SSL PkgConfig::srtp PkgConfig::opus PkgConfig::sndfile spandsp Threads::Threads)
rapport_folder(channels/voice/calls DEPS base phrases switchboard platform/numbering channels/voice/sdp channels/voice/sip channels/voice/media)
rapport_folder(channels/voice/lines DEPS base switchboard platform/contract platform/crypto platform/database platform/log platform/numbering platform/workers
               api live org customers conversations flows phrases channels/voice/sip channels/voice/calls)
rapport_folder(channels/voice/prompts DEPS base phrases platform/contract platform/crypto platform/database platform/files platform/http platform/http/client
               platform/log platform/metrics platform/process platform/workers api live org channels/voice/media channels/voice/lines LINK Threads::Threads)
rapport_folder(channels/voice DEPS base switchboard platform/database platform/http platform/log platform/metrics platform/numbering platform/workers api live org customers
               conversations value duplicates callbacks flows desk recordings voicemails phrases channels/voice/sdp channels/voice/sip channels/voice/media channels/voice/calls channels/voice/lines channels/voice/prompts)
# The plane driven by lines, for its test with real browsers.
if(RAPPORT_TESTS)
  add_executable(media_driver ${CMAKE_SOURCE_DIR}/tests/channels/voice/media/browser/driver.cpp
                 ${CMAKE_SOURCE_DIR}/tests/channels/voice/media/support/peer.cpp)
  rapport_target(media_driver)
  target_include_directories(media_driver PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(media_driver PRIVATE channels_voice_media)
  add_dependencies(tests media_driver)
endif()

# The program: main.cpp composes, commands/ are the sub-commands of the command line.
rapport_folder(program RECURSE DEPS base switchboard platform/contract platform/config platform/crypto platform/database platform/files platform/http platform/log
               platform/metrics platform/workers live twin workforce/calendar workforce/jobs workforce/history workforce/whatif workforce/planning workforce/shifts workforce/requests workforce/adherence workforce/adherence/watch workforce/tables api org arrivals customers conversations value duplicates flows callbacks cases advice desk recordings voicemails knowledge knowledge/search deflection community community/pages portal platform/mail/transport webhooks webhooks/incoming protection imports channels/webchat channels/email channels/voice/sip channels/voice/media channels/voice/calls
               channels/voice channels/voice/lines channels/voice/prompts platform/csv
               workforce/queueing workforce/staffing workforce/staffing/runs workforce/intraday workforce/intraday/runs workforce/calendar workforce/forecast workforce/schedule LINK CLI11::CLI11)
if(EXISTS ${CMAKE_SOURCE_DIR}/src/main.cpp)
  target_compile_definitions(program PUBLIC RAPPORT_VERSION="${PROJECT_VERSION}")
  add_executable(rapport src/main.cpp)
  rapport_target(rapport)
  target_link_libraries(rapport PRIVATE program)
  # Schedules are computed by a process of the program's own.
  if(RAPPORT_TESTS)
    add_dependencies(test_program rapport)
  endif()
endif()

# Its names are those of the other tests' line, for another exchange.
set_source_files_properties(${CMAKE_SOURCE_DIR}/tests/channels/voice/calls/support/exchange.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

# The simulator: the whole switchboard under seeded load, and the naive matcher; the fuzzer drives it with bytes.
if(RAPPORT_TESTS OR RAPPORT_FUZZ)
  rapport_simulator()
  if(RAPPORT_SANITIZE)
    # Days of simulated time: optimised, or the sanitized tests take minutes. The precompiled header is not.
    foreach(computes switchboard twin sim channels_voice_calls workforce_forecast workforce_schedule workforce_queueing)
      target_compile_options(${computes} PRIVATE -O1)
      set_target_properties(${computes} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
    endforeach()
    set_source_files_properties(${CMAKE_SOURCE_DIR}/tests/channels/voice/calls/support/exchange.cpp PROPERTIES
                                COMPILE_OPTIONS -O1 SKIP_PRECOMPILE_HEADERS ON)
  endif()
endif()

rapport_bench(switchboard DEPS switchboard)
rapport_bench(chat)
rapport_bench(api LINK sqlite3)
rapport_bench(twin DEPS twin)
rapport_bench(identity DEPS customers)
rapport_bench(media DEPS channels/voice/media)
rapport_bench(voice DEPS channels/voice/sip channels/voice/sdp channels/voice/media)
rapport_bench(prompts DEPS channels/voice/prompts)
rapport_bench(cases DEPS cases)
rapport_bench(value DEPS value)
# In one process with the server, beside the mail servers of the tests.
if(RAPPORT_TESTS)
  rapport_bench(email DEPS program LINK tests_support)
endif()
rapport_bench(forecast DEPS workforce/forecast)
rapport_bench(search DEPS knowledge/search platform/contract)
rapport_bench(schedule DEPS workforce/schedule)
rapport_bench(staffing DEPS workforce/staffing)
rapport_bench(outlook DEPS workforce/intraday)

rapport_fuzz(contract DEPS platform/contract)
rapport_fuzz(http_request DEPS base
             SOURCES platform/http/request_parser.cpp platform/http/target.cpp platform/http/header_values.cpp
                     platform/http/address.cpp platform/http/static_files.cpp platform/http/media_types.cpp platform/http/message.cpp)
rapport_fuzz(config DEPS platform/config)
rapport_fuzz(matcher DEPS sim)
rapport_fuzz(event_codec DEPS live)
rapport_fuzz(flow DEPS flows live)
rapport_fuzz(signed_token DEPS platform/crypto)
rapport_fuzz(file_name DEPS platform/files)
rapport_fuzz(sip DEPS channels/voice/sip)
rapport_fuzz(sdp DEPS channels/voice/sdp)
rapport_fuzz(rtp DEPS channels/voice/media)
rapport_fuzz(stun DEPS channels/voice/media)
rapport_fuzz(tones DEPS channels/voice/media)
rapport_fuzz(audio_file DEPS channels/voice/media)
rapport_fuzz(spoken DEPS phrases)
rapport_fuzz(redaction DEPS redaction)
rapport_fuzz(csv DEPS platform/csv)
rapport_fuzz(spreadsheet DEPS platform/spreadsheet platform/archive)
rapport_fuzz(mime DEPS platform/mail/mime)
rapport_fuzz(mail_html DEPS platform/mail/html)
rapport_fuzz(imap DEPS platform/mail/transport)
