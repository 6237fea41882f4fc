// A folder of this machine as a list to choose from.
#pragma once

#include <optional>
#include <string>

#include "client/view/frame.h"

namespace ziping::view {

// What can be chosen; the rest is shown all the same, and cannot. Files: what may be attached.
enum class Offered { Files, Texts, Folders };

struct Chosen {
  std::string file;      // whole path
  bool at_once = false;  // by a double click: nothing more is to be asked
};

// The folder that the model has been told of, with a way up and into the folders in it. A file chosen in this frame;
// `marked` is the whole path of the one that is chosen already.
std::optional<Chosen> folder_list(Frame& frame, Offered offered, const std::string& marked);

// Whether it is known where a file of this name would be: a folder is shown, or the name is a whole path.
[[nodiscard]] bool has_place(const Frame& frame, const std::string& name);
// A file of that folder, unless the name is a whole path; the name alone while there is no folder.
[[nodiscard]] std::string in_folder(const Frame& frame, const std::string& name);

}  // namespace ziping::view
