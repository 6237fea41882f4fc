// Which of the machine's fonts the window is drawn with. None comes with the program.
//
// Order      ZIPING_FONT, then the one that the person has chosen, then Noto Sans CJK SC, Source Han Sans SC, Microsoft
//            YaHei, PingFang, WenQuanYi Micro Hei. A Latin font stands before it for figures, and a second Chinese one
//            behind it for rare names (崀, 鄢).
// Errors     No Chinese font at all is no error here: the caller says so on the screen.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
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
  std::vector<FontFile> strong;   // of the same family; empty where it has none
  std::size_t latin = 0;          // so many of `regular` come before the first Chinese one
  bool has_chinese = false;
  bool has_chosen = false;  // what was chosen comes first, or none was, or ZIPING_FONT is before it
};

// `chosen` is the file of one of chinese_fonts(), or empty.
[[nodiscard]] FontFiles find_fonts(std::string_view chosen = {});

// One that can be chosen.
struct ChineseFont {
  std::string name;  // a key of assets/strings
  std::string file;  // its name alone, for a font may lie in another folder elsewhere
};

// In the order of preference, each once. None while ZIPING_FONT decides.
[[nodiscard]] std::vector<ChineseFont> chinese_fonts();

struct LoadedFonts {
  ImFont* regular = nullptr;
  ImFont* strong = nullptr;
  std::vector<std::shared_ptr<const MappedFile>> files;  // to be kept for as long as the fonts are in the atlas
  std::vector<std::filesystem::path> unread;             // passed over
};

// Adds the files to the atlas so that a size means the size of a Chinese character's square. Files that cannot be read
// are passed over; without any, the font built into Dear ImGui stands in.
LoadedFonts load_fonts(ImFontAtlas& atlas, const FontFiles& files);

// The same in place of `fonts`, which leave the atlas; between two frames. False when the first Chinese file cannot be
// read: `fonts` stay.
[[nodiscard]] bool replace_fonts(ImFontAtlas& atlas, const FontFiles& files, LoadedFonts& fonts);

}  // namespace ziping::platform
