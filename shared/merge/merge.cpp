#include "shared/merge/merge.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "shared/merge/row_merge.h"
#include "shared/merge/text_merge.h"

namespace ziping::merge {
namespace {

using base::Json;
using form::Path;
using report::Conflict;
using report::Node;
using report::Row;
using report::Rows;
using report::Value;

// The lowest of the contributors for which `fits` holds; else the lowest; else no name (a side that was never sealed).
std::string lowest(std::span<const Contributor> from, const std::function<bool(const Contributor&)>& fits) {
  if (from.size() == 1) return from.front().revision.hex();
  const Contributor *best = nullptr, *any = nullptr;
  for (const Contributor& one : from) {
    if (!any || one.revision < any->revision) any = &one;
    if (fits(one) && (!best || one.revision < best->revision)) best = &one;
  }
  const Contributor* chosen = best ? best : any;
  return chosen ? chosen->revision.hex() : std::string();
}

class Merger {
 public:
  Merger(const MergeSide& ours, const MergeSide& theirs) : ours_(ours), theirs_(theirs) {}

  void node(const form::Group* group, const Node& base, const Node& ours, const Node& theirs, Node& out) {
    std::set<std::string_view> names;
    for (const Node* side : {&ours, &theirs})
      for (const auto& entry : side->fields) names.insert(entry.first);
    for (std::string_view name : names) {
      const form::Field* field = group ? group->find(name) : nullptr;
      at_.name = name;
      const Value &b = base.value(name), &o = ours.value(name), &t = theirs.value(name);
      out.set(name, o == t || t == b ? o : o == b ? t : clash(field, b, o, t));
    }
    at_.name.clear();
    extra(base, ours, theirs, out);
    std::set<std::string> groups;
    for (const Node* side : {&ours, &theirs})
      for (const auto& entry : side->rows) groups.insert(entry.first);
    for (const std::string& name : groups) {
      Rows merged =
          rows(group ? group->find_group(name) : nullptr, name, base.group(name), ours.group(name), theirs.group(name));
      if (!merged.empty()) out.rows[name] = std::move(merged);
    }
  }

  std::vector<Note> notes;

 private:
  Value clash(const form::Field* field, const Value& base, const Value& ours, const Value& theirs) {
    if (field && field->kind == form::Kind::Text) {
      const auto b = report::segments_of(base.json()), o = report::segments_of(ours.json()),
                 t = report::segments_of(theirs.json());
      if (b && o && t) {
        MergedText merged = merge_text(*b, *o, *t, text_label(ours_.from), text_label(theirs_.from));
        if (merged.please_read) notes.push_back({NoteKind::PleaseRead, at_});
        return Value(report::to_json(merged.segments));
      }
    }
    Conflict met = join_conflicts(sides(base, {}), sides(ours, ours_.from), sides(theirs, theirs_.from));
    return met.sides.size() == 1 ? Value(met.sides.front().value) : Value(report::to_json(met));
  }

  Conflict sides(const Value& value, std::span<const Contributor> from) const {
    if (auto conflict = report::conflict_of(value.json())) return *conflict;
    Conflict out;
    out.base = value.json();
    out.sides.push_back(
        {lowest(from, [&](const Contributor& one) { return report::value_at(*one.state, at_) == value; }),
         value.json()});
    return out;
  }

  Label text_label(std::span<const Contributor> from) const {
    return [this, from](std::string_view words, std::string_view before) {
      return lowest(from, [&](const Contributor& one) {
        const std::string* text = report::value_at(*one.state, at_).text();
        const std::string_view whole = text ? std::string_view(*text) : std::string_view();
        return words.empty() ? before.empty() || whole.find(before) == whole.npos : whole.find(words) != whole.npos;
      });
    };
  }

  void extra(const Node& base, const Node& ours, const Node& theirs, Node& out) {
    const auto member = [](const Node& node, const std::string& name) {
      const auto at = node.extra.find(name);
      return at == node.extra.end() ? Value() : Value(at->second);
    };
    std::set<std::string> names;
    for (const Node* side : {&ours, &theirs})
      for (const auto& entry : side->extra) names.insert(entry.first);
    for (const std::string& name : names) {
      const Value b = member(base, name), o = member(ours, name), t = member(theirs, name);
      const Value merged = o == t || t == b ? o : o == b ? t : clash(nullptr, b, o, t);
      if (!merged.absent()) out.extra[name] = merged.json();
    }
  }

  Rows rows(const form::Group* group, const std::string& name, const Rows& base, const Rows& ours, const Rows& theirs) {
    const auto ids = [](const Rows& list) {
      Order out;
      for (const Row& row : list) out.push_back(row.id);
      return out;
    };
    std::map<std::string, Row> merged;
    std::set<std::string> stay, seen;
    for (const Rows* side : {&ours, &theirs}) {
      for (const Row& row : *side) {
        if (!seen.insert(row.id).second) continue;
        at_.rows.push_back({name, row.id});
        if (auto one = this->row(group, report::row_of(base, row.id), report::row_of(ours, row.id),
                                 report::row_of(theirs, row.id))) {
          stay.insert(row.id);
          merged.emplace(row.id, std::move(*one));
        }
        at_.rows.pop_back();
      }
    }
    Rows out;
    for (const std::string& id : merge_order(ids(base), ids(ours), ids(theirs), stay))
      out.push_back(std::move(merged.at(id)));
    return out;
  }

  std::optional<Row> row(const form::Group* group, const Row* base, const Row* ours, const Row* theirs) {
    if (ours && theirs) {
      if (*ours == *theirs) return *ours;
      if (base && *base == *theirs) return *ours;
      if (base && *base == *ours) return *theirs;
      static const Row none;
      const Row& before = base ? *base : none;
      Row out;
      out.id = ours->id;
      const auto &b = before.removed_by, &o = ours->removed_by, &t = theirs->removed_by;
      out.removed_by = o == t || t == b ? o : o == b ? t : both(o, t);
      node(group, before, *ours, *theirs, out);
      return out;
    }
    const Row& kept = ours ? *ours : *theirs;
    if (!base) return kept;
    if (kept == *base) return std::nullopt;
    Row out = kept;  // removed there, changed here: it stays, marked
    out.removed_by = both(out.removed_by, {lowest(ours ? theirs_.from : ours_.from, [&](const Contributor& one) {
                            return report::find_node(*one.state, at_) == nullptr;
                          })});
    return out;
  }

  static std::vector<std::string> both(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    std::ranges::sort(a);
    a.erase(std::ranges::unique(a).begin(), a.end());
    return a;
  }

  const MergeSide& ours_;
  const MergeSide& theirs_;
  Path at_;
};

}  // namespace

Merged merge(const form::Form& form, const report::State& base, const MergeSide& ours, const MergeSide& theirs) {
  Merger merger(ours, theirs);
  Merged out;
  merger.node(&form.top(), base, ours.state, theirs.state, out.state);
  out.notes = std::move(merger.notes);
  return out;
}

}  // namespace ziping::merge
