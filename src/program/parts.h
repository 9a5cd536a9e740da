// Server::Parts: every long-lived object of the server, in the order of construction. Included by those who
// put them together (parts*.cpp, site.cpp, demo) and by tests that need one of them.
#pragma once

#include <functional>
#include <memory>

#include "advice/advisor.h"
#include "api/api.h"
#include "arrivals/witness.h"
#include "callbacks/number_store.h"
#include "cases/case_book.h"
#include "cases/case_keeper.h"
#include "cases/case_listener.h"
#include "cases/viewers.h"
#include "channels/email/access_tokens.h"
#include "channels/email/case_mail.h"
#include "channels/email/intake.h"
#include "channels/email/mail_sender.h"
#include "channels/email/outgoing_mail.h"
#include "channels/email/receiving.h"
#include "channels/voice/lines/lines.h"
#include "channels/voice/prompts/prompts.h"
#include "channels/voice/voice.h"
#include "channels/webchat/chat_service.h"
#include "channels/webchat/visitor_hub.h"
#include "channels/webchat/visitor_store.h"
#include "community/community.h"
#include "conversations/conversation.h"
#include "conversations/message_store.h"
#include "conversations/record_store.h"
#include "conversations/signals.h"
#include "customers/customer_store.h"
#include "customers/resolution.h"
#include "deflection/keeper.h"
#include "desk/canned_replies.h"
#include "desk/feed_hub.h"
#include "duplicates/duplicates.h"
#include "flows/assists.h"
#include "flows/library.h"
#include "flows/publishing.h"
#include "flows/runner.h"
#include "knowledge/knowledge.h"
#include "knowledge/readers.h"
#include "live/id_source.h"
#include "live/loop.h"
#include "org/organisations.h"
#include "platform/files/store.h"
#include "platform/http/router.h"
#include "platform/http/server.h"
#include "platform/metrics/metrics.h"
#include "platform/workers/worker_pool.h"
#include "portal/link_post.h"
#include "portal/portal.h"
#include "program/portal_links.h"
#include "program/server.h"
#include "protection/retention.h"
#include "recordings/recorder.h"
#include "recordings/retention.h"
#include "value/treatments.h"
#include "value/value_keeper.h"
#include "voicemails/voicemails.h"
#include "webhooks/outbox.h"
#include "webhooks/sender.h"
#include "workforce/history/history.h"
#include "workforce/history/history_keeper.h"
#include "workforce/intraday/runs/outlook_keeper.h"
#include "workforce/jobs/jobs.h"
#include "workforce/requests/bid_keeper.h"
#include "workforce/requests/shift_offers.h"
#include "workforce/requests/swaps.h"
#include "workforce/requests/time_off_book.h"
#include "workforce/shifts/schedules.h"
#include "workforce/whatif/twin_keeper.h"

namespace rapport::program {

struct Server::Parts {
  // What has to be opened, and can fail at it, comes in from Server::build.
  struct Opened {
    std::unique_ptr<log::Log> log;
    std::unique_ptr<database::Database> database;
    std::unique_ptr<files::Store> files;
    std::unique_ptr<files::Store> prompt_files;
    std::unique_ptr<files::Store> mail_files;
    std::unique_ptr<live::IdSource> ids;
    std::unique_ptr<org::Organisations> org;
    std::unique_ptr<knowledge::search::Index> search, community_search;
    std::shared_ptr<org::Notice> notice;  // what `org` tells; set once the hub is there
  };
  Parts(const Settings& settings, Opened opened, std::function<Instant()> clock);
  void configure_voice();  // brings the telephone to what `lines` says now
  void connect();          // parts_connect.cpp
  void add_operations();   // parts_operations.cpp

  Settings settings;
  std::function<Instant()> clock;
  Opened opened;
  log::Log& log;
  database::Database& database;
  files::Store& files;
  live::IdSource& ids;
  org::Organisations& org;
  metrics::Metrics metrics;
  workers::WorkerPool workers;
  live::Loop loop;
  lines::Lines lines;
  customers::CustomerStore customers;
  customers::Resolution resolution;
  conversations::MessageStore messages;
  conversations::RecordStore records;
  callbacks::NumberStore callback_numbers;
  value::Treatments treatments;
  value::Touching touching;
  conversations::Conversations conversations;
  conversations::Signals signals;
  desk::CannedReplies canned_replies;
  flows::FlowStore flow_store;
  flows::Library flow_library;
  flows::Assists assists;
  desk::FeedHub hub;
  flows::Publishing publishing;
  flows::Runner flow_runner;
  duplicates::Duplicates duplicates;
  webchat::VisitorStore visitors;
  webchat::AddressSigner signer;
  webchat::VisitorHub visitor_hub;
  webchat::ChatService chat;
  prompts::Prompts prompts;
  recordings::RecordingStore recording_store;
  recordings::RecordingFiles recording_files;
  recordings::Recorder recorder;
  recordings::Retention retention;
  voicemails::VoicemailStore voicemail_store;
  voicemails::Voicemails voicemails;
  cases::CaseBook cases;
  cases::CaseViewers case_viewers;
  cases::CaseKeeper case_keeper;
  cases::CaseListener case_listener;
  value::ValueKeeper value_keeper;
  advice::Advisor advisor;
  arrivals::Witness witness;
  files::Store& mail_files;
  email::Intake mail_intake;
  email::Receiving mail_receiving;
  email::AccessTokens mail_tokens;
  email::Outgoing outgoing_mail;
  email::MailSender mail_sender;
  email::CaseMail case_mail;
  knowledge::Knowledge knowledge;
  knowledge::Readers readers;
  deflection::Keeper deflection;
  community::Community community;
  protection::SettingsBook protection;
  protection::Keeper protection_keeper;
  voice::Voice voice;
  webhooks::Outbox webhook_outbox;
  webhooks::Sender webhook_sender;
  workforce::Jobs jobs;
  workforce::Schedules schedules;
  workforce::TimeOffBook time_off;
  workforce::Swaps swaps;
  workforce::ShiftOffers shift_offers;
  workforce::Bids bids;
  workforce::BidKeeper bid_keeper;
  workforce::Closings closings;
  workforce::History history;
  workforce::HistoryKeeper history_keeper;
  workforce::TwinKeeper twin_keeper;
  workforce::intraday::OutlookKeeper outlook_keeper;
  http::Router router;
  api::Api api;
  portal::LinkPost link_post;
  PortalLinks portal_links;
  portal::Portal portal;
  http::Server web;
};

}  // namespace rapport::program
