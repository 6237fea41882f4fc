#include "shared/merge/merge.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "shared/merge/files_merge.h"
#include "shared/merge/merge_step.h"
#include "shared/merge/prose_merge.h"
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

// The revisions of one side, lowest first, for naming whose a value or a sentence is.
class Contributors {
 public:
  Contributors(Texts& texts, std::span<const Contributor> from) : texts_(texts) {
    for (const Contributor& one : from) sorted_.push_back(&one);
    std::ranges::stable_sort(sorted_, {}, &Contributor::revision);
  }

  // The lowest for which `fits` holds; else the lowest; else no name (a side that was never sealed).
  std::string lowest(const std::function<bool(const Contributor&)>& fits) const {
    return sorted_.empty() ? std::string() : (*found(fits))->revision.hex();
  }

  // The lowest whose text at `path` has the words, or for no words: no longer has what stood there before.
  Namer namer(const Path& path) {
    texts_at_.clear();
    return [this, &path](std::span<const TextId> words, UnitRange before) {
      if (sorted_.empty()) return kNoName;
      const auto fits = [&](const Contributor& one) {
        const Value& value = text_at(path, one);
        if (!words.empty()) return has_said(value, words);
        const std::string old = plain_text(texts_.lexicon(), before);
        return old.empty() || !holds(value, old);
      };
      return name(found(fits));
    };
  }

 private:
  using At = std::vector<const Contributor*>::const_iterator;

  template <class Fits>
  At found(const Fits& fits) const {
    if (sorted_.size() == 1) return sorted_.begin();
    const At at = std::ranges::find_if(sorted_, [&](const Contributor* one) { return fits(*one); });
    return at == sorted_.end() ? sorted_.begin() : at;
  }

  const Value& text_at(const Path& path, const Contributor& one) {
    if (texts_at_.empty())
      for (const Contributor* other : sorted_) texts_at_.push_back(&report::value_at(*other->state, path));
    return *texts_at_[static_cast<std::size_t>(std::ranges::find(sorted_, &one) - sorted_.begin())];
  }

  static bool holds(const Value& value, std::string_view words) {
    const std::string* text = value.text();
    return text && memmem(text->data(), text->size(), words.data(), words.size()) != nullptr;
  }

  bool has_said(const Value& value, std::span<const TextId> words) {
    if (!value.text()) return false;
    const Units& units = texts_.find(value)->units;
    const auto is = [](Unit unit, TextId sentence) { return unit == Unit::text(sentence); };
    const auto at = std::search(units.begin(), units.end(), words.begin(), words.end(), is);
    if (!words.empty() && at != units.end()) return true;
    if (std::ranges::any_of(words, [&](TextId one) { return texts_.lexicon().surely_lacks(units, one); })) return false;
    return holds(value, texts_.lexicon().text_of(words));
  }

  TextId name(At at) {
    names_.resize(sorted_.size(), kNoName);
    TextId& known = names_[static_cast<std::size_t>(at - sorted_.begin())];
    if (known == kNoName) known = texts_.lexicon().id((*at)->revision.hex());
    return known;
  }

  Texts& texts_;
  std::vector<const Contributor*> sorted_;
  std::vector<TextId> names_;
  std::vector<const Value*> texts_at_;  // of the path that namer() was last asked for
};

Order order_of(const Rows& rows) {
  Order out;
  out.reserve(rows.size());
  for (const Row& row : rows) out.push_back(row.id);
  return out;
}

class RowIndex {
 public:
  explicit RowIndex(const Rows& rows) {
    for (const Row& row : rows) rows_.emplace(row.id, &row);
  }
  const Row* find(const std::string& id) const {
    const auto at = rows_.find(id);
    return at == rows_.end() ? nullptr : at->second;
  }

 private:
  std::unordered_map<std::string_view, const Row*> rows_;
};

// Merges theirs into ours, in place: what only one side changed is neither copied nor looked into.
class Merger {
 public:
  Merger(Texts& texts, std::span<const Contributor> ours, std::span<const Contributor> theirs)
      : texts_(texts), ours_(texts, ours), theirs_(texts, theirs) {}

