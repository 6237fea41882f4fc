// The sample that is published stands for the real report: the same shape, the same slips, read in the same way.
#include "tests/shared/document/document_fixture.h"

using namespace ziping;
using namespace ziping::document;

namespace {

struct Shape {
  std::size_t paragraphs = 0, characters = 0;
};

Shape shape_of(const std::string& text) {
  Shape out{0, base::count_characters(text)};
  for (const std::string& line : split(text, '\n'))
    if (!base::trimmed(line).empty()) ++out.paragraphs;
  return out;
}

// Where each line went, with the rows' names left out.
std::vector<std::string> places_of(const Imported& imported) {
  std::vector<std::string> out;
  for (const Placed& placed : imported.placed) {
    const auto path = form::Path::parse(placed.path);
    out.push_back(std::to_string(placed.line) + " " + (path ? path->generic() : placed.path));
  }
  return out;
}

}  // namespace

TEST_CASE("the sample is as long as a real report and as full of figures") {
  const Sample sample = invented_report();
  const Shape shape = shape_of(sample.text);
  CHECK(shape.paragraphs == 51);
  CHECK(shape.characters > 4300);
  CHECK(shape.characters < 4450);
  CHECK(numbers_in(sample.text).size() == 113);
}

TEST_CASE("every line of the sample goes where the same line of the real report goes") {
  const Sample real = real_report(), sample = invented_report();
  const Imported theirs = read(real.text), ours = read(sample.text);
  CHECK(shape_of(sample.text).paragraphs == shape_of(real.text).paragraphs);
  CHECK(places_of(ours) == places_of(theirs));
  CHECK(ours.remarks.size() == theirs.remarks.size());
}
