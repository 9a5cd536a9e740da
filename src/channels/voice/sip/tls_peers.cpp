#include "channels/voice/sip/tls_peers.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <cerrno>

#include "platform/crypto/encoding.h"

// Exported by libre, declared by its header only where the whole of it is built with OpenSSL in sight.
extern "C" ssl_ctx_st* tls_openssl_context(const tls* context);

namespace rapport::sip {

namespace {

constexpr std::size_t places_max = 10'000;

// libre opens connections by itself and has no hook there. It calls tcp_connect and tls_start_tcp through its
// symbol table, so the definitions below take their place; this is whom they ask. Each thread S has its own.
thread_local TlsPeers* peers_here = nullptr;

std::string fingerprint_of(const X509* certificate) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest, &size) != 1) return "";
  return crypto::hex(std::string_view(reinterpret_cast<const char*>(digest), size));
}

bool is_for(X509* certificate, const std::string& name) {
  unsigned char address[16];
  if (inet_pton(AF_INET, name.c_str(), address) == 1 || inet_pton(AF_INET6, name.c_str(), address) == 1)
    return X509_check_ip_asc(certificate, name.c_str(), 0) == 1;
  return X509_check_host(certificate, name.data(), name.size(),
                         X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT,
                         nullptr) == 1;
}

std::string joined(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

bool add_authorities(SSL_CTX* context, const std::string& pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                  &BIO_free);
  int added = 0;
  while (X509* const one = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr)) {
    added += X509_STORE_add_cert(SSL_CTX_get_cert_store(context), one);
    X509_free(one);
  }
  ERR_clear_error();
  return added > 0;
}

}  // namespace

struct TlsPeers::Context {
  Context(TlsIdentity whom, log::Log& to) : identity(std::move(whom)), log_(to) {}

  bool make(const std::string& authorities) {
    if (tls_alloc(tls.out(), TLS_METHOD_SSLV23, nullptr, nullptr) != 0) return false;
    SSL_CTX* const context = tls_openssl_context(tls.get());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, &Context::verify, this);
    switch (identity.check.trust) {
      case TlsTrust::system:
        (void)SSL_CTX_set_default_verify_paths(context);
        return authorities.empty() ||
               SSL_CTX_load_verify_locations(context, authorities.c_str(), nullptr) == 1;
      case TlsTrust::authority:
        return add_authorities(context, identity.check.authority);
      case TlsTrust::fingerprint:
        return true;
    }
    return false;
  }

  static int verify(X509_STORE_CTX* store, void* self) noexcept {
    auto& context = *static_cast<Context*>(self);
    X509* const shown = X509_STORE_CTX_get0_cert(store);
    std::string why;
    if (context.identity.check.trust == TlsTrust::fingerprint) {
      if (!shown || fingerprint_of(shown) != context.identity.check.fingerprint) {
        why = "another certificate than the pinned one";
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
      }
    } else if (X509_verify_cert(store) != 1) {
      why = X509_verify_cert_error_string(X509_STORE_CTX_get_error(store));
    } else if (!context.is_for_one_of_them(shown)) {
      why = "it is for another name";
      X509_STORE_CTX_set_error(store, X509_V_ERR_HOSTNAME_MISMATCH);
    }
    context.is_refused = !why.empty();
    if (why.empty()) {
      X509_STORE_CTX_set_error(store, X509_V_OK);
      return 1;
    }
    context.log_.warning("a TLS gateway's certificate is refused",
                         {{"gateway", joined(context.identity.names)},
                          {"why", why},
                          {"fingerprint", shown ? fingerprint_of(shown) : ""}});
    return 0;
  }

  bool is_for_one_of_them(X509* shown) const {
    for (const std::string& name : identity.names)
      if (is_for(shown, name)) return true;
    return false;
  }

  const TlsIdentity identity;
  log::Log& log_;
  Ref<::tls> tls;
  bool is_refused = false;
};

TlsPeers::TlsPeers(std::string authorities, log::Log& log) : authorities_(std::move(authorities)), log_(log) {
  sa_init(&connecting_to_, AF_UNSPEC);
  peers_here = this;
}

TlsPeers::~TlsPeers() {
  if (peers_here == this) peers_here = nullptr;
}

TlsPeers::Context* TlsPeers::context_of(const TlsIdentity& identity) {
  const auto found = contexts_.find(identity);
  if (found != contexts_.end()) return found->second.get();
  auto made = std::make_unique<Context>(identity, log_);
  if (!made->make(authorities_)) {
    log_.error("TLS connections cannot be checked, and are not made", {{"gateway", joined(identity.names)}});
    return nullptr;
  }
  return contexts_.emplace(identity, std::move(made)).first->second.get();
}

