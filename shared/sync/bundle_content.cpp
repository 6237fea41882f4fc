#include <algorithm>

#include "shared/base/bytes.h"
#include "shared/sync/bundle.h"

namespace ziping::sync {
namespace {

using base::Json;
using base::Result;

constexpr std::string_view kKnown[] = {"needs",   "revisions", "remarks", "files", "receipts",
                                       "refused", "has",       "entries", "cursor"};

base::Error bad_content(std::string cause) {
  return {base::ErrorKind::Invalid, "bad-message", "数据包里的内容格式不对，没有采用，本机内容没有改动。",
          std::move(cause)};
}

bool is_revision_name(const Json& json) { return json.as_string() && base::Hash::parse(*json.as_string()).has_value(); }

Result<std::vector<std::string>> names_of(const Json& json, std::string_view member) {
  std::vector<std::string> out;
  for (const Json& name : json.list(member)) {
    if (!is_revision_name(name)) return bad_content("no revision's name");
    out.push_back(*name.as_string());
  }
  return out;
}

template <class T>
base::Status take_all(const Json::Array& list, std::vector<T>& out) {
  for (const Json& one : list) {
    auto parsed = T::parse(one);
    if (!parsed) return bad_content(parsed.error().cause);
    out.push_back(std::move(*parsed));
  }
  return base::done();
}

template <class T>
Json list_of(const std::vector<T>& all) {
  Json out{Json::Array{}};
  for (const T& one : all) out.push(one.json());
  return out;
}

bool is_chain(std::string_view text) { return text.empty() || base::Hash::parse(text).has_value(); }

base::Status take_entries(const Json& json, BundleContent& out) {
  const Json* cursor = json.find("cursor");
  if (!cursor) return json.find("entries") ? base::Status(bad_content("entries without cursor")) : base::done();
  out.from = cursor->integer_or("from", -1);
  out.to = cursor->integer_or("to", -1);
  out.from_chain = cursor->text_or("from_chain");
  out.to_chain = cursor->text_or("to_chain");
  if (out.from < 0 || out.to < out.from) return bad_content("bad cursor");
  if (!is_chain(out.from_chain) || !is_chain(out.to_chain)) return bad_content("bad chain");
  std::int64_t last = out.from;
  for (const Json& entry : json.list("entries")) {
    const std::int64_t seq = entry.integer_or("seq", 0);
    if (seq <= last || seq > out.to || entry.text_or("kind").empty()) return bad_content("entries out of order");
    last = seq;
    out.entries.push_back(entry);
  }
  return base::done();
}

base::Status take_holdings(const Json& json, BundleContent& out) {
  const Json* has = json.find("has");
  if (!has) return base::done();
  auto waiting = names_of(*has, "waiting"), remarks = names_of(*has, "remarks"), files = names_of(*has, "files");
  const Json* heads = has->find("heads");
  if (!waiting || !remarks || !files || !heads || !heads->is_object()) return bad_content("bad holdings");
  for (const auto& [report, names] : *heads->as_object())
    if (!names.is_array() || !std::ranges::all_of(*names.as_array(), is_revision_name)) return bad_content("bad heads");
  const std::string chain(has->text_or("chain"));
  if (!is_chain(chain)) return bad_content("bad chain");
  out.has = BundleHoldings{
      has->integer_or("cursor", 0), chain, *heads, std::move(*waiting), std::move(*remarks), std::move(*files)};
  return base::done();
}

base::Status take_files(const Json& json, BundleContent& out) {
  const Json::Array& list = json.list("files");
  if (list.size() > kBundleFilesMax) return bad_content("too many files");
  if (auto status = take_all(list, out.files); !status) return status;
  std::size_t bytes = 0;
  for (const BundleFile& one : out.files) bytes += one.body.size();
  return bytes > kBundleFilesBytesMax ? base::Status(bad_content("too large files")) : base::done();
}

Json texts(const std::vector<std::string>& all) { return Json(Json::Array(all.begin(), all.end())); }

}  // namespace

Json BundleFile::json() const {
  Json out;
  out["file"] = file.hex();
  out["body"] = base::to_base64(body);
  return out;
}

Result<BundleFile> BundleFile::parse(const Json& json) {
  auto file = base::Hash::parse(json.text_or("file"));
  auto body = file ? base::from_base64(json.text_or("body")) : Result<std::string>(file.error());
  if (!body) return bad_content("no file");
  if (body->empty() || base::sha256(*body) != *file) return bad_content("a file under another's name");
  return BundleFile{*file, std::move(*body)};
}

Json BundleHoldings::json() const {
  Json out;
  out["cursor"] = cursor;
  if (!chain.empty()) out["chain"] = chain;
  out["heads"] = heads.is_object() ? heads : Json(Json::Object{});
  out["waiting"] = texts(waiting);
  out["remarks"] = texts(remarks);
  out["files"] = texts(files);
  return out;
}

Json BundleContent::json() const {
  Json out = others;
  out["needs"] = texts(needs);
  out["revisions"] = Json(Json::Array(revisions));
  out["remarks"] = Json(Json::Array(remarks));
  out["files"] = list_of(files);
  out["receipts"] = list_of(receipts);
  out["refused"] = list_of(refused);
  if (has) out["has"] = has->json();
  if (to > 0) {
    out["entries"] = Json(Json::Array(entries));
    out["cursor"]["from"] = from;
    out["cursor"]["to"] = to;
    if (!from_chain.empty()) out["cursor"]["from_chain"] = from_chain;
    if (!to_chain.empty()) out["cursor"]["to_chain"] = to_chain;
  }
  return out;
}

Result<BundleContent> BundleContent::parse(const Json& json) {
  BundleContent out;
  if (!json.is_object()) return bad_content("no object");
  auto needs = names_of(json, "needs");
  if (!needs) return needs.error();
  out.needs = std::move(*needs);
  out.revisions = json.list("revisions");
  out.remarks = json.list("remarks");
  if (auto status = take_files(json, out); !status) return status.error();
  if (auto status = take_all(json.list("receipts"), out.receipts); !status) return status.error();
  if (auto status = take_all(json.list("refused"), out.refused); !status) return status.error();
  if (auto status = take_holdings(json, out); !status) return status.error();
  if (auto status = take_entries(json, out); !status) return status.error();
  for (const auto& [name, value] : *json.as_object())
    if (std::ranges::count(kKnown, name) == 0) out.others[name] = value;
  return out;
}

}  // namespace ziping::sync
