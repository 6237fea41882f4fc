#include <optional>
#include <string>
#include <utility>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/page.h"
#include "client/view/shortcuts.h"

namespace ziping::view {
namespace {

constexpr float kCardWidth = 480;
constexpr std::string_view kServer = "###enrol/server", kUser = "###enrol/user", kPassword = "###enrol/password",
                           kDevice = "###enrol/device";

// It was done before: the registration is no longer good, or the server has moved.
bool is_done_again(const app::Model& model) { return model.home.self && !model.home.sample; }

// Whose field an error belongs under; none for the whole form.
std::string_view place_of(const base::Error& error) {
  if (error.code == "wrong-password" || error.code == "denied") return kPassword;
  if (error.code == "other-account") return kUser;
  if (error.code == "bad-address" || error.kind == base::ErrorKind::Unavailable) return kServer;
  return {};
}

// Nobody can type an address wrong in this way and still mean another one.
std::string address_of(std::string typed) {
  while (!typed.empty() && (typed.back() == '/' || typed.back() == ' ')) typed.pop_back();
  return typed.empty() || typed.find("://") != typed.npos ? typed : "https://" + typed;
}

class EnrolForm {
 public:
  explicit EnrolForm(Frame& frame) : frame_(frame) {}

  void draw() {
    const Ui& ui = frame_.ui;
    if (appears()) fill_in();
    text_block(ui, Type::Body, ui.colour().quiet,
               text::say(is_done_again(frame_.model) ? "enrol.again_means" : "enrol.means"));
    space(ui, 4);
    line(kServer, text::say("enrol.server"), text::say("enrol.server_hint"));
    line(kUser, text::say("enrol.user"), text::say("enrol.user_hint"));
    line(kPassword, text::say("enrol.password"), text::say("enrol.password_hint"));
    line(kDevice, text::say("enrol.device"), text::say("enrol.device_hint"));
    if (error() && place_of(*error()).empty()) finding_line(frame_.ui, width_left(), {Level::Bad, said_wrong()});
    if (error() && error()->code == "already-there" && is_done_again(frame_.model))
      text_block(ui, Type::Body, ui.colour().text, text::say("enrol.elsewhere_means", {frame_.model.home.folder}));
    space(ui, 4);
    buttons();
  }

 private:
  [[nodiscard]] const std::optional<base::Error>& error() const { return frame_.model.enrolment.error; }
  [[nodiscard]] std::string said_wrong() const { return error() ? text::said(error()->message) : std::string(); }
  std::string& words(std::string_view id) { return frame_.memory.words[std::string(id)]; }
  [[nodiscard]] bool appears() const { return frame_.memory.screen != app::Screen::Enrol; }

  // With what is known; what was typed before stays.
  void fill_in() {
    const app::Model& model = frame_.model;
    const auto offer = [this](std::string_view id, const std::string& known) {
      if (words(id).empty()) words(id) = known;
    };
    if (is_done_again(model)) {
      offer(kServer, model.home.server_url);
      offer(kUser, model.home.self->name);
      const auto device = model.home.settings.find("device_label");
      if (device != model.home.settings.end()) offer(kDevice, device->second);
    }
    offer(kDevice, model.host_name);
  }

  void line(std::string_view id, std::string_view label, std::string_view hint) {
    FieldFrame field{.id = id, .label = label, .required = Required::Yes, .hint = hint, .recall = Recall::Here};
    const std::string sentence = said_wrong();
    const FindingLine wrong[] = {{Level::Bad, sentence}};
    if (error() && place_of(*error()) == id) field.findings = wrong;
    const bool secret = id == kPassword;
    const FieldOutcome typed =
        secret ? secret_field(frame_.ui, field, words(id)) : line_field(frame_.ui, field, words(id));
    if (typed.value) words(id) = *typed.value;
    if (appears() && words(id).empty() && !std::exchange(activated_, true)) activate(frame_.ui, typed.edit.item.id);
    entered_ = entered_ || typed.edit.left == Leaving::Enter;
  }

  bool complete() {
    for (const std::string_view id : {kServer, kUser, kPassword, kDevice})
      if (words(id).empty()) return false;
    return true;
  }

  void buttons() {
    Ui& ui = frame_.ui;
    const bool running = frame_.model.enrolment.running;
    const std::string label = text::label(running ? "enrol.running" : "enrol.now", "###enrol/now");
    const bool able = !running && complete();
    const bool pressed = button(ui, Rank::Primary, label, able ? Enabled::Yes : Enabled::No);
    if (able && (pressed || entered_)) {
      frame_.ask(app::EnrolHere{address_of(words(kServer)), words(kUser), words(kPassword), words(kDevice)});
      frame_.memory.enrolling = true;
    }
    ImGui::SameLine(0, ui.px(12));
    if (!frame_.model.home.self && !running) {
      sample_button(frame_, "###enrol/sample");
      ImGui::SameLine(0, ui.px(12));
    }
    if (button(ui, Rank::Bare, text::label("enrol.later", "###enrol/later"))) go_back(frame_);
  }

  Frame& frame_;
  bool entered_ = false, activated_ = false;
};

}  // namespace

// A mistyped address does not cost the password; one that was taken or refused is no use any more.
void forget_password(Frame& frame) {
  const app::Enrolment& enrolment = frame.model.enrolment;
  const bool ended = std::exchange(frame.memory.enrolling, enrolment.running) && !enrolment.running;
  const bool is_used = ended && (!enrolment.error || place_of(*enrolment.error) == kPassword);
  const bool is_left = !enrolment.running && frame.model.screen != app::Screen::Enrol;
  if (is_used || is_left) frame.memory.words.erase(std::string(kPassword));
}

void enrol_screen(Frame& frame) {
  const auto bar = [&] {
    if (back_button(frame)) go_back(frame);
    ImGui::SameLine();
    bar_title(frame, text::say(is_done_again(frame.model) ? "enrol.again_title" : "enrol.title"), frame.px(240));
  };
  page(frame, bar, [&](ImVec2 size) {
    scroll_column(frame.ui, "###enrol", size, kCardWidth, [&] {
      ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), frame.px(12)});
      {
        const Card card(frame.ui, 24);
        EnrolForm(frame).draw();
      }
      ImGui::PopStyleVar();
    });
  });
}

}  // namespace ziping::view
