#include "client/view/widgets/edit_text.h"

#include <catch2/catch_test_macros.hpp>
#include <random>

#include "client/view/widgets/utf32.h"
#include "tests/client/widgets/em.h"

using namespace ziping::view;
using ziping::tests::em;

namespace {

TextRows rows_of(const EditText& edit, float width = 6) { return TextRows(edit.text(), width, em); }

// The model's side: a plain string to which the reported changes are applied.
void put_into(std::string& text, const TextChange& change) { text.replace(change.at, change.removed, change.inserted); }

}  // namespace

TEST_CASE("an edit is told in bytes of the model's text") {
  EditText edit("水利12项");
  edit.put_caret_at(2, Selecting::No);
  CHECK(edit.insert(U"项目") == TextChange{6, 0, "项目"});
  edit.put_caret_at(4, Selecting::No);
  edit.put_caret_at(6, Selecting::Yes);
  CHECK(edit.insert(U"13") == TextChange{12, 2, "13"});
  CHECK(edit.utf8() == "水利项目13项");
}

TEST_CASE("one press takes a whole cluster") {
  EditText edit("甲e\xCC\x81👨‍👩‍👧乙");
  edit.move(Move::Left, Selecting::No, rows_of(edit), 1);
  edit.move(Move::Left, Selecting::No, rows_of(edit), 1);
  CHECK(edit.caret() == 3);
  CHECK(edit.erase_after()->removed == std::string("👨‍👩‍👧").size());
  CHECK(edit.erase_before()->removed == 3);
  CHECK(edit.utf8() == "甲乙");
}

TEST_CASE("nothing changes at the ends of the text") {
  EditText edit("甲");
  CHECK_FALSE(edit.erase_after());
  edit.put_caret_at(0, Selecting::No);
  CHECK_FALSE(edit.erase_before());
  CHECK_FALSE(edit.erase_word_before());
  CHECK_FALSE(edit.insert(U""));
}

TEST_CASE("a double click takes a word, a figure or a run of Chinese") {
  EditText edit("解决750.5亩耕地，完成");
  edit.put_caret_at(3, Selecting::No);
  edit.select_word();
  CHECK(edit.selected() == "750.5");
  edit.put_caret_at(8, Selecting::No);
  edit.select_word();
  CHECK(edit.selected() == "亩耕地");
}

TEST_CASE("a triple click takes the paragraph") {
  EditText edit("第一段\n第二段\n第三段");
  edit.put_caret_at(5, Selecting::No);
  edit.select_paragraph();
  CHECK(edit.selected() == "第二段");
}

TEST_CASE("up and down remember the column through a shorter row") {
  EditText edit("一二三四五\n甲\n一二三四五");
  edit.put_caret_at(4, Selecting::No);
  edit.move(Move::Down, Selecting::No, rows_of(edit), 1);
  CHECK(edit.caret() == 7);
  edit.move(Move::Down, Selecting::No, rows_of(edit), 1);
  CHECK(edit.caret() == 12);
}

TEST_CASE("End stays on its row where a row is only wrapped") {
  EditText edit("绩效自评报告书");
  edit.put_caret_at(1, Selecting::No);
  edit.move(Move::RowEnd, Selecting::No, rows_of(edit, 4), 1);
  CHECK(edit.caret() == 4);
  CHECK(edit.caret_side() == RowSide::End);
  edit.move(Move::RowStart, Selecting::No, rows_of(edit, 4), 1);
  CHECK(edit.caret() == 0);
}

TEST_CASE("what others wrote leaves the caret and the selection with their words") {
  EditText edit("第一句。第三句。");
  edit.put_caret_at(6, Selecting::No);  // after 第三
  edit.take_over("第一句。第二句。第三句。");
  CHECK(edit.caret() == 10);
  CHECK(edit.utf8() == "第一句。第二句。第三句。");
  // Both write at the end: who types there goes on behind their own words.
  EditText end("修路一条。");
  end.take_over("修路一条。架桥一座。");
  CHECK(end.caret() == 5);
  // The sentence was moved away from under the caret.
  EditText moved("首先是我正在写的这句话。其次是另外的一句话。");
  moved.put_caret_at(4, Selecting::No);
  moved.put_caret_at(8, Selecting::Yes);
  moved.take_over("其次是另外的一句话。首先是我正在写的这句话。");
  CHECK(moved.selected() == "正在写的");
}

