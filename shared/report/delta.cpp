#include "shared/report/delta.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "shared/base/utf8.h"
#include "shared/report/sequence_diff.h"

namespace ziping::report {
namespace {

using base::Json;
using form::Path;

base::Error bad_delta(std::string cause) {
  return {base::ErrorKind::Invalid, "bad-delta", "收到的修订内容与它的上一版对不上，没有采用。", std::move(cause)};
}

// Hunks are found between characters and written in bytes.
Json text_hunks(const std::string& before, const std::string& after) {
  const std::u32string b = base::to_utf32(before), a = base::to_utf32(after);
  const auto ids = [](const std::u32string& s) { return std::vector<std::uint32_t>(s.begin(), s.end()); };
  const auto bytes_of = [](char32_t c) -> std::size_t { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; };
  Json::Array out;
  std::size_t at = 0;
  for (const Hunk& hunk : diff(ids(b), ids(a))) {
    std::size_t skip = 0, remove = 0;
    for (; at < hunk.before_begin; ++at) skip += bytes_of(b[at]);
    for (; at < hunk.before_end; ++at) remove += bytes_of(b[at]);
    out.emplace_back(skip);
    out.emplace_back(remove);
    out.emplace_back(base::to_utf8(std::u32string_view(a).substr(hunk.after_begin, hunk.after_end - hunk.after_begin)));
  }
  return Json(std::move(out));
}

// Whether the characters that touch this place are whole.
bool is_whole_around(std::string_view text, std::size_t place) {
  const auto is_tail = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
  std::size_t begin = place, end = place;
  while (begin > 0 && is_tail(--begin)) continue;
  while (end < text.size() && is_tail(end)) ++end;
  return base::is_utf8(text.substr(begin, end - begin));
}

// Texts and insertions come from JSON and are valid UTF-8, so only where they meet can a character be torn.
base::Result<std::string> apply_hunks(const std::string& before, const Json::Array& hunks) {
  std::string out;
  out.reserve(before.size() + 1024);
  std::vector<std::size_t> joints;
  std::size_t at = 0;
  if (hunks.size() % 3) return bad_delta("text hunks not in threes");
  for (std::size_t i = 0; i < hunks.size(); i += 3) {
    const std::int64_t *skip = hunks[i].as_integer(), *remove = hunks[i + 1].as_integer();
    const std::string* insert = hunks[i + 2].as_string();
    if (!skip || !remove || !insert || *skip < 0 || *remove < 0) return bad_delta("malformed text hunk");
    const auto left = before.size() - at;
    if (static_cast<std::size_t>(*skip) > left ||
        static_cast<std::size_t>(*remove) > left - static_cast<std::size_t>(*skip))
      return bad_delta("text hunk past the end");
    out.append(before, at, static_cast<std::size_t>(*skip));
    at += static_cast<std::size_t>(*skip) + static_cast<std::size_t>(*remove);
    joints.push_back(out.size());
    out += *insert;
    joints.push_back(out.size());
  }
  out.append(before, at);
  for (std::size_t joint : joints)
    if (!is_whole_around(out, joint)) return bad_delta("text hunk inside a character");
  return out;
}

// The rows of a group by their ids, for groups of thousands.
class RowsById {
 public:
  explicit RowsById(const Rows& rows) {
    rows_.reserve(rows.size());
    for (const Row& row : rows) rows_.emplace(row.id, &row);
  }
  const Row* find(std::string_view id) const {
    const auto at = rows_.find(id);
    return at == rows_.end() ? nullptr : at->second;
  }

