// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/models/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "engine/api/error.hpp"

namespace adv {
namespace {

class Sha256 {
 public:
  Sha256() : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    check(m_context != nullptr && EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr) == 1);
  }

  void add(const void* bytes, std::size_t count) { check(EVP_DigestUpdate(m_context.get(), bytes, count) == 1); }

  std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    check(EVP_DigestFinal_ex(m_context.get(), digest.data(), &length) == 1);
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
      text += kDigits[digest[i] >> 4];
      text += kDigits[digest[i] & 15];
    }
    return text;
  }

 private:
  static void check(bool ok) {
    if (!ok) throw Failure({ErrorKind::Library, "SHA-256 is not available.", "Check the installation of OpenSSL."});
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

}  // namespace

std::string sha256Of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw userFailure(file.string() + " cannot be read.", "Check the path and its permissions.");
  Sha256 sha;
  std::vector<char> block(1 << 16);
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0) {
    sha.add(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) throw userFailure(file.string() + " cannot be read to its end.", "Check the disk.");
  return sha.hex();
}

std::string sha256Of(const void* bytes, std::size_t count) {
  Sha256 sha;
  sha.add(bytes, count);
  return sha.hex();
}

}  // namespace adv
