// What was measured, beside what was asked for, as one table.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ziping::bench {

enum class Unit { Milliseconds, Kibibytes, PerSecond };

// The times or rates of several runs, or one size.
struct Series {
  std::string what;
  Unit unit = Unit::Milliseconds;
  std::vector<double> values;
  std::optional<double> target;  // for the median; none: for information
};

double milliseconds(const std::function<void()>& work);
// Of this thread alone, whoever else the machine works for.
double processor_milliseconds(const std::function<void()>& work);
// The value that `share` of all lie at or below: 0.5 is the median.
double quantile(std::vector<double> values, double share);

using Measured = std::vector<Series>;
void print(const Measured& measured);

// Each measures its part and may take some seconds.
Measured measure_merge();       // two large states
Measured measure_beside_git();  // text merges, ours and those of `git merge-file`; nothing where there is no git
Measured measure_centre();      // what ten people wrote offline comes in
Measured measure_sync();        // one edited sentence on the wire
Measured measure_wire();        // a first pull, a sentence and a week through a real server
Measured measure_durable();     // how many syncs a second the server makes durable
Measured measure_drafts();      // single edits made durable
Measured measure_history();     // a report of 2,000 revisions is opened
Measured measure_open();        // a report of a vault is opened
Measured measure_list();        // the list of 10,000 reports, and a report of 2,000 rows
Measured measure_window();      // frames of an open report; nothing where the window is not built

}  // namespace ziping::bench
