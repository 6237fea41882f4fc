#include "client/platform/fonts.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <system_error>
#include <utility>

namespace ziping::platform {
namespace {

// Collections of Noto and Source Han hold JP, KR, SC, TC, HK in this order; all have the same outlines but for the
// characters that each region writes its own way.
constexpr int kSimplifiedChinese = 2;

constexpr std::size_t kFontBytesMin = 1000, kFontBytesMax = 1u << 30;

struct Family {
  const char* name = nullptr;  // a key of assets/strings
  const char* strong[2] = {};  // its heavier files, in the same folder; the first that is there
};

struct Candidate {
  const char* path;
  int face;
  Family family;
};

constexpr Family kNotoSans{"font.noto_sans", {"NotoSansCJK-Medium.ttc", "NotoSansCJK-Bold.ttc"}};
constexpr Family kNotoSerif{"font.noto_serif", {"NotoSerifCJK-SemiBold.ttc", "NotoSerifCJK-Bold.ttc"}};
constexpr Family kSourceHan{"font.source_han", {"SourceHanSansSC-Medium.otf", "SourceHanSansCN-Medium.otf"}};
constexpr Family kMicroHei{"font.microhei"};

constexpr Candidate kChinese[] = {
    {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", kSimplifiedChinese, kNotoSans},
    {"/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", kSimplifiedChinese, kNotoSans},
    {"/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", kSimplifiedChinese, kNotoSans},
    {"/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc", kSimplifiedChinese, kNotoSans},
    {"/usr/share/fonts/opentype/source-han-sans/SourceHanSansSC-Regular.otf", 0, kSourceHan},
    {"/usr/share/fonts/adobe-source-han-sans/SourceHanSansCN-Regular.otf", 0, kSourceHan},
    {"C:/Windows/Fonts/msyh.ttc", 0, {"font.yahei", {"msyhbd.ttc"}}},
    {"/System/Library/Fonts/PingFang.ttc", 0, {"font.pingfang"}},
    {"/System/Library/Fonts/Hiragino Sans GB.ttc", 0, {"font.hiragino"}},
    {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0, kMicroHei},
    {"/usr/share/fonts/wqy-microhei/wqy-microhei.ttc", 0, kMicroHei},
    {"C:/Windows/Fonts/simsun.ttc", 0, {"font.simsun"}},
    {"C:/Windows/Fonts/Deng.ttf", 0, {"font.dengxian", {"Dengb.ttf"}}},
    {"C:/Windows/Fonts/simhei.ttf", 0, {"font.simhei"}},
    {"C:/Windows/Fonts/simfang.ttf", 0, {"font.fangsong"}},
    {"C:/Windows/Fonts/simkai.ttf", 0, {"font.kaiti"}},
    {"/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", kSimplifiedChinese, kNotoSerif},
    {"/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc", kSimplifiedChinese, kNotoSerif},
    {"/usr/share/fonts/google-noto-cjk/NotoSerifCJK-Regular.ttc", kSimplifiedChinese, kNotoSerif},
};

// Only fonts whose figures are all of one width. Noto and Source Han have such Latin of their own.
constexpr Candidate kLatin[] = {
    {"C:/Windows/Fonts/segoeui.ttf", 0, {nullptr, {"seguisb.ttf"}}},
    {"/System/Library/Fonts/Helvetica.ttc", 0, {}},
};

constexpr std::size_t kChineseMost = 2;  // to be drawn with: the second for what the first has not

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;  // a folder that may not be read holds no font for us
  return std::filesystem::is_regular_file(path, ignored);
}

std::string name_of_file(const Candidate& candidate) {
  return std::filesystem::path(candidate.path).filename().string();
}

template <std::size_t N>
std::vector<const Candidate*> installed(const Candidate (&candidates)[N]) {
  std::vector<const Candidate*> out;
  for (const Candidate& one : candidates) {
    const auto is_same = [&](const Candidate* other) { return name_of_file(*other) == name_of_file(one); };
    if (std::ranges::none_of(out, is_same) && is_there(one.path)) out.push_back(&one);
  }
  return out;
}

void add_strong(std::vector<FontFile>& files, const Candidate& regular) {
  for (const char* name : regular.family.strong) {
    if (!name) return;
    const std::filesystem::path path = std::filesystem::path(regular.path).replace_filename(name);
    if (is_there(path)) return files.push_back({path, regular.face});
  }
}

const char* configured_file() {
  const char* path = std::getenv("ZIPING_FONT");
  return path && is_there(path) ? path : nullptr;
}

// Dear ImGui may end the program over bytes that are no font, so they are looked at before it sees them.
bool is_font(const FontFile& file) {
  std::error_code ignored;  // of what cannot be read the size is beyond the most
  const auto size = std::filesystem::file_size(file.path, ignored);
  if (size < kFontBytesMin || size > kFontBytesMax) return false;
  std::ifstream stream(file.path, std::ios::binary);
  std::array<char, 12> head{};
  if (!stream.read(head.data(), std::ssize(head))) return false;
  const std::string_view tag(head.data(), 4);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(head[at]); };
  if (tag == "ttcf") return file.face < byte(10) * 256 + byte(11);
  return file.face == 0 && (tag == "OTTO" || tag == "true" || tag == std::string_view("\0\1\0\0", 4));
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
  if (!is_font(file)) return nullptr;
  const auto mapped = MappedFile::open(file.path);
  if (!mapped) return atlas.AddFontFromFileTTF(file.path.string().c_str(), 0, &config);
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
    if (ImFont* loaded = add(atlas, file, config, fonts))
      font = loaded;
    else
      fonts.unread.push_back(file.path);
  }
  return font;
}

