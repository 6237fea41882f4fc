#include "client/view/form_files.h"

#include <algorithm>
#include <utility>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/questions.h"
#include "client/view/wording.h"
#include "client/work/picture.h"
#include "shared/form/attachment.h"
#include "shared/report/conflict.h"

namespace ziping::view {
namespace {

using client::FileState;
using form::Attachment;

constexpr float kEntryHeight = 32;
constexpr float kReasonGap = 4;
constexpr float kOneRowFrom = 560;  // at 100 %: narrower, the tools stand below the name

struct FileStanding {
  std::string_view words;
  Tone tone = Tone::Neutral;
  Mark mark = Mark::Dot;
};

struct FileTool {
  std::string_view id, words, hint;
};

// One entry of the field, with all that its row says.
struct FileEntry {
  Attachment file;
  std::optional<FileState> state;  // none: the vault has not told yet
  std::string why;                 // it was refused
  bool coming = false;             // from the server
};

FileStanding standing_of(const FileEntry& entry) {
  if (entry.coming) return {text::say("files.coming"), Tone::Accent, Mark::Down};
  if (!entry.state) return {text::say("files.here"), Tone::Neutral, Mark::Dot};
  switch (*entry.state) {
    case FileState::Elsewhere:
      return {text::say("files.elsewhere"), Tone::Neutral, Mark::Info};
    case FileState::Unsent:
      return {text::say("files.unsent"), Tone::Warn, Mark::Up};
    case FileState::Refused:
      return {text::say("files.refused"), Tone::Bad, Mark::Cross};
    case FileState::Held:
      break;
  }
  return {text::say("files.held"), Tone::Good, Mark::Check};
}

bool is_here(const FileEntry& entry) { return entry.state != FileState::Elsewhere; }

std::vector<FileEntry> entries_of(const Sheet& sheet, const form::Path& path, const std::string& place) {
  std::vector<FileEntry> out;
  const auto listed = form::parse_attachments(report::value_at(sheet.report.state, path).json());
  if (!listed) return out;
  for (const Attachment& file : *listed) {
    FileEntry entry{file, {}, {}, sheet.report.files_fetched.contains(file.sha256.hex())};
    for (const client::KeptFile& kept : sheet.report.around.files)
      if (kept.path == place && kept.attachment.sha256 == file.sha256) {
        entry.state = kept.state;
        entry.why = text::said(kept.why);
      }
    out.push_back(std::move(entry));
  }
  return out;
}

std::vector<FileTool> tools_of(const FileEntry& entry, bool open) {
  std::vector<FileTool> out;
  if (is_here(entry) && client::is_picture(entry.file.type))
    out.push_back({"look", text::say("files.look"), text::say("files.look_hint")});
  if (is_here(entry)) out.push_back({"save", text::say("files.save_as"), text::say("files.save_as_hint")});
  if (!is_here(entry) && !entry.coming)
    out.push_back({"fetch", text::say("files.fetch"), text::say("files.fetch_hint")});
  if (entry.state == FileState::Refused)
    out.push_back({"send", text::say("files.send_again"), text::say("files.send_again_hint")});
  if (open) out.push_back({"remove", text::say("files.remove"), text::say("files.remove_hint")});
  return out;
}

class FilesField {
 public:
  FilesField(Sheet& sheet, const FieldFrame& frame, const form::Path& path)
      : sheet_(sheet),
        ui_(sheet.ui),
        frame_(frame),
        place_(path.text()),
        open_(frame.lock_reason.empty()),
        entries_(entries_of(sheet, path, place_)) {
    if (const auto at = sheet.report.files_coming.find(place_); at != sheet.report.files_coming.end())
      coming_ = at->second;
  }

