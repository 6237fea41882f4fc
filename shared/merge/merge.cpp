#include "shared/merge/merge.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <map>
#include <optional>
#include <set>

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
    if (!std::ranges::search(units, words, is).empty()) return true;
    for (TextId sentence : words)  // one that is not there even as a part of another settles it at once
      if (std::ranges::find(units, Unit::text(sentence)) == units.end() &&
          !holds(value, texts_.lexicon().text(sentence)))
        return false;
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

class Merger {
 public:
  Merger(Texts& texts, const MergeSide& ours, const MergeSide& theirs)
      : texts_(texts), ours_(texts, ours.from), theirs_(texts, theirs.from) {}

  void node(const form::Group* group, const Node& base, const Node& ours, const Node& theirs, Node& out) {
    static const Value absent;
    auto b = base.fields.begin(), o = ours.fields.begin(), t = theirs.fields.begin();
    const auto put = [&](const std::string& name, const Value& our_value, const Value& their_value) {
      while (b != base.fields.end() && b->first < name) ++b;
      const Value& base_value = b != base.fields.end() && b->first == name ? b->second : absent;
      if (Value merged = value(group, name, base_value, our_value, their_value); !merged.absent())
        out.fields.emplace_hint(out.fields.end(), name, std::move(merged));
    };
    while (o != ours.fields.end() || t != theirs.fields.end()) {
      const int order = o == ours.fields.end() ? 1 : t == theirs.fields.end() ? -1 : o->first.compare(t->first);
      put(order <= 0 ? o->first : t->first, order <= 0 ? o->second : absent, order >= 0 ? t->second : absent);
      if (order <= 0) ++o;
      if (order >= 0) ++t;
    }
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
  Value value(const form::Group* group, const std::string& name, const Value& base, const Value& ours,
              const Value& theirs) {
    if (texts_.same(ours, theirs) || texts_.same(theirs, base)) return ours;
    if (texts_.same(ours, base)) return theirs;
    const form::Field* field = group ? group->find(name) : nullptr;
    at_.name = name;
    Value merged =
        field && field->kind == form::Kind::Text ? text_clash(base, ours, theirs) : clash(base, ours, theirs);
    at_.name.clear();
    return merged;
  }

  Value text_clash(const Value& base, const Value& ours, const Value& theirs) {
    const Prose *b = texts_.find(base), *o = texts_.find(ours, b), *t = texts_.find(theirs, b);
    if (!b || !o || !t) return clash(texts_.written(base), texts_.written(ours), texts_.written(theirs));
    MergedProse merged = merge_prose(texts_.lexicon(), *b, *o, *t, ours_.namer(at_), theirs_.namer(at_));
    if (merged.please_read) notes.push_back({NoteKind::PleaseRead, at_});
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
      const Value merged = o == t || t == b ? o : o == b ? t : clash(b, o, t);
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
      if (texts_.same(*ours, *theirs) || (base && texts_.same(*base, *theirs))) return *ours;
      if (base && texts_.same(*base, *ours)) return *theirs;
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
    if (texts_.same(kept, *base)) return std::nullopt;
    Row out = kept;  // removed there, changed here: it stays, marked
    const Contributors& removers = ours ? theirs_ : ours_;
    out.removed_by =
        both(out.removed_by,
             {removers.lowest([&](const Contributor& one) { return report::find_node(*one.state, at_) == nullptr; })});
    return out;
  }

  static std::vector<std::string> both(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    std::ranges::sort(a);
    a.erase(std::ranges::unique(a).begin(), a.end());
    return a;
  }

  Texts& texts_;
  Contributors ours_, theirs_;
  Path at_;
};

}  // namespace

Merged merge_step(Texts& texts, const form::Form& form, const report::State& base, const MergeSide& ours,
                  const MergeSide& theirs) {
  Merger merger(texts, ours, theirs);
  Merged out;
  merger.node(&form.top(), base, ours.state, theirs.state, out.state);
  out.notes = std::move(merger.notes);
  return out;
}

Merged merge(const form::Form& form, const report::State& base, const MergeSide& ours, const MergeSide& theirs) {
  Texts texts;
  Merged out = merge_step(texts, form, base, ours, theirs);
  texts.write(out.state);
  return out;
}

}  // namespace ziping::merge
