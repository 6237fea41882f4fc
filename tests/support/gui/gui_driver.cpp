#include "tests/support/gui/gui_driver.h"

#include <algorithm>
#include <utility>

// Dear ImGui calls these for every item, but only while TestEngineHookItems is set.
namespace {
ziping::tests::GuiDriver& driver_of(ImGuiContext* context) {
  return *static_cast<ziping::tests::GuiDriver*>(context->IO.UserData);
}
}  // namespace

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& box, const ImGuiLastItemData*) {
  if (id != 0 && context->CurrentWindow) driver_of(context).item_added(id, box);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
  if (label) driver_of(context).item_named(id, label, flags);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace ziping::tests {
namespace {

// Deeper than any tree, so that logging opens nothing by itself.
constexpr int kLogDepth = 99;

// There is no renderer: textures are said to be uploaded as soon as they are asked for.
void pretend_to_upload() {
  for (ImTextureData* texture : *ImGui::GetDrawData()->Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_OK) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

}  // namespace

GuiDriver::GuiDriver(ImVec2 size) : draw_([] {}), context_(ImGui::CreateContext()) {
  ImGui::SetCurrentContext(context_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.UserData = this;
  io.DisplaySize = size;
  io.DeltaTime = 1 / 60.0f;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_SetClipboardTextFn = [](ImGuiContext* context, const char* text) {
    driver_of(context).clipboard() = text;
  };
  platform.Platform_GetClipboardTextFn = [](ImGuiContext* context) { return driver_of(context).clipboard().c_str(); };
  fonts_ = platform::load_fonts(*io.Fonts, platform::find_fonts());
  context_->TestEngineHookItems = true;
  frame(2);
}

GuiDriver::~GuiDriver() {
  ImGui::SetCurrentContext(context_);
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_Destroyed);
  ImGui::DestroyContext(context_);
}

void GuiDriver::show(std::function<void()> draw) {
  draw_ = std::move(draw);
  frame(3);
}

void GuiDriver::frame(int count) {
  ImGui::SetCurrentContext(context_);
  for (; count > 0; --count) {
    next_.clear();
    ImGui::NewFrame();
    ImGui::LogToBuffer(kLogDepth);
    context_->LogDepthToExpand = 0;
    draw_();
    picture_ = context_->LogBuffer.c_str();
    ImGui::LogFinish();
    ImGui::Render();
    pretend_to_upload();
    items_.swap(next_);
  }
}

void GuiDriver::frame_unwatched() {
  ImGui::SetCurrentContext(context_);
  context_->TestEngineHookItems = false;
  ImGui::NewFrame();
  draw_();
  ImGui::Render();
  pretend_to_upload();
  context_->TestEngineHookItems = true;
}

void GuiDriver::item_added(ImGuiID id, const ImRect& box) {
  const ImGuiWindow* window = context_->CurrentWindow;
  const ImGuiID seed = window->IDStack.empty() ? 0 : window->IDStack.back();
  next_.push_back({id, seed, box, {}, window->Name, 0});
}

void GuiDriver::item_named(ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
  const auto found = std::find_if(next_.rbegin(), next_.rend(), [id](const Item& item) { return item.id == id; });
  if (found == next_.rend()) return;
  found->label = label;
  found->flags = flags;
}

const GuiDriver::Item* GuiDriver::find(std::string_view label, int nth) const {
  const bool by_id = label.starts_with("##");
  for (const Item& item : items_) {
    const std::string_view name = item.label;
    const std::size_t hash = name.find("##");
    const std::string_view part = by_id ? name.substr(std::min(hash, name.size())) : name.substr(0, hash);
    if (!name.empty() && part == label && nth-- == 0) return &item;
  }
  return nullptr;
}

void GuiDriver::settle() {
  frame(2);
  while (!context_->InputEventsQueue.empty()) frame();
}

void GuiDriver::move(ImVec2 to) {
  ImGui::GetIO().AddMousePosEvent(to.x, to.y);
  settle();
}

void GuiDriver::press(ImVec2 at) {
  move(at);
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  settle();
}

void GuiDriver::release() {
  ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
  settle();
}

void GuiDriver::click_at(ImVec2 at) {
  press(at);
  release();
  frame(30);  // so that the next click is not the second half of a double click
}

void GuiDriver::drag(ImVec2 from, ImVec2 to) {
  press(from);
  move({(from.x + to.x) / 2, (from.y + to.y) / 2});
  move(to);
  release();
}

bool GuiDriver::click(std::string_view label, int nth, Button button) {
  const Item* item = find(label, nth);
  if (!item) return false;
  const ImVec2 at = item->box.GetCenter();
  if (button == Button::Left) {
    click_at(at);
    return true;
  }
  move(at);
  for (const bool down : {true, false}) {
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Right, down);
    settle();
  }
  return true;
}

bool GuiDriver::double_click(std::string_view label, int nth) {
  const Item* item = find(label, nth);
  if (!item) return false;
  move(item->box.GetCenter());
  for (const bool down : {true, false, true, false}) {
    ImGui::GetIO().AddMouseButtonEvent(ImGuiMouseButton_Left, down);
    settle();
  }
  frame(30);
  return true;
}

bool GuiDriver::hover(std::string_view label, int nth) {
  const Item* item = find(label, nth);
  if (item) move(item->box.GetCenter());
  return item != nullptr;
}

bool GuiDriver::type(std::string_view label, std::string_view utf8, int nth) {
  if (!click(label, nth)) return false;
  key(ImGuiMod_Ctrl | ImGuiKey_A);
  text(utf8);
  return true;
}

bool GuiDriver::wheel(std::string_view over, float lines) {
  if (!hover(over)) return false;
  ImGui::GetIO().AddMouseWheelEvent(0, lines);
  settle();
  return true;
}

void GuiDriver::text(std::string_view utf8) {
  ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
  settle();
}

void GuiDriver::key(ImGuiKeyChord chord) {
  ImGuiIO& io = ImGui::GetIO();
  const auto key = static_cast<ImGuiKey>(chord & ~ImGuiMod_Mask_);
  for (const bool down : {true, false}) {
    for (const ImGuiKey mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
      if ((chord & mod) != 0) io.AddKeyEvent(mod, down);
    io.AddKeyEvent(key, down);
    settle();
  }
}

}  // namespace ziping::tests
