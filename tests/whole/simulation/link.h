// The network of a simulation: what a message meets on its way is drawn from the seed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/work/clerk.h"
#include "tests/whole/simulation/hub.h"

namespace ziping::simulation {

class Link {
 public:
  Link(Hub& hub, base::SeededRandom& random) : hub_(hub), random_(random) {}

  // What the device hears, in the end, of its request.
  base::Result<base::Json> carry(const client::Errand& errand);
  base::Result<client::FileAnswer> carry_file(const client::Errand& errand);
  // A request that was sent once before comes in again; its answer goes nowhere.
  void deliver_stray();
  void set_broken(bool broken) { broken_ = broken; }

 private:
  Hub& hub_;
  base::SeededRandom& random_;
  bool broken_ = false;
  std::vector<client::Errand> strays_;
};

}  // namespace ziping::simulation
