// The administrator's commands, one function whoever asks: zipingd on a folder of its own, or POST /v1/admin on a
// folder that is being served.
//
//   {"command": "user add", "name": "…", "role": "office", "department": "…"}    docs/protocol.md has them all
//
// Promise    What a command wrote and its line in the audit are committed together.
// Threads    Any; the Writer sees to the order. verify, rebuild and the first half of backup keep others waiting.
// Errors     those of the Ledger; Invalid "unknown-command", "bad-command"; of backup: as of admin/backup.h.
#pragma once

#include "server/intake/disk_policy.h"
#include "server/ledger/writer.h"

namespace ziping::server {

// `who` is the administrator's name, empty for somebody who can write the folder anyway; `disk` is the ledger's.
Result<Json> administer(Writer& writer, const std::string& who, const Json& order, DiskLevel disk);

}  // namespace ziping::server
