// Real certificates for tests of TLS: an authority, and what it signs.
#pragma once

#include <memory>
#include <string>

namespace rapport::sip::test {

struct CertificateWish {
  std::string name = "127.0.0.1";  // a host name or an address, in the subject alternative names
  int from_hours = -1;             // valid from now and this
  int until_hours = 24;
};

class Authority {
 public:
  Authority();
  ~Authority();

  std::string pem() const;                               // its own certificate
  std::string signs(const CertificateWish& wish) const;  // PEM: the certificate, and its key

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

std::string fingerprint_of(const std::string& pem);  // SHA-256 of the first certificate, small hex

// A file that goes with the object.
class TextFile {
 public:
  explicit TextFile(const std::string& text);
  ~TextFile();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace rapport::sip::test
