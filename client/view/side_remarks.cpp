// The remarks on the report: what is asked, where it stands now, what was answered, and what is left to answer.
#include <algorithm>
#include <utility>

#include "client/app/remarks.h"
#include "client/app/unsaid.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/moment.h"
#include "client/view/remark_question.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/prose_field.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

constexpr std::size_t kBegunCharacters = 80;

using app::RemarkStanding;
using client::RemarkThread;
using client::SaidRemark;

struct StandingWords {
  std::string_view words;
  Tone tone;
};

StandingWords words_of(RemarkStanding standing) {
  switch (standing) {
    case RemarkStanding::Unanswered:
      return {text::say("remark.unanswered"), Tone::Warn};
    case RemarkStanding::Answered:
      return {text::say("remark.answered"), Tone::Good};
    case RemarkStanding::Closed:
      return {text::say("remark.closed"), Tone::Neutral};
    case RemarkStanding::Withdrawn:
      return {text::say("remark.withdrawn"), Tone::Neutral};
    case RemarkStanding::Refused:
      return {text::say("remark.refused"), Tone::Bad};
  }
  return {};
}

// 财政审核员 11-20 09:12 · 待发送
std::string said_by(const app::Model& model, const SaidRemark& one) {
  std::string out = app::user_name(model, one.header.author) + " " + moment(one.header.stamp, model.now_ms);
  if (one.state == "queued") out += text::say("remark.is_queued");
  if (one.state == "withdrawn") out += text::say("remark.is_withdrawn");
  if (one.state == "former") out += text::say("remark.is_former");
  if (one.state == "quarantined") out += text::say("remark.is_refused", {text::said(one.why)});
  return out;
}

std::string text_of(const SaidRemark& one) {
  if (one.header.kind == sync::RemarkKind::Close) return text::say("remark.closes", {one.header.text});
  if (one.header.kind == sync::RemarkKind::Reopen) return text::say("remark.reopens", {one.header.text});
  return one.header.text;
}

std::string where(const app::Model& model, const RemarkThread& thread) {
  const sync::RemarkHeader& header = thread.remark.header;
  const auto path = form::Path::parse(header.place.at);
  const std::string out = header.place.at.empty() || !path ? text::say("remark.report", {}) : place_words(model, *path);
  return text::say("remark.place", {out, header.version});
}

// What has become of the words that were quoted.
std::string changed(const RemarkThread& thread) {
  const bool quoted = !thread.remark.header.place.quote.empty();
  if (thread.now.standing == merge::Standing::Gone)
    return text::say(quoted ? "remark.sentence_gone" : "remark.place_gone", {});
  if (thread.now.standing == merge::Standing::Same) return {};
  return text::say(quoted ? "remark.sentence_now" : "remark.place_changed", {thread.now.sentence});
}

void draw_thread(Frame& frame, const RemarkThread& thread, const std::string& id) {
  Ui& ui = frame.ui;
  const Palette& colour = ui.colour();
  const StandingWords standing = words_of(app::standing(thread));
  const Box top = take_room({width_left(), ui.px(24)});
  const float taken = pill_width(ui, standing.words) + ui.px(8);
  draw_pill_in(ui, {{top.max.x - taken + ui.px(8), top.min.y}, top.max}, standing.words, standing.tone);
  draw_text_in(ui.look, {top.min, {top.max.x - taken, top.max.y}}, Type::Small, colour.quiet,
               where(frame.model, thread));
  const sync::RemarkHeader& header = thread.remark.header;
  if (!header.place.quote.empty()) small_text(ui, id + "/quote", colour.quiet, "“" + header.place.quote + "”");
  if (const std::string words = changed(thread); !words.empty()) small_text(ui, id + "/changed", colour.warn, words);
  small_text(ui, id + "/text", colour.text, text_of(thread.remark));
  small_text(ui, id + "/by", colour.quiet, said_by(frame.model, thread.remark));
  for (std::size_t i = 0; i < thread.answers.size(); ++i) {
    const SaidRemark& answer = thread.answers[i];
    const std::string at = id + "/" + std::to_string(i);
    space(ui, 4);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(12));
    const Column column(width_left());
    small_text(ui, at + "/text", answer.counts() ? colour.text : colour.quiet, text_of(answer));
    small_text(ui, at + "/by", colour.quiet, said_by(frame.model, answer));
  }
}

