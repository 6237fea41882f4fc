// Remarks beside the sheet that is read: cards where there is room for them, else marks.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/merge/sentence.h"
#include "tests/client/view/past.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

// A reviewer at version 2, with remarks on the first and the last sentence of a paragraph of several rows.
struct Beside : Sitting {
  explicit Beside(ImVec2 size) : Sitting("finance", "", size) {
    open();
    tests::give_versions(desk);
    desk.ask(app::ReadVersion{"2"});
    tests::read(desk, "2", tests::second_version());
    const auto& document = desk.report().read.at("2").document;
    const auto at = std::ranges::find_if(document, [](const app::Paragraph& one) {
      const auto sentences = merge::sentences(one.text);
      return !one.title && one.held.size() == 1 && !one.held.front().figure && sentences.size() > 2 &&
             one.text.size() - sentences.back().size() > kBytesOfThreeRows;
    });
    REQUIRE(at != document.end());
    index = static_cast<std::size_t>(at - document.begin());
    look_again();
  }

  client::RemarkThread about(const std::string& name, const std::string& text, bool last) {
    const app::Paragraph& words = desk.report().read.at("2").document[index];
    const app::Held& held = words.held.front();
    const auto sentences = merge::sentences(std::string_view(words.text).substr(held.begin, held.size));
    const std::string quote(last ? sentences.back() : sentences.front());
    client::RemarkThread thread;
    thread.open = true;
    thread.remark.id = id_of(name);
    thread.remark.state = "durable";
    thread.remark.header.version = 2;
    thread.remark.header.author = "finance";
    thread.remark.header.stamp = "2023-03-02T03:00:00Z";
    thread.remark.header.text = text;
    thread.remark.header.place = {held.path, quote, held.offset + (last ? held.size - quote.size() : 0)};
    return thread;
  }
  void tell_remarks(std::vector<client::RemarkThread> threads) {
    tell(client::RemarksShown{desk.report().id, desk.report().opening, std::move(threads)});
  }
  static std::string id_of(const std::string& name) { return base::sha256(name).hex(); }
  [[nodiscard]] ImRect paragraph() const { return box("###paragraph/" + std::to_string(index)); }
  [[nodiscard]] ImRect card(const std::string& name) const { return box("###margin/remark/" + id_of(name)); }
  [[nodiscard]] ImRect box(const std::string& label) const {
    const tests::GuiDriver::Item* item = gui.find(label);
    REQUIRE(item);
    return item->box;
  }

  std::size_t index = 0;

 private:
  static constexpr std::size_t kBytesOfThreeRows = 3 * 3 * 42;
};

}  // namespace

TEST_CASE("where there is room, remarks stand as cards level with their sentences, each below the one before") {
  Beside sheet({2200, 6000});
  sheet.tell_remarks({sheet.about("first", "请附依据。", false), sheet.about("last", "与决算不一致。", true),
                      sheet.about("more", "请说明来源。", true)});
  INFO(sheet.gui.picture());
  const ImRect paragraph = sheet.paragraph();
  CHECK(sheet.card("first").Min.y == paragraph.Min.y);
  CHECK(sheet.card("last").Min.y > paragraph.Min.y + 60);
  CHECK(sheet.card("last").Min.y < paragraph.Max.y);
  CHECK(sheet.card("more").Min.y > sheet.card("last").Max.y);
  CHECK(sheet.card("first").Min.x > paragraph.Max.x);
  CHECK(sheet.card("first").GetWidth() >= 200);
  CHECK(sheet.gui.shows("财政审核员"));
  CHECK(sheet.gui.shows("请说明来源。"));
  REQUIRE(sheet.gui.click("###margin/remark/" + Beside::id_of("more")));
  CHECK(sheet.desk.report().side == app::Side::Remarks);
  CHECK(sheet.memory.remark.lit == std::vector<std::string>{Beside::id_of("more")});
}

TEST_CASE("a card shows two rows of a long remark, and the mouse on it tells more") {
  Beside sheet({2200, 6000});
  std::string text;
  for (int i = 1; i <= 9; ++i) text += "第" + std::to_string(i) + "处要补充依据文件。";
  sheet.tell_remarks({sheet.about("long", text, false)});
  CHECK(sheet.card("long").GetHeight() < 90);
  CHECK_FALSE(sheet.gui.shows("第5处"));
  REQUIRE(sheet.gui.hover("###margin/remark/" + Beside::id_of("long")));
  sheet.look_again();
  CHECK(sheet.gui.shows("第5处"));
}

TEST_CASE("in a narrow margin a mark stands level with each sentence that something was said about") {
  Beside sheet({1600, 6000});
  sheet.tell_remarks({sheet.about("first", "请附依据。", false), sheet.about("last", "与决算不一致。", true),
                      sheet.about("more", "请说明来源。", true)});
  const std::string mark = "###margin/" + std::to_string(sheet.index);
  CHECK(sheet.box(mark).Min.y == sheet.paragraph().Min.y);
  CHECK(sheet.box(mark + "/1").Min.y > sheet.paragraph().Min.y + 60);
  CHECK(sheet.gui.find(mark)->label.starts_with("意见 1"));
  CHECK(sheet.gui.find(mark + "/1")->label.starts_with("意见 2"));
  CHECK_FALSE(sheet.gui.find("###margin/remark/" + Beside::id_of("last")));
}
