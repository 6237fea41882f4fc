// The tables of vault.db, as numbered steps for sqlite::migrate.
#pragma once

#include <span>
#include <string_view>

namespace ziping::client {

std::span<const std::string_view> vault_schema();

}  // namespace ziping::client
