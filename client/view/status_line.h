// The line at the bottom of the window: where the work is, in one sentence that is always true.
//
// Promise    It never says more than the vault or the server has confirmed: typed is not saved, saved is not sent, sent
//            is at headquarters only once a receipt names it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/view/frame.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {

struct StatusPart {
  Mark mark = Mark::None;
  Tone tone = Tone::Neutral;
  std::string words;
  // Where the line has no room for all, what stands last is left out.
  enum class Place { Saved, Warning, Usual, Last } place = Place::Usual;
};

struct Status {
  enum class Loud { No, Yes } loud = Loud::No;  // saving failed: nothing else matters now
  std::vector<StatusPart> parts;                // in the order of their places

  [[nodiscard]] std::string sentence() const;  // the parts, with · between them
};

// `typing` is the place, as a path text, where somebody is at a figure or a date: that nobody can read it is said once
// he has left it.
Status status_of(const app::Model& model, std::string_view typing = {});

// What the server does not have yet, of all reports; a draft counts as the revision that it will become.
client::Waiting waiting(const app::Model& model);
// How much of what there was to send has gone, from 0 to 1: of the text while some is left, then of the attachments;
// none where nothing is known to travel.
std::optional<float> sent_share(const client::SyncProgress& progress);

void status_line(Frame& frame);

}  // namespace ziping::view
