// The two chained logs: what clients read, and who did what.
//
//   chain(n) = SHA-256(chain(n − 1) ∥ body(n)),  chain(0) is empty
#include "server/ledger/ledger.h"

namespace ziping::server {
namespace {

base::Hash chained(std::string_view before, std::string_view body) {
  return base::sha256(std::string(before) + std::string(body));
}

}  // namespace

Result<std::vector<Json>> bodies_of(const Page& page) {
  std::vector<Json> out;
  for (const Entry& entry : page.entries) {
    auto body = base::parse_json(entry.body);
    if (!body) return body.error();
    if (!entry.snapshot.empty()) {
      auto snapshot = base::parse_json(entry.snapshot);
      if (!snapshot) return snapshot.error();
      (*body)["snapshot"] = std::move(*snapshot);
    }
    out.push_back(std::move(*body));
  }
  return out;
}

Status Ledger::chain(std::string_view table, std::int64_t& seq, std::string& before) {
  auto last = database_->prepare("SELECT seq, chain FROM " + std::string(table) + " ORDER BY seq DESC LIMIT 1");
  const bool any = last.step();
  if (auto status = last.status(); !status) return status;
  seq = any ? last.integer(0) + 1 : 1;
  before = any ? last.text(1) : std::string();
  return base::done();
}

Result<std::int64_t> Ledger::append(std::string_view kind, Audience audience, std::string_view department, Json body) {
  std::int64_t seq = 0;
  std::string before;
  if (auto status = chain("entry", seq, before); !status) return status.error();
  body["seq"] = seq;
  body["kind"] = kind;
  const std::string text = base::canonical(body);
  auto insert = database_->prepare("INSERT INTO entry VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  insert.bind(1, seq).bind(2, kind).bind(3, static_cast<std::int64_t>(audience)).bind(4, department).bind(5, text);
  if (auto status = insert.bind_blob(6, chained(before, text).view()).run(); !status) return status.error();
  return seq;
}

Status Ledger::audit(std::string_view who, std::string_view what, std::string_view about) {
  std::int64_t seq = 0;
  std::string before;
  if (auto status = chain("audit", seq, before); !status) return status;
  Json body;
  body["seq"] = seq;
  body["at"] = now();
  body["who"] = who;
  body["what"] = what;
  body["about"] = about;
  const std::string text = base::canonical(body);
  auto insert = database_->prepare("INSERT INTO audit VALUES(?1, ?2, ?3)");
  return insert.bind(1, seq).bind(2, text).bind_blob(3, chained(before, text).view()).run();
}

Result<Page> Ledger::entries(std::int64_t cursor, const sync::Author& user, const std::set<std::int64_t>& skipped) {
  const bool finance = user.role == "finance";
  Page page;
  page.cursor = cursor;
  std::size_t bytes = 0;
  auto find = database_->prepare(
      "SELECT entry.seq, audience, department, body, snapshot FROM entry LEFT JOIN version ON version.seq = entry.seq "
      "WHERE entry.seq > ?1 ORDER BY entry.seq");
  find.bind(1, cursor);
  while (find.step()) {
    const auto audience = static_cast<Audience>(find.integer(1));
    const bool own = !user.department.empty() && find.text(2) == user.department;
    const bool seen = audience == Audience::Everyone || own || (finance && audience == Audience::DepartmentAndFinance);
    if (seen && !skipped.contains(find.integer(0))) {
      Entry entry{find.text(3), finance ? find.text(4) : std::string()};
      bytes += entry.body.size() + entry.snapshot.size();
      if (!page.entries.empty() && bytes > sync::kAnswerBytesMax) {
        page.more = true;
        break;
      }
      page.entries.push_back(std::move(entry));
    }
    page.cursor = find.integer(0);
  }
  if (auto status = find.status(); !status) return status.error();
  auto chain = chain_at(page.cursor);
  if (!chain) return chain.error();
  page.chain = std::move(*chain);
  return page;
}

Result<std::string> Ledger::chain_at(std::int64_t seq) {
  auto find = database_->prepare("SELECT lower(hex(chain)) FROM entry WHERE seq = ?1");
  find.bind(1, seq);
  std::string out = find.step() ? find.text(0) : std::string();
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Status Ledger::check_heard(std::int64_t cursor, const std::string& chain) {
  if (cursor == 0) return base::done();
  auto here = chain_at(cursor);
  if (!here) return here.error();
  if (!here->empty() && (chain.empty() || chain == *here)) return base::done();
  std::int64_t last = 0;
  std::string unused;
  if (auto status = this->chain("entry", last, unused); !status) return status;
  const std::string heard = std::to_string(cursor), held = std::to_string(last - 1);
  return base::Error{base::ErrorKind::Denied,
                     "restored-server",
                     (here->empty() ? "您的电脑收到过服务器日志第 " + heard + " 条，服务器现在只到第 " + held + " 条"
                                    : "服务器日志第 " + heard + " 条与您的电脑收到过的不同") +
                         "，服务器可能用旧备份恢复过。什么也没有收下，您电脑上的内容都在，请联系管理员核实。",
                     {}};
}

Status Ledger::verify_chain(std::string_view table) {
  auto find = database_->prepare("SELECT seq, body, chain FROM " + std::string(table) + " ORDER BY seq");
  std::string before;
  std::int64_t expected = 1;
  while (find.step()) {
    if (find.integer(0) != expected++ || find.text(2) != chained(before, find.text(1)).view())
      return base::Error{base::ErrorKind::Corrupt, "broken-chain",
                         "日志第 " + std::to_string(find.integer(0)) + " 条与前后不符，已被改动或损坏。请从备份恢复。",
                         std::string(table)};
    before = find.text(2);
  }
  return find.status();
}

Status Ledger::verify_chains() {
  if (auto status = verify_chain("entry"); !status) return status;
  return verify_chain("audit");
}

}  // namespace ziping::server
