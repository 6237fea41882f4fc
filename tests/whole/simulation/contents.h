// All rows of all tables, or of all but one, as one hash: whether anything in a database changed.
#pragma once

#include "shared/base/hash.h"
#include "shared/sqlite/database.h"

namespace ziping::simulation {

base::Result<base::Hash> contents(sqlite::Database& database, std::string_view except = {});

}  // namespace ziping::simulation
