#include "shared/rules/formula.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/rules/formula_node.h"

namespace ziping::rules {
namespace {

using base::Decimal;
using base::Rational;
using Node = Formula::Node;

Quantity number(const std::optional<Rational>& exact, int places = -1) {
  return exact ? Quantity(Number{*exact, places}) : Quantity();
}

Quantity decimal(const std::optional<Decimal>& rounded) {
  return rounded ? Quantity(Number{Rational(*rounded), rounded->places()}) : Quantity();
}

// A whole number of digits after the point, as round() and percent_tolerance() take it.
std::optional<int> digits(const Quantity& quantity) {
  const Number* number = std::get_if<Number>(&quantity);
  if (!number || number->exact.denominator() != 1 || number->exact.sign() < 0 ||
      number->exact.numerator() > base::kDecimalPlacesMax)
    return std::nullopt;
  return static_cast<int>(number->exact.numerator());
}

Quantity calculated(Operation operation, const Rational& left, const Rational& right) {
  switch (operation) {
    case Operation::Plus:
      return number(left.plus(right));
    case Operation::Minus:
      return number(left.minus(right));
    case Operation::Times:
      return number(left.times(right));
    default:
      return number(left.over(right));
  }
}

Quantity compared(Operation operation, std::strong_ordering order) {
  switch (operation) {
    case Operation::Less:
      return order < 0;
    case Operation::LessOrEqual:
      return order <= 0;
    case Operation::Greater:
      return order > 0;
    case Operation::GreaterOrEqual:
      return order >= 0;
    case Operation::Equal:
      return order == 0;
    default:
      return order != 0;
  }
}

bool compares(Operation operation) { return operation >= Operation::Less && operation <= Operation::NotEqual; }

Quantity binary(Operation operation, const Quantity& left, const Quantity& right) {
  const Number* a = std::get_if<Number>(&left);
  const Number* b = std::get_if<Number>(&right);
  if (a && b) {
    if (!compares(operation)) return calculated(operation, a->exact, b->exact);
    const auto order = a->exact.compare(b->exact);
    return order ? compared(operation, *order) : Quantity();
  }
  if (operation != Operation::Equal && operation != Operation::NotEqual) return {};
  if (absent(left) || absent(right) || left.index() != right.index()) return {};
  return (left == right) == (operation == Operation::Equal);
}

// "and" is false as soon as one side is false, "or" true as soon as one side is true, whatever is absent.
Quantity logical(Operation operation, const Quantity& left, const Quantity& right) {
  const bool deciding = operation == Operation::Or;
  const bool* a = std::get_if<bool>(&left);
  const bool* b = std::get_if<bool>(&right);
  if ((a && *a == deciding) || (b && *b == deciding)) return deciding;
  return a && b ? Quantity(!deciding) : Quantity();
}

class Evaluation {
 public:
  explicit Evaluation(const Source& source) : source_(source) {}

  Quantity of(const Node& node) const {
    switch (node.operation) {
      case Operation::Literal:
        return node.literal;
      case Operation::Name:
        return source_.value(node.name);
      case Operation::Column:
        return {};
      case Operation::And:
      case Operation::Or:
        return logical(node.operation, of(node.operands[0]), of(node.operands[1]));
      case Operation::Less:
      case Operation::LessOrEqual:
      case Operation::Greater:
      case Operation::GreaterOrEqual:
      case Operation::Equal:
      case Operation::NotEqual:
      case Operation::Plus:
      case Operation::Minus:
      case Operation::Times:
      case Operation::Over:
        return binary(node.operation, of(node.operands[0]), of(node.operands[1]));
      default:
        return called(node);
    }
  }

 private:
  Quantity called(const Node& node) const {
    switch (node.operation) {
      case Operation::If: {
        const Quantity condition = of(node.operands[0]);
        const bool* decided = std::get_if<bool>(&condition);
        return decided ? of(node.operands[*decided ? 1 : 2]) : Quantity();
      }
      case Operation::Not:
      case Operation::Filled:
        return truth(node.operation, of(node.operands[0]));
      case Operation::AllFilled:
        return std::ranges::none_of(node.operands, [this](const Node& operand) { return absent(of(operand)); });
      case Operation::Join:
        return joined(node);
      case Operation::Sum:
        return sum(source_.column(node.operands[0].name));
      case Operation::Count:
        return count(node);
      case Operation::Min:
      case Operation::Max:
        return extreme(node);
      default:
        return arithmetic(node);
    }
  }

