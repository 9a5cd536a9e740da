// A self-signed P-256 certificate for DTLS: its fingerprint travels in the SDP, so nobody has to trust
// anything else.
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include "base/check.h"
#include "channels/voice/media/handshakes.h"

namespace rapport::media {
namespace {

constexpr long year_s = 366L * 24 * 3600;

template <auto function>
struct By {
  template <class T>
  void operator()(T* object) const {
    function(object);
  }
};

}  // namespace

std::string make_certificate() {
  const std::unique_ptr<EVP_PKEY, By<EVP_PKEY_free>> key(EVP_EC_gen("P-256"));
  const std::unique_ptr<X509, By<X509_free>> certificate(X509_new());
  RAPPORT_CHECK(key && certificate);
  std::uint64_t serial = 0;
  RAPPORT_CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()), serial >> 1 | 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -24 * 3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), year_s);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const unsigned char common_name[] = "rapport";
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  RAPPORT_CHECK(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
  const std::unique_ptr<BIO, By<BIO_free>> text(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(text.get(), certificate.get());
  PEM_write_bio_PrivateKey(text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  const char* bytes = nullptr;
  const long size = BIO_get_mem_data(text.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

}  // namespace rapport::media
