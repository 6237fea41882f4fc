// What waits on a desk: listed, explained, taken back.
#include <catch2/catch_test_macros.hpp>

#include "shared/base/file.h"
#include "tests/client/cli/administrator.h"

using namespace ziping;
using namespace ziping::tests;
using base::Json;

namespace {

// An office with a submitted report and one with a field of files.
struct WaitingOffice {
  Folder folder;
  std::unique_ptr<Centre> centre = std::make_unique<Centre>(folder);
  Desk desk{folder, *centre, "office"};
  std::string papers = new_papers(), submitted = new_papers();

  WaitingOffice() {
    done(desk({"submit", submitted}));
    done(desk({"sync"}));
  }
  std::string new_papers() const {
    const std::string report(desk.json({"report", "new", "--form", "papers", "--year", "2022"}).text_or("report"));
    done(desk({"sync"}));
    return report;
  }
  std::string remark(const std::string& text) const {
    const Json made = desk.json({"remark", "add", submitted, "--version", "1", "--at", "cover.year", text});
    return std::string(made.text_or("remark"));
  }
  void add_file(const std::string& name) const {
    REQUIRE(base::write_file(folder.in(name), "%PDF-1.7\n" + name).has_value());
    done(desk({"file", "add", papers, "papers", folder.in(name)}));
  }
  Json::Array waiting() const { return desk.json({"outbox", "list"}).list("waiting"); }
  std::string outbox() const { return done(desk({"outbox", "list"})).out; }
  Json counts() const { return *desk.json({"status"}).find("waiting"); }
};

}  // namespace

TEST_CASE("whatever waits is listed with its report, size, time and what it waits for, and is gone once it was sent") {
  WaitingOffice office;
  CHECK(office.outbox().find("没有等着送出的内容") != std::string::npos);
  office.add_file("a.pdf");
  done(office.desk({"seal", office.papers, "--note", "加上验收单"}));
  const std::string remark = office.remark("请补依据。");
  const Json::Array waiting = office.waiting();
  REQUIRE(waiting.size() == 3);
  const char* kinds[] = {"revision", "remark", "file"};
  const std::string titles[] = {"加上验收单", "请补依据。", "a.pdf"},
                    reports[] = {office.papers, office.submitted, office.papers};
  for (std::size_t i = 0; i < 3; ++i) {
    INFO(kinds[i]);
    CHECK(waiting[i].text_or("kind") == kinds[i]);
    CHECK(waiting[i].text_or("title") == titles[i]);
    CHECK(waiting[i].text_or("report") == reports[i]);
    CHECK(waiting[i].text_or("author") == "office");
    CHECK(waiting[i].integer_or("bytes", 0) > 10);
    CHECK(waiting[i].text_or("since").ends_with("Z"));
    CHECK(waiting[i].text_or("why").empty());
  }
  CHECK(office.counts() == *base::parse_json(R"({"revisions":1,"remarks":1,"files":1,"wishes":0})"));
  CHECK(done(office.desk({"status"})).out.find("1 份修订、1 条意见、1 个附件待发送") != std::string::npos);
  const Json line = office.desk.json({"report", "list"}).as_array()->front();
  CHECK(line.find("waiting") != nullptr);
  for (const char* words : {"等下一次同步", "改回原样再封存", "remark withdraw", "file remove", "bundle make"})
    CHECK(office.outbox().find(words) != std::string::npos);
  office.centre.reset();
  CHECK(office.desk.refusal({"sync"}) == "offline");
  for (const Json& one : office.waiting()) {
    CHECK(one.text_or("code") == "offline");
    CHECK(one.text_or("why").find("连不上服务器") != std::string_view::npos);
  }
}

TEST_CASE("a remark that was not sent can be taken back: it stays here, is not sent, and can be said again") {
  WaitingOffice office;
  const std::string id = office.remark("请补依据。");
  done(office.desk({"remark", "answer", id, "已经补上。"}));
  CHECK(office.desk.refusal({"remark", "withdraw", id}) == "has-answers");
  done(office.desk({"remark", "withdraw", std::string(office.waiting()[1].text_or("name"))}));
  done(office.desk({"remark", "withdraw", id.substr(0, 8)}));
  CHECK(office.waiting().empty());
  CHECK(office.desk.refusal({"remark", "withdraw", id}) == "not-waiting");
  CHECK(office.desk.refusal({"remark", "answer", id, "再说一句。"}) == "unknown-remark");
  CHECK(office.desk({"sync"}).status == 0);
  const Json list = office.desk.json({"remark", "list", office.submitted});
  REQUIRE(list.as_array()->size() == 1);
  CHECK(list.as_array()->front().text_or("state") == "withdrawn");
  CHECK(list.as_array()->front().text_or("text") == "请补依据。");
  CHECK(office.desk({"remark", "list", office.submitted}).out.find("已收回") != std::string::npos);
  const std::string again = office.remark("请补依据。");
  done(office.desk({"sync"}));
  CHECK(office.desk.refusal({"remark", "withdraw", again}) == "not-waiting");
  CHECK(done(office.desk({"verify"})).status == 0);
}