TEST_CASE("the caret stands behind what an undo or a redo brings back") {
  EditText edit("修路架桥。");
  edit.put_caret_at(2, Selecting::No);
  edit.take_back("修路一条架桥。");
  CHECK(edit.caret() == 4);
  edit.take_back("修路架桥。");
  CHECK(edit.caret() == 2);
  CHECK_FALSE(edit.has_selection());
  edit.take_back("修桥架桥。");
  CHECK(edit.caret() == 2);
}

TEST_CASE("characters are counted without blanks") {
  CHECK(count_written(from_utf8("一是 强化，\n驻镇　12项")) == 10);
  CHECK(count_written(U"") == 0);
}

TEST_CASE("many bytes are found in one pass where each is found alone") {
  const std::u32string text = from_utf8("a的\n𠮷b，é末");
  std::vector<std::size_t> bytes, alone;
  for (std::size_t byte = 0; byte <= utf8_bytes(text) + 1; ++byte) {
    bytes.push_back(byte);
    alone.push_back(index_of_byte(text, byte));
  }
  CHECK(indexes_of_bytes(text, bytes) == alone);
  CHECK(indexes_of_bytes(U"", bytes) == std::vector<std::size_t>(bytes.size(), 0));
}

TEST_CASE("broken bytes become marks and nothing is lost around them") {
  CHECK(to_utf8(from_utf8("\xff广\xe5")) == "\xEF\xBF\xBD广\xEF\xBF\xBD");
  CHECK(to_utf8(from_utf8("广a𠮷é")) == "广a𠮷é");
}

TEST_CASE("random edits leave the plain string that the reported changes make") {
  const unsigned seed = 8;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::u32string_view pieces[] = {U"汉",     U"，", U"abc ",   U"\n",
                                        U"（注）", U"𠮷", U"\u0301", U"👨‍👩‍👧"};
  std::string model = "广清经济特别合作区\n管理办法。";
  EditText edit(model);
  for (int step = 0; step < 20000; ++step) {
    const TextRows rows = rows_of(edit, 1 + static_cast<float>(random() % 12));
    const Selecting selecting = random() % 2 ? Selecting::Yes : Selecting::No;
    std::optional<TextChange> change;
    switch (random() % 9) {
      case 0:
      case 1:
      case 2:
        change = edit.insert(pieces[random() % std::size(pieces)]);
        break;
      case 3:
        change = edit.erase_before();
        break;
      case 4:
        change = edit.erase_after();
        break;
      case 5:
        change = random() % 2 ? edit.erase_word_before() : edit.erase_word_after();
        break;
      case 6:
        edit.move(static_cast<Move>(random() % 12), selecting, rows, 3);
        break;
      case 7:
        edit.put_caret(random() % 9, static_cast<float>(random() % 12), selecting, rows);
        break;
      case 8: {  // a colleague's sentence arrives
        const std::size_t at = utf8_bytes(std::u32string_view(edit.text()).substr(0, edit.text().size() / 2));
        model.insert(at, "同事写的。");
        edit.take_over(model);
        break;
      }
    }
    if (change) put_into(model, *change);
    if (model.size() > 900) {
      edit.select_all();
      put_into(model, *edit.insert({}));
    }
    REQUIRE(edit.utf8() == model);
    REQUIRE(to_utf8(edit.text()) == model);
    REQUIRE(edit.caret() <= edit.text().size());
    const std::size_t caret = edit.caret();
    REQUIRE((caret == 0 || next_cluster(edit.text(), previous_cluster(edit.text(), caret)) == caret));
  }
}
