#include "client/app/update_settings.h"

#include <algorithm>

#include "client/app/notices.h"
#include "client/text/say.h"

namespace ziping::app {
namespace {

constexpr int kScaleMin = 80, kScaleMax = 250;

void keep(Orders& orders, const char* name, std::string value) {
  orders.push_back(client::KeepSetting{name, std::move(value)});
}

}  // namespace

void set(Model& model, Orders& orders, const SetScale& command) {
  model.settings.scale_percent = std::clamp(command.percent, kScaleMin, kScaleMax);
  keep(orders, "scale", std::to_string(model.settings.scale_percent));
}

void set(Model& model, Orders& orders, const SetAppearance& command) {
  model.settings.appearance = command.appearance;
  keep(orders, "appearance", command.appearance == Appearance::Dark ? "dark" : "light");
}

void set(Model& model, Orders& orders, const SetLanguage& command) {
  model.settings.language = command.language;
  keep(orders, "language", std::string(text::code_of(command.language)));
}

void set(Model& model, Orders& orders, const SetContrast& command) {
  model.settings.strong_contrast = command.strong;
  keep(orders, "contrast", command.strong ? "strong" : "normal");
}

void set(Model& model, Orders& orders, const SetFont& command) {
  model.settings.font = command.file;
  keep(orders, "font", command.file);
}

void set(Model& model, Orders& orders, const FontRefused& command) {
  std::string name = model.settings.font;
  if (const auto at = std::ranges::find(model.fonts, name, &MachineFont::file); at != model.fonts.end())
    name = text::say(at->name);
  give_notice(model, {Notice::Tone::Warn, text::say("settings.font_refused", {name})});
  set(model, orders, SetFont{command.kept});
}

void set(Model& model, Orders& orders, const SetPanes& command) {
  model.settings.panes = command.stored;
  keep(orders, "panes", command.stored);
}

void set(Model& model, Orders& orders, const SetAutoSync& command) {
  model.settings.auto_sync = command.on;
  keep(orders, "auto_sync", command.on ? "on" : "off");
  orders.push_back(client::ListReports{});  // tells the next try
}

void set(Model& model, Orders& orders, const SetAskFirst& command) {
  model.settings.ask_first = command.on;
  keep(orders, "ask_first", command.on ? "on" : "off");
}

void set(Model& model, Orders& orders, const BackUp&) {
  model.copying = true;
  orders.push_back(client::MakeCopy{});
}

void set(Model& model, Orders& orders, const RelocateData& command) {
  model.relocating = true;
  drop_good_notice(model);
  orders.push_back(client::RelocateData{command.folder});
}

}  // namespace ziping::app
