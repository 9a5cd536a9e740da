#include "channels/voice/sip/tls_identity.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <memory>

namespace rapport::sip {

bool is_authority(const std::string& pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                  &BIO_free);
  int found = 0;
  while (X509* const one = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr)) {
    X509_free(one);
    ++found;
  }
  const bool is_at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  return found > 0 && is_at_end;
}

std::string as_fingerprint(const std::string& text) {
  std::string kept;
  for (const char c : text) {
    if (c == ':' || c == ' ' || c == '\t') continue;
    const bool is_capital = c >= 'A' && c <= 'F';
    if (!is_capital && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) return "";
    kept += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return kept.size() == 64 ? kept : "";
}

}  // namespace rapport::sip