  static Quantity truth(Operation operation, const Quantity& operand) {
    if (operation == Operation::Filled) return !absent(operand);
    const bool* decided = std::get_if<bool>(&operand);
    return decided ? Quantity(!*decided) : Quantity();
  }

  Quantity joined(const Node& node) const {
    std::string out;
    for (const Node& operand : node.operands) {
      const Quantity part = of(operand);
      if (const std::string* text = std::get_if<std::string>(&part))
        out += *text;
      else if (const Number* number = std::get_if<Number>(&part))
        out += stored(*number);
      else
        return {};
    }
    return out;
  }

  static Quantity sum(const std::vector<Quantity>& column) {
    if (column.empty()) return {};
    std::optional<Rational> total = Rational();
    for (const Quantity& entry : column) {
      const Number* number = std::get_if<Number>(&entry);
      if (!number || !total) return {};
      total = total->plus(number->exact);
    }
    return number(total);
  }

  Quantity count(const Node& node) const {
    const std::vector<Quantity> column = source_.column(node.operands[0].name);
    const auto counted = [&](const Quantity& entry) {
      return node.operands.size() > 1 ? entry == node.operands[1].literal : !absent(entry);
    };
    return number(Rational(static_cast<std::int64_t>(std::ranges::count_if(column, counted))), 0);
  }

  Quantity extreme(const Node& node) const {
    Quantity best;
    for (const Node& operand : node.operands) {
      Quantity next = of(operand);
      if (!std::get_if<Number>(&next)) return {};
      if (absent(best)) {
        best = std::move(next);
        continue;
      }
      const Quantity better =
          binary(node.operation == Operation::Min ? Operation::Less : Operation::Greater, next, best);
      if (absent(better)) return {};
      if (is_true(better)) best = std::move(next);
    }
    return best;
  }

  Quantity arithmetic(const Node& node) const {
    const Quantity last = of(node.operands.back());
    const Number* operand = std::get_if<Number>(&last);
    if (!operand) return {};
    switch (node.operation) {
      case Operation::Negate:
        return Number{operand->exact.negated(), operand->places};
      case Operation::Abs:
        return Number{operand->exact.absolute(), operand->places};
      case Operation::Places:
        return operand->places < 0 ? Quantity() : number(Rational(operand->places), 0);
      case Operation::PercentTolerance: {
        const auto places = digits(last);
        return places ? number(Rational(Decimal(5, *places + 1))) : Quantity();
      }
      case Operation::Round: {
        const Quantity first = of(node.operands[0]);
        const Number* rounded = std::get_if<Number>(&first);
        const auto places = digits(last);
        return rounded && places ? decimal(rounded->exact.rounded(*places)) : Quantity();
      }
      case Operation::TailTolerance: {
        const Quantity first = of(node.operands[0]);
        const Number* addends = std::get_if<Number>(&first);
        if (!addends) return {};
        const auto halves = addends->exact.plus(Rational(1));
        const auto steps = halves ? halves->over(Rational(2)) : std::nullopt;
        return number(steps ? steps->times(operand->exact) : std::nullopt);
      }
      default: {
        ENSURE(node.operation == Operation::Scale);
        auto grade = source_.grade(std::get<std::string>(node.operands[0].literal), operand->exact);
        return grade ? Quantity(std::move(*grade)) : Quantity();
      }
    }
  }

  const Source& source_;
};

}  // namespace

bool absent(const Quantity& quantity) { return quantity.index() == 0; }

bool is_true(const Quantity& quantity) {
  const bool* decided = std::get_if<bool>(&quantity);
  return decided && *decided;
}

Quantity Formula::evaluate(const Source& source) const { return Evaluation(source).of(*root_); }

std::string stored(const Number& number) {
  std::string out;
  for (int places = std::max(number.places, 0); places <= base::kDecimalPlacesMax; ++places) {
    const auto rounded = number.exact.rounded(places);
    if (!rounded) return out;
    out = rounded->stored();
    if (Rational(*rounded) == number.exact) return out;
  }
  return out;
}

}  // namespace ziping::rules
