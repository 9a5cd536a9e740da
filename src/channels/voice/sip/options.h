// What signalling is told once, at start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "channels/voice/sip/ids.h"

namespace rapport::sip {

enum class Transport { udp, tcp, tls };

const char* name_of(Transport transport);  // "udp", "tcp", "tls"

// A socket to listen on. A specific address: it is what peers are told to answer to. Port 0 takes a free one.
struct Listener {
  Transport transport = Transport::udp;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
};

struct TlsFiles {
  std::string certificate = {};  // PEM, chain first, EC key in the same file; "": one is made for this run
  std::string authorities = {};  // PEM, beside the system's: who may sign for gateways
};

struct Limits {
  std::size_t message_bytes = 8'191;  // larger ones are refused (413) or, over UDP, dropped
  std::size_t legs = 4'000;           // at the limit new calls get 503
  std::size_t commands = 20'000;      // waiting commands; at the limit post() refuses
  std::size_t bindings_per_phone = 5;
  std::size_t nonces = 100'000;   // used nonces remembered; at the limit the oldest is forgotten
  std::size_t sources = 100'000;  // addresses watched; at the limit the one idle longest is forgotten
  int messages_per_second = 50;   // of one unknown address; more are dropped
  int messages_burst = 200;
  int failures_until_ban = 12;  // wrong passwords, unanswered challenges, broken messages in a window
  Duration failure_window = seconds(60);
  Duration ban = minutes(10);
};

// RFC 4028.
struct SessionTimerRules {
  Duration interval = minutes(30);
  Duration interval_min = seconds(90);
};

// RFC 3261 section 10.
struct RegistrarRules {
  std::string realm = "rapport";
  Duration expires_default = minutes(10);
  Duration expires_min = seconds(60);
  Duration expires_max = hours(1);
  Duration nonce_life = minutes(5);
};

struct Options {
  std::vector<Listener> listeners = {};
  TlsFiles tls;
  std::string public_host =
      {};  // what Contact says instead of the listener's address (NAT); "": the listener's
  std::string software = "Rapport";
  Limits limits;
  SessionTimerRules session_timer;
  RegistrarRules registrar;
  Duration gateway_patience = seconds(4);  // without any answer to an INVITE: the next gateway is tried
  // Ids of incoming legs. Called on the signalling thread.
  std::function<LegId()> new_leg_id;
};

}  // namespace rapport::sip
