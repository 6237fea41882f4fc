#include "client/view/remark_question.h"

#include <utility>

#include "client/app/unsaid.h"
#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/questions.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/dialog.h"
#include "client/view/widgets/prose_field.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr float kRemarkWidth = 560;
constexpr std::size_t kQuoteCharacters = 120;  // of it that are shown
constexpr const char* kText = "###question/remark";

std::size_t choose_target(Frame& frame) {
  RemarkMemory& memory = frame.memory.remark;
  std::vector<std::string_view> labels;
  for (const app::RemarkTarget& one : memory.targets) labels.push_back(one.label);
  if (const auto other = choice_field(frame.ui, {.id = "###question/target", .label = text::say("remark.about")},
                                      labels, memory.chosen))
    memory.chosen = *other;
  return memory.chosen;
}

void ask_about(Frame& frame, std::vector<app::RemarkTarget> targets) {
  if (targets.empty()) return;
  frame.memory.remark.targets = std::move(targets);
  frame.memory.remark.chosen = 0;
  ask_question(frame, "remark");
}

}  // namespace

void ask_for_remark(Frame& frame, std::size_t paragraph, std::size_t begin, std::size_t end) {
  ask_about(frame, app::targets(*frame.model.report, paragraph, begin, end));
}

void ask_for_remark_in_paragraph(Frame& frame, std::size_t paragraph) {
  ask_about(frame, app::targets_in_paragraph(*frame.model.report, paragraph));
}

void go_on_with_remark(Frame& frame, const client::NewRemark& about) {
  const auto path = form::Path::parse(about.at);
  const bool anywhere = about.at.empty() || !path;
  std::string label = about.quote.empty() ? std::string() : text::say("remark.sentence", {});
  if (label.empty()) label = anywhere ? text::say("remark.report", {}) : place_words(frame.model, *path);
  ask_about(frame, {{std::move(label), about}});
}

void ask_for_remark_in_table(Frame& frame, std::size_t paragraph, std::size_t row, std::optional<std::size_t> column) {
  ask_about(frame, app::targets_in_table(*frame.model.report, paragraph, row, column));
}

void remark_question(Frame& frame) {
  RemarkMemory& memory = frame.memory.remark;
  if (memory.targets.empty()) return frame.ask(app::Ask{});
  ImGuiID field = 0;
  const bool appeared = dialog(frame.ui, "###question/remark/popup", text::say("remark.title"), kRemarkWidth, [&] {
    const std::size_t chosen = choose_target(frame);
    const std::string& quote = memory.targets[chosen].remark.quote;
    if (!quote.empty())
      text_block(frame.ui, Type::Body, frame.ui.colour().quiet, "“" + base::excerpt(quote, kQuoteCharacters) + "”");
    const std::string place = app::place_of_remark(memory.targets.front().remark);
    const app::Unsaid* begun = app::unsaid_at(*frame.model.report, place);
    std::string words = begun ? begun->words : std::string();
    const EditOutcome typed = prose_field(frame.ui,
                                          {.field = {.id = kText,
                                                     .label = text::say("remark.label"),
                                                     .required = Required::Yes,
                                                     .hint = text::say("remark.hint"),
                                                     .recall = Recall::Here},
                                           .characters_max = sync::kRemarkCharactersMax},
                                          words);
    field = typed.item.id;
    if (typed.changed()) {
      words = typed.text;
      frame.ask(app::KeepUnsaid{place, words});
    }
    const bool fits = !words.empty() && base::count_characters(words) <= sync::kRemarkCharactersMax;
    if (!answer_row(frame, text::say("remark.take"), fits ? Enabled::Yes : Enabled::No)) return;
    app::SayRemark said{memory.targets[chosen].remark, place};
    said.remark.text = words;
    frame.ask(said);
    frame.ask(app::ShowSide{app::Side::Remarks});
    frame.memory.panes.right.folded = Folded::No;
    frame.ask(app::Ask{});
  });
  if (appeared) activate(frame.ui, field);
}

}  // namespace ziping::view
