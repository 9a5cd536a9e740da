#include "channels/voice/media/srtp_crypto.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <srtp2/auth.h>
#include <srtp2/cipher.h>
#include <srtp2/srtp.h>

#include <algorithm>
#include <array>
#include <memory>

#include "channels/voice/media/srtp_vectors.h"

namespace rapport::media {
namespace {

constexpr int salt_bytes = 14;      // of counter mode (RFC 3711, 4.1.1)
constexpr int gcm_salt_bytes = 12;  // RFC 7714
constexpr std::size_t sha1_bytes = SHA_DIGEST_LENGTH;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

srtp_err_status_t status(bool is_good, srtp_err_status_t otherwise = srtp_err_status_cipher_fail) {
  return is_good ? srtp_err_status_ok : otherwise;
}

// What libsrtp2 keeps of one key: its own part first, so that the one pointer serves both.
struct Cipher {
  srtp_cipher_t base{};
  std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context{EVP_CIPHER_CTX_new()};
  const EVP_CIPHER* algorithm = nullptr;
  int bare_key_bytes = 0;
  int tag_bytes = 0;                      // GCM
  std::array<std::uint8_t, 16> offset{};  // counter mode: the salt
};

Cipher& cipher_of(void* state) {
  return *static_cast<Cipher*>(state);
}

srtp_err_status_t make_cipher(srtp_cipher_t** out, const srtp_cipher_type_t& type,
                              const EVP_CIPHER* algorithm, int key_bytes, int bare_key_bytes,
                              int tag_bytes = 0) {
  auto made = std::make_unique<Cipher>();
  if (!made->context) return srtp_err_status_alloc_fail;
  made->algorithm = algorithm;
  made->bare_key_bytes = bare_key_bytes;
  made->tag_bytes = tag_bytes;
  made->base = {&type, made.get(), key_bytes, static_cast<int>(type.id)};
  *out = &made.release()->base;
  return srtp_err_status_ok;
}

bool is_gcm_tag(int bytes) {
  return bytes == 16 || bytes == 8;
}

srtp_err_status_t free_cipher(srtp_cipher_t* cipher) {
  delete static_cast<Cipher*>(cipher->state);
  return srtp_err_status_ok;
}

// --- counter mode: a packet's counter begins at salt xor what the library makes of SSRC and index ---

srtp_err_status_t counter_init(void* state, const std::uint8_t* key) {
  Cipher& cipher = cipher_of(state);
  cipher.offset = {};
  std::copy_n(key + cipher.bare_key_bytes, salt_bytes, cipher.offset.begin());
  return status(EVP_CipherInit_ex(cipher.context.get(), cipher.algorithm, nullptr, key, nullptr, 1) == 1,
                srtp_err_status_init_fail);
}

srtp_err_status_t counter_set_iv(void* state, std::uint8_t* iv, srtp_cipher_direction_t) {
  Cipher& cipher = cipher_of(state);
  std::array<std::uint8_t, 16> counter = cipher.offset;
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] ^= iv[i];
  return status(EVP_CipherInit_ex(cipher.context.get(), nullptr, nullptr, nullptr, counter.data(), 1) == 1);
}

srtp_err_status_t counter_run(void* state, std::uint8_t* bytes, unsigned* size) {
  int done = 0;
  return status(
      EVP_CipherUpdate(cipher_of(state).context.get(), bytes, &done, bytes, static_cast<int>(*size)) == 1 &&
      static_cast<unsigned>(done) == *size);
}

// --- GCM ---

srtp_err_status_t gcm_init(void* state, const std::uint8_t* key) {
  Cipher& cipher = cipher_of(state);
  return status(EVP_CipherInit_ex(cipher.context.get(), cipher.algorithm, nullptr, key, nullptr, 1) == 1,
                srtp_err_status_init_fail);
}

srtp_err_status_t gcm_set_iv(void* state, std::uint8_t* iv, srtp_cipher_direction_t direction) {
  return status(EVP_CipherInit_ex(cipher_of(state).context.get(), nullptr, nullptr, nullptr, iv,
                                  direction == srtp_direction_encrypt ? 1 : 0) == 1);
}

srtp_err_status_t gcm_set_aad(void* state, const std::uint8_t* bytes, std::uint32_t size) {
  int done = 0;
  return status(
      EVP_CipherUpdate(cipher_of(state).context.get(), nullptr, &done, bytes, static_cast<int>(size)) == 1);
}

srtp_err_status_t gcm_encrypt(void* state, std::uint8_t* bytes, unsigned* size) {
  return counter_run(state, bytes, size);
}

srtp_err_status_t gcm_get_tag(void* state, std::uint8_t* tag, std::uint32_t* size) {
  EVP_CIPHER_CTX* context = cipher_of(state).context.get();
  int done = 0;
  std::uint8_t nothing = 0;
  const int tag_bytes = cipher_of(state).tag_bytes;
  *size = static_cast<std::uint32_t>(tag_bytes);
  return status(EVP_CipherFinal_ex(context, &nothing, &done) == 1 &&
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag) == 1);
}

