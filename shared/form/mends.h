// Forms that mend others. A form file that puts another one's faults right names that one, {"mends": HASH}, and reports
// that were begun on the other can be moved to it.
//
// Promise    newest() gives the same of the same forms on every device, in whatever order they are told.
// Ownership  What FindForm gives must outlive the call.
// Limits     kMendsMax forms that mend one another in a row; those before count for nothing.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include "shared/base/hash.h"
#include "shared/form/form.h"

namespace ziping::form {

inline constexpr int kMendsMax = 100;

using FindForm = std::function<const Form*(const base::Hash&)>;  // null for one that is not here

// The form that this one mends; none where it says so of none.
std::optional<base::Hash> mended_by(const Form& form);
// Whether the later form mends the earlier one, itself or by way of others. No form mends itself.
bool mends(const base::Hash& later, const base::Hash& earlier, const FindForm& find);
// Of the forms that revisions name, the one that their merge has: that which mends the others. Of forms that do not
// mend each other the one with more before it, then the higher name. Those that are not here come last. `forms` is not
// empty.
base::Hash newest(const std::set<base::Hash>& forms, const FindForm& find);

// Whether `form` may mend `before`, so that what was written on either merges alike. Invalid "bad-mends": a field that
// both have is of another kind or is computed only now, a group became a field, or attachments have no place any more.
base::Status check_mends(const Form& before, const Form& form);

}  // namespace ziping::form