// The field of an answer that is being written, with its buttons. Sent, it stays until it stands among the answers.
void answer_field(Frame& frame, const RemarkThread& thread, const app::Unsaid& begun) {
  Ui& ui = frame.ui;
  const std::string& id = thread.remark.id;
  const std::string place = app::place_of_answer(id);
  const bool is_sent = begun.state == app::Unsaid::State::Said;
  std::string words = begun.words;
  const EditOutcome typed = prose_field(ui,
                                        {.field = {.id = "###remark/answer/" + id,
                                                   .label = text::say("remark.answer"),
                                                   .hint = text::say("remark.answer_hint"),
                                                   .recall = Recall::Here},
                                         .characters_max = sync::kRemarkCharactersMax},
                                        words);
  if (typed.changed()) {
    words = typed.text;
    frame.ask(app::KeepUnsaid{place, words});
  }
  const bool fits = !words.empty() && base::count_characters(words) <= sync::kRemarkCharactersMax;
  if (button(ui, Rank::Primary, text::label("remark.answer", "###remark/send/" + id),
             fits && !is_sent ? Enabled::Yes : Enabled::No))
    return frame.ask(app::FollowRemark{id, sync::RemarkKind::Answer, words});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Quiet, text::label("common.cancel", "###remark/cancel/" + id)))
    frame.ask(app::DropUnsaid{place});
}

void buttons(Frame& frame, const RemarkThread& thread) {
  Ui& ui = frame.ui;
  const std::string& id = thread.remark.id;
  const std::string place = app::place_of_answer(id);
  if (const app::Unsaid* begun = app::unsaid_at(*frame.model.report, place)) return answer_field(frame, thread, *begun);
  bool first = true;
  const auto one = [&](std::string_view words, const char* what) {
    if (!std::exchange(first, false)) ImGui::SameLine(0, ui.px(8));
    return button(ui, Rank::Quiet, std::string(words) + "###remark/" + what + "/" + id);
  };
  if (thread.remark.counts() && one(text::say("remark.answer"), "reply")) frame.ask(app::KeepUnsaid{place, {}});
  if (app::may_close(frame.model, thread)) {
    if (thread.open && one(text::say("common.close"), "close"))
      frame.ask(app::FollowRemark{id, sync::RemarkKind::Close, {}});
    if (!thread.open && one(text::say("remark.reopen"), "reopen"))
      frame.ask(app::FollowRemark{id, sync::RemarkKind::Reopen, {}});
  }
  // The last that was said goes first: nothing that has an answer is taken back.
  const SaidRemark& last = thread.answers.empty() ? thread.remark : thread.answers.back();
  if (app::may_withdraw(frame.model, last) && one(text::say("remark.withdraw"), "withdraw"))
    frame.ask(app::WithdrawRemark{last.id});
}

// A computed figure of a row is nobody's to write, but follows from what else the row says.
bool writes_at(const app::Model& model, form::Path place) {
  const form::Field* field = model.report->form->find_field(place);
  if (field && field->computed() && !place.rows.empty()) place.name.clear();
  return app::locked_because(model, place).empty();
}

void go_to(Frame& frame, const RemarkThread& thread) {
  const sync::RemarkHeader& header = thread.remark.header;
  const auto place = form::Path::parse(header.place.at);
  const bool writes = place && writes_at(frame.model, *place);
  if (writes && thread.now.standing != merge::Standing::Gone && !header.place.at.empty())
    return frame.ask(app::GoTo{header.place.at});
  frame.ask(app::ReadVersion{std::to_string(header.version)});
  frame.memory.remark.reading_at = thread.remark.id;
}