// The tag stands behind the text.
srtp_err_status_t gcm_decrypt(void* state, std::uint8_t* bytes, unsigned* size) {
  EVP_CIPHER_CTX* context = cipher_of(state).context.get();
  const auto tag_bytes = static_cast<unsigned>(cipher_of(state).tag_bytes);
  if (*size < tag_bytes) return srtp_err_status_bad_param;
  const unsigned text = *size - tag_bytes;
  int done = 0;
  std::uint8_t nothing = 0;
  if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_bytes), bytes + text) != 1 ||
      (text > 0 && EVP_CipherUpdate(context, bytes, &done, bytes, static_cast<int>(text)) != 1))
    return srtp_err_status_cipher_fail;
  if (EVP_CipherFinal_ex(context, &nothing, &done) != 1) return srtp_err_status_auth_fail;
  *size = text;
  return srtp_err_status_ok;
}

// --- HMAC-SHA1 (RFC 2104) ---

// OpenSSL 3 takes new memory for every digest that is begun by its EVP functions; these older ones work in
// ours, and the two blocks that depend on the key alone are digested once.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

struct Hmac {
  srtp_auth_t base{};
  SHA_CTX inner{}, outer{};  // after the key
  SHA_CTX running{};
};

Hmac& hmac_of(void* state) {
  return *static_cast<Hmac*>(state);
}

srtp_err_status_t hmac_start(void* state) {
  hmac_of(state).running = hmac_of(state).inner;
  return srtp_err_status_ok;
}

srtp_err_status_t hmac_init(void* state, const std::uint8_t* key, int size) {
  Hmac& hmac = hmac_of(state);
  if (static_cast<std::size_t>(size) > sha1_bytes) return srtp_err_status_bad_param;
  std::array<std::uint8_t, SHA_CBLOCK> inner, outer;
  inner.fill(0x36);
  outer.fill(0x5c);
  for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i) {
    inner[i] ^= key[i];
    outer[i] ^= key[i];
  }
  SHA1_Init(&hmac.inner);
  SHA1_Update(&hmac.inner, inner.data(), inner.size());
  SHA1_Init(&hmac.outer);
  SHA1_Update(&hmac.outer, outer.data(), outer.size());
  return hmac_start(state);
}

srtp_err_status_t hmac_update(void* state, const std::uint8_t* bytes, int size) {
  SHA1_Update(&hmac_of(state).running, bytes, static_cast<std::size_t>(size));
  return srtp_err_status_ok;
}

srtp_err_status_t hmac_compute(void* state, const std::uint8_t* bytes, int size, int tag_size,
                               std::uint8_t* tag) {
  Hmac& hmac = hmac_of(state);
  std::array<std::uint8_t, sha1_bytes> digest;
  if (static_cast<std::size_t>(tag_size) > digest.size()) return srtp_err_status_bad_param;
  SHA1_Update(&hmac.running, bytes, static_cast<std::size_t>(size));
  SHA1_Final(digest.data(), &hmac.running);
  hmac.running = hmac.outer;
  SHA1_Update(&hmac.running, digest.data(), digest.size());
  SHA1_Final(digest.data(), &hmac.running);
  std::copy_n(digest.begin(), tag_size, tag);
  return srtp_err_status_ok;
}

#pragma GCC diagnostic pop

srtp_err_status_t free_hmac(srtp_auth_t* auth) {
  delete static_cast<Hmac*>(auth->state);
  return srtp_err_status_ok;
}

// --- the types, which the library keeps pointers to ---

srtp_err_status_t make_counter_128(srtp_cipher_t** out, int key_bytes, int tag_bytes);
srtp_err_status_t make_counter_256(srtp_cipher_t** out, int key_bytes, int tag_bytes);
srtp_err_status_t make_gcm_128(srtp_cipher_t** out, int key_bytes, int tag_bytes);
srtp_err_status_t make_gcm_256(srtp_cipher_t** out, int key_bytes, int tag_bytes);
srtp_err_status_t make_hmac(srtp_auth_t** out, int key_bytes, int tag_bytes);

