// The tables of ledger.db, as numbered steps for sqlite::migrate.
#pragma once

#include <span>
#include <string_view>

namespace ziping::server {

std::span<const std::string_view> schema();

}  // namespace ziping::server