TEST_CASE("an attachment that was not sent can be taken back, and is sent once it stands in the report again") {
  WaitingOffice office;
  office.add_file("a.pdf");
  done(office.desk({"seal", office.papers}));
  const Ran removed = done(office.desk({"file", "remove", office.papers, "papers", "a.pdf"}));
  CHECK(removed.out.find("不再送出") != std::string::npos);
  CHECK(office.counts().integer_or("files", -1) == 0);
  CHECK(office.desk.json({"sync"}).find("files")->integer_or("sent", -1) == 0);
  CHECK(office.waiting().empty());
  office.add_file("a.pdf");
  CHECK(office.counts().integer_or("files", -1) == 1);
  CHECK(office.desk.json({"sync"}).find("files")->integer_or("sent", -1) == 1);
}

TEST_CASE("what is to be done with a report may wait for the next sync: it is listed, taken back and sent") {
  WaitingOffice office;
  done(office.desk({"withdraw", office.submitted, "--later", "--note", "还要改"}));
  CHECK(office.desk.refusal({"withdraw", office.submitted, "--later"}) == "wish-waits");
  const Json::Array waiting = office.waiting();
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].text_or("kind") == "wish");
  CHECK(waiting[0].text_or("name") == "withdraw");
  CHECK(waiting[0].text_or("title") == "还要改");
  CHECK(office.counts().integer_or("wishes", -1) == 1);
  done(office.desk({"outbox", "drop", office.submitted}));
  CHECK(office.desk.refusal({"outbox", "drop", office.submitted}) == "no-wish");
  done(office.desk({"sync"}));
  const auto steps = [&] {
    return office.desk.json({"version", "list", office.submitted}).as_array()->front().list("steps").size();
  };
  CHECK(steps() == 1);

  done(office.desk({"withdraw", office.submitted, "--later"}));
  done(office.desk({"sync"}));
  CHECK(steps() == 2);
  CHECK(office.waiting().empty());

  done(office.desk({"submit", office.submitted, "--later"}));
  done(office.desk({"submit", office.submitted}));  // meanwhile, and not by what waits
  done(office.desk({"withdraw", office.submitted}));
  CHECK(office.desk({"sync"}).status == 0);
  CHECK(office.waiting().empty());  // the ledger tells that this revision was submitted, as was wanted
  CHECK(office.desk.json({"outbox", "list"}).list("refused").empty());
}

TEST_CASE("what was not done with a report is counted by every sync until somebody has seen it") {
  WaitingOffice office;
  const Desk finance(office.folder, *office.centre, "finance");
  done(office.desk({"withdraw", office.submitted, "--later"}));
  done(finance({"review", "accept", office.submitted, "--version", "1"}));
  const Ran synced = office.desk({"sync", "--json"});
  CHECK(synced.status == 3);
  const Json refused = *synced.json().find("wishes_refused");
  REQUIRE(refused.as_array()->size() == 1);
  CHECK(refused.as_array()->front().text_or("report") == office.submitted);
  CHECK(refused.as_array()->front().text_or("action") == "withdraw");
  CHECK(refused.as_array()->front().text_or("code") == "overtaken");
  CHECK_FALSE(refused.as_array()->front().text_or("why").empty());
  const Ran again = office.desk({"sync"});
  CHECK(again.status == 3);
  CHECK(again.out.find("没有办成的报送或审核") != std::string::npos);
  done(office.desk({"outbox", "drop", office.submitted}));
  CHECK(office.desk({"sync"}).status == 0);
  CHECK(office.desk.json({"sync"}).list("wishes_refused").empty());
}

TEST_CASE("a return without a reason is not kept for later") {
  WaitingOffice office;
  const Desk finance(office.folder, *office.centre, "finance");
  const Words later{"review", "return", office.submitted, "--version", "1", "--later", "--note"};
  const auto refusal = [&](const std::string& note) {
    Words words = later;
    words.push_back(note);
    return finance.refusal(words);
  };
  CHECK(refusal(" ") == "note-needed");
  CHECK(refusal(std::string(2001, 'a')) == "note-too-long");
  CHECK(finance.json({"outbox", "list"}).list("waiting").empty());
}
