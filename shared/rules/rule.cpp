#include "shared/rules/rule.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "shared/rules/sheet.h"

namespace ziping::rules {
namespace {

using base::Json;

struct LevelNames {
  std::string_view name, chinese;
};
constexpr std::array<LevelNames, 4> kLevels{
    {{"pass", "通过"}, {"info", "提示"}, {"warning", "警告"}, {"error", "错误"}}};

// "results.blocks.figures" from the top: each step is the group whose name begins the rest.
const form::Group* group_at(const form::Group& from, std::string_view name) {
  for (const form::Group& inner : from.groups) {
    if (name == inner.name) return &inner;
    if (name.size() > inner.name.size() && name.starts_with(inner.name) && name[inner.name.size()] == '.')
      if (const form::Group* found = group_at(inner, name.substr(inner.name.size() + 1))) return found;
  }
  return nullptr;
}

using Lets = std::map<std::string, Formula>;

// Puts each name after those it uses; false when they go in a circle.
bool order(const std::string& name, const Lets& lets, std::set<std::string>& open, Rule& rule) {
  const auto known = [&](const auto& let) { return let.first == name; };
  const auto at = lets.find(name);
  if (at == lets.end() || std::ranges::any_of(rule.lets, known)) return true;
  if (!open.insert(name).second) return false;
  for (const std::string& used : at->second.names())
    if (!order(used, lets, open, rule)) return false;
  rule.lets.emplace_back(name, at->second);
  return true;
}

class RuleParser {
 public:
  RuleParser(const form::Form& form, const Json& json) : form_(form), json_(json) {}

  base::Result<Rule> parse() {
    Rule rule;
    rule.id = json_.text_or("id");
    rule.title = json_.text_or("title", rule.id);
    rule.fix = json_.text_or("fix");
    if (rule.id.empty()) return of_rule("没有编号。");
    for (const auto step :
         {&RuleParser::read_scope, &RuleParser::read_lets, &RuleParser::read_outcomes, &RuleParser::read_fields})
      if (auto read = (this->*step)(rule); !read) return of_rule(read.error().message);
    return rule;
  }

 private:
  static base::Error fail(std::string why) { return {base::ErrorKind::Invalid, "bad-form", std::move(why), {}}; }
  base::Error of_rule(const std::string& why) const {
    return fail("校验规则“" + std::string(json_.text_or("id")) + "”：" + why);
  }

  bool known(const std::string& name) const {
    return form_.top().find(name) || (row_ && row_->find(name)) || std::ranges::find(bound_, name) != bound_.end();
  }

  base::Result<Formula> formula(std::string_view text) const {
    auto formula = Formula::parse(text);
    if (!formula) return formula;
    if (auto names = check_names(*formula, form_, row_, bound_); !names) return names.error();
    return formula;
  }

  base::Status read_scope(Rule& rule) {
    rule.each = json_.text_or("each");
    if (!rule.each.empty()) {
      row_ = group_at(form_.top(), rule.each);
      if (!row_) return fail("表样中没有表格“" + rule.each + "”。");
      bound_.push_back("row_number");
    }
    for (const Json& entry : json_.list("over")) {
      const std::string* name = entry.as_string();
      if (!name || !known(*name)) return fail("“over”中有表样没有的字段。");
      rule.over.push_back(*name);
    }
    if (!rule.over.empty()) bound_.insert(bound_.end(), {"value", "label"});
    if (!json_.find("when")) return base::done();
    auto when = formula(json_.text_or("when"));
    if (!when) return when.error();
    rule.when = std::move(*when);
    return base::done();
  }

  base::Status read_lets(Rule& rule) {
    const Json* json = json_.find("let");
    if (!json) return base::done();
    const Json::Object* object = json->as_object();
    if (!object || object->size() > kLetsMax) return fail("“let”不是一组公式，或者过多。");
    for (const auto& [name, text] : *object) bound_.push_back(name);
    Lets lets;
    for (const auto& [name, text] : *object) {
      const std::string* source = text.as_string();
      auto parsed = formula(source ? *source : std::string());
      if (!parsed) return parsed.error();
      lets.emplace(name, std::move(*parsed));
    }
    std::set<std::string> open;
    for (const auto& [name, parsed] : lets)
      if (!order(name, lets, open, rule)) return fail("“" + name + "”的公式绕回了自己。");
    return base::done();
  }

  base::Status read_outcomes(Rule& rule) {
    const Json::Array& outcomes = json_.list("outcomes");
    if (outcomes.empty() || outcomes.size() > kOutcomesMax) return fail("没有“outcomes”，或者过多。");
    for (const Json& json : outcomes) {
      auto condition = formula(json.text_or("if"));
      if (!condition) return condition.error();
      const auto level = level_named(json.text_or("level", json_.text_or("level")));
      if (!level) return fail("“level”只能是 pass、info、warning、error。");
      auto message = Message::parse(json.text_or("message"));
      if (!message) return message.error();
      for (const std::string& name : message->names())
        if (!known(name)) return fail("提示语用到了没有的名称“" + name + "”。");
      rule.outcomes.push_back({std::move(*condition), *level, std::move(*message)});
    }
    return base::done();
  }

  base::Status read_fields(Rule& rule) {
    for (const Json& entry : json_.list("fields")) {
      const std::string* name = entry.as_string();
      if (!name || (!known(*name) && !group_at(form_.top(), *name))) return fail("“fields”中有表样没有的字段。");
      rule.fields.push_back(*name);
    }
    return base::done();
  }

  const form::Form& form_;
  const Json& json_;
  const form::Group* row_ = nullptr;
  std::vector<std::string> bound_;
};

}  // namespace

std::string_view level_name(Level level) { return kLevels[static_cast<std::size_t>(level)].name; }
std::string_view level_chinese(Level level) { return kLevels[static_cast<std::size_t>(level)].chinese; }

std::optional<Level> level_named(std::string_view name) {
  for (const Level level : {Level::Pass, Level::Info, Level::Warning, Level::Error})
    if (level_name(level) == name) return level;
  return std::nullopt;
}

base::Result<std::vector<Rule>> parse_rules(const form::Form& form) {
  std::vector<Rule> out;
  const Json::Array& rules = form.json().list("rules");
  if (rules.size() > kRulesMax) return base::Error{base::ErrorKind::Full, "too-large", "表样的校验规则过多。", {}};
  for (const Json& json : rules) {
    auto rule = RuleParser(form, json).parse();
    if (!rule) return rule.error();
    out.push_back(std::move(*rule));
  }
  return out;
}

}  // namespace ziping::rules
