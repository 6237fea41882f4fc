#include "shared/report/state.h"

#include <algorithm>
#include <atomic>

#include "shared/base/bytes.h"

namespace ziping::report {
namespace {

using base::Json;

base::Error bad_state(std::string cause) {
  return {base::ErrorKind::Invalid, "bad-state", "收到的报告内容格式不对，没有采用。", std::move(cause)};
}

constexpr std::size_t kHashBytes = 80;  // of one member of a digest's bytes: 64 digits, quotation marks, a short name

void append_hash(std::string& out, const base::Hash& hash) {
  out += '"';
  base::append_hex(out, hash.view());
  out += '"';
}

// Long texts are hashed where they stand.
base::Hash leaf_of(const Json& value) {
  const std::string* text = value.as_string();
  if (!text || base::find_escaped(*text) < text->size()) return base::sha256(base::canonical(value));
  return base::sha256({"\"", *text, "\""});
}

void append_node_digests(std::string& out, const Node& node) {
  out.reserve(out.size() + kHashBytes * node.fields.size());
  if (!node.extra.empty()) {
    out += "\"extra\":";
    append_hash(out, base::sha256(base::canonical(Json(node.extra))));
    out += ',';
  }
  out += "\"fields\":{";
  bool first = true;
  for (const auto& [name, value] : node.fields) {
    if (!first) out += ',';
    first = false;
    base::append_canonical(out, std::string_view(name));
    out += ':';
    append_hash(out, value.leaf());
  }
  out += '}';
}

void append_row_digests(std::string& out, const Node& node) {
  out += "\"rows\":{";
  bool first = true;
  for (const auto& [name, rows] : node.rows) {
    if (!first) out += ',';
    first = false;
    base::append_canonical(out, std::string_view(name));
    out += ":[";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i) out += ',';
      append_hash(out, digest(rows[i]));
    }
    out += ']';
  }
  out += '}';
}

std::size_t commas(std::size_t members) { return members > 1 ? members - 1 : 0; }

std::size_t value_bytes(const Json& value) {
  const std::string* text = value.as_string();
  if (text && base::find_escaped(*text) == text->size()) return text->size() + 2;
  return base::canonical(value).size();
}

std::size_t row_bytes(const Row& row);

std::size_t node_bytes(const Node& node) {
  std::size_t out = std::string_view(R"({"fields":{},"rows":{}})").size();
  for (const auto& [name, member] : node.extra) out += value_bytes(Json(name)) + value_bytes(member) + 2;
  out += commas(node.fields.size()) + commas(node.rows.size());
  for (const auto& [name, value] : node.fields) out += name.size() + 3 + value_bytes(value.json());
  for (const auto& [name, rows] : node.rows) {
    out += name.size() + std::string_view(R"("":[])").size() + commas(rows.size());
    for (const Row& row : rows) out += row_bytes(row);
  }
  return out;
}

std::size_t row_bytes(const Row& row) {
  std::size_t out = node_bytes(row) + std::string_view(R"(,"id":"")").size() + row.id.size();
  if (row.removed_by.empty()) return out;
  out += std::string_view(R"(,"removed_by":[])").size() + commas(row.removed_by.size());
  for (const std::string& revision : row.removed_by) out += value_bytes(Json(revision));
  return out;
}

base::Status parse_node(const Json& json, Node& node, std::size_t depth) {
  if (!json.is_object()) return bad_state("a node is no object");
  if (depth > kRowsDeepMax) return bad_state("rows nested too deep");
  for (const auto& [name, member] : *json.as_object()) {
    if (name == "fields") {
      if (!member.is_object()) return bad_state("fields is no object");
      for (const auto& [field, value] : *member.as_object()) {
        if (!form::is_name(field)) return bad_state("no name of a field: " + field);
        node.set(field, Value(value));
      }
    } else if (name == "rows") {
      if (!member.is_object()) return bad_state("rows is no object");
      for (const auto& [group, list] : *member.as_object()) {
        if (!form::is_name(group)) return bad_state("no name of a group: " + group);
        if (!list.is_array()) return bad_state("group " + group + " is no list");
        if (list.as_array()->size() > kRowsMax) return bad_state("group " + group + " has too many rows");
        if (list.as_array()->empty()) continue;
        Rows& rows = node.rows[group];
        for (const Json& entry : *list.as_array()) {
          auto row = parse_row(entry, depth + 1);
          if (!row) return row.error();
          rows.push_back(std::move(*row));
        }
        std::vector<std::string_view> ids;
        for (const Row& row : rows) ids.push_back(row.id);
        std::ranges::sort(ids);
        if (std::ranges::adjacent_find(ids) != ids.end()) return bad_state("a row id twice in " + group);
      }
    } else if (!is_own_member(name) && !member.is_null()) {
      node.extra[name] = member;
    }
  }
  return base::done();
}