 private:
  std::unordered_map<std::string_view, const Row*> rows_;
};

// Rows that keep their relative order: a longest increasing run of old positions, quadratic in the moved stretch only.
std::set<std::string> unmoved(const Rows& before, const Rows& after, const RowsById& after_by_id) {
  std::vector<std::uint32_t> old_order, new_order;
  std::map<std::string_view, std::uint32_t> number;
  for (const Row& row : before) number.emplace(row.id, static_cast<std::uint32_t>(number.size()));
  for (const Row& row : before)
    if (after_by_id.find(row.id)) old_order.push_back(number[row.id]);
  for (const Row& row : after)
    if (number.contains(row.id)) new_order.push_back(number[row.id]);
  std::set<std::string> kept;
  for (const Row& row : before)
    if (after_by_id.find(row.id)) kept.insert(row.id);
  for (const Hunk& hunk : diff(old_order, new_order))
    for (std::size_t i = hunk.before_begin; i < hunk.before_end; ++i) kept.erase(before[old_order[i]].id);
  return kept;
}

struct Maker {
  std::span<const State* const> parents;
  Json::Object set, text, rows, marks, extra;
  Json::Array unset;
  std::map<std::string, Json::Array> from;

  void value(const Path& path, const Value& before, const Value& after) {
    if (before == after) return;
    if (after.absent()) {
      unset.emplace_back(path.text());
      return;
    }
    for (std::size_t k = 1; k < parents.size(); ++k)
      if (value_at(*parents[k], path) == after) {
        from[std::to_string(k)].emplace_back(path.text());
        return;
      }
    if (before.text() && after.text() && before.text()->size() > 40) {
      text[path.text()] = text_hunks(*before.text(), *after.text());
    } else {
      set[path.text()] = after.json();
    }
  }

  void order(const Path& path, const Rows& before, const Rows& after, const RowsById& before_by_id) {
    const RowsById after_by_id(after);
    const std::set<std::string> kept = unmoved(before, after, after_by_id);
    Json::Array remove, place;
    for (const Row& row : before)
      if (!after_by_id.find(row.id)) remove.emplace_back(row.id);
    std::string previous;
    for (const Row& row : after) {
      if (!kept.contains(row.id)) {
        Json step;
        step.push(previous);
        if (before_by_id.find(row.id))
          step.push(row.id);
        else
          step.push(to_json(row));
        place.push_back(std::move(step));
      }
      previous = row.id;
    }
    if (remove.empty() && place.empty()) return;
    Json change;
    if (!remove.empty()) change["remove"] = Json(std::move(remove));
    if (!place.empty()) change["place"] = Json(std::move(place));
    rows[path.text()] = std::move(change);
  }

