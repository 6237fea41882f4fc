#include "client/work/blame.h"

#include <unordered_map>

#include "shared/merge/sentence.h"
#include "shared/report/conflict.h"
#include "shared/report/sequence_diff.h"

namespace ziping::client {
namespace {

struct Attributed {
  std::vector<std::string> pieces;
  std::vector<std::string> revisions;  // one for each piece; empty: none known
};

void append_sentences(std::vector<std::string>& out, std::string_view text) {
  for (std::string_view piece : merge::sentences(text)) out.emplace_back(piece);
}

std::vector<std::string> pieces_of(const form::Field& field, const Json& value) {
  std::vector<std::string> out;
  const auto append = [&](const Json& one) {
    if (field.kind == form::Kind::Text && one.as_string())
      append_sentences(out, *one.as_string());
    else if (!one.is_null())
      out.push_back(base::canonical(one));
  };
  if (const auto conflict = report::conflict_of(value)) {
    for (const report::Side& side : conflict->sides) append(side.value);
  } else if (const auto segments = report::segments_of(value); segments && report::is_conflict(value)) {
    for (const report::Segment& segment : *segments) {
      if (const auto* plain = std::get_if<std::string>(&segment)) append(*plain);
      if (const auto* clash = std::get_if<report::Conflict>(&segment))
        for (const report::Side& side : clash->sides) append(side.value);
    }
  } else {
    append(value);
  }
  return out;
}

// Gives every piece that is still nobody's to whom it belongs in this parent.
void inherit(Attributed& child, const Attributed& parent) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  const auto ids = [&](const std::vector<std::string>& pieces) {
    std::vector<std::uint32_t> out;
    for (const std::string& piece : pieces)
      out.push_back(numbers.emplace(piece, static_cast<std::uint32_t>(numbers.size())).first->second);
    return out;
  };
  const auto before = ids(parent.pieces), after = ids(child.pieces);
  std::size_t from = 0, to = 0;
  const auto keep_until = [&](std::size_t end) {
    for (; to < end; ++from, ++to)
      if (child.revisions[to].empty()) child.revisions[to] = parent.revisions[from];
  };
  for (const report::Hunk& hunk : report::diff(before, after)) {
    keep_until(hunk.after_begin);
    from = hunk.before_end;
    to = hunk.after_end;
  }
  keep_until(after.size());
}

}  // namespace

Result<std::vector<Blamed>> blame(Vault& vault, const ReportRow& report, const form::Path& path) {
  auto form = vault.form(report.form);
  auto now = form ? vault.shown(report) : Result<Shown>(form.error());
  auto log = now ? vault.list(Listing::Log, report) : Result<Json>(now.error());
  if (!log) return log.error();
  const form::Field& field = *(*form)->find_field(path);
  const auto attributed = [&](const report::State& state) {
    Attributed out{pieces_of(field, report::value_at(state, path).json()), {}};
    out.revisions.resize(out.pieces.size());
    return out;
  };
  std::map<std::string, Attributed> known;
  std::map<std::string, const Json*> headers;
  const Json::Array& revisions = *log->as_array();
  for (auto at = revisions.rbegin(); at != revisions.rend(); ++at) {  // parents come before their children
    const std::string name(at->text_or("revision"));
    auto state = vault.at(report, name);
    if (!state) return state.error();
    Attributed own = attributed(*state);
    for (const Json& parent : at->list("parents"))
      if (const auto held = known.find(*parent.as_string()); held != known.end()) inherit(own, held->second);
    for (std::string& revision : own.revisions)
      if (revision.empty()) revision = name;
    known.emplace(name, std::move(own));
    headers.emplace(name, &*at);
  }
  Attributed shown = attributed(now->state);
  for (const report::RevisionId& head : now->heads)
    if (const auto held = known.find(head.hex()); held != known.end()) inherit(shown, held->second);
  std::vector<Blamed> out;
  for (std::size_t i = 0; i < shown.pieces.size(); ++i) {
    const auto header = headers.find(shown.revisions[i]);
    out.push_back({std::move(shown.pieces[i]), header == headers.end() ? Json() : *header->second});
  }
  return out;
}

}  // namespace ziping::client
