// What a report says at one moment: fields and rows of plain JSON values, and the digest that names exactly that.
//
// Promise    Copying a state shares its values; equal states have equal digests, whatever way they were made.
// Threads    Values are immutable and may be read from any thread.
// Errors     parse_state: Invalid "bad-state", with the place.
// Limits     kStateBytesMax of JSON, kRowsMax rows in a group, kRowsDeepMax groups deep.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/hash.h"
#include "shared/base/json.h"
#include "shared/form/path.h"

namespace ziping::report {

inline constexpr std::size_t kStateBytesMax = 8u << 20;
inline constexpr std::size_t kRowsMax = 5000;
inline constexpr std::size_t kRowsDeepMax = 4;

// A shared, immutable JSON value. The absent value is null and is never stored in a state.
class Value {
 public:
  Value() = default;
  Value(base::Json json);
  const base::Json& json() const;
  bool absent() const { return body_ == nullptr; }
  base::Hash leaf() const;  // SHA-256 of the canonical bytes, computed once
  const std::string* text() const { return json().as_string(); }
  bool operator==(const Value& other) const;

 private:
  struct Body;
  std::shared_ptr<const Body> body_;
};

using Fields = std::map<std::string, Value, std::less<>>;
struct Row;
using Rows = std::vector<Row>;
using Groups = std::map<std::string, Rows, std::less<>>;

struct Node {
  Fields fields;
  Groups rows;               // a group without rows is not there
  base::Json::Object extra;  // members that this program does not know, carried untouched

  const Value& value(std::string_view field) const;  // the absent value where there is none
  void set(std::string_view field, Value value);     // an absent value takes the field away
  const Rows& group(std::string_view name) const;    // empty where there is none
  bool operator==(const Node&) const;
};

struct Row : Node {
  std::string id;
  // Not empty: a conflict. These revisions removed the row while others changed it; it stays until somebody decides.
  std::vector<std::string> removed_by;
  bool operator==(const Row&) const;
};

using State = Node;

// Null where the path leads nowhere; with path.name empty and no rows, the state itself.
const Node* find_node(const State& state, const form::Path& path);
const Row* find_row(const State& state, const form::Path& path);  // path.rows.back()
Node* find_node(State& state, const form::Path& path);
const Value& value_at(const State& state, const form::Path& path);
const Row* row_of(const Rows& rows, std::string_view id);

// Members of a node's JSON that are not among its `extra`.
bool is_own_member(std::string_view name);
base::Json to_json(const Node& node);
base::Json to_json(const Row& row);
base::Result<State> parse_state(const base::Json& json);
base::Result<Row> parse_row(const base::Json& json, std::size_t depth = 0);

// Of its canonical JSON, which is not made for it.
std::size_t json_bytes(const State& state);

// docs/format.md: a leaf is the SHA-256 of a value's canonical bytes; a row's digest that of {"id", "fields": {name:
// leaf}, "rows": {group: [digest]}}; the state's the same without "id". Members that are empty stay, "extra" and
// "removed_by" only where there are any.
base::Hash digest(const State& state);
base::Hash digest(const Row& row);

}  // namespace ziping::report
