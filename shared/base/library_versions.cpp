#include "shared/base/library_versions.h"

#include <openssl/crypto.h>
#include <sodium.h>
#include <utf8proc.h>
#include <zstd.h>

namespace ziping::base {

std::string version_of_sodium() { return sodium_version_string(); }
std::string version_of_openssl() { return OpenSSL_version(OPENSSL_VERSION_STRING); }
std::string version_of_zstd() { return ZSTD_versionString(); }
std::string version_of_utf8proc() { return utf8proc_version(); }

}  // namespace ziping::base
