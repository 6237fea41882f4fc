#include "client/cli/command.h"
#include "client/work/move.h"

namespace ziping::client {
namespace {

Json json_of(const FormName& form) {
  Json out;
  out["form"] = form.form;
  out["id"] = form.id;
  out["title"] = form.title;
  return out;
}

Json json_of(const MovedPlace& place) {
  Json out;
  out["path"] = place.path;
  out["label"] = place.label;
  out["filled"] = place.filled;
  return out;
}

Json json_of(const MovedFigure& figure) {
  Json out;
  out["path"] = figure.path;
  out["label"] = figure.label;
  out["before"] = figure.before;
  out["after"] = figure.after;
  return out;
}

Json json_of(const rules::Finding& finding) { return finding_json(finding); }

template <class Entry>
Json json_of(const std::vector<Entry>& all) {
  Json out{Json::Array{}};
  for (const Entry& one : all) out.push(json_of(one));
  return out;
}

Json json_of(const ForeseenMove& move) {
  Json out;
  out["from"] = json_of(move.from);
  out["to"] = json_of(move.to);
  out["gone"] = json_of(move.gone);
  out["new"] = json_of(move.fresh);
  out["computed"] = json_of(move.figures);
  out["findings"]["appear"] = json_of(move.appear);
  out["findings"]["vanish"] = json_of(move.vanish);
  out["moved"] = false;
  return out;
}

std::string called(const std::string& label, const std::string& path) {
  return label.empty() ? path : label + "（" + path + "）";
}

std::string words_of(const Json& value) {
  return value.is_null() ? "（空）" : value.as_string() ? *value.as_string() : base::canonical(value);
}

void add(std::string& out, const char* title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  out += std::string(title) + "\n";
  for (const std::string& line : lines) out += "  " + line + "\n";
}

std::vector<std::string> lines_of(const std::vector<rules::Finding>& findings) {
  std::vector<std::string> out;
  for (const rules::Finding& one : findings)
    out.push_back(std::string(rules::level_chinese(one.level)) + "  " + one.rule + "  " + one.message);
  return out;
}

std::string text_of(const ForeseenMove& move) {
  std::string out = "从“" + move.from.title + "”改用“" + move.to.title + "”。\n";
  std::vector<std::string> gone, fresh, figures;
  for (const MovedPlace& one : move.gone)
    gone.push_back(called(one.label, one.path) +
                   (one.filled > 0 ? "，" + std::to_string(one.filled) + " 处有内容" : "，没有内容"));
  for (const MovedPlace& one : move.fresh) fresh.push_back(called(one.label, one.path));
  for (const MovedFigure& one : move.figures)
    figures.push_back(called(one.label, one.path) + "：" + words_of(one.before) + " → " + words_of(one.after));
  add(out, "不再填写的（写过的内容都留着，不会删掉）：", gone);
  add(out, "要新填的：", fresh);
  add(out, "算出来会不同的：", figures);
  add(out, "校验时会多出的：", lines_of(move.appear));
  add(out, "校验时会没有的：", lines_of(move.vanish));
  return out;
}

Result<Said> move(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto to = vault.form(arguments.form);
  auto foreseen = to ? foresee_move(vault, report, **to) : Result<ForeseenMove>(to.error());
  if (!foreseen) return foreseen.error();
  Said out{json_of(*foreseen), text_of(*foreseen)};
  if (!arguments.yes) {
    out.text += "现在还没有改动。看过以后，加 --yes 再执行一次就改用。";
    return out;
  }
  auto moved = vault.move_to_form(report, **to);
  if (!moved) return moved.error();
  out.json["moved"] = true;
  out.json["revision"] = moved->hex();
  out.text += "已改用，下次同步时送出。同事没同步就按原来的表样写的，照样会合进来。";
  return out;
}

}  // namespace

Commands move_commands() {
  return {{"move",
           "让报告改用修订过的表样；先看会怎样，加 --yes 才改",
           move,
           {kReport,
            {"--to", &Arguments::form, Need::Required, "修订过的表样的编号"},
            {"--yes", &Arguments::yes, Need::Optional, "看过了，改用"}}}};
}

}  // namespace ziping::client
