#include <memory>

#include "client/app/update.h"
#include "shared/base/hash.h"
#include "tests/screens/album.h"
#include "tests/screens/around.h"

namespace ziping::tests {
namespace {

// Attachments in every standing, at the conclusion and at a block.
void attach(Desk& desk, const report::State& report) {
  const std::string block = block_of(desk, 1) + ".evidence";
  std::vector<client::KeptFile> files, of_block;
  const auto add = [](std::vector<client::KeptFile>& to, const std::string& path, const char* name, std::int64_t bytes,
                      client::FileState state, const char* why = "") {
    to.push_back({path, {name, bytes, base::sha256(name), *form::media_type_of(name)}, state, why});
  };
  using client::FileState;
  const char* place = "conclusion.evidence";
  add(files, place, "2022年度部门决算报表（盖章）.pdf", 3'412'000, FileState::Held);
  add(files, place, "绩效指标评分依据汇总.xlsx", 88'300, FileState::Unsent);
  add(files, place, "园区二期竣工验收现场照片.jpg", 6'250'112, FileState::Elsewhere);
  add(files, place, "第三方评价机构出具的满意度调查报告以及全部原始问卷扫描件.pdf", 48'902'144, FileState::Refused,
      "本单位附件总量已到上限 2 GB，这个附件没有收下。请联系管理员，或换成较小的文件。");
  add(of_block, block, "新建水渠.png", 412'000, FileState::Held);
  report::State state = report;
  (void)client::apply_edit(state, client::set_edit(place, listed(files)));
  (void)client::apply_edit(state, client::set_edit(block, listed(of_block)));
  desk.colleague(report, state);
  desk.save();
  files.insert(files.end(), of_block.begin(), of_block.end());
  client::FilesSeen seen;
  seen.report = desk.report().id;
  seen.files = files;
  desk.tell(std::move(seen));
}

}  // namespace

void add_files(Album& album) {
  const auto attached = [report = album.report()](Desk& desk) {
    attach(desk, report);
    look_at(desk, "自评结论");
  };
  album.with_report("files", "office", "", [attached](Desk& desk, view::Memory&) {
    attached(desk);
    desk.ask(app::GoTo{"conclusion.evidence"});
  });
  album.with_report("files-reading", "office", "", [attached](Desk& desk, view::Memory&) {
    attached(desk);
    desk.ask(app::AddFiles{"conclusion.evidence", {"/媒体/移动盘/自评材料/验收单.pdf"}});
    desk.tell(client::FileTaken{desk.report().id, 0, "conclusion.evidence", "/媒体/移动盘/没有.pdf",
                                base::Error{base::ErrorKind::NotFound, "no-file", "找不到文件“没有.pdf”。", {}}});
    desk.ask(app::GoTo{"conclusion.evidence"});
  });
  album.with_report("files-behind-the-document", "office", "", [attached](Desk& desk, view::Memory&) {
    attached(desk);
    desk.ask(app::ShowMiddle{app::Middle::Reading});
  });
  album.with_report("files-of-a-block", "office", "", [attached](Desk& desk, view::Memory&) {
    attached(desk);
    desk.ask(app::GoTo{block_of(desk, 1) + ".evidence"});
  });
  album.with_report("files-read-only", "finance", "", [attached](Desk& desk, view::Memory&) {
    attached(desk);
    desk.ask(app::GoTo{"conclusion.evidence"});
  });
  const auto about = [](Desk& desk, view::Memory& memory, const char* question) {
    memory.form.report = desk.report().id;
    memory.form.file = view::FormMemory::File{"conclusion.evidence", {"照片.png", 412'000, {}, "image/png"}};
    desk.tell(folder_to_choose_from());
    desk.ask(app::Ask{question});
  };
  album.with_report("file-add", "office", "", [about](Desk& desk, view::Memory& memory) {
    memory.words["###question/file"] = "/媒体/移动盘/自评材料/验收单.pdf";
    about(desk, memory, "file-add");
  });
  album.with_report("file-save", "office", "", [about](Desk& desk, view::Memory& memory) {
    memory.words["###question/name"] = "照片.png";
    about(desk, memory, "file-save");
  });
  album.with_report("file-look", "office", "", [about](Desk& desk, view::Memory& memory) {
    const form::Attachment file{"照片.png", 412'000, base::sha256("picture"), "image/png"};
    desk.ask(app::LookAt{file});
    desk.tell(client::PictureRead{desk.report().id, 0, file.sha256,
                                  std::make_shared<const client::Picture>(landscape(1200, 800))});
    about(desk, memory, "file-look");
  });
}

}  // namespace ziping::tests
