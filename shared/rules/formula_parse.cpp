#include <algorithm>

#include "shared/base/ascii.h"
#include "shared/base/utf8.h"
#include "shared/rules/formula_node.h"

namespace ziping::rules {
namespace {

using Node = Formula::Node;
using Parsed = std::optional<Node>;  // nothing: failed_ says where and why

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
using base::is_digit;

struct Sign {
  std::string_view text;
  Operation operation;
};

// Longer signs first, so that "<=" is not read as "<".
constexpr std::array<Sign, 6> kComparisons{{{"<=", Operation::LessOrEqual},
                                            {">=", Operation::GreaterOrEqual},
                                            {"!=", Operation::NotEqual},
                                            {"<", Operation::Less},
                                            {">", Operation::Greater},
                                            {"=", Operation::Equal}}};
constexpr std::array<Sign, 2> kSums{{{"+", Operation::Plus}, {"-", Operation::Minus}}};
constexpr std::array<Sign, 2> kProducts{{{"*", Operation::Times}, {"/", Operation::Over}}};

}  // namespace

class FormulaParser {
 public:
  explicit FormulaParser(std::string_view text) : text_(text) {}

  std::set<std::string> names, columns, scales;

  base::Result<Node> parse() {
    Parsed root = either();
    if (root && !at_end()) root = fail("这里多出了内容");
    if (!root)
      return base::Error{base::ErrorKind::Invalid,
                         "bad-formula",
                         "公式“" + std::string(text_.substr(0, 200)) + "”第 " + std::to_string(failed_at_ + 1) +
                             " 个字节处：" + failed_ + "。",
                         {}};
    return std::move(*root);
  }

 private:
  Parsed fail(std::string why) {
    if (failed_.empty()) failed_ = std::move(why), failed_at_ = at_;
    return std::nullopt;
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool at_end() { return skip_blanks(), at_ == text_.size(); }

  bool take(std::string_view sign) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }

  bool take_word(std::string_view word) {
    const std::size_t before = at_;
    if (take(word) && (at_ == text_.size() || (!is_letter(text_[at_]) && !is_digit(text_[at_])))) return true;
    at_ = before;
    return false;
  }

  Parsed made(Operation operation, std::vector<Node> operands) {
    if (++nodes_ > kFormulaNodesMax) return fail("公式过长");
    return Node{operation, {}, {}, std::move(operands)};
  }

  Parsed joined(Operation operation, Node left, Parsed right) {
    if (!right) return std::nullopt;
    std::vector<Node> operands;
    operands.push_back(std::move(left));
    operands.push_back(std::move(*right));
    return made(operation, std::move(operands));
  }

  Parsed either() {
    Parsed left = both();
    while (left && take_word("or")) left = joined(Operation::Or, std::move(*left), both());
    return left;
  }

  Parsed both() {
    Parsed left = negation();
    while (left && take_word("and")) left = joined(Operation::And, std::move(*left), negation());
    return left;
  }

  Parsed negation() {
    if (!take_word("not")) return comparison();
    const Deeper deeper(*this);
    if (!deeper) return fail("嵌套过深");
    Parsed operand = negation();
    if (!operand) return operand;
    return made(Operation::Not, {std::move(*operand)});
  }

  Parsed comparison() {
    Parsed left = chain(kSums, [this] { return chain(kProducts, [this] { return sign(); }); });
    if (!left) return left;
    for (const Sign& sign : kComparisons)
      if (take(sign.text))
        return joined(sign.operation, std::move(*left),
                      chain(kSums, [this] { return chain(kProducts, [this] { return this->sign(); }); }));
    return left;
  }

  template <class Signs, class Operand>
  Parsed chain(const Signs& signs, const Operand& operand) {
    Parsed left = operand();
    for (bool found = true; left && found;) {
      found = false;
      for (const Sign& sign : signs)
        if (left && take(sign.text)) {
          left = joined(sign.operation, std::move(*left), operand());
          found = true;
          break;
        }
    }
    return left;
  }

  Parsed sign() {
    const Deeper deeper(*this);
    if (!deeper) return fail("嵌套过深");
    if (!take("-")) return primary();
    Parsed operand = sign();
    if (!operand) return operand;
    return made(Operation::Negate, {std::move(*operand)});
  }

  Parsed primary() {
    if (take("(")) {
      Parsed inner = either();
      if (inner && !take(")")) return fail("缺少右括号");
      return inner;
    }
    if (at_end()) return fail("公式没有写完");
    if (text_[at_] == '\'') return quoted();
    if (is_digit(text_[at_])) return number();
    if (is_letter(text_[at_])) return name_or_function();
    return fail("认不出这个符号");
  }

