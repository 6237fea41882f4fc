// The whole form as one page: a card for each section, in the order of the document.
#include <algorithm>
#include <string>
#include <vector>

#include "client/text/say.h"
#include "client/view/find_bar.h"
#include "client/view/form_rows.h"
#include "client/view/move_question.h"
#include "client/view/widgets/rich_text.h"
#include "shared/document/phrase.h"
#include "shared/form/value.h"

namespace ziping::view {
namespace {

using document::Content;
using document::Section;
using document::Source;

form::Path path_of(const Content& content) { return {{}, content.name}; }

// What the whole section has in common: why nothing in it can be edited here, and who fills it.
struct Standing {
  std::string lock;    // empty: at least a part of it is open
  std::string filler;  // "filled in by the head office"
};

Standing standing_of(const Sheet& sheet, const Section& section) {
  Standing out;
  bool open = false, teams = false, any = false;
  for (const Content& content : section.contents) {
    if (content.source == Source::Template) continue;
    const form::Path path = path_of(content);
    const form::Field* field = content.source == Source::Field ? sheet.report.form->find_field(path) : nullptr;
    if (field && field->computed()) continue;
    form::Path asked = path;
    if (content.source == Source::Group) asked.rows.push_back({path.name, "any"});
    teams = teams || std::ranges::count(sheet.report.form->owners(asked), "team") > 0;
    const std::string lock = content.source == Source::Group ? app::rows_locked_because(sheet.frame.model, path)
                                                             : app::locked_because(sheet.frame.model, path);
    open = open || lock.empty() || (any && lock != out.lock);
    out.lock = lock;
    any = true;
  }
  if (open) out.lock.clear();
  if (any) out.filler = text::say(teams ? "form.by_teams" : "form.by_office");
  return out;
}

void card_header(const Sheet& sheet, const Section& section, const Standing& standing) {
  const Ui& ui = sheet.ui;
  const Box room = take_room({width_left(), ui.px(32)});
  const std::string& right = standing.lock.empty() ? standing.filler : standing.lock;
  const float words = right.empty() ? 0 : text_width(ui.look, Type::Small, right);
  draw_text_in(ui.look, {room.min, {room.max.x - words - ui.px(32), room.max.y}}, Type::Section, ui.colour().text,
               section.number + section.title);
  draw_text_in(ui.look, room, Type::Small, ui.colour().quiet, right, Align::Right);
  if (!standing.lock.empty())
    draw_mark(ui.look, {room.max.x - words - ui.px(12), room.centre().y}, ui.px(12), Mark::Lock, ui.colour().quiet);
}

// The sentence that the report will print from the figures above it.
void written_sentence(Sheet& sheet, const Content& content) {
  Ui& ui = sheet.ui;
  const std::string words = document::fill(document::phrase_of(content.name), [&](const std::string& name) {
    const form::Field* field = sheet.report.form->top().find(name);
    if (!field) return std::string();
    if (field->computed()) return computed_text(sheet, *field, name);
    const base::Json& value = sheet.report.state.value(name).json();
    if (const std::int64_t* integer = value.as_integer()) return std::to_string(*integer);
    return form::shown(*field, value);
  });
  const TextSpan spans[] = {{words, SpanStyle::Quiet}};
  rich_text(ui, "###written/" + content.name.substr(0, 48), spans, std::min(width_left(), prose_width_max(ui)));
}

class SectionCard {
 public:
  SectionCard(Sheet& sheet, const Section& section)
      : sheet_(sheet), section_(section), standing_(standing_of(sheet, section)) {}

  void draw() {
    card_header(sheet_, section_, standing_);
    for (const Content& content : section_.contents) {
      switch (content.source) {
        case Source::Template:
          templates_.push_back(&content);
          break;
        case Source::Field:
          add(content);
          break;
        case Source::Group:
          flush();
          draw_group(content);
          break;
      }
    }
    flush();
    if (templates_.empty()) return;
    space(sheet_.ui, 4);
    text_line(sheet_.ui, Type::Small, sheet_.ui.colour().quiet, text::say("form.written_from_it"));
    for (const Content* content : templates_) written_sentence(sheet_, *content);
  }

