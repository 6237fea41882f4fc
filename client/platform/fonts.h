// Which of the machine's fonts the window is drawn with. None comes with the program.
//
// Order      ZIPING_FONT, then Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang, WenQuanYi Micro Hei. A
//            Latin font stands before it for figures, and a second Chinese one behind it for rare names (崀, 鄢).
// Errors     No Chinese font at all is no error here: `chinese` is then empty, and the caller says so on the screen.
#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "client/platform/mapped_file.h"

struct ImFont;
struct ImFontAtlas;

namespace ziping::platform {

struct FontFile {
  std::filesystem::path path;
  int face = 0;  // index within a .ttc collection
};

struct FontFiles {
  std::vector<FontFile> regular;  // in the order in which a character is looked for
  std::vector<FontFile> strong;
  bool has_chinese = false;
};

[[nodiscard]] FontFiles find_fonts();

struct LoadedFonts {
  ImFont* regular = nullptr;
  ImFont* strong = nullptr;
  std::vector<std::shared_ptr<const MappedFile>> files;  // to be kept for as long as the atlas
};

// Adds the files to the atlas so that a size means the size of a Chinese character's square. Files that cannot be read
// are passed over; without any, the font built into Dear ImGui stands in.
LoadedFonts load_fonts(ImFontAtlas& atlas, const FontFiles& files);

}  // namespace ziping::platform
