#include "shared/merge/text_file_merge.h"

#include "shared/merge/text_merge.h"

namespace ziping::merge {
namespace {

constexpr std::string_view kOurs = "ours", kTheirs = "theirs";

void on_own_line(std::string& out, std::string_view text) {
  if (!out.empty() && out.back() != '\n') out += '\n';
  out += text;
}

}  // namespace

MergedFile merge_files(std::string_view base, std::string_view ours, std::string_view theirs, const FileNames& names) {
  const auto segments = [](std::string_view text) { return text.empty() ? Segments{} : Segments{std::string(text)}; };
  const MergedText merged = merge_text(
      segments(base), segments(ours), segments(theirs), [](auto, auto) { return std::string(kOurs); },
      [](auto, auto) { return std::string(kTheirs); });
  MergedFile out;
  for (const report::Segment& segment : merged.segments) {
    if (const std::string* text = std::get_if<std::string>(&segment)) {
      out.text += *text;
      continue;
    }
    const auto& conflict = std::get<report::Conflict>(segment);
    const auto side = [&](std::string_view name) {
      for (const report::Side& one : conflict.sides)
        if (one.revision == name) return std::string_view(*one.value.as_string());
      return std::string_view();
    };
    on_own_line(out.text, "<<<<<<< " + names.ours + "\n");
    out.text += side(kOurs);
    on_own_line(out.text, "||||||| " + names.base + "\n");
    out.text += *conflict.base.as_string();
    on_own_line(out.text, "=======\n");
    out.text += side(kTheirs);
    on_own_line(out.text, ">>>>>>> " + names.theirs + "\n");
    ++out.conflicts;
  }
  return out;
}

}  // namespace ziping::merge
