#include "tests/support/desk/desk.h"

#include "shared/base/check.h"
#include "shared/base/file.h"
#include "shared/document/read_text.h"
#include "shared/merge/merge.h"
#include "shared/rules/check.h"

namespace ziping::tests {
namespace {

constexpr const char* kReport = "0123456789abcdef0123456789abcdef";
constexpr const char* kTeams[][2] = {{"xingzi", "星子镇工作队"}, {"dalubian", "大路边镇工作队"},
                                     {"dongpi", "东陂镇工作队"}, {"xian", "西岸镇工作队"},
                                     {"dalang", "大崀镇工作队"}, {"fogang", "佛冈工作队"}};

std::string file(const std::string& name) {
  auto bytes = base::read_file(std::filesystem::path(ZIPING_SOURCE_DIR) / name, 4u << 20);
  ENSURE(bytes.has_value());
  return std::move(*bytes);
}

const rules::Rules& form_rules() {
  static const rules::Rules rules = [] {
    auto parsed = rules::Rules::parse(Desk::form());
    ENSURE(parsed.has_value());
    return std::move(*parsed);
  }();
  return rules;
}

client::ReportRow row() { return {kReport, Desk::form().name().hex(), "bureau", 2022, sync::Stage::Drafting}; }

client::Surroundings surroundings() {
  client::Surroundings out;
  out.row = row();
  out.heads = 1;
  // By the names that the sides of clashing() carry.
  const std::string first = base::sha256("first").hex(), one = base::sha256("one").hex(),
                    two = base::sha256("two").hex();
  out.log = {{two, "office", "2023-03-02T08:40:00Z", "按台账核对金额", {first}, true},
             {one, "dongpi-1", "2023-03-02T01:12:00Z", "", {first}, true},
             {first, "office", "2023-03-01T02:00:00Z", "导入", {}, true}};
  out.last_receipt = two;
  out.last_receipt_seq = 1734;
  return out;
}

}  // namespace

const form::Form& Desk::form() {
  static const form::Form form = [] {
    auto json = base::parse_json(file("assets/forms/department-2022.json"));
    ENSURE(json.has_value());
    auto parsed = form::Form::parse(std::move(*json));
    ENSURE(parsed.has_value());
    return std::move(*parsed);
  }();
  return form;
}

const report::State& Desk::sample() {
  static const report::State state = imported(file("assets/samples/report-2022.txt"));
  return state;
}

report::State Desk::imported(std::string_view text) {
  base::SeededRandom random(2022);
  report::State out = document::read_text(form(), text, random).state;
  out.set("cover.year", report::Value(base::Json(2022)));
  report::Rows& blocks = out.rows["results.blocks"];
  std::size_t next = 0;
  for (std::size_t i = blocks.size() > 6 ? blocks.size() - 6 : 0; i < blocks.size() && next < std::size(kTeams); ++i)
    blocks[i].set("team", report::Value(base::Json(kTeams[next++][0])));
  return out;
}

std::vector<std::string> Desk::block_rows() {
  std::vector<std::string> out;
  for (const report::Row& block : sample().group("results.blocks"))
    if (!block.value("team").absent()) out.push_back(block.id);
  return out;
}

report::State Desk::clashing(const report::State& from) {
  const auto changed = [&from](const std::string& amount, const std::string& sentence) {
    report::State out = from;
    out.set("funds.executed", report::Value(base::Json(amount)));
    report::Row& block = out.rows["results.blocks"].back();
    const std::string* text = block.value("text").text();
    block.set("text", report::Value(base::Json((text ? *text : std::string()) + sentence)));
    return out;
  };
  report::State base = changed("20000.00", "全年办成实事12件，群众反映良好。");
  report::State ours = changed("20100.00", "全年办成实事13件，群众反映良好。");
  report::State theirs = changed("20200.00", "全年办成实事近12件，群众反映较好。");
  const merge::Contributor one{base::sha256("one"), &ours}, two{base::sha256("two"), &theirs};
  return merge::merge(form(), base, {ours, {&one, 1}}, {theirs, {&two, 1}}).state;
}

Desk::Desk(const std::string& role, const std::string& team) {
  model.now_ms = 1'677'744'000'000;
  client::ReportsListed list;
  list.self = sync::Author{team.empty() ? role : team + "-1", role, role == "finance" ? "" : "bureau", team};
  list.server_url = "https://zp.example.cn";
  list.last_sync = "2023-03-02T08:12:00Z";
  list.next_try = client::NextTry{model.now_ms + 8 * 60'000, 0};
  list.names.departments["bureau"] = "援建和对外经济合作局";
  list.names.users = {{"office", "局办公室"}, {"dongpi-1", "东陂一号"}, {"finance", "财政审核员"}};
  list.names.reviewers = {"finance"};
  for (const auto& [id, name] : kTeams) list.names.teams[id] = name;
  client::Summary summary;
  summary.row = row();
  summary.title = "2022年度部门整体支出绩效自评报告";
  summary.department = "援建和对外经济合作局";
  summary.mine = true;
  summary.findings = {3, 2, 4};
  summary.filled = 21, summary.asked = 30;
  summary.whole = {27, 36};
  summary.exchanged = "2023-03-02T06:30:00Z";
  list.reports.push_back(summary);
  base::Json known;
  known["name"] = form().name().hex();
  known["id"] = form().id();
  known["title"] = form().title();
  list.forms.push_back(known);
  orders = app::begin(model);
  tell(std::move(list));
}

void Desk::ask(const app::Command& command) {
  for (client::Order& order : app::update(model, command)) orders.push_back(std::move(order));
}

void Desk::tell(client::News news) {
  // Of the present opening, where nothing else is said.
  std::visit(
      [this](auto& one) {
        if constexpr (requires { one.opening; })
          if (one.opening == 0 && model.report) one.opening = report().opening;
      },
      news);
  for (client::Order& order : app::update(model, std::move(news))) orders.push_back(std::move(order));
}

void Desk::open(const report::State& state) {
  ask(app::Open{kReport});
  client::ReportShown shown;
  shown.report = kReport;
  shown.epoch = 1;
  shown.form = std::make_shared<const form::Form>(form());
  shown.state = std::make_shared<const report::State>(state);
  shown.around = surroundings();
  tell(std::move(shown));
  save();
}

void Desk::leave() { ask(app::Leave{}); }

void Desk::save() {
  client::EditsSaved saved;
  saved.report = kReport;
  saved.through = report().typed;
  saved.at_ms = model.now_ms;
  saved.around = report().around;
  saved.around.draft = saved.around.draft || report().typed > 0;
  tell(std::move(saved));
  tell(client::Checked{kReport, report().opening, report().typed, form_rules().check(state()),
                       form_rules().computed(state())});
}

void Desk::colleague(const report::State& before, const report::State& after) {
  client::ReportShown shown;
  shown.report = kReport;
  shown.epoch = report().epoch + 1;
  shown.form = report().form;
  shown.before = std::make_shared<const report::State>(before);
  shown.state = std::make_shared<const report::State>(after);
  shown.saved_through = report().typed;
  shown.around = report().around;
  tell(std::move(shown));
}

std::string Desk::text(const std::string& path) const {
  auto parsed = form::Path::parse(path);
  if (!parsed) return {};
  const std::string* text = report::value_at(state(), *parsed).text();
  return text ? *text : std::string();
}

}  // namespace ziping::tests
