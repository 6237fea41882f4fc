// A picture on the screen: its pixels as a texture of the graphics card, made once and given back when another comes.
//
// Threads    The drawing thread's; it must go before Dear ImGui's context does.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/view/widgets/item.h"
#include "client/work/picture.h"

namespace ziping::view {

class PictureBox {
 public:
  PictureBox() = default;
  ~PictureBox();
  PictureBox(const PictureBox&) = delete;
  PictureBox& operator=(const PictureBox&) = delete;

  // Whole and no larger than it is, in the middle of `room`, which it takes at the cursor. `name` tells pictures apart.
  void draw(const Ui& ui, const std::string& name, const client::Picture& picture, ImVec2 room);

 private:
  void show(const std::string& name, const client::Picture& picture);
  void let_go_of_old_ones();

  std::string name_;
  std::unique_ptr<ImTextureData> texture_;
  std::vector<std::unique_ptr<ImTextureData>> old_;  // until the graphics card has let go of them
};

}  // namespace ziping::view