  void node(const form::Group* group, const Node& base, Node& ours, const Node& theirs) {
    fields(group, base, ours, theirs);
    extra(base, ours, theirs);
    std::set<std::string> groups;
    for (const Node* side : std::initializer_list<const Node*>{&ours, &theirs})
      for (const auto& entry : side->rows) groups.insert(entry.first);
    for (const std::string& name : groups) {
      Rows& merged = ours.rows[name];
      rows(group ? group->find_group(name) : nullptr, name, base.group(name), merged, theirs.group(name));
      if (merged.empty()) ours.rows.erase(name);
    }
  }

  std::vector<Note> notes;

 private:
  void fields(const form::Group* group, const Node& base, Node& ours, const Node& theirs) {
    static const Value absent;
    auto b = base.fields.begin();
    const auto in_base = [&](const std::string& name) -> const Value& {
      while (b != base.fields.end() && b->first < name) ++b;
      return b != base.fields.end() && b->first == name ? b->second : absent;
    };
    auto o = ours.fields.begin();
    auto t = theirs.fields.begin();
    while (o != ours.fields.end() || t != theirs.fields.end()) {
      const int order = o == ours.fields.end() ? 1 : t == theirs.fields.end() ? -1 : o->first.compare(t->first);
      const std::string& name = order <= 0 ? o->first : t->first;
      auto merged = value(group, name, in_base(name), order <= 0 ? o->second : absent, order >= 0 ? t->second : absent);
      if (order > 0) {
        if (merged && !merged->absent()) ours.fields.emplace_hint(o, name, std::move(*merged));
      } else if (merged && merged->absent()) {
        o = ours.fields.erase(o);
      } else {
        if (merged) o->second = std::move(*merged);
        ++o;
      }
      if (order >= 0) ++t;
    }
  }

  // Nothing where ours stays.
  std::optional<Value> value(const form::Group* group, const std::string& name, const Value& base, const Value& ours,
                             const Value& theirs) {
    if (texts_.same(ours, theirs) || texts_.same(theirs, base)) return std::nullopt;
    if (texts_.same(ours, base)) return theirs;
    const form::Field* field = group ? group->find(name) : nullptr;
    at_.name = name;
    Value merged = field && field->kind == form::Kind::Text    ? text_clash(base, ours, theirs)
                   : field && field->kind == form::Kind::Files ? files_clash(base, ours, theirs)
                                                               : clash(base, ours, theirs);
    at_.name.clear();
    return merged;
  }

  Value files_clash(const Value& base, const Value& ours, const Value& theirs) {
    auto merged = merge_files(base.json(), ours.json(), theirs.json());
    return merged ? Value(std::move(*merged)) : clash(base, ours, theirs);
  }

  Value text_clash(const Value& base, const Value& ours, const Value& theirs) {
    const Prose *b = texts_.find(base), *o = texts_.find(ours, b), *t = texts_.find(theirs, b);
    if (!b || !o || !t) return clash(texts_.written(base), texts_.written(ours), texts_.written(theirs));
    MergedProse merged = merge_prose(texts_.lexicon(), *b, *o, *t, ours_.namer(at_), theirs_.namer(at_));
    if (merged.please_read) notes.push_back({merged.numbers_break ? NoteKind::Numbers : NoteKind::PleaseRead, at_});
    return texts_.draft(std::move(merged.prose));
  }

  Value clash(const Value& base, const Value& ours, const Value& theirs) {
    Conflict met = join_conflicts(sides(base, nullptr), sides(ours, &ours_), sides(theirs, &theirs_));
    return met.sides.size() == 1 ? Value(met.sides.front().value) : Value(report::to_json(met));
  }

  Conflict sides(const Value& value, const Contributors* from) const {
    if (auto conflict = report::conflict_of(value.json())) return *conflict;
    Conflict out;
    out.base = value.json();
    std::string name;
    if (from) name = from->lowest([&](const Contributor& one) { return report::value_at(*one.state, at_) == value; });
    out.sides.push_back({std::move(name), value.json()});
    return out;
  }

