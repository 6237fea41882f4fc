// A department with its server, its laptops and the network between them, run step by step from a seed in one thread.
//
//   World world(seed);  world.run(150);  world.settle();  world.trouble()      the same seed does the same again
//
// Promise    Whatever the steps were: nothing that was saved or confirmed is missing; who has heard all of the server
// and
//            has nothing of its own says what the server says, and so do all devices in the end; every sentence,
//            figure, number and date was typed by somebody; what was refused is listed on both sides; hashes,
//            signatures, receipts and chains verify; every object is in one place, and all that were ever made are
//            found. A server that is set back to a backup, or whose disk forgot, has less than it confirmed only until
//            the devices that are asked about it have said yes and synchronised.
#pragma once

#include <memory>
#include <vector>

#include "tests/whole/simulation/device.h"

namespace ziping::simulation {

inline constexpr int kSteps = 400;
inline constexpr int kLookEvery = 50;  // steps; more often finds the same faults earlier, and takes longer

struct Counts {
  std::int64_t steps = 0, revisions = 0, receipts = 0, refused = 0, crashes = 0, faults = 0, words = 0, bundles = 0,
               remarks = 0, taken_back = 0, put_aside = 0, files = 0, taken_out = 0, set_backs = 0, looks = 0,
               comparisons = 0;
  Sums objects{};  // of all vaults, at the end
};

class World {
 public:
  explicit World(std::uint64_t seed, Trace trace = Trace::Off, int look_every = kLookEvery);
  ~World();

  void run(int steps);
  void settle();  // everything is mended, everybody synchronises, and the whole is looked at
  const Trouble& trouble() const { return trouble_; }
  const Counts& counts() const { return counts_; }
  base::Hash digest() const;  // of all that the server and the devices hold, when it has settled

 private:
  void begin();
  void give_a_version();
  void step();
  void step_of(Device& device);
  void trouble_with(Device& device);
  void trouble_with_hub();
  void keep_backups();
  void decide_anew();
  void work_by_hand(Device& device);
  void look_in_passing();
  void compare_in_passing(Device& device);
  void revoke_one();
  void bury_the_dead();
  void let_finish(Device& device);
  void synchronise_all();
  void compare_all();
  void compare_reports(server::Ledger& ledger, const Device& device, client::Vault& vault);
  void add_up(server::Ledger& ledger);
  void add_up(const Device& device);
  void compare_refused(server::Ledger& ledger);
  void compare_remarks(server::Ledger& ledger, const Device& device, client::Vault& vault);
  void compare_versions(server::Ledger& ledger, const Device& device, client::Vault& vault);
  void compare_files(server::Ledger& ledger, const Device& device, client::Vault& vault);
  void check_merge(const form::Form& form, const report::History& history);

  std::filesystem::path folder_;
  const bool is_set_back_, is_deceived_;  // the server, now and then
  const int look_every_;
  base::SeededRandom random_;
  Trouble trouble_;
  test::MemoryDisk disk_;
  Typed typed_;
  std::unique_ptr<Hub> hub_;
  std::unique_ptr<Link> link_;
  std::vector<std::unique_ptr<Device>> devices_;
  std::size_t last_ = 0;  // of them, the one that did something last
  std::vector<Person> people_;
  Stick stick_;
  Counts counts_;
};

}  // namespace ziping::simulation