// The file descriptor may be another socket's by now: a port of ours tells.
bool TlsPeers::is_alive(const Connection& connection) {
  sa now;
  now.len = sizeof now.u;
  return getsockname(connection.fd, &now.u.sa, &now.len) == 0 && sa_cmp(&now, &connection.local, SA_ALL);
}

int TlsPeers::expect(const sa& peer, const std::string& server, const TlsIdentity& identity) {
  Context* const context = context_of(identity);
  if (context == nullptr) return EACCES;
  const std::string place = address_text(peer);
  const auto there = connections_.find(place);
  if (there != connections_.end() && there->second.context != context && is_alive(there->second)) {
    log_.warning(
        "two trunks want the same TLS gateway to prove different identities; one of them is not served",
        {{"gateway", place},
         {"proved", joined(there->second.context->identity.names)},
         {"wanted", joined(identity.names)}});
    return EACCES;
  }
  if (expected_.size() >= places_max) expected_.clear();
  expected_[place] = {context, server};
  return 0;
}

void TlsPeers::configure(std::set<TlsIdentity> wanted) {
  for (auto at = connections_.begin(); at != connections_.end();) {
    const TlsIdentity& identity = at->second.context->identity;
    const bool was_of_a_trunk = wanted_.contains(identity);
    if (is_alive(at->second) && !(was_of_a_trunk && !wanted.contains(identity))) {
      ++at;
      continue;
    }
    if (is_alive(at->second)) (void)shutdown(at->second.fd, SHUT_RDWR);  // libre reads the end and closes
    at = connections_.erase(at);
  }
  // Contexts stay: handshakes may be under way, and administrators do not make many.
  wanted_ = std::move(wanted);
  for (auto& [identity, context] : contexts_)
    if (!wanted_.contains(identity)) context->is_refused = false;
}

bool TlsPeers::is_refused(const TlsIdentity& identity) const {
  const auto found = contexts_.find(identity);
  return found != contexts_.end() && found->second->is_refused;
}

void TlsPeers::connecting(const sa& peer, const tcp_conn* connection) {
  connecting_ = connection;
  connecting_to_ = peer;
}

TlsPeers::Opening TlsPeers::opening(const tcp_conn* connection) {
  Opening opening;
  if (connection == nullptr || connection != std::exchange(connecting_, nullptr)) return opening;
  opening.is_ours = true;
  opening.peer = connecting_to_;
  const auto expected = expected_.find(address_text(opening.peer));
  if (expected == expected_.end()) return opening;
  opening.context = expected->second.context->tls.get();
  opening.server = expected->second.server;
  return opening;
}

void TlsPeers::opened(const Opening& opening, const tcp_conn* connection) {
  const std::string place = address_text(opening.peer);
  Connection made;
  made.context = expected_.at(place).context;
  made.fd = tcp_conn_fd(connection);
  made.local.len = sizeof made.local.u;
  if (getsockname(made.fd, &made.local.u.sa, &made.local.len) != 0) return;
  if (connections_.size() >= places_max)
    std::erase_if(connections_, [](const auto& each) { return !is_alive(each.second); });
  connections_[place] = made;
}

}  // namespace rapport::sip

namespace {

template <class F>
F* of_libre(const char* name) {
  return reinterpret_cast<F*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int tcp_connect(tcp_conn** connection, const sa* peer, tcp_estab_h* established,
                           tcp_recv_h* received, tcp_close_h* closed, void* argument) {
  static auto* const real = of_libre<decltype(tcp_connect)>("tcp_connect");
  const int error = real(connection, peer, established, received, closed, argument);
  if (error == 0 && rapport::sip::peers_here) rapport::sip::peers_here->connecting(*peer, *connection);
  return error;
}

extern "C" int tls_start_tcp(tls_conn** started, tls* context, tcp_conn* connection, int layer) {
  static auto* const real = of_libre<decltype(tls_start_tcp)>("tls_start_tcp");
  rapport::sip::TlsPeers* const peers = rapport::sip::peers_here;
  const auto opening = peers ? peers->opening(connection) : rapport::sip::TlsPeers::Opening{};
  if (!opening.is_ours) return real(started, context, connection, layer);
  if (opening.context == nullptr) return EACCES;
  if (const int error = real(started, opening.context, connection, layer)) return error;
  if (!opening.server.empty()) (void)tls_set_servername(*started, opening.server.c_str());
  peers->opened(opening, connection);
  return 0;
}
