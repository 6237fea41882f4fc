#include "client/platform/fonts.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cstdlib>
#include <limits>
#include <string_view>
#include <system_error>

namespace ziping::platform {
namespace {

// Collections of Noto and Source Han hold JP, KR, SC, TC, HK in this order; all have the same outlines but for the
// characters that each region writes its own way.
constexpr int kSimplifiedChinese = 2;

constexpr std::size_t kFontBytesMin = 1000, kFontBytesMax = 1u << 30;

struct Candidate {
  const char* path;
  int face;
};

constexpr Candidate kChinese[] = {
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/opentype/source-han-sans/SourceHanSansSC-Regular.otf", 0},
    {"/usr/share/fonts/adobe-source-han-sans/SourceHanSansCN-Regular.otf", 0},
    {"C:/Windows/Fonts/msyh.ttc", 0},
    {"/System/Library/Fonts/PingFang.ttc", 0},
    {"/System/Library/Fonts/Hiragino Sans GB.ttc", 0},
    {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0},
    {"/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", 0},
    {"C:/Windows/Fonts/simsun.ttc", 0},
};

constexpr Candidate kChineseStrong[] = {
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Medium.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/noto-cjk/NotoSansCJK-Medium.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc", kSimplifiedChinese},
    {"/usr/share/fonts/opentype/source-han-sans/SourceHanSansSC-Medium.otf", 0},
    {"C:/Windows/Fonts/msyhbd.ttc", 0},
};

// Only fonts whose figures are all of one width. Noto and Source Han have such Latin of their own.
constexpr Candidate kLatin[] = {
    {"C:/Windows/Fonts/segoeui.ttf", 0},
    {"/System/Library/Fonts/Helvetica.ttc", 0},
};

constexpr Candidate kLatinStrong[] = {{"C:/Windows/Fonts/seguisb.ttf", 0}};

bool exists(const std::filesystem::path& path) {
  std::error_code ignored;  // a folder that may not be read holds no font for us
  return std::filesystem::is_regular_file(path, ignored);
}

template <std::size_t N>
void add_found(std::vector<FontFile>& files, const Candidate (&candidates)[N], std::size_t most) {
  for (const Candidate& candidate : candidates) {
    if (most == 0) return;
    if (!exists(candidate.path)) continue;
    files.push_back({candidate.path, candidate.face});
    --most;
  }
}

// Dear ImGui copies what it is not given for good. Here the atlas is told that the bytes are its own, and that they are
// not before it could ever free them.
const ImFontLoader& loader_of_mapped() {
  static const ImFontLoader loader = [] {
    ImFontLoader made = *ImFontAtlasGetFontLoaderForStbTruetype();
    made.FontSrcInit = [](ImFontAtlas* atlas, ImFontConfig* source) {
      source->FontDataOwnedByAtlas = false;
      return ImFontAtlasGetFontLoaderForStbTruetype()->FontSrcInit(atlas, source);
    };
    return made;
  }();
  return loader;
}

ImFont* add(ImFontAtlas& atlas, const FontFile& file, ImFontConfig config, LoadedFonts& fonts) {
  const auto mapped = MappedFile::open(file.path);
  if (!mapped) return atlas.AddFontFromFileTTF(file.path.string().c_str(), 0, &config);
  if (mapped->bytes().size() < kFontBytesMin || mapped->bytes().size() > kFontBytesMax) return nullptr;
  config.FontLoader = &loader_of_mapped();
  fonts.files.push_back(mapped);
  return atlas.AddFontFromMemoryTTF(const_cast<std::byte*>(mapped->bytes().data()),
                                    static_cast<int>(mapped->bytes().size()), 0, &config);
}

ImFont* load(ImFontAtlas& atlas, const std::vector<FontFile>& files, LoadedFonts& fonts) {
  ImFont* font = nullptr;
  for (const FontFile& file : files) {
    ImFontConfig config;
    config.SizePixels = -16;  // below zero: of the em square, so that fonts of different ascents match
    // Dear ImGui scales these limits by the size over SizePixels, which turns their signs round.
    config.GlyphMinAdvanceX = 0;
    config.GlyphMaxAdvanceX = -std::numeric_limits<float>::max();
    config.FontNo = static_cast<ImU32>(file.face);
    config.MergeMode = font != nullptr;
    config.PixelSnapH = true;
    config.OversampleH = 1;
    config.Flags = ImFontFlags_NoLoadError;
    if (ImFont* loaded = add(atlas, file, config, fonts)) font = loaded;
  }
  return font;
}

}  // namespace

FontFiles find_fonts() {
  FontFiles files;
  add_found(files.regular, kLatin, 1);
  const std::size_t latin = files.regular.size();
  const char* configured = std::getenv("ZIPING_FONT");
  if (configured && exists(configured)) files.regular.push_back({configured, 0});
  add_found(files.regular, kChinese, 2);
  files.has_chinese = files.regular.size() > latin;
  add_found(files.strong, kLatinStrong, 1);
  const std::size_t latin_strong = files.strong.size();
  add_found(files.strong, kChineseStrong, 1);
  if (files.strong.size() == latin_strong) files.strong.clear();  // titles of two fonts would look broken
  return files;
}

LoadedFonts load_fonts(ImFontAtlas& atlas, const FontFiles& files) {
  LoadedFonts fonts;
  fonts.regular = load(atlas, files.regular, fonts);
  if (!fonts.regular) fonts.regular = atlas.AddFontDefault();
  fonts.strong = load(atlas, files.strong, fonts);
  if (!fonts.strong) fonts.strong = fonts.regular;
  return fonts;
}

}  // namespace ziping::platform