Json node_json(const Node& node) {
  Json out{Json::Object(node.extra)};
  Json::Object fields, groups;
  for (const auto& [name, value] : node.fields) fields[name] = value.json();
  for (const auto& [name, rows] : node.rows) {
    Json::Array list;
    for (const Row& row : rows) list.push_back(to_json(row));
    groups[name] = Json(std::move(list));
  }
  out["fields"] = Json(std::move(fields));
  out["rows"] = Json(std::move(groups));
  return out;
}

}  // namespace

bool is_own_member(std::string_view name) {
  return name == "fields" || name == "rows" || name == "id" || name == "removed_by";
}

struct Value::Body {
  explicit Body(Json value) : json(std::move(value)) {}
  Json json;
  enum : int { kNone, kBusy, kReady };
  mutable std::atomic<int> leaf_state{kNone};
  mutable base::Hash leaf;
};

Value::Value(Json json) {
  if (!json.is_null()) body_ = std::make_shared<const Body>(std::move(json));
}

const Json& Value::json() const {
  static const Json absent;
  return body_ ? body_->json : absent;
}

base::Hash Value::leaf() const {
  if (!body_) return base::sha256("null");
  if (body_->leaf_state.load(std::memory_order_acquire) == Body::kReady) return body_->leaf;
  const base::Hash hash = leaf_of(body_->json);
  int none = Body::kNone;  // whoever comes second while the first one writes gives its own result and leaves the cache
  if (body_->leaf_state.compare_exchange_strong(none, Body::kBusy, std::memory_order_acq_rel)) {
    body_->leaf = hash;
    body_->leaf_state.store(Body::kReady, std::memory_order_release);
  }
  return hash;
}

bool Value::operator==(const Value& other) const { return body_ == other.body_ || json() == other.json(); }

const Value& Node::value(std::string_view field) const {
  static const Value absent;
  const auto at = fields.find(field);
  return at == fields.end() ? absent : at->second;
}

void Node::set(std::string_view field, Value value) {
  const auto at = fields.find(field);
  if (value.absent()) {
    if (at != fields.end()) fields.erase(at);
  } else if (at != fields.end()) {
    at->second = std::move(value);
  } else {
    fields.emplace(field, std::move(value));
  }
}

const Rows& Node::group(std::string_view name) const {
  static const Rows none;
  const auto at = rows.find(name);
  return at == rows.end() ? none : at->second;
}

bool Node::operator==(const Node& other) const {
  return fields == other.fields && rows == other.rows && extra == other.extra;
}

bool Row::operator==(const Row& other) const {
  return id == other.id && removed_by == other.removed_by &&
         static_cast<const Node&>(*this) == static_cast<const Node&>(other);
}

const Row* row_of(const Rows& rows, std::string_view id) {
  const auto at = std::ranges::find(rows, id, &Row::id);
  return at == rows.end() ? nullptr : &*at;
}

const Node* find_node(const State& state, const form::Path& path) {
  const Node* node = &state;
  for (const form::RowStep& step : path.rows) {
    node = row_of(node->group(step.group), step.row);
    if (!node) return nullptr;
  }
  return node;
}

const Row* find_row(const State& state, const form::Path& path) {
  return path.rows.empty() ? nullptr : static_cast<const Row*>(find_node(state, path));
}

Node* find_node(State& state, const form::Path& path) {
  return const_cast<Node*>(find_node(static_cast<const State&>(state), path));
}

const Value& value_at(const State& state, const form::Path& path) {
  static const Value absent;
  const Node* node = find_node(state, path);
  return node ? node->value(path.name) : absent;
}

Json to_json(const Node& node) { return node_json(node); }

Json to_json(const Row& row) {
  Json out = node_json(row);
  out["id"] = row.id;
  if (!row.removed_by.empty())
    for (const std::string& revision : row.removed_by) out["removed_by"].push(revision);
  return out;
}

base::Result<State> parse_state(const Json& json) {
  State state;
  if (auto status = parse_node(json, state, 0); !status) return status.error();
  return state;
}

base::Result<Row> parse_row(const Json& json, std::size_t depth) {
  Row row;
  row.id = json.text_or("id");
  if (!form::is_row_id(row.id)) return bad_state("a row without a proper id");
  for (const Json& revision : json.list("removed_by"))
    if (const std::string* text = revision.as_string()) row.removed_by.push_back(*text);
  if (auto status = parse_node(json, row, depth); !status) return status.error();
  return row;
}

std::size_t json_bytes(const State& state) { return node_bytes(state); }

base::Hash digest(const State& state) {
  std::string bytes = "{";
  append_node_digests(bytes, state);
  bytes += ',';
  append_row_digests(bytes, state);
  bytes += '}';
  return base::sha256(bytes);
}

base::Hash digest(const Row& row) {
  std::string bytes = "{";
  append_node_digests(bytes, row);
  bytes += ",\"id\":";
  base::append_canonical(bytes, std::string_view(row.id));
  if (!row.removed_by.empty()) {
    Json::Array list;
    for (const std::string& revision : row.removed_by) list.emplace_back(revision);
    bytes += ",\"removed_by\":" + base::canonical(Json(std::move(list)));
  }
  bytes += ',';
  append_row_digests(bytes, row);
  bytes += '}';
  return base::sha256(bytes);
}

}  // namespace ziping::report
