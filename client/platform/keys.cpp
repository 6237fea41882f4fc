#include "client/platform/keys.h"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <array>

// Of the backend, which does not declare it.
ImGuiKey ImGui_ImplGlfw_KeyToImGuiKey(int keycode, int scancode);

namespace ziping::platform {
namespace {

struct Modifier {
  int bit, left, right;
  ImGuiKey key;
};
constexpr std::array kModifiers{
    Modifier{GLFW_MOD_CONTROL, GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL, ImGuiMod_Ctrl},
    Modifier{GLFW_MOD_SHIFT, GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT, ImGuiMod_Shift},
    Modifier{GLFW_MOD_ALT, GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT, ImGuiMod_Alt},
    Modifier{GLFW_MOD_SUPER, GLFW_KEY_LEFT_SUPER, GLFW_KEY_RIGHT_SUPER, ImGuiMod_Super}};

bool is_held(GLFWwindow* window, const Modifier& one) {
  return glfwGetKey(window, one.left) == GLFW_PRESS || glfwGetKey(window, one.right) == GLFW_PRESS;
}

// A letter is where this keyboard has it, not where an American one would.
int letter_of(int keycode, int scancode) {
  const char* name = glfwGetKeyName(keycode, scancode);
  const bool is_letter = name && name[0] >= 'a' && name[0] <= 'z' && name[1] == 0;
  return is_letter ? GLFW_KEY_A + (name[0] - 'a') : keycode;
}

void key_came(GLFWwindow* window, int keycode, int scancode, int action, int held) {
  if (action == GLFW_REPEAT) return;  // Dear ImGui repeats by itself
  ImGuiIO& io = ImGui::GetIO();
  for (const Modifier& one : kModifiers) {
    const bool is_itself = keycode == one.left || keycode == one.right;
    const bool is_down = is_itself ? is_held(window, one) : (held & one.bit) != 0;
    // Dear ImGui takes what changes twice in two frames: so a release that waits behind this key is not taken with it.
    if (is_down && !is_itself && action == GLFW_PRESS) io.AddKeyEvent(one.key, false);
    io.AddKeyEvent(one.key, is_down);
  }
  const bool is_keypad = keycode >= GLFW_KEY_KP_0 && keycode <= GLFW_KEY_KP_EQUAL;
  io.AddKeyEvent(ImGui_ImplGlfw_KeyToImGuiKey(is_keypad ? keycode : letter_of(keycode, scancode), scancode),
                 action == GLFW_PRESS);
  for (const Modifier& one : kModifiers) io.AddKeyEvent(one.key, is_held(window, one));
}

}  // namespace

void hear_keys(GLFWwindow* window) { glfwSetKeyCallback(window, key_came); }

}  // namespace ziping::platform