  void draw() {
    width_ = frame_.width > 0 ? frame_.width : width_left();
    one_row_ = width_ >= ui_.px(kOneRowFrom);
    const FieldPlace place = begin_field(ui_, frame_, height());
    box_ = place.control;
    fill(ui_.look, box_, frame_.marked ? ground_of(ui_.colour(), frame_) : ui_.colour().surface, kCornerRadius);
    outline(ui_.look, box_, frame_.tint >= Level::Warn ? ink_of(ui_.colour(), frame_.tint) : ui_.colour().line_strong,
            kCornerRadius);
    float y = box_.min.y;
    for (std::size_t i = 0; i < entries_.size(); ++i) y = draw_entry(i, y);
    for (const std::string& file : coming_) y = draw_coming(file, y);
    draw_last(y);
    if (frame_.marked == MarkedAs::GoneTo) focus_ring(ui_.look, box_);
    end_field(ui_, frame_, place);
    take_dropped();
  }

 private:
  [[nodiscard]] float entry_height(const FileEntry& entry) const {
    const float reason =
        entry.why.empty() ? 0
                          : paragraph_height(ui_.look, reason_width(), Type::Small, entry.why) + ui_.px(2 * kReasonGap);
    return ui_.px(one_row_ ? kEntryHeight : 2 * kEntryHeight) + reason;
  }
  [[nodiscard]] float reason_width() const { return width_ - ui_.px(24); }
  [[nodiscard]] bool has_last() const { return open_ || (entries_.empty() && coming_.empty()); }

  [[nodiscard]] float height() const {
    float out = has_last() ? ui_.px(kEntryHeight + 4) : 0;
    for (const FileEntry& entry : entries_) out += entry_height(entry);
    return out + ui_.px(kEntryHeight) * static_cast<float>(coming_.size());
  }

  [[nodiscard]] float tool_width(std::string_view words) const {
    return text_width(ui_.look, Type::Small, words) + ui_.px(16);
  }

  // Words that can be pressed.
  bool tool(const std::string& label, float left, float top, std::string_view hint) {
    const Box box{{left, top + ui_.px(2)}, {left + tool_width(shown_part(label)), top + ui_.px(kEntryHeight - 2)}};
    const Item item = button_item_at(label, box);
    if (item.pressed || item.ringed) sheet_.memory.files_field = place_;
    if (!item.visible) return item.pressed;
    if (item.hovered) fill(ui_.look, box, ui_.colour().accent_soft, kCornerRadius);
    if (item.ringed) focus_ring(ui_.look, box);
    draw_text_in(ui_.look, box, Type::Small, ui_.colour().accent, shown_part(label), Align::Centre);
    explain_on_hover(ui_, item, hint);
    return item.pressed;
  }

  // From the right end of the row; returns where they begin.
  float draw_tools(std::size_t index, float right, float top) {
    const std::vector<FileTool> tools = tools_of(entries_[index], open_);
    float left = right;
    for (const FileTool& one : tools) left -= tool_width(one.words);
    float x = left;
    for (const FileTool& one : tools) {
      const std::string id = "files/" + place_ + "/" + std::to_string(index) + "/" + std::string(one.id);
      if (tool(std::string(one.words) + "###" + id, x, top, one.hint)) carry_out(one.id, entries_[index]);
      x += tool_width(one.words);
    }
    return left;
  }

  float draw_entry(std::size_t index, float top) {
    const FileEntry& entry = entries_[index];
    const float left = box_.min.x + ui_.px(12), right = box_.max.x - ui_.px(4);
    const float below = one_row_ ? top : top + ui_.px(kEntryHeight);
    const float x = draw_tools(index, right, below);
    const FileStanding standing = standing_of(entry);
    const float state = badge_width(ui_, standing.words);
    const float state_left = one_row_ ? std::max(left, x - state - ui_.px(8)) : left;
    draw_badge(ui_, {state_left, below + ui_.px(kEntryHeight) / 2}, standing.mark, standing.words, standing.tone);
    draw_name(entry, {{left, top}, {(one_row_ ? state_left : right) - ui_.px(12), top + ui_.px(kEntryHeight)}});
    const float bottom = top + entry_height(entry);
    if (!entry.why.empty()) {
      const float at = below + ui_.px(kEntryHeight) + ui_.px(kReasonGap);
      draw_paragraph(ui_.look, {left, at}, reason_width(), Type::Small, ui_.colour().bad, entry.why);
    }
    horizontal_line(ui_.look, box_.min.x + ui_.px(1), box_.max.x - ui_.px(1), bottom, ui_.colour().line);
    return bottom;
  }

