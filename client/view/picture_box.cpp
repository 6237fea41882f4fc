#include "client/view/picture_box.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "client/text/say.h"

namespace ziping::view {
namespace {

// Dear ImGui lists what a frame's renderer has to look after; what goes between frames goes from there as well.
void forget(ImTextureData& texture) {
  if (!ImGui::GetCurrentContext()) return;
  ImGui::UnregisterUserTexture(&texture);
  ImGui::GetPlatformIO().Textures.find_erase(&texture);
}

}  // namespace

PictureBox::~PictureBox() {
  if (texture_) forget(*texture_);
  for (const auto& one : old_) forget(*one);
}

void PictureBox::let_go_of_old_ones() {
  std::erase_if(old_, [](const std::unique_ptr<ImTextureData>& one) {
    if (one->Status != ImTextureStatus_Destroyed) return false;
    forget(*one);
    return true;
  });
}

void PictureBox::show(const std::string& name, const client::Picture& picture) {
  if (texture_) {
    texture_->UnusedFrames = 1;  // since the frame before: that is when it may be taken back
    texture_->WantDestroyNextFrame = true;
    texture_->SetStatus(ImTextureStatus_WantDestroy);
    old_.push_back(std::move(texture_));
  }
  name_ = name;
  texture_ = std::make_unique<ImTextureData>();
  texture_->Create(ImTextureFormat_RGBA32, picture.width, picture.height);
  std::memcpy(texture_->GetPixels(), picture.rgba.data(), picture.rgba.size());
  ImGui::RegisterUserTexture(texture_.get());
}

void PictureBox::draw(const Ui& ui, const std::string& name, const client::Picture& picture, ImVec2 room) {
  let_go_of_old_ones();
  if (picture.width <= 0 || picture.height <= 0) return;
  if (!texture_ || name_ != name) show(name, picture);
  const auto width = static_cast<float>(picture.width), height = static_cast<float>(picture.height);
  const float share = std::min({room.x / width, room.y / height, std::max(ui.look.scale, 1.0f)});
  const ImVec2 size{std::floor(width * share), std::floor(height * share)};
  const Box box = take_room({room.x, size.y});
  const ImVec2 at{box.min.x + std::floor((room.x - size.x) / 2), box.min.y};
  ImGui::GetWindowDrawList()->AddImage(texture_->GetTexRef(), at, {at.x + size.x, at.y + size.y});
  outline(ui.look, {at, {at.x + size.x, at.y + size.y}}, ui.colour().line);
  log_text(at, text::say("files.picture", {picture.width, picture.height}));
}

}  // namespace ziping::view
