// Attachments in the window: what their field shows, and what is asked for there.
#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/form_fixture.h"

using namespace ziping;
using tests::Desk;
using tests::FormWindow;

namespace {

constexpr const char* kPlace = "conclusion.evidence";

form::Attachment attachment(const std::string& name) {
  return {name, 20'480, base::sha256(name), *form::media_type_of(name)};
}

report::State with_files(const std::vector<std::string>& names, const std::string& path = kPlace) {
  base::Json all{base::Json::Array{}};
  for (const std::string& name : names) all.push(attachment(name).json());
  report::State state = Desk::sample();
  REQUIRE(client::apply_edit(state, client::set_edit(path, all)).has_value());
  return state;
}

struct FilesWindow : FormWindow {
  explicit FilesWindow(const std::vector<std::string>& names = {}, const std::string& role = "office",
                       const std::string& team = "")
      : FormWindow(role, team) {
    desk.open(with_files(names));
    at_section("自评结论");
    asked.clear();
  }
  void stand(const std::string& name, client::FileState state, const std::string& why = {},
             const std::string& path = kPlace) {
    files.push_back({path, attachment(name), state, why});
    client::FilesSeen seen;
    seen.report = desk.report().id;
    seen.files = files;
    tell(std::move(seen));
  }
  bool press(const std::string& what, const std::string& path = kPlace) {
    return gui.click("###files/" + path + "/" + what);
  }
  [[nodiscard]] bool has(const std::string& what) const {
    return gui.find("###files/" + std::string(kPlace) + "/" + what) != nullptr;
  }
  void taken(const std::string& file, client::Result<form::Attachment> result) {
    client::FileTaken news{desk.report().id, 0, kPlace, file, std::move(result)};
    tell(std::move(news));
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    const auto listed = form::parse_attachments(desk.state().value(kPlace).json());
    REQUIRE(listed.has_value());
    for (const form::Attachment& one : *listed) out.push_back(one.name);
    return out;
  }
  std::vector<client::KeptFile> files;
};

client::FolderSeen folder() {
  return {{"/甲/材料",
           "/甲",
           {{"下级", true, 0}, {"照片.png", false, 4096}, {"程序.exe", false, 10}, {"验收单.pdf", false, 20'480}},
           false},
          {}};
}

}  // namespace

TEST_CASE("an attachment is shown with its size and where it is") {
  FilesWindow window({"一.pdf", "二.pdf", "三.pdf", "四.pdf", "五.pdf"});
  CHECK(window.gui.shows("一.pdf"));
  CHECK(window.gui.shows("20.5 KB"));
  CHECK(window.gui.shows("在本机"));
  window.stand("一.pdf", client::FileState::Held);
  window.stand("二.pdf", client::FileState::Unsent);
  window.stand("三.pdf", client::FileState::Elsewhere);
  window.stand("四.pdf", client::FileState::Refused, "附件超过本单位的总量上限，没有收下。");
  for (const char* words :
       {"总部已收", "待发送", "未取回", "没有收下", "附件超过本单位的总量上限，没有收下。", "在本机"}) {
    INFO(words);
    CHECK(window.gui.shows(words));
  }
}

TEST_CASE("only what can be done with an attachment is offered") {
  FilesWindow window({"一.pdf", "二.png", "三.pdf"});
  window.stand("一.pdf", client::FileState::Refused, "不收。");
  window.stand("二.png", client::FileState::Held);
  window.stand("三.pdf", client::FileState::Elsewhere);
  CHECK(window.has("0/send"));
  CHECK(window.has("0/save"));
  CHECK_FALSE(window.has("0/look"));
  CHECK_FALSE(window.has("0/fetch"));
  CHECK(window.has("1/look"));
  CHECK_FALSE(window.has("1/send"));
  CHECK(window.has("2/fetch"));
  CHECK_FALSE(window.has("2/save"));
  CHECK_FALSE(window.has("2/look"));
  CHECK(window.has("add"));
}

TEST_CASE("who may not write there can fetch and save, and neither add nor remove") {
  FilesWindow window({"一.pdf"}, "member", "dongpi");
  window.stand("一.pdf", client::FileState::Held);
  CHECK(window.has("0/save"));
  CHECK_FALSE(window.has("0/remove"));
  CHECK_FALSE(window.has("add"));
  window.memory.dropped = {"/甲/二.pdf"};
  window.gui.frame(2);
  CHECK(window.count<app::AddFiles>() == 0);
  CHECK(window.gui.shows("这里放不了文件"));
}

TEST_CASE("a file is chosen from a folder, read in, and then stands in the report") {
  FilesWindow window;
  REQUIRE(window.press("add"));
  REQUIRE(window.last_order<client::LookInto>() != nullptr);
  window.tell(folder());
  CHECK(window.gui.shows("/甲/材料"));
  REQUIRE(window.gui.click("###entry//甲/材料/程序.exe"));  // of a kind that is not taken
  REQUIRE(window.gui.click("###question/yes"));
  CHECK(window.count<app::AddFiles>() == 0);
  REQUIRE(window.gui.click("###entry//甲/材料/验收单.pdf"));
  window.gui.frame();
  REQUIRE(window.gui.click("###question/yes"));
  REQUIRE(window.last_order<client::TakeFile>() != nullptr);
  CHECK(window.last_order<client::TakeFile>()->file == "/甲/材料/验收单.pdf");
  CHECK(window.last_order<client::TakeFile>()->path == kPlace);
  window.look_again();
  CHECK(window.gui.shows("正在读入 验收单.pdf"));
  window.taken("/甲/材料/验收单.pdf", attachment("验收单.pdf"));
  CHECK_FALSE(window.gui.shows("正在读入"));
  CHECK(window.names() == std::vector<std::string>{"验收单.pdf"});
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(window.names().empty());
}

TEST_CASE("a folder in the list is entered, one up is left, and a path can be typed") {
  FilesWindow window;
  REQUIRE(window.press("add"));
  window.tell(folder());
  REQUIRE(window.gui.click("###entry//甲/材料/下级"));
  CHECK(window.last_order<client::LookInto>()->folder == "/甲/材料/下级");
  REQUIRE(window.gui.click("###folder/up"));
  CHECK(window.last_order<client::LookInto>()->folder == "/甲");
  window.tell(client::FolderSeen{{"/甲/空", "/甲", {}, false},
                                 base::Error{base::ErrorKind::NotFound, "no-file", "没有文件夹“/甲/空”。", {}}});
  CHECK(window.gui.shows("没有文件夹“/甲/空”。"));
  REQUIRE(window.gui.type("###question/file", "/媒体/盘/表.xlsx"));
  REQUIRE(window.gui.click("###question/yes"));
  CHECK(window.last_order<client::TakeFile>()->file == "/媒体/盘/表.xlsx");
}

TEST_CASE("a file that cannot be read says why in its place, and nothing changes") {
  FilesWindow window({"一.pdf"});
  window.ask(app::AddFiles{kPlace, {"/甲/没有.pdf", "/甲/大.pdf"}});
  window.taken("/甲/没有.pdf", base::Error{base::ErrorKind::NotFound, "no-file", "找不到文件“没有.pdf”。", {}});
  CHECK(window.gui.shows("找不到文件“没有.pdf”。"));
  CHECK_FALSE(window.gui.shows("改动没有采用"));
  CHECK(window.gui.shows("正在读入 大.pdf"));
  window.taken("/甲/大.pdf", base::Error{base::ErrorKind::Full, "too-large", "一个附件最多 50 MB。", {}});
  CHECK(window.gui.shows("一个附件最多 50 MB。"));
  CHECK(window.names() == std::vector<std::string>{"一.pdf"});
  CHECK(window.last_order<client::SaveEdit>() == nullptr);
}

TEST_CASE("the same file twice stands there once, and another of the same name gets a number") {
  FilesWindow window({"一.pdf"});
  window.taken("/甲/一.pdf", attachment("一.pdf"));
  CHECK(window.names() == std::vector<std::string>{"一.pdf"});
  form::Attachment other = attachment("一.pdf");
  other.sha256 = base::sha256("别的内容");
  window.taken("/乙/一.pdf", other);
  CHECK(window.names() == std::vector<std::string>{"一.pdf", "一（2）.pdf"});
}

TEST_CASE("a field takes no more files than it may hold") {
  std::vector<std::string> many;
  for (std::size_t i = 0; i < form::kAttachmentsMax; ++i) many.push_back(std::to_string(i) + ".pdf");
  FilesWindow window(many);
  window.taken("/甲/多.pdf", attachment("多.pdf"));
  CHECK(window.names() == many);
  CHECK(window.desk.report().files_refused.at(kPlace).code == "too-many-files");
}

TEST_CASE("a file that is removed leaves the report, and comes back with undo") {
  FilesWindow window({"一.pdf", "二.pdf"});
  REQUIRE(window.press("0/remove"));
  CHECK(window.names() == std::vector<std::string>{"二.pdf"});
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(window.names() == std::vector<std::string>{"一.pdf", "二.pdf"});
  REQUIRE(window.press("0/remove"));
  REQUIRE(window.press("0/remove"));
  CHECK(window.desk.state().value(kPlace).absent());
}

TEST_CASE("files that are dropped go to the field under the mouse, else to the one used last") {
  FilesWindow window;
  window.memory.dropped = {"/甲/一.pdf"};
  window.gui.move({5, 5});
  CHECK(window.count<app::AddFiles>() == 0);
  CHECK(window.gui.shows("这里放不了文件"));
  window.gui.hover("###files/conclusion.evidence/add");
  window.memory.dropped = {"/甲/一.pdf", "/甲/二.pdf"};
  window.gui.frame(2);
  REQUIRE(window.last<app::AddFiles>() != nullptr);
  CHECK(window.last<app::AddFiles>()->path == kPlace);
  CHECK(window.last<app::AddFiles>()->files == std::vector<std::string>{"/甲/一.pdf", "/甲/二.pdf"});
  window.gui.move({5, 5});
  window.memory.dropped = {"/甲/三.pdf"};
  window.gui.frame(2);
  CHECK(window.last<app::AddFiles>()->files == std::vector<std::string>{"/甲/三.pdf"});
  CHECK(window.memory.dropped.empty());
}

TEST_CASE("fetching and sending again are ordered, and what comes of them is told in its place") {
  FilesWindow window({"一.pdf", "二.pdf"});
  window.stand("一.pdf", client::FileState::Elsewhere);
  window.stand("二.pdf", client::FileState::Refused, "不收。");
  REQUIRE(window.press("0/fetch"));
  REQUIRE(window.last_order<client::FetchFile>() != nullptr);
  window.look_again();
  CHECK(window.gui.shows("正在取回"));
  client::FileTrouble trouble{window.desk.report().id, 0, kPlace, base::sha256("一.pdf"),
                              base::Error{base::ErrorKind::NotFound, "file-not-there", "还没有传到服务器。", {}}};
  window.tell(std::move(trouble));
  CHECK(window.gui.shows("还没有传到服务器。"));
  CHECK(window.gui.shows("未取回"));
  REQUIRE(window.press("1/send"));
  REQUIRE(window.last_order<client::SendFile>() != nullptr);
  CHECK(window.last_order<client::SendFile>()->file.name == "二.pdf");
}

TEST_CASE("a file is saved under its name in the folder that is shown, or under a whole path") {
  FilesWindow window({"一.pdf"});
  REQUIRE(window.press("0/save"));
  window.tell(folder());
  REQUIRE(window.gui.click("###question/yes"));
  REQUIRE(window.last_order<client::SaveFile>() != nullptr);
  CHECK(window.last_order<client::SaveFile>()->to == "/甲/材料/一.pdf");
  REQUIRE(window.press("0/save"));
  REQUIRE(window.gui.type("###question/name", "/盘/另.pdf"));
  REQUIRE(window.gui.click("###question/yes"));
  CHECK(window.last_order<client::SaveFile>()->to == "/盘/另.pdf");
}

TEST_CASE("a picture is looked at, and one that is none says so") {
  FilesWindow window({"一.png", "二.jpg"});
  REQUIRE(window.press("0/look"));
  REQUIRE(window.last_order<client::ReadPicture>() != nullptr);
  CHECK(window.gui.shows("正在打开图片"));
  const auto read = [&](const char* name, client::Result<std::shared_ptr<const client::Picture>> picture) {
    window.tell(client::PictureRead{window.desk.report().id, 0, base::sha256(name), std::move(picture)});
  };
  using Shared = std::shared_ptr<const client::Picture>;
  client::Picture picture{300, 200, std::vector<std::uint8_t>(300 * 200 * 4, 0x80)};
  read("一.png", Shared(std::make_shared<const client::Picture>(picture)));
  CHECK(window.gui.shows("[图片 300 × 200]"));
  REQUIRE(window.gui.click("###question/no"));
  window.look_again();
  CHECK_FALSE(window.gui.shows("[图片"));
  REQUIRE(window.press("1/look"));
  read("一.png", Shared(std::make_shared<const client::Picture>(picture)));  // comes late: not what is asked for
  CHECK_FALSE(window.gui.shows("[图片"));
  read("二.jpg", base::Error{base::ErrorKind::Invalid, "no-picture", "这个文件不是完好的图片。", {}});
  CHECK(window.gui.shows("这个文件不是完好的图片。"));
  REQUIRE(window.gui.click("###question/no"));
  REQUIRE(window.press("1/look"));
  read("二.jpg", Shared(std::make_shared<const client::Picture>(picture)));
  window.gui.frame(4);
  CHECK(window.gui.shows("[图片 300 × 200]"));
}

TEST_CASE("a block shows its files, and with its smaller fields the way to add one") {
  FormWindow window;
  const std::string row = "results.blocks[" + Desk::block_rows().front() + "]", place = row + ".evidence";
  window.ask(app::GoTo{row});
  window.gui.frame(4);
  CHECK_FALSE(window.gui.find("###files/" + place + "/add"));
  REQUIRE(window.gui.click("###row/" + row + "/more"));
  window.gui.frame(2);
  CHECK(window.gui.find("###files/" + place + "/add"));
  window.desk.open(with_files({"照片.png"}, place));
  window.ask(app::GoTo{row});
  window.gui.frame(4);
  CHECK(window.gui.find("###files/" + place + "/0/save"));
}

TEST_CASE("who leaves while a file is being read is told that it was not added") {
  FilesWindow window;
  window.ask(app::AddFiles{kPlace, {"/甲/一.pdf"}});
  window.ask(app::Leave{});
  CHECK(window.gui.shows("还有文件没有读完"));
}