  void draw_name(const FileEntry& entry, Box box) const {
    const std::string size = bytes_words(entry.file.bytes);
    const float size_width = text_width(ui_.look, Type::Small, size);
    const float room = std::max(box.width() - size_width - ui_.px(8), ui_.px(40));
    const float name = std::min(text_width(ui_.look, Type::Body, entry.file.name), room);
    draw_text_in(ui_.look, {box.min, {box.min.x + name, box.max.y}}, Type::Body, ui_.colour().text, entry.file.name);
    draw_text_in(ui_.look, {{box.min.x + name + ui_.px(8), box.min.y}, box.max}, Type::Small, ui_.colour().quiet, size);
    Item item;
    item.hovered = name >= room && ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(box.min, box.max);
    explain_on_hover(ui_, item, entry.file.name);
  }

  float draw_coming(const std::string& file, float top) const {
    const Box row{{box_.min.x + ui_.px(12), top}, {box_.max.x - ui_.px(12), top + ui_.px(kEntryHeight)}};
    draw_text_in(ui_.look, row, Type::Body, ui_.colour().quiet,
                 text::say("files.reading", {file.substr(file.find_last_of('/') + 1)}));
    return row.max.y;
  }

  void draw_last(float top) {
    if (!has_last()) return;
    const Box row{{box_.min.x + ui_.px(12), top}, {box_.max.x - ui_.px(12), box_.max.y}};
    if (!open_) return draw_text_in(ui_.look, row, Type::Body, ui_.colour().quiet, text::say("files.none"));
    const std::string label = text::label("files.add_more", "###files/" + place_ + "/add");
    const float left = box_.min.x + ui_.px(4), width = tool_width(shown_part(label)), at = top + ui_.px(2);
    if (tool(label, left, at, text::say("files.add_hint"))) ask("file-add", {});
    const Box words{{left + width + ui_.px(8), at}, {row.max.x, at + ui_.px(kEntryHeight)}};
    const std::string hint = text::say("files.limits", {frame_.hint, form::kAttachmentBytesMax >> 20});
    draw_text_in(ui_.look, words, Type::Small, ui_.colour().quiet, hint);
  }

  void carry_out(std::string_view id, const FileEntry& entry) {
    Frame& frame = sheet_.frame;
    if (id == "look") {
      frame.ask(app::LookAt{entry.file});
      ask("file-look", entry.file);
    }
    if (id == "save") ask("file-save", entry.file);
    if (id == "fetch") frame.ask(app::FetchFile{place_, entry.file});
    if (id == "send") frame.ask(app::SendFile{place_, entry.file});
    if (id == "remove") frame.ask(app::RemoveFile{place_, entry.file.name});
  }

  void ask(std::string_view question, Attachment file) {
    ask_for_place(sheet_.frame, question);
    const std::string name = file.name;
    sheet_.memory.file = FormMemory::File{place_, std::move(file)};
    if (question == "file-save") sheet_.frame.memory.words["###question/name"] = name;
  }

  void take_dropped() {
    std::vector<std::string>& dropped = sheet_.frame.memory.dropped;
    if (dropped.empty() || !open_ || sheet_.frame.model.asking) return;
    const bool over = ImGui::IsMouseHoveringRect(box_.min, box_.max);
    if (!over && sheet_.memory.files_field != place_) return;
    sheet_.frame.ask(app::AddFiles{place_, std::exchange(dropped, {})});
    sheet_.memory.files_field = place_;
  }

  Sheet& sheet_;
  Ui& ui_;
  const FieldFrame& frame_;
  const std::string place_;
  const bool open_;
  const std::vector<FileEntry> entries_;
  std::vector<std::string> coming_;  // files that are being read in
  float width_ = 0;
  bool one_row_ = true;
  Box box_{};
};

}  // namespace

void files_field(Sheet& sheet, const FieldFrame& frame, const form::Path& path) {
  FilesField(sheet, frame, path).draw();
}

bool has_files(const Sheet& sheet, const form::Path& path) {
  return !report::value_at(sheet.report.state, path).absent() || sheet.report.files_coming.contains(path.text());
}

}  // namespace ziping::view
