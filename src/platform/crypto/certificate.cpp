#include "platform/crypto/certificate.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstring>
#include <memory>

#include "platform/crypto/random.h"

namespace rapport::crypto {

namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, Freed<Free>>;

}  // namespace

Result<std::string> self_signed_certificate(const std::string& common_name, int days) {
  const auto failed = [] {
    return fail(ErrorCode::internal, "certificate", "a certificate could not be made");
  };
  const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
  const Owned<X509, X509_free> certificate(X509_new());
  if (!key || !certificate) return failed();
  std::string serial = random_bytes(8);
  serial[0] = static_cast<char>(serial[0] & 0x7F);
  std::uint64_t number = 0;
  std::memcpy(&number, serial.data(), sizeof number);
  X509* const made = certificate.get();
  X509_NAME* const name = X509_get_subject_name(made);
  const bool is_good = X509_set_version(made, X509_VERSION_3) == 1 &&
                       ASN1_INTEGER_set_uint64(X509_get_serialNumber(made), number >> 1 | 1) == 1 &&
                       X509_gmtime_adj(X509_getm_notBefore(made), -3600) != nullptr &&
                       X509_time_adj_ex(X509_getm_notAfter(made), days, 0, nullptr) != nullptr &&
                       X509_set_pubkey(made, key.get()) == 1 &&
                       X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                                  reinterpret_cast<const unsigned char*>(common_name.data()),
                                                  static_cast<int>(common_name.size()), -1, 0) == 1 &&
                       X509_set_issuer_name(made, name) == 1 && X509_sign(made, key.get(), EVP_sha256()) > 0;
  if (!is_good) return failed();
  const Owned<BIO, BIO_free_all> out(BIO_new(BIO_s_mem()));
  if (!out || PEM_write_bio_X509(out.get(), made) != 1 ||
      PEM_write_bio_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return failed();
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

}  // namespace rapport::crypto
