// The edits that name attachments in a report and take them out again.
#include <algorithm>
#include <filesystem>

#include "client/app/edits.h"
#include "client/text/say.h"
#include "shared/form/attachment.h"

namespace ziping::app {
namespace {

using base::Json;
using form::Attachment;

base::Result<std::vector<Attachment>> entries_at(const Model& model, const std::string& text) {
  auto path = form::Path::parse(text);
  const form::Field* field = path && !path->name.empty() ? model.report->form->find_field(*path) : nullptr;
  if (!field || field->kind != form::Kind::Files) return refusal("no-files-field", text::say("edit.no_files", {}));
  const Json& value = report::value_at(model.report->state, *path).json();
  if (report::is_conflict(value)) return refusal("open-conflict", text::say("edit.files_conflict", {}));
  return form::parse_attachments(value);
}

Plan set(const std::string& path, const std::vector<Attachment>& entries) {
  Json all{Json::Array{}};
  for (const Attachment& one : entries) all.push(one.json());
  Plan out;
  out.edits.push_back(client::set_edit(path, entries.empty() ? Json() : std::move(all)));
  return out;
}

// 验收单.pdf, 验收单（2）.pdf, …
std::string free_name(const std::string& wanted, const std::vector<Attachment>& entries) {
  const std::filesystem::path path(wanted);
  std::string out = wanted;
  for (int number = 2; std::ranges::count(entries, out, &Attachment::name) > 0; ++number)
    out = path.stem().string() + "（" + std::to_string(number) + "）" + path.extension().string();
  return out;
}

}  // namespace

Plan plan(const Model& model, const NameFile& command) {
  auto entries = entries_at(model, command.path);
  if (!entries) return refuse(command.path, entries.error());
  Attachment file = command.file;
  const bool is_there = std::ranges::any_of(
      *entries, [&](const Attachment& one) { return one.sha256 == file.sha256 && one.name == file.name; });
  if (is_there) return {};
  if (entries->size() >= form::kAttachmentsMax)
    return refuse(command.path,
                  refusal("too-many-files", text::say("edit.too_many_files", {form::kAttachmentsMax, file.name})));
  file.name = free_name(file.name, *entries);
  if (auto named = form::check_attachment_name(file.name); !named) return refuse(command.path, named.error());
  entries->push_back(std::move(file));
  return set(command.path, *entries);
}

Plan plan(const Model& model, const RemoveFile& command) {
  auto entries = entries_at(model, command.path);
  if (!entries) return refuse(command.path, entries.error());
  std::erase_if(*entries, [&](const Attachment& one) { return one.name == command.name; });
  return set(command.path, *entries);
}

}  // namespace ziping::app