  void extra(const Node& base, Node& ours, const Node& theirs) {
    if (ours.extra == theirs.extra || theirs.extra == base.extra) return;
    const auto member = [](const Node& node, const std::string& name) {
      const auto at = node.extra.find(name);
      return at == node.extra.end() ? Value() : Value(at->second);
    };
    std::set<std::string> names;
    for (const Node* side : std::initializer_list<const Node*>{&ours, &theirs})
      for (const auto& entry : side->extra) names.insert(entry.first);
    for (const std::string& name : names) {
      const Value b = member(base, name), o = member(ours, name), t = member(theirs, name);
      if (o == t || t == b) continue;
      const Value merged = o == b ? t : clash(b, o, t);
      if (merged.absent())
        ours.extra.erase(name);
      else
        ours.extra[name] = merged.json();
    }
  }

  void rows(const form::Group* group, const std::string& name, const Rows& base, Rows& ours, const Rows& theirs) {
    const RowIndex in_base(base), in_theirs(theirs);
    const Order our_order = order_of(ours), their_order = order_of(theirs), base_order = order_of(base);
    std::map<std::string, Row> merged;
    std::set<std::string> stay;
    const auto at_row = [&](const std::string& id, const auto& work) {
      at_.rows.push_back({name, id});
      work(in_base.find(id), in_theirs.find(id));
      at_.rows.pop_back();
    };
    const auto keep = [&](Row& row) {
      stay.insert(row.id);
      merged.emplace(row.id, std::move(row));
    };
    for (Row& row : ours)
      at_row(row.id, [&](const Row* before, const Row* other) {
        if (other)
          both_have(group, before, row, *other);
        else if (!one_has(before, row, theirs_))
          return;
        keep(row);
      });
    const std::set<std::string> seen(our_order.begin(), our_order.end());
    for (const Row& row : theirs) {
      if (seen.contains(row.id)) continue;
      at_row(row.id, [&](const Row* before, const Row*) {
        Row copy = row;
        if (one_has(before, copy, ours_)) keep(copy);
      });
    }
    ours.clear();
    const bool order_is_ours = their_order == base_order && stay == seen;
    for (const std::string& id : order_is_ours ? our_order : merge_order(base_order, our_order, their_order, stay))
      ours.push_back(std::move(merged.at(id)));
  }

  void both_have(const form::Group* group, const Row* base, Row& ours, const Row& theirs) {
    if (texts_.same(ours, theirs) || (base && texts_.same(*base, theirs))) return;
    if (base && texts_.same(*base, ours)) {
      ours = theirs;
      return;
    }
    static const Row none;
    const Row& before = base ? *base : none;
    const auto &b = before.removed_by, &o = ours.removed_by, &t = theirs.removed_by;
    if (o != t && t != b) ours.removed_by = o == b ? t : both(o, t);
    node(group, before, ours, theirs);
  }

  // Whether the row stays although the others, `removers`, have none such or no longer.
  bool one_has(const Row* base, Row& row, const Contributors& removers) {
    if (!base) return true;
    if (texts_.same(row, *base)) return false;
    row.removed_by =  // removed there, changed here: it stays, marked
        both(row.removed_by,
             {removers.lowest([&](const Contributor& one) { return report::find_node(*one.state, at_) == nullptr; })});
    return true;
  }

  static std::vector<std::string> both(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    std::ranges::sort(a);
    a.erase(std::unique(a.begin(), a.end()), a.end());
    return a;
  }

  Texts& texts_;
  Contributors ours_, theirs_;
  Path at_;
};

}  // namespace

std::vector<Note> merge_step(Texts& texts, const form::Form& form, const report::State& base, report::State& state,
                             std::span<const Contributor> from, const MergeSide& theirs) {
  Merger merger(texts, from, theirs.from);
  merger.node(&form.top(), base, state, theirs.state);
  return std::move(merger.notes);
}

Merged merge(const form::Form& form, const report::State& base, const MergeSide& ours, const MergeSide& theirs) {
  Texts texts;
  Merged out{ours.state, {}};
  out.notes = merge_step(texts, form, base, out.state, ours.from, theirs);
  texts.write(out.state);
  return out;
}

}  // namespace ziping::merge
