// One laptop of one person: the window's model, the clerk behind it and the vault on a disk in memory, everything that
// the client is but for drawing, threads and sockets.
//
// Promise    Whatever the window said was saved is owed: it is looked for in the vault's file after every crash and at
//            the end, by another connection than the clerk's. So is every object that was seen there before, and that
//            it is in a place where it may have come from the one it was in. What a window that calls all of it saved
//            shows, a restart shows.
#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>

#include "client/app/update.h"
#include "client/work/clerk.h"
#include "tests/whole/simulation/account.h"
#include "tests/whole/simulation/hub.h"
#include "tests/whole/simulation/link.h"
#include "tests/whole/simulation/stick.h"
#include "tests/whole/simulation/typed.h"

namespace ziping::simulation {

class Device {
 public:
  Device(std::filesystem::path folder, Person person, std::uint64_t seed, test::MemoryDisk& disk, Typed& typed,
         Trouble& trouble);

  const Person& person() const { return person_; }
  const std::string& id() const { return id_; }
  std::string name() const { return folder_.filename().string(); }
  void enrol_at(Hub& hub);
  base::ManualClock& clock() { return clock_; }
  // The server takes nothing from it any more; what is here stays.
  void revoked() { revoked_ = true; }
  bool is_revoked() const { return revoked_; }

  bool up() const { return clerk_ != nullptr; }
  void start();
  enum class End { Kill, PowerCut };
  void stop(End end);
  void break_disk(int nth, test::DiskFault fault);
  void repair_disk();
  // The disk has failed for good under the program.
  bool has_died() const;
  // The disk has kept less than it said, and its power will be cut: what was promised on its word is forgiven, but
  // what is left must be whole, or said to be damaged.
  bool is_deceived() const { return disk_.has_forgotten(folder_.string()); }
  bool was_deceived() const { return deceived_; }
  bool is_lost() const { return lost_; }  // damaged by it, and told so

  // As the office does first of all: a report of each form, with a row for each team.
  void make_reports();
  // Asks for one report to be moved on, where this person may.
  void move_first(sync::Action action);
  // One thing that the person does: opens, writes, moves, decides, takes back, submits, leaves.
  void act();
  bool begin_sync();        // false: the window does not offer it
  void work();              // the clerk: some orders, or an answer that has come
  void hear();              // the window: what the clerk has told
  void travel(Link& link);  // a request goes out; its answer waits for work()
  const std::optional<base::Error>& sync_error() const { return model_.sync.error; }
  // The window has said that the server was set back, and its button was not pressed yet.
  bool is_asked() const {
    return up() && !model_.sync.running && sync_error() && sync_error()->code == "restored-server";
  }
  void accept_restored();
  bool is_idle() const;  // nothing is on its way between window, clerk and server
  void owe_all();        // with a good disk and nothing on its way, whatever was typed since the start is kept

  // When the window is closed: one thing by the command line.
  void work_by_hand(Stick& stick);
  // From outside, when the program is down.
  void look_for_what_is_owed();
  void look_in_passing();  // the same, when it is up
  std::unique_ptr<client::Vault> vault();
  // As it was found the last time that somebody looked.
  const Account& account() const { return account_; }
  // Every object that this device ever made, as far as it was ever seen, and every attachment that was to be added.
  const std::set<std::string>& made() const { return made_; }
  // "REPORT NUMBER REVISION" of what it submitted and was told the number of, since it last heard of a set-back; but
  // for what a server that has gone back knows no more.
  const std::set<std::string>& submitted() const { return submitted_; }
  void owe_no_more_than(const Hub& hub);
  // All that its file holds; none where it does not read.
  std::optional<base::Hash> contents() const;
  // While it goes on: the vault as a copy of its folder would have it now. None where its disk is failing.
  std::unique_ptr<client::Vault> seen();
  // The last synchronisation moved nothing, in either direction.
  bool has_moved_nothing() const;
  // A synchronisation has ended well and nothing was asked since. Told once.
  bool has_just_exchanged() { return exchanged_ && is_idle() && std::exchange(exchanged_, false); }

 private:
  void look_into(const std::filesystem::path& folder);
  struct Owed {
    std::string report;
    int sitting = 0;  // the window numbers edits anew each time a report is opened
    client::EditNumber number = 0;
    bool saved = false;
  };

  void note(const std::string& what) const;
  void forgive();
  void ask(app::Command command);
  void take_orders(app::Orders orders);
  void settle();
  void write();
  void write_text(const form::Path& path);
  void decide();
  bool decide_what_was_left();
  void move_on();
  std::vector<form::Path> places() const;  // fields that this person may write now
  void make_bundle(client::Vault& vault, Stick& stick);
  void take_bundle(Stick& stick);
  void say(client::Vault& vault, const client::ReportRow& report);
  void owe_said(const base::Result<std::string>& name);
  void take_back_what_was_said(client::Vault& vault, const client::ReportRow& report);
  void attach(client::Vault& vault, const client::ReportRow& report);
  void take_out(client::Vault& vault, const client::ReportRow& report);
  void speak();
  void take_out_here();
  void move(client::Vault& vault, const client::ReportRow& report);
  void compare_with_last(Account& now);
  std::optional<std::pair<std::string, base::Hash>> what_is_saved() const;
  void compare_with_window(const std::pair<std::string, base::Hash>& saved);
  void owe(const report::State& before, const report::State& after);
  void note_saved();
  void check_shown();
  template <class T>
  const T& any_of(const std::vector<T>& all) {
    return all[random_.below(all.size())];
  }

  std::filesystem::path folder_;
  Person person_;
  std::string id_;
  base::SeededRandom random_;
  test::MemoryDisk& disk_;
  Typed& typed_;
  Trouble& trouble_;
  base::ManualClock clock_;
  bool has_stumbled_ = false;  // the disk, since the program started
  bool dying_ = false, revoked_ = false, deceived_ = false, lost_ = false;
  int sitting_ = 0;

  std::unique_ptr<client::Clerk> clerk_;
  app::Model model_;
  std::deque<client::Order> orders_;
  std::deque<client::News> news_;
  std::optional<client::Errand> errand_;
  std::optional<base::Result<base::Json>> answer_;
  std::optional<base::Result<client::FileAnswer>> file_answer_;
  std::map<std::string, Owed> owed_;  // by word
  std::set<std::string> kept_;        // remarks and attachments that were told as kept
  std::set<std::string> made_, submitted_;
  Account account_;
  bool is_set_back_ = false;  // the server; told since the program was last down
  bool exchanged_ = false;
};

}  // namespace ziping::simulation
