#include "client/work/vault_schema.h"

namespace ziping::client {
namespace {

constexpr std::string_view kSteps[] = {
    R"sql(
-- The device's own facts: server, token, key, the cursor and the chain there.
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE form(name TEXT PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE report(id TEXT PRIMARY KEY, form TEXT NOT NULL, department TEXT NOT NULL, year INTEGER NOT NULL, stage TEXT NOT NULL);
-- Every revision made or received; state is queued, durable or quarantined (with why). `id` is the order of arrival.
CREATE TABLE revision(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, report TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL);
CREATE TABLE receipt(revision TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE version(report TEXT NOT NULL, number INTEGER NOT NULL, revision TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(report, number));
CREATE TABLE stage_event(seq INTEGER PRIMARY KEY, report TEXT NOT NULL, body TEXT NOT NULL);
-- The draft's journal: one row an edit, in order.
CREATE TABLE edit(id INTEGER PRIMARY KEY, report TEXT NOT NULL, body TEXT NOT NULL);
-- What somebody wrote where he may not: never dropped.
CREATE TABLE suggestion(id INTEGER PRIMARY KEY, report TEXT NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE device(id TEXT PRIMARY KEY, user TEXT NOT NULL, key TEXT NOT NULL);
-- Departments, teams and accounts as the server names them.
CREATE TABLE directory(kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(kind, id));
)sql",
    R"sql(
-- Ledger entries that could not be used, whole and with the reason. `seq` is the server's, 0 where there was none.
CREATE TABLE set_aside(id INTEGER PRIMARY KEY, seq INTEGER NOT NULL, body TEXT NOT NULL UNIQUE, why TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX revision_report ON revision(report, id);
CREATE INDEX revision_queued ON revision(id) WHERE state = 'queued';
CREATE INDEX edit_report ON edit(report, id);
CREATE INDEX stage_event_report ON stage_event(report, seq);
)sql",
    R"sql(
-- Attachments that are whole here, by the SHA-256 of their bytes; state is queued, durable or refused (with why).
CREATE TABLE file(sha256 TEXT PRIMARY KEY, state TEXT NOT NULL, why TEXT NOT NULL);
-- Their bytes, also of those that are still coming in; `at` is the offset of the piece.
CREATE TABLE file_part(file TEXT NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(file, at));
)sql",
    R"sql(
-- What the department's other devices have, as the last bundle of each told: {"cursor", "heads", "waiting"}.
CREATE TABLE peer(device TEXT PRIMARY KEY, user TEXT NOT NULL, body TEXT NOT NULL);
-- Refusals of what other devices sealed and gave to this one, signed by the server: for the next bundle back.
CREATE TABLE refusal(revision TEXT PRIMARY KEY, device TEXT NOT NULL, body TEXT NOT NULL);
)sql",
    R"sql(
-- Remarks made or received; `seq` is the server's number, 0 before it is known, and the order they are told in; state and why as of `revision`.
CREATE TABLE remark(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, report TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL);
CREATE INDEX remark_report ON remark(report, seq, id);
-- The program before passed over the entries that tell of remarks: all are asked for once more, and the rest is known.
UPDATE setting SET value = '0' WHERE key = 'cursor';
)sql",
    R"sql(
-- The number of the entry that a receipt stands for: when the log has come so far, it tells of what was confirmed, or it is another log.
ALTER TABLE receipt ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE receipt SET seq = json_extract(body, '$.seq');
CREATE INDEX receipt_seq ON receipt(seq);
-- What the server told before it was set back to an older state, and has not told again: versions, stage events and receipts, by the server's number.
CREATE TABLE former(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, report TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL UNIQUE);
CREATE INDEX former_seq ON former(seq);
)sql",
    R"sql(
-- When an edit was typed: a label, empty where an earlier program did not note it.
ALTER TABLE edit ADD COLUMN at TEXT NOT NULL DEFAULT '';
-- Drafts that were found after a program had ended and that somebody put aside, whole: {"heads", "edits"}.
CREATE TABLE aside(id INTEGER PRIMARY KEY, report TEXT NOT NULL, body TEXT NOT NULL, typed_at TEXT NOT NULL, at TEXT NOT NULL);
-- Lines of the list of reports, so that it need not open all of them: a cache, gone with whatever it was made of.
CREATE TABLE summary(report TEXT PRIMARY KEY, made_by TEXT NOT NULL, body TEXT NOT NULL);
CREATE TRIGGER summary_of_revision AFTER INSERT ON revision BEGIN DELETE FROM summary WHERE report = NEW.report; END;
CREATE TRIGGER summary_of_state AFTER UPDATE OF state ON revision BEGIN DELETE FROM summary WHERE report = NEW.report; END;
CREATE TRIGGER summary_of_edit AFTER INSERT ON edit BEGIN DELETE FROM summary WHERE report = NEW.report; END;
CREATE TRIGGER summary_of_typing AFTER UPDATE ON edit BEGIN DELETE FROM summary WHERE report = NEW.report; END;
CREATE TRIGGER summary_of_sealing AFTER DELETE ON edit BEGIN DELETE FROM summary WHERE report = OLD.report; END;
CREATE TRIGGER summary_of_version AFTER INSERT ON version BEGIN DELETE FROM summary WHERE report = NEW.report; END;
CREATE TRIGGER summary_of_unversion AFTER DELETE ON version BEGIN DELETE FROM summary WHERE report = OLD.report; END;
CREATE TRIGGER summary_of_suggestion AFTER INSERT ON suggestion BEGIN DELETE FROM summary WHERE report = NEW.report; END;
CREATE TRIGGER summary_of_unsuggestion AFTER DELETE ON suggestion BEGIN DELETE FROM summary WHERE report = OLD.report; END;
-- The stable code of a suggestion's reason; empty where an earlier program kept the sentence alone.
ALTER TABLE suggestion ADD COLUMN code TEXT NOT NULL DEFAULT '';
)sql",
    R"sql(
-- The server's word that it took a revision, for when it is set back to an older state; empty where it gave none.
ALTER TABLE revision ADD COLUMN proof TEXT NOT NULL DEFAULT '';
CREATE TRIGGER summary_of_stage AFTER INSERT ON stage_event BEGIN DELETE FROM summary WHERE report = NEW.report; END;
-- One's own steps of writing, as compressed JSON, and the one that would be done again next (client/work/steps.h).
CREATE TABLE step(report TEXT NOT NULL, number INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(report, number));
CREATE TABLE step_next(report TEXT PRIMARY KEY, next INTEGER NOT NULL);
)sql",
    R"sql(
-- What somebody has begun to say about a report and not said yet: remarks, answers, notes, decisions of conflicts.
CREATE TABLE unsaid(report TEXT NOT NULL, place TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY(report, place));
)sql",
    R"sql(
-- What somebody wants done with a report, such as returning it: `version` is the newest he knew, `heads` of a submit what he saw, each name with a blank behind it; state is waiting, asked (the answer is not known) or refused (with code and why).
CREATE TABLE wish(report TEXT PRIMARY KEY, action TEXT NOT NULL, version INTEGER NOT NULL, heads TEXT NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL, why TEXT NOT NULL);
)sql"};

}  // namespace

std::span<const std::string_view> vault_schema() { return kSteps; }

}  // namespace ziping::client
