#include "tests/support/made_up_report.h"

#include "shared/base/clock.h"

namespace ziping::support {
namespace {

using base::Json;
using base::SeededRandom;
using report::Node;
using report::Row;
using report::Value;

constexpr const char* kForm = R"({"id":"small","title":"小表样","owners":["office"],
 "fields":[{"name":"goal","kind":"text"},{"name":"story","kind":"text"},{"name":"budget","kind":"decimal","places":2},
           {"name":"spent","kind":"decimal","places":2},{"name":"people","kind":"integer"},{"name":"day","kind":"date"},
           {"name":"grade","kind":"choice","choices":["优","良"]},{"name":"title","kind":"line"}],
 "groups":[{"name":"blocks","owners":["office","team"],
            "fields":[{"name":"team","kind":"reference","owners":["office"]},{"name":"text","kind":"text"},{"name":"count","kind":"integer"}],
            "groups":[{"name":"figures","fields":[{"name":"value","kind":"decimal"},{"name":"unit","kind":"line"}]}]}]})";

std::string sentence(SeededRandom& random) {
  static const char* const words[] = {"实施水利项目", "建设电商平台", "解决耕地撂荒",
                                      "推进园区建设", "组织培训",     "拨付资金"};
  static const char* const ends[] = {"。", "。", "；", "！", "。\n"};
  return std::string(words[random.below(6)]) + std::to_string(random.below(90)) + "项" + ends[random.below(5)];
}

std::string prose(SeededRandom& random, std::uint64_t sentences) {
  std::string out;
  for (std::uint64_t i = 0; i < sentences; ++i) out += sentence(random);
  return out;
}

std::string edit_text(const std::string& text, SeededRandom& random) {
  // Whole sentences come, go and change: cut after the ending marks that sentence() uses.
  std::vector<std::string> pieces(1);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
    const std::string_view c(text.data() + begin, i - begin);
    pieces.back() += c;
    if (c == "。" || c == "；" || c == "！") pieces.emplace_back();
  }
  const std::size_t at = random.below(pieces.size());
  switch (random.below(3)) {
    case 0:
      pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(at), sentence(random));
      break;
    case 1:
      pieces[at].clear();
      break;
    default:
      pieces[at] = sentence(random);
  }
  std::string out;
  for (const std::string& piece : pieces) out += piece;
  return out;
}

Row random_row(SeededRandom& random) {
  Row row;
  row.id = base::random_name(random, 4);
  row.set("text", Value(Json(prose(random, 1 + random.below(4)))));
  row.set("count", Value(Json(static_cast<std::int64_t>(random.below(100)))));
  for (std::uint64_t i = random.below(3); i > 0; --i) {
    Row figure;
    figure.id = base::random_name(random, 4);
    figure.set("value", Value(Json(std::to_string(random.below(1000)) + ".50")));
    figure.set("unit", Value(Json("万元")));
    row.rows["figures"].push_back(std::move(figure));
  }
  return row;
}

void edit_value(Node& node, SeededRandom& random, bool top) {
  static const char* const top_names[] = {"goal", "story", "budget", "spent", "people", "day", "grade", "title"};
  static const char* const row_names[] = {"text", "count"};
  const std::string name = top ? top_names[random.below(8)] : row_names[random.below(2)];
  const std::string* text = node.value(name).text();
  if (random.below(12) == 0) return node.set(name, Value());
  if (name == "goal" || name == "story" || name == "text")
    node.set(name, Value(Json(text ? edit_text(*text, random) : prose(random, 3))));
  else if (name == "people" || name == "count")
    node.set(name, Value(Json(static_cast<std::int64_t>(random.below(100)))));
  else if (name == "day")
    node.set(name, Value(Json("2022-0" + std::to_string(1 + random.below(9)) + "-11")));
  else
    node.set(name, Value(Json(std::to_string(random.below(90)) + ".10")));
  const Value& set = node.value(name);
  if (set.text() && set.text()->empty()) node.set(name, Value());
}

}  // namespace

const form::Form& small_form() {
  static const form::Form form = *form::Form::parse(*base::parse_json(kForm));
  return form;
}

report::Row block(const std::string& id, const std::string& team, const std::string& text) {
  report::Row row;
  row.id = id;
  row.set("team", Value(Json(team)));
  row.set("text", Value(Json(text)));
  return row;
}

report::State random_state(SeededRandom& random) {
  report::State state;
  state.set("goal", Value(Json(prose(random, 4))));
  state.set("story", Value(Json(prose(random, 12))));
  state.set("budget", Value(Json("20545.04")));
  state.set("people", Value(Json(7)));
  for (std::uint64_t i = random.below(6); i > 0; --i) state.rows["blocks"].push_back(random_row(random));
  return state;
}

report::State edited(const report::State& before, SeededRandom& random, int count) {
  report::State state = before;
  for (; count > 0; --count) {
    report::Rows& rows = state.rows["blocks"];
    const std::size_t at = rows.empty() ? 0 : random.below(rows.size());
    switch (random.below(8)) {
      case 0:
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), random_row(random));
        break;
      case 1:
        if (!rows.empty()) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 2:
        if (!rows.empty()) {
          Row row = std::move(rows[at]);
          rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
          rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(random.below(rows.size() + 1)), std::move(row));
        }
        break;
      case 3:
      case 4:
        if (!rows.empty()) edit_value(rows[at], random, false);
        break;
      default:
        edit_value(state, random, true);
    }
    if (rows.empty()) state.rows.erase("blocks");
  }
  return state;
}

Writer::Writer(std::string name, std::uint64_t seed)
    : name_(std::move(name)), key_([&] {
        SeededRandom random(seed);
        return base::SecretKey::generate(random);
      }()) {}

report::Revision Writer::seal(const report::History& history, const report::RevisionSet& parents,
                              const report::State& state) {
  report::Header header;
  header.report = std::string(32, 'a');
  header.form = small_form().name();
  header.author = name_;
  header.device = base::sha256(key_.public_key().base64()).hex().substr(0, 32);
  header.at = base::utc_text(1'700'000'000'000 + 1000 * sealed_++);
  header.parents.assign(parents.begin(), parents.end());
  std::vector<const report::State*> states;
  for (const report::RevisionId& parent : header.parents) states.push_back(history.find(parent)->state.get());
  return report::seal(std::move(header), states, state, key_);
}

}  // namespace ziping::support
