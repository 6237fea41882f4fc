// GLFW finds Xlib's functions as dynamic symbols, so the two that are defined here are found before Xlib's own.
//   XFilterEvent  says whether an input method took an event. GLFW 3.3 asks and reports the key press all the same
//                 (glfw#1972). A press that was taken therefore becomes an event of no type, which GLFW passes over;
//                 but for Ctrl and the like, which are no input and would else come back after their own release. What
//                 the method does not want it gives back later, on a slow machine after the release of the key: GLFW
//                 would take the key as held for good. So the release then waits for its press.
//   XCreateIC     makes the input context. GLFW asks for one that knows no place; ours has a spot.
#include "client/platform/input_method.h"

#if defined(__linux__) || defined(__FreeBSD__)
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <dlfcn.h>

#include <array>
#include <cstdarg>
#include <cstring>

namespace {

XIC spotted_context = nullptr;  // GLFW makes one context a window, and we have one window

template <class Function>
Function next_definition(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

constexpr char* kEnd = nullptr;  // of Xlib's lists of arguments

// A key whose press the input method has and may give back.
struct AwayKey {
  bool with_method = false, released = false;
  XEvent release{};
};
std::array<AwayKey, 256> away_keys;  // by key code

}  // namespace

extern "C" Bool XFilterEvent(XEvent* event, Window window) {
  static const auto real = next_definition<Bool (*)(XEvent*, Window)>("XFilterEvent");
  if (event->type != KeyPress && event->type != KeyRelease) return real(event, window);
  AwayKey& key = away_keys[event->xkey.keycode & 0xFF];
  const bool is_press = event->type == KeyPress;
  const Bool taken = real(event, window);
  if (is_press && taken) {
    if (!IsModifierKey(XLookupKeysym(&event->xkey, 0))) {
      key = {.with_method = true};
      event->type = 0;
    }
  } else if (is_press) {
    if (key.released) XPutBackEvent(event->xkey.display, &key.release);
    key = {};
  } else if (key.with_method && !key.released) {
    key.released = true;
    key.release = *event;
    event->type = 0;
  }
  return taken;
}

extern "C" XIC XCreateIC(XIM method, ...) {
  static const auto real = next_definition<XIC (*)(XIM, ...)>("XCreateIC");
  Window window = 0;
  va_list arguments;
  va_start(arguments, method);
  while (const char* name = va_arg(arguments, const char*)) {
    void* value = va_arg(arguments, void*);
    if (std::strcmp(name, XNClientWindow) == 0) window = reinterpret_cast<Window>(value);
  }
  va_end(arguments);

  // Xlib wants a font set for a context with a spot, though nothing is drawn with it.
  char** missing = nullptr;
  int missing_count = 0;
  char* fallback = nullptr;
  XFontSet fonts = XCreateFontSet(XDisplayOfIM(method), "fixed", &missing, &missing_count, &fallback);
  if (missing) XFreeStringList(missing);
  if (fonts) {
    XPoint spot{0, 0};
    XVaNestedList preedit = XVaCreateNestedList(0, XNSpotLocation, &spot, XNFontSet, fonts, kEnd);
    spotted_context = real(method, XNInputStyle, static_cast<XIMStyle>(XIMPreeditPosition | XIMStatusNothing),
                           XNClientWindow, window, XNFocusWindow, window, XNPreeditAttributes, preedit, kEnd);
    XFree(preedit);
  }
  if (spotted_context) return spotted_context;
  return real(method, XNInputStyle, static_cast<XIMStyle>(XIMPreeditNothing | XIMStatusNothing), XNClientWindow, window,
              XNFocusWindow, window, kEnd);
}

namespace ziping::platform {

void place_candidates(int x, int y) {
  if (!spotted_context) return;
  XPoint spot{static_cast<short>(x), static_cast<short>(y)};
  XVaNestedList preedit = XVaCreateNestedList(0, XNSpotLocation, &spot, kEnd);
  XSetICValues(spotted_context, XNPreeditAttributes, preedit, kEnd);
  XFree(preedit);
}

}  // namespace ziping::platform

#else

namespace ziping::platform {
void place_candidates(int, int) {}
}  // namespace ziping::platform

#endif