const srtp_cipher_type_t counter_128{make_counter_128,
                                     free_cipher,
                                     counter_init,
                                     nullptr,
                                     counter_run,
                                     counter_run,
                                     counter_set_iv,
                                     nullptr,
                                     "AES-128 counter mode by OpenSSL",
                                     &counter_128_vector,
                                     SRTP_AES_ICM_128};
const srtp_cipher_type_t counter_256{make_counter_256,
                                     free_cipher,
                                     counter_init,
                                     nullptr,
                                     counter_run,
                                     counter_run,
                                     counter_set_iv,
                                     nullptr,
                                     "AES-256 counter mode by OpenSSL",
                                     &counter_256_vector,
                                     SRTP_AES_ICM_256};
const srtp_cipher_type_t gcm_128{make_gcm_128,    free_cipher,     gcm_init,
                                 gcm_set_aad,     gcm_encrypt,     gcm_decrypt,
                                 gcm_set_iv,      gcm_get_tag,     "AES-128 GCM by OpenSSL",
                                 &gcm_128_vector, SRTP_AES_GCM_128};
const srtp_cipher_type_t gcm_256{make_gcm_256,    free_cipher,     gcm_init,
                                 gcm_set_aad,     gcm_encrypt,     gcm_decrypt,
                                 gcm_set_iv,      gcm_get_tag,     "AES-256 GCM by OpenSSL",
                                 &gcm_256_vector, SRTP_AES_GCM_256};
const srtp_auth_type_t hmac_sha1{
    make_hmac,    free_hmac,     hmac_init, hmac_compute, hmac_update, hmac_start, "HMAC-SHA1 by OpenSSL",
    &hmac_vector, SRTP_HMAC_SHA1};

srtp_err_status_t make_counter_128(srtp_cipher_t** out, int key_bytes, int) {
  if (key_bytes != 16 + salt_bytes) return srtp_err_status_bad_param;
  return make_cipher(out, counter_128, EVP_aes_128_ctr(), key_bytes, 16);
}
srtp_err_status_t make_counter_256(srtp_cipher_t** out, int key_bytes, int) {
  if (key_bytes != 32 + salt_bytes) return srtp_err_status_bad_param;
  return make_cipher(out, counter_256, EVP_aes_256_ctr(), key_bytes, 32);
}
srtp_err_status_t make_gcm_128(srtp_cipher_t** out, int key_bytes, int tag_bytes) {
  if (key_bytes != 16 + gcm_salt_bytes || !is_gcm_tag(tag_bytes)) return srtp_err_status_bad_param;
  return make_cipher(out, gcm_128, EVP_aes_128_gcm(), key_bytes, 16, tag_bytes);
}
srtp_err_status_t make_gcm_256(srtp_cipher_t** out, int key_bytes, int tag_bytes) {
  if (key_bytes != 32 + gcm_salt_bytes || !is_gcm_tag(tag_bytes)) return srtp_err_status_bad_param;
  return make_cipher(out, gcm_256, EVP_aes_256_gcm(), key_bytes, 32, tag_bytes);
}
srtp_err_status_t make_hmac(srtp_auth_t** out, int key_bytes, int tag_bytes) {
  if (key_bytes > static_cast<int>(sha1_bytes) || tag_bytes > static_cast<int>(sha1_bytes))
    return srtp_err_status_bad_param;
  auto made = std::make_unique<Hmac>();
  made->base = {&hmac_sha1, made.get(), tag_bytes, key_bytes, 0};
  *out = &made.release()->base;
  return srtp_err_status_ok;
}

}  // namespace

bool use_openssl_for_srtp() {
  return srtp_replace_cipher_type(&counter_128, SRTP_AES_ICM_128) == srtp_err_status_ok &&
         srtp_replace_cipher_type(&counter_256, SRTP_AES_ICM_256) == srtp_err_status_ok &&
         srtp_replace_cipher_type(&gcm_128, SRTP_AES_GCM_128) == srtp_err_status_ok &&
         srtp_replace_cipher_type(&gcm_256, SRTP_AES_GCM_256) == srtp_err_status_ok &&
         srtp_replace_auth_type(&hmac_sha1, SRTP_HMAC_SHA1) == srtp_err_status_ok;
}

}  // namespace rapport::media
