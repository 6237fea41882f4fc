// An attachment as a report names it: what people call it, how large it is, and the hash that is its content. Its bytes
// are elsewhere; a state holds only this.
//
//   {"bytes": 20480, "name": "验收单.pdf", "sha256": HEX, "type": "application/pdf"}
//
// Errors     Invalid "bad-file" for a malformed entry or name, "bad-file-type" for a kind that is not taken or bytes
//            that are not of the kind that the name says.
// Limits     kAttachmentBytesMax a file, kAttachmentsMax in a field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/hash.h"
#include "shared/base/json.h"

namespace ziping::form {

inline constexpr std::int64_t kAttachmentBytesMax = 50ll << 20;
inline constexpr std::size_t kAttachmentNameBytesMax = 200;
inline constexpr std::size_t kAttachmentsMax = 100;
inline constexpr std::size_t kMagicBytes = 64;  // as many first bytes tell the kind of any file

struct Attachment {
  std::string name;  // of one file, never a path; unique in its field
  std::int64_t bytes = 0;
  base::Hash sha256;
  std::string type;  // the media type that belongs to the name's ending

  base::Json json() const;
  static base::Result<Attachment> parse(const base::Json& json);
};

// Every entry of a field of kind Files; an absent value has none.
base::Result<std::vector<Attachment>> parse_attachments(const base::Json& value);

// Whether a file may be called so: one name without control characters, slashes or a leading dot.
base::Status check_attachment_name(std::string_view name);
// The media type of the files that a report may carry, told by the ending: documents, sheets, slides, pictures, plain
// text.
base::Result<std::string> media_type_of(std::string_view name);
// Whether bytes that begin so are of that media type (ASVS 5.2.2). Plain text is whatever holds no NUL.
base::Status check_magic(std::string_view type, std::string_view beginning);

}  // namespace ziping::form