void take_out(ImFontAtlas& atlas, const LoadedFonts& fonts) {
  if (fonts.strong != fonts.regular) atlas.RemoveFont(fonts.strong);
  atlas.RemoveFont(fonts.regular);
}

}  // namespace

std::vector<ChineseFont> chinese_fonts() {
  std::vector<ChineseFont> out;
  if (configured_file()) return out;
  for (const Candidate* one : installed(kChinese)) out.push_back({one->family.name, name_of_file(*one)});
  return out;
}

FontFiles find_fonts(std::string_view chosen) {
  FontFiles files;
  const auto latin = installed(kLatin);
  auto chinese = installed(kChinese);
  if (!latin.empty()) files.regular.push_back({latin.front()->path, latin.front()->face});
  files.latin = files.regular.size();
  const char* configured = configured_file();
  const auto at = std::ranges::find_if(chinese, [&](const Candidate* one) {
    return configured ? std::string_view(configured) == one->path : chosen == name_of_file(*one);
  });
  const bool is_known = at != chinese.end();
  files.has_chosen = configured || chosen.empty() || is_known;
  if (is_known) std::rotate(chinese.begin(), at, at + 1);
  if (configured && !is_known) files.regular.push_back({configured, 0});
  for (std::size_t i = 0; i < std::min(chinese.size(), kChineseMost); ++i)
    files.regular.push_back({chinese[i]->path, chinese[i]->face});
  files.has_chinese = files.regular.size() > files.latin;
  if (chinese.empty() || (configured && !is_known)) return files;
  // Titles of two fonts would look broken: without a heavier file of the family there is none.
  std::vector<FontFile> strong;
  add_strong(strong, *chinese.front());
  if (strong.empty()) return files;
  if (!latin.empty()) add_strong(files.strong, *latin.front());
  files.strong.push_back(strong.front());
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

bool replace_fonts(ImFontAtlas& atlas, const FontFiles& files, LoadedFonts& fonts) {
  if (!files.has_chinese) return false;
  LoadedFonts other = load_fonts(atlas, files);
  const bool taken = std::ranges::find(other.unread, files.regular[files.latin].path) == other.unread.end();
  if (taken) std::swap(fonts, other);
  take_out(atlas, other);
  return taken;
}

}  // namespace ziping::platform