  Parsed literal(Quantity value) {
    Parsed node = made(Operation::Literal, {});
    if (node) node->literal = std::move(value);
    return node;
  }

  Parsed quoted() {
    const std::size_t end = text_.find('\'', at_ + 1);
    if (end == text_.npos) return fail("引号没有结束");
    std::string text(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return literal(std::move(text));
  }

  Parsed number() {
    std::size_t end = at_;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.')) ++end;
    const auto decimal = base::Decimal::parse_stored(text_.substr(at_, end - at_));
    if (!decimal) return fail("不是数字");
    at_ = end;
    return literal(Number{base::Rational(*decimal), decimal->places()});
  }

  // Words of letters and digits with single points between them.
  std::optional<std::string> name() {
    skip_blanks();
    std::size_t end = at_;
    bool starts = true;
    for (; end < text_.size(); ++end) {
      if (text_[end] == '.' && !starts)
        starts = true;
      else if (is_letter(text_[end]) || (is_digit(text_[end]) && !starts))
        starts = false;
      else
        break;
    }
    if (starts) return fail("这里应当是字段名称"), std::nullopt;
    std::string out(text_.substr(at_, end - at_));
    at_ = end;
    return out;
  }

  Parsed name_or_function() {
    const std::size_t start = at_;
    auto word = name();
    if (!word) return std::nullopt;
    if (take("(")) {
      const auto function = std::ranges::find(kFunctions, *word, &Function::name);
      if (function != kFunctions.end()) return call(*function);
      at_ = start;
      return fail("没有名为“" + *word + "”的函数");
    }
    if (*word == "and" || *word == "or" || *word == "not") {
      at_ = start;
      return fail("这里应当是字段名称");
    }
    Parsed node = made(Operation::Name, {});
    if (node) node->name = *word;
    names.insert(std::move(*word));
    return node;
  }

  Parsed argument(Operation operation, std::size_t index) {
    const bool of_rows = operation == Operation::Sum || operation == Operation::Count;
    if (index == 0 && of_rows) {
      auto column = name();
      if (!column) return std::nullopt;
      Parsed node = made(Operation::Column, {});
      if (node) node->name = *column;
      columns.insert(std::move(*column));
      return node;
    }
    const bool of_text = (index == 0 && operation == Operation::Scale) || (index == 1 && operation == Operation::Count);
    if (!of_text) return either();
    if (at_end() || text_[at_] != '\'') return fail("这里应当是引号中的文字");
    Parsed text = quoted();
    if (text && operation == Operation::Scale) scales.insert(std::get<std::string>(text->literal));
    return text;
  }

  Parsed call(const Function& function) {
    std::vector<Node> operands;
    do {
      if (operands.size() == function.arguments_max) return fail("参数过多");
      Parsed operand = argument(function.operation, operands.size());
      if (!operand) return operand;
      operands.push_back(std::move(*operand));
    } while (take(","));
    if (operands.size() < function.arguments_min) return fail("参数不够");
    if (!take(")")) return fail("缺少右括号");
    return made(function.operation, std::move(operands));
  }

  // Counts how deep the parser stands, so that no formula can exhaust the stack.
  struct Deeper {
    explicit Deeper(FormulaParser& owner) : parser(owner) { ++parser.depth_; }
    ~Deeper() { --parser.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    explicit operator bool() const { return parser.depth_ <= kFormulaDepthMax; }
    FormulaParser& parser;
  };

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0, nodes_ = 0;
  std::string failed_;
  std::size_t failed_at_ = 0;
};

base::Result<Formula> Formula::parse(std::string_view text) {
  if (text.size() > kFormulaBytesMax)
    return base::Error{
        base::ErrorKind::Invalid, "bad-formula", "公式过长，最多 " + std::to_string(kFormulaBytesMax) + " 字节。", {}};
  if (!base::is_utf8(text)) return base::Error{base::ErrorKind::Invalid, "bad-formula", "公式不是文字。", {}};
  FormulaParser parser(text);
  auto root = parser.parse();
  if (!root) return root.error();
  Formula formula;
  formula.text_ = std::string(text);
  formula.root_ = std::make_shared<const Node>(std::move(*root));
  formula.names_ = std::move(parser.names);
  formula.columns_ = std::move(parser.columns);
  formula.scales_ = std::move(parser.scales);
  return formula;
}

}  // namespace ziping::rules
