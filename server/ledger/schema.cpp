#include "server/ledger/schema.h"

namespace ziping::server {
namespace {

constexpr std::string_view kSteps[] = {R"sql(
-- Everything that clients read, in order; never changed, never removed. `body` is canonical JSON with "seq" and "kind", `audience` a number of
-- the enum Audience, `chain` the SHA-256 of the chain before it and the body.
CREATE TABLE entry(seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, audience INTEGER NOT NULL, department TEXT NOT NULL, body TEXT NOT NULL,
                   chain BLOB NOT NULL);
-- Who did what, for the auditor: sign-ins, refusals, administration. Chained like `entry`.
CREATE TABLE audit(seq INTEGER PRIMARY KEY, body TEXT NOT NULL, chain BLOB NOT NULL);
-- Accepted revisions: where in `entry` each one stands, and the receipt that was given. Made anew from `entry` by rebuild.
CREATE TABLE revision(name TEXT PRIMARY KEY, report TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE REFERENCES entry(seq), receipt TEXT NOT NULL);
CREATE INDEX revision_report ON revision(report, seq);
-- One line a report; the stage is what its last "stage" entry says. Made anew by rebuild.
CREATE TABLE report(id TEXT PRIMARY KEY, form TEXT NOT NULL, department TEXT NOT NULL, year INTEGER NOT NULL, stage TEXT NOT NULL,
                    versions INTEGER NOT NULL);
-- Submitted versions, frozen for ever: `seq` is the entry that tells of it, `snapshot` the revision with its whole state, for finance. Made
-- anew by rebuild.
CREATE TABLE version(report TEXT NOT NULL, number INTEGER NOT NULL, revision TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE, snapshot TEXT NOT NULL,
                     PRIMARY KEY(report, number));
-- What was refused, whole and with the latest reason; nothing is dropped. `id` is the SHA-256 of the body's canonical bytes: two bodies that
-- claim one name are two rows.
CREATE TABLE quarantine(id TEXT PRIMARY KEY, at TEXT NOT NULL, device TEXT NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL);
-- People. `secret` is the Argon2id hash of a password, or of a one-time code when `code_until` (milliseconds since 1970) is not 0; a used code
-- leaves it empty.
CREATE TABLE account(name TEXT PRIMARY KEY, role TEXT NOT NULL, department TEXT NOT NULL, team TEXT NOT NULL, secret TEXT NOT NULL,
                     code_until INTEGER NOT NULL, disabled INTEGER NOT NULL DEFAULT 0);
-- Enrolled devices. `key` is base64, `token` the SHA-256 of the bearer token; a revoked device keeps its key, for verifying what it signed;
-- one that is `waiting` may do nothing until an administrator approves it.
CREATE TABLE device(id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES account(name), label TEXT NOT NULL, key TEXT NOT NULL,
                    token BLOB NOT NULL UNIQUE, at TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0,
                    waiting INTEGER NOT NULL DEFAULT 0);
-- Forms by the hash of their canonical JSON.
CREATE TABLE form(name TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE department(id TEXT PRIMARY KEY, name TEXT NOT NULL);
-- Teams of a department.
CREATE TABLE team(id TEXT PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL REFERENCES department(id));
)sql",
                                       R"sql(
-- Attachments that are whole: their bytes have the hash `sha256`. `seq` is the entry that tells of it, `receipt` what was given for it. Made
-- anew from `entry` by rebuild.
CREATE TABLE file(department TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, seq INTEGER NOT NULL UNIQUE, receipt TEXT NOT NULL,
                  PRIMARY KEY(department, sha256));
-- Their bytes, also of those that are still coming in. `file` is department/sha256, `at` the offset of the piece in bytes.
CREATE TABLE file_part(file TEXT NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(file, at));
-- Which states name which attachment, and what they say of it: those of revisions (`version` 0) and of submitted versions. Made anew by
-- rebuild.
CREATE TABLE naming(department TEXT NOT NULL, file TEXT NOT NULL, report TEXT NOT NULL, version INTEGER NOT NULL, bytes INTEGER NOT NULL,
                    type TEXT NOT NULL, PRIMARY KEY(file, report, version, bytes, type));
CREATE INDEX naming_report ON naming(report);
)sql",
                                       R"sql(
-- The last entry that a device had when it made its last bundle: where the answer to it begins.
CREATE TABLE bundle_peer(device TEXT PRIMARY KEY, cursor INTEGER NOT NULL);
)sql",
                                       R"sql(
-- Accepted remarks: where in `entry` each one stands, and the receipt that was given. Made anew from `entry` by rebuild.
CREATE TABLE remark(name TEXT PRIMARY KEY, report TEXT NOT NULL, seq INTEGER NOT NULL UNIQUE REFERENCES entry(seq), receipt TEXT NOT NULL);
CREATE INDEX remark_report ON remark(report, seq);
)sql",
                                       R"sql(
-- The last day (YYYY-MM-DD) for submitting reports of a year on a form, by the form's id.
CREATE TABLE deadline(form TEXT NOT NULL, year INTEGER NOT NULL, until TEXT NOT NULL, PRIMARY KEY(form, year));
)sql"};

}  // namespace

std::span<const std::string_view> schema() { return kSteps; }

}  // namespace ziping::server