 private:
  void add(const Content& content) {
    const form::Field* field = sheet_.report.form->top().find(content.name);
    if (!field) return;
    if (!content.caption.empty()) {
      flush();
      caption_ = content.caption;
    }
    asked_.push_back(
        {field, path_of(content), Label::Above, standing_.lock.empty() ? LockWords::Here : LockWords::Elsewhere});
    if (content.total.empty()) return;
    total_ = content.total;
    flush();
  }

  void flush() {
    if (!asked_.empty()) {
      ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {sheet_.px(8), sheet_.px(4)});
      caption_.empty() ? field_grid(sheet_, asked_) : summed_grid(sheet_, asked_, {caption_, total_});
      ImGui::PopStyleVar();
    }
    asked_.clear();
    caption_ = total_ = {};
  }

  void draw_group(const Content& content) {
    const form::Group* group = sheet_.report.form->top().find_group(content.name);
    if (group && section_.contents.size() > 1) {
      space(sheet_.ui, 4);
      text_line(sheet_.ui, Type::Strong, sheet_.ui.colour().text, group->label);
    }
    group_of_rows(sheet_, content);
  }

  Sheet& sheet_;
  const Section& section_;
  const Standing standing_;
  std::vector<Asked> asked_;
  std::string_view caption_, total_;
  std::vector<const Content*> templates_;
};

void section_card(Sheet& sheet, const Section& section) {
  if (section.contents.empty()) {
    text_line(sheet.ui, section.level <= 1 ? Type::Page : Type::Section, sheet.ui.colour().text,
              section.number + section.title);
    return;
  }
  const Card card(sheet.ui, ImVec2(margin_of_card(sheet.ui, width_left()), sheet.px(16)));
  SectionCard(sheet, section).draw();
}

// Scrolls to the section the person chose; and as the person scrolls, the section in sight becomes the chosen one.
class Following {
 public:
  explicit Following(Sheet& sheet) : sheet_(sheet), memory_(sheet.memory) {
    chosen_ = memory_.section != sheet.report.section;
  }

  void section_begins(std::size_t index) {
    const float top = ImGui::GetCursorScreenPos().y - ImGui::GetWindowPos().y;
    if (chosen_ && index == sheet_.report.section && !sheet_.target())
      index == 0 ? ImGui::SetScrollY(0) : ImGui::SetScrollFromPosY(top - sheet_.px(24), 0);
    if (top < ImGui::GetWindowHeight() / 3) in_sight_ = index;
  }

  void finish() {
    const float scroll = ImGui::GetScrollY();
    const bool at_end = scroll > 0 && scroll >= ImGui::GetScrollMaxY();
    if (chosen_) {
      memory_.section = sheet_.report.section;
      settling_ = true;
    } else if (scroll != memory_.scrolled && !memory_.settling) {
      const std::size_t now = at_end && !sheet_.report.sections.empty() ? sheet_.report.sections.size() - 1 : in_sight_;
      if (now != sheet_.report.section) {
        memory_.section = now;
        sheet_.frame.ask(app::ShowSection{now});
      }
    }
    memory_.scrolled = scroll;
    memory_.settling = settling_;
  }

 private:
  Sheet& sheet_;
  FormMemory& memory_;
  bool chosen_ = false;
  bool settling_ = false;
  std::size_t in_sight_ = 0;
};

// Heights are of one scale only.
void forget_other_scales(Sheet& sheet) {
  if (sheet.memory.rooms_scale == sheet.ui.look.scale) return;
  sheet.memory.rooms.clear();
  sheet.memory.side_rooms.clear();
  sheet.memory.rooms_scale = sheet.ui.look.scale;
}

}  // namespace

void form_column(Frame& frame) {
  if (!frame.model.report || !frame.model.report->form) return;
  Sheet sheet(frame);
  forget_other_scales(sheet);
  find_bar(frame);
  scroll_column(frame.ui, "###form", {0, 0}, kFormWidthMax, [&] {
    newer_form_strip(frame);
    Following following(sheet);
    for (std::size_t i = 0; i < sheet.report.sections.size(); ++i) {
      following.section_begins(i);
      part_of_page(sheet.memory.rooms, "###section/" + std::to_string(i), sheet.sparing(),
                   [&] { section_card(sheet, sheet.report.sections[i]); });
      space(frame.ui, 8);
    }
    following.finish();
  });
  if (sheet.target()) sheet.arrive();  // the place is no longer there
}

}  // namespace ziping::view
