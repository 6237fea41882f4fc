// What was, and who wrote it.
#include "client/cli/command.h"
#include "client/cli/difference.h"
#include "client/cli/files.h"
#include "client/work/blame.h"
#include "client/work/outbox.h"
#include "shared/merge/text_file_merge.h"

namespace ziping::client {
namespace {

std::string short_name(const Json& header) { return std::string(header.text_or("revision").substr(0, 12)); }

Result<Said> log(Vault& vault, const ReportRow& report, const Arguments&) {
  auto list = vault.list(Listing::Log, report);
  if (!list) return list.error();
  Said out{*list, {}};
  for (const Json& header : *list->as_array())
    out.text += short_name(header) + "  " + local_time(header.text_or("at")) + "  " +
                std::string(header.text_or("author")) + "  " + std::string(header.text_or("note")) + "\n";
  if (out.text.empty()) out.text = "还没有修订。";
  return out;
}

Result<Said> diff(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto list = difference(vault, report, arguments.a, arguments.b);
  if (!list) return list.error();
  return Said{*list, difference_text(*list)};
}

Result<Said> blame_place(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto place = field_place(vault, report, arguments.path);
  auto list = place ? blame(vault, report, place->path) : Result<std::vector<Blamed>>(place.error());
  if (!list) return list.error();
  Said out{Json(Json::Array{}), {}};
  for (const Blamed& blamed : *list) {
    const bool draft = blamed.header.is_null();
    Json one;
    one["text"] = blamed.words;
    one["revision"] = draft ? Json() : Json(blamed.header.text_or("revision"));
    for (const char* member : {"author", "at"}) one[member] = draft ? Json() : Json(blamed.header.text_or(member));
    out.text += draft ? "（草稿）"
                      : short_name(blamed.header) + "  " + local_time(blamed.header.text_or("at")) + "  " +
                            std::string(blamed.header.text_or("author"));
    out.text += "  " + blamed.words + (blamed.words.ends_with('\n') ? "" : "\n");
    out.json.push(std::move(one));
  }
  if (list->empty()) out.text = "（空）";
  return out;
}

Result<Said> list_suggestions(Vault& vault, const ReportRow& report, const Arguments&) {
  auto list = vault.list(Listing::Suggestions, report);
  if (!list) return list.error();
  Said out{*list, {}};
  for (Json& one : *out.json.as_array()) {
    const std::string code(one.text_or("code"));
    one["next"] = code.empty() ? "" : next_step(code);
    const Json* value = one.find("value");
    out.text += local_time(one.text_or("at")) + "  " + std::string(one.text_or("path")) + "  " +
                (value && value->as_string() ? *value->as_string() : base::canonical(value ? *value : Json())) +
                "\n      " + std::string(one.text_or("why")) + "\n";
  }
  if (out.text.empty()) out.text = "没有未被接受的改动。";
  return out;
}

Result<Said> merge_three(const Arguments& arguments) {
  std::string texts[3];
  const std::string* names[] = {&arguments.a, &arguments.b, &arguments.theirs};
  for (std::size_t i = 0; i < 3; ++i) {
    auto text = read_text_file(*names[i]);
    if (!text) return text.error();
    texts[i] = std::move(*text);
  }
  merge::MergedFile merged =
      merge::merge_files(texts[0], texts[1], texts[2], {arguments.a, arguments.b, arguments.theirs});
  Said out{Json(Json::Object{}), {}, merged.conflicts > 0 ? kFailed : kDone, Ending::AsItIs};
  out.json["conflicts"] = merged.conflicts;
  if (arguments.out.empty()) {
    out.json["text"] = merged.text;
    out.text = std::move(merged.text);
  } else if (auto status = write_text_file(arguments.out, merged.text); !status) {
    return status.error();
  }
  return out;
}

}  // namespace

Commands history_commands() {
  return {{"log", "修订历史", log, {kReport}},
          {"diff", "对照两份内容：版本、修订或 draft", diff, {kReport, {"A", &Arguments::a}, {"B", &Arguments::b}}},
          {"blame", "谁写的：文字逐句，其他整值", blame_place, {kReport, kPath}},
          {"suggestion list", "列出未被接受的改动", list_suggestions, {kReport}},
          {"merge",
           "按句子合并三个文本文件",
           merge_three,
           {{"BASE", &Arguments::a},
            {"OURS", &Arguments::b},
            {"THEIRS", &Arguments::theirs},
            {"-o", &Arguments::out, Need::Optional, "写到文件"}}}};
}

}  // namespace ziping::client
