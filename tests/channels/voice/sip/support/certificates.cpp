#include "channels/voice/sip/support/certificates.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <cstdlib>

namespace rapport::sip::test {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key new_key() {
  Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  REQUIRE(key != nullptr);
  return key;
}

void extend(X509* certificate, X509* issuer, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const made = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  REQUIRE(made != nullptr);
  X509_add_ext(certificate, made, -1);
  X509_EXTENSION_free(made);
}

// Signed by the caller, once it says all that it should.
Certificate blank(EVP_PKEY* key, const std::string& subject, const CertificateWish& wish, long serial) {
  Certificate made(X509_new(), &X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), wish.from_hours * 3'600L);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), wish.until_hours * 3'600L);
  X509_set_pubkey(made.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(subject.data()),
                             static_cast<int>(subject.size()), -1, 0);
  return made;
}

template <class Write>
std::string written(Write write) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> out(BIO_new(BIO_s_mem()), &BIO_free_all);
  REQUIRE(write(out.get()) == 1);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return std::string(bytes, static_cast<std::size_t>(size));
}

std::string pem_of(X509* certificate) {
  return written([&](BIO* out) { return PEM_write_bio_X509(out, certificate); });
}

bool is_address(const std::string& name) {
  return name.find_first_not_of("0123456789.:abcdef") == std::string::npos;
}

}  // namespace

struct Authority::Impl {
  Key key = new_key();
  Certificate certificate{nullptr, &X509_free};
};

Authority::Authority() : impl_(std::make_unique<Impl>()) {
  impl_->certificate = blank(impl_->key.get(), "Test Authority", {}, 1);
  X509* const own = impl_->certificate.get();
  X509_set_issuer_name(own, X509_get_subject_name(own));
  extend(own, own, NID_basic_constraints, "critical,CA:TRUE");
  extend(own, own, NID_key_usage, "critical,keyCertSign");
  REQUIRE(X509_sign(own, impl_->key.get(), EVP_sha256()) > 0);
}

Authority::~Authority() = default;

std::string Authority::pem() const {
  return pem_of(impl_->certificate.get());
}

std::string Authority::signs(const CertificateWish& wish) const {
  const Key key = new_key();
  // The subject says nothing: names are in the extension (RFC 6125).
  const Certificate made = blank(key.get(), "gateway", wish, 2);
  X509_set_issuer_name(made.get(), X509_get_subject_name(impl_->certificate.get()));
  extend(made.get(), impl_->certificate.get(), NID_subject_alt_name,
         (is_address(wish.name) ? "IP:" : "DNS:") + wish.name);
  REQUIRE(X509_sign(made.get(), impl_->key.get(), EVP_sha256()) > 0);
  return pem_of(made.get()) + written([&](BIO* out) {
           return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
         });
}

std::string fingerprint_of(const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> in(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  const Certificate read(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr), &X509_free);
  REQUIRE(read != nullptr);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  REQUIRE(X509_digest(read.get(), EVP_sha256(), digest, &size) == 1);
  std::string text;
  for (unsigned i = 0; i < size; ++i)
    text += fmt::format("{:02x}", digest[i]);
  return text;
}

TextFile::TextFile(const std::string& text) : path_("/tmp/rapport-test-XXXXXX") {
  const int fd = mkstemp(path_.data());
  REQUIRE(fd >= 0);
  const auto size = static_cast<ssize_t>(text.size());
  const bool is_whole = write(fd, text.data(), text.size()) == size;
  close(fd);
  REQUIRE(is_whole);
}

TextFile::~TextFile() {
  unlink(path_.c_str());
}

}  // namespace rapport::sip::test
