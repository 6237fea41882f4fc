#include "tests/screens/said_remarks.h"

#include "client/app/reading.h"
#include "shared/merge/sentence.h"

namespace ziping::tests {
namespace {

client::SaidRemark said(const char* id, const char* author, const char* at, sync::RemarkKind kind, const char* text) {
  client::SaidRemark out;
  out.id = base::sha256(id).hex();
  out.header.version = 2;
  out.header.kind = kind;
  out.header.author = author;
  out.header.stamp = at;
  out.header.text = text;
  out.state = "durable";
  return out;
}

}  // namespace

void give_remarks(Desk& desk) {
  std::vector<client::RemarkThread> threads;
  const auto add = [&](client::SaidRemark remark, const std::string& at, const std::string& quote, std::size_t offset) {
    remark.header.place = {at, quote, offset};
    threads.push_back({std::move(remark), {}, {merge::Standing::Same, quote, offset}, true});
  };
  std::vector<app::Held> prose;
  std::vector<std::string> sentences;
  for (const app::Paragraph& paragraph : desk.report().read.at("2").document)
    for (const app::Held& held : paragraph.held) {
      if (paragraph.title || held.figure || prose.size() == 2) continue;
      prose.push_back(held);
      sentences.emplace_back(merge::sentences(std::string_view(paragraph.text).substr(held.begin, held.size)).front());
    }
  using enum sync::RemarkKind;
  add(said("r1", "finance", "2023-03-02T01:20:00Z", Remark, "请补充依据文件的名称和文号。"), prose.at(0).path,
      sentences.at(0), prose.at(0).offset);
  threads.back().answers.push_back(
      said("a1", "office", "2023-03-02T06:05:00Z", Answer, "已补：按机构改革方案核定，文号写在第二句。"));
  add(said("r2", "finance", "2023-03-02T01:26:00Z", Remark, "这里的职责与三定方案不一致，请核对。"), prose.at(1).path,
      sentences.at(1), prose.at(1).offset);
  threads.back().now = {merge::Standing::Changed, "按三定方案重写的一句。", 0};
  add(said("r3", "finance", "2023-03-02T01:31:00Z", Remark, "执行数与决算相差 0.01 万元，请说明是否尾差。"),
      "funds.executed", "", 0);
  desk.tell(client::RemarksShown{desk.report().id, desk.report().opening, std::move(threads)});
  desk.ask(app::ShowSide{app::Side::Remarks});
}

void give_points(Desk& desk, const std::vector<Point>& points) {
  std::vector<client::RemarkThread> threads;
  for (const Point& point : points) {
    client::SaidRemark remark =
        said(point.at.c_str(), "finance", "2023-03-02T01:20:00Z", sync::RemarkKind::Remark, point.text);
    remark.header.place.at = point.at;
    threads.push_back({std::move(remark), {}, {}, true});
  }
  desk.report().around.row.stage = sync::Stage::Returned;
  desk.tell(client::RemarksShown{desk.report().id, desk.report().opening, std::move(threads)});
}

}  // namespace ziping::tests