  void node(Path& at, const Node& before, const Node& after) {
    const auto field = [&](const std::string& name) {
      Path path = at;
      path.name = name;
      value(path, before.value(name), after.value(name));
    };
    for (const auto& entry : before.fields) field(entry.first);
    for (const auto& entry : after.fields)
      if (!before.fields.contains(entry.first)) field(entry.first);
    if (before.extra != after.extra) {
      Json members;
      for (const auto& [name, member] : before.extra)
        if (!after.extra.contains(name)) members[name] = Json();
      for (const auto& [name, member] : after.extra) {
        const auto old = before.extra.find(name);
        if (old == before.extra.end() || old->second != member) members[name] = member;
      }
      extra[at.text()] = std::move(members);
    }
    std::set<std::string> groups;
    for (const auto& entry : before.rows) groups.insert(entry.first);
    for (const auto& entry : after.rows) groups.insert(entry.first);
    for (const std::string& name : groups) {
      const Rows &old_rows = before.group(name), &new_rows = after.group(name);
      Path path = at;
      path.name = name;
      const RowsById old_by_id(old_rows);
      order(path, old_rows, new_rows, old_by_id);
      for (const Row& row : new_rows) {
        const Row* old_row = old_by_id.find(row.id);
        if (!old_row) continue;
        at.rows.push_back({name, row.id});
        if (old_row->removed_by != row.removed_by) {
          Json::Array list(row.removed_by.begin(), row.removed_by.end());
          marks[at.text()] = Json(std::move(list));
        }
        this->node(at, *old_row, row);
        at.rows.pop_back();
      }
    }
  }
};

base::Result<Path> parse_node_path(const std::string& text) {
  if (text.empty()) return Path{};
  auto path = Path::parse(text);
  if (path && (!path->name.empty() || path->rows.empty())) return bad_delta("no row path: " + text);
  return path;
}

base::Status apply_rows(State& state, const std::string& where, const Json& change) {
  auto path = Path::parse(where);
  if (!path || path->name.empty()) return bad_delta("bad group path " + where);
  Node* node = find_node(state, *path);
  if (!node) return bad_delta("no such node " + where);
  Rows& rows = node->rows[path->name];
  for (const Json& id : change.list("remove")) {
    const auto at = std::ranges::find(rows, id.as_string() ? *id.as_string() : std::string(), &Row::id);
    if (at == rows.end()) return bad_delta("removes an unknown row of " + where);
    rows.erase(at);
  }
  // Moved rows leave their old places before anything is put down.
  std::map<std::string, Row> moved;
  for (const Json& step : change.list("place")) {
    const Json::Array* pair = step.as_array();
    if (!pair || pair->size() != 2) return bad_delta("malformed place");
    if (const std::string* id = (*pair)[1].as_string()) {
      const auto at = std::ranges::find(rows, *id, &Row::id);
      if (at == rows.end()) return bad_delta("moves an unknown row of " + where);
      moved.emplace(*id, std::move(*at));
      rows.erase(at);
    }
  }
  for (const Json& step : change.list("place")) {
    const Json::Array& pair = *step.as_array();
    const std::string* after = pair[0].as_string();
    if (!after) return bad_delta("malformed place");
    auto at = rows.begin();
    if (!after->empty()) {
      at = std::ranges::find(rows, *after, &Row::id);
      if (at == rows.end()) return bad_delta("places a row behind an unknown one in " + where);
      ++at;
    }
    if (const std::string* id = pair[1].as_string()) {
      auto found = moved.extract(*id);
      if (found.empty()) return bad_delta("moves a row twice in " + where);
      rows.insert(at, std::move(found.mapped()));
    } else {
      auto row = parse_row(pair[1], path->rows.size() + 1);
      if (!row) return row.error();
      if (row_of(rows, row->id) || moved.contains(row->id)) return bad_delta("a row twice in " + where);
      rows.insert(at, std::move(*row));
    }
    if (rows.size() > kRowsMax) return bad_delta("too many rows in " + where);
  }
  if (rows.empty()) node->rows.erase(path->name);
  return base::done();
}

base::Status put(State& state, const Path& path, Value value) {
  if (path.name.empty()) return bad_delta("bad path " + path.text());
  Node* node = find_node(state, path);
  if (!node) return bad_delta("no such row " + path.text());
  node->set(path.name, std::move(value));
  return base::done();
}

base::Status put(State& state, const std::string& where, Value value) {
  auto path = Path::parse(where);
  return path ? put(state, *path, std::move(value)) : bad_delta("bad path " + where);
}

const Json::Object& members(const Json& delta, std::string_view name) {
  static const Json::Object none;
  const Json* found = delta.find(name);
  return found && found->is_object() ? *found->as_object() : none;
}

base::Status apply_values(State& state, std::span<const State* const> parents, const Json& delta) {
  for (const auto& [path, value] : members(delta, "set"))
    if (auto status = put(state, path, Value(value)); !status) return status;
  for (const Json& path : delta.list("unset"))
    if (auto status = put(state, path.as_string() ? *path.as_string() : "", Value()); !status) return status;
  for (const auto& [where, hunks] : members(delta, "text")) {
    auto path = Path::parse(where);
    if (!path || !hunks.is_array()) return bad_delta("bad text change " + where);
    const std::string* before = value_at(state, *path).text();
    if (!before) return bad_delta("no text at " + where);
    auto after = apply_hunks(*before, *hunks.as_array());
    if (!after) return after.error();
    if (auto status = put(state, *path, Value(Json(std::move(*after)))); !status) return status;
  }
  for (const auto& [number, paths] : members(delta, "from")) {
    const std::size_t k =
        number.size() == 1 || number.size() == 2 ? static_cast<std::size_t>(std::atoi(number.c_str())) : 0;
    if (k == 0 || k >= parents.size() || !paths.is_array()) return bad_delta("no parent " + number);
    for (const Json& entry : *paths.as_array()) {
      auto path = Path::parse(entry.as_string() ? *entry.as_string() : "");
      if (!path) return bad_delta("bad path from a parent");
      if (auto status = put(state, *path, value_at(*parents[k], *path)); !status) return status;
    }
  }
  return base::done();
}

base::Status apply_marks(State& state, const Json& delta) {
  for (const auto& [where, list] : members(delta, "removed_by")) {
    auto path = parse_node_path(where);
    Row* row = path && !path->rows.empty() ? static_cast<Row*>(find_node(state, *path)) : nullptr;
    if (!row || !list.is_array()) return bad_delta("bad mark " + where);
    row->removed_by.clear();
    for (const Json& revision : *list.as_array())
      if (revision.as_string()) row->removed_by.push_back(*revision.as_string());
  }
  for (const auto& [where, changes] : members(delta, "extra")) {
    auto path = parse_node_path(where);
    Node* node = path ? find_node(state, *path) : nullptr;
    if (!node || !changes.is_object()) return bad_delta("bad extra " + where);
    for (const auto& [name, member] : *changes.as_object()) {
      if (is_own_member(name)) return bad_delta("sets " + name + " as an unknown member of " + where);
      if (member.is_null())
        node->extra.erase(name);
      else
        node->extra[name] = member;
    }
  }
  return base::done();
}

}  // namespace

Json make_delta(std::span<const State* const> parents, const State& state) {
  static const State empty;
  Maker maker{.parents = parents, .set = {}, .text = {}, .rows = {}, .marks = {}, .extra = {}, .unset = {}, .from = {}};
  Path at;
  maker.node(at, parents.empty() ? empty : *parents.front(), state);
  Json::Object from;
  for (auto& [number, paths] : maker.from) from[number] = Json(std::move(paths));
  Json out{Json::Object{}};
  const auto keep = [&](std::string_view name, Json::Object& members) {
    if (!members.empty()) out[name] = Json(std::move(members));
  };
  keep("set", maker.set);
  keep("text", maker.text);
  keep("rows", maker.rows);
  keep("removed_by", maker.marks);
  keep("extra", maker.extra);
  keep("from", from);
  if (!maker.unset.empty()) out["unset"] = Json(std::move(maker.unset));
  return out;
}

base::Result<State> apply_delta(std::span<const State* const> parents, const Json& delta) {
  if (!delta.is_object()) return bad_delta("no object");
  State state = parents.empty() ? State{} : *parents.front();
  for (const auto& [where, change] : members(delta, "rows"))
    if (auto status = apply_rows(state, where, change); !status) return status.error();
  if (auto status = apply_values(state, parents, delta); !status) return status.error();
  if (auto status = apply_marks(state, delta); !status) return status.error();
  return state;
}

std::vector<Path> changed_paths(const State& before, const State& after) {
  const State* parent = &before;
  const Json delta = make_delta(std::span(&parent, 1), after);
  std::set<Path> out;
  const auto add = [&](const std::string& text) {
    if (auto path = Path::parse(text)) out.insert(std::move(*path));
  };
  for (std::string_view name : {"set", "text", "removed_by"})
    for (const auto& entry : members(delta, name)) add(entry.first);
  for (const Json& path : delta.list("unset")) add(*path.as_string());
  for (const auto& [where, change] : members(delta, "rows")) {
    const auto row = [&add, &group = where](const std::string& id) { add(group + "[" + id + "]"); };
    for (const Json& id : change.list("remove")) row(*id.as_string());
    for (const Json& step : change.list("place")) {
      const Json& placed = (*step.as_array())[1];
      row(placed.is_string() ? *placed.as_string() : std::string(placed.text_or("id")));
    }
  }
  for (const auto& entry : members(delta, "extra"))
    out.insert(Path::parse(entry.first).has_value() ? *Path::parse(entry.first) : Path{});
  return {out.begin(), out.end()};
}

}  // namespace ziping::report
