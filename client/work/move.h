// What moving a report to a form that mends its own would change, told before anything is changed.
#pragma once

#include "client/work/vault.h"
#include "shared/rules/check.h"

namespace ziping::client {

struct MovedPlace {
  std::string path, label;  // of a field or a group in the form, without row ids
  std::int64_t filled = 0;  // places of the report that say something there
};

struct MovedFigure {
  std::string path, label;
  Json before, after;  // null for none
};

struct FormName {
  std::string form, id, title;  // `form` is the hash
};
FormName name_of(const form::Form& form);

struct ForeseenMove {
  FormName from, to;
  std::vector<MovedPlace> gone;   // the new form does not ask for it; what stands there stays in the report
  std::vector<MovedPlace> fresh;  // only the new form asks for it
  std::vector<MovedFigure> figures;
  std::vector<rules::Finding> appear, vanish;  // no passes
};

// Of the report as it is shown, draft included. Errors: as of Vault::check_move.
Result<ForeseenMove> foresee_move(Vault& vault, const ReportRow& report, const form::Form& to);

}  // namespace ziping::client