// 还有 2 条审核意见要答复
void what_is_left(Frame& frame) {
  const std::size_t left = app::points_to_answer(frame.model).size();
  const auto& reviewers = frame.model.home.names.reviewers;
  const auto asked = std::ranges::count_if(frame.model.report->remarks, [&](const RemarkThread& thread) {
    return reviewers.contains(thread.remark.header.author) && thread.remark.counts();
  });
  if (asked == 0 || (frame.model.home.self && frame.model.home.self->role == "finance")) return;
  const std::string words = text::say(left > 0 ? "remark.left" : "remark.all_answered", {left});
  end_strip(begin_strip(frame.ui, left > 0 ? Level::Warn : Level::Good, words));
  space(frame.ui, 8);
}

void draw_begun(Frame& frame, const app::BegunRemark& one) {
  Ui& ui = frame.ui;
  const std::string id = "###remark/begun/" + one.place;
  section_header(ui, text::say("remark.begun"));
  if (!one.about.quote.empty())
    small_text(ui, id + "/quote", ui.colour().quiet, "“" + base::excerpt(one.about.quote, kBegunCharacters) + "”");
  small_text(ui, id + "/words", ui.colour().text, base::excerpt(one.words, kBegunCharacters));
  if (button(ui, Rank::Quiet, std::string(text::say("remark.go_on")) + id + "/go_on"))
    go_on_with_remark(frame, one.about);
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Bare, std::string(text::say("common.throw_away")) + id + "/drop"))
    frame.ask(app::DropUnsaid{one.place});
}

// Remarks that somebody began, to be gone on with or thrown away.
void what_is_begun(Frame& frame) {
  for (const app::BegunRemark& one : app::begun_remarks(*frame.model.report)) {
    inset_group(frame.ui, [&] { draw_begun(frame, one); });
    space(frame.ui, 8);
  }
}

}  // namespace

void lead_to_remarks(Frame& frame, std::vector<std::string> remarks, const Item& pressed) {
  if (remarks.empty()) return;
  frame.ask(app::ShowSide{app::Side::Remarks});
  frame.memory.panes.right.folded = Folded::No;
  RemarkMemory& memory = frame.memory.remark;
  memory.side_at = remarks.front();
  memory.side_by_key = pressed.ringed;
  memory.lit = std::move(remarks);
}

void side_remarks(Frame& frame) {
  Ui& ui = frame.ui;
  const app::OpenReport& report = *frame.model.report;
  what_is_left(frame);
  what_is_begun(frame);
  if (report.remarks.empty())
    return empty_state(
        ui, text::say("remark.none"),
        report.around.versions.empty() ? text::say("remark.none_submitted") : text::say("remark.none_means"));
  RemarkMemory& memory = frame.memory.remark;
  const std::string wanted = std::exchange(memory.side_at, {});
  for (std::size_t i = 0; i < report.remarks.size(); ++i) {
    const RemarkThread& thread = report.remarks[i];
    const std::string id = "###remark/" + thread.remark.id;
    const bool lit = std::ranges::find(memory.lit, thread.remark.id) != memory.lit.end();
    if (thread.remark.id == wanted) {
      ImGui::SetScrollHereY(0.1f);
      if (std::exchange(memory.side_by_key, false)) keyboard_to_next_item();
    }
    part_of_page(frame.memory.form.side_rooms, id, wanted.empty() ? Sparing::Yes : Sparing::No, [&] {
      if (pressable(
              frame, id, [&] { draw_thread(frame, thread, id); }, lit ? Lit::Yes : Lit::No)) {
        memory.lit.clear();
        go_to(frame, thread);
      }
      inset_group(ui, [&] { buttons(frame, thread); });
      space(ui, 4);
      const Box line = take_room({width_left(), ui.px(1)});
      horizontal_line(ui.look, line.min.x + ui.px(8), line.max.x - ui.px(8), line.min.y, ui.colour().line);
      space(ui, 4);
    });
  }
}

}  // namespace ziping::view
