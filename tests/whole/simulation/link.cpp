#include "tests/whole/simulation/link.h"

namespace ziping::simulation {
namespace {

constexpr const char* kPortal = "<html><body>请先登录网络</body></html>";
constexpr std::size_t kNarrowBytes = 1500;
constexpr const char* kTooLarge = R"({"problem": {"code": "too-large", "message": "一次发送的内容超过上限。"}})";

base::Error lost() { return {base::ErrorKind::Unavailable, "offline", "连不上服务器。内容仍在本机。", {}}; }

}  // namespace

base::Result<base::Json> Link::carry(const client::Errand& errand) {
  const std::uint64_t fate = broken_ ? random_.below(16) : 99;
  if (fate == 0) return lost();  // on the way there
  if (fate == 1) return client::understood(200, kPortal);
  if (fate <= 3 && strays_.size() < 8) strays_.push_back(errand);  // sent twice: the second comes later, or never
  if (fate == 2) return lost();                                    // only the late one arrives
  std::string body = base::canonical(errand.body);
  if (fate == 4) body.resize(random_.below(body.size() + 1));
  if (fate == 8 && body.size() > kNarrowBytes) return client::understood(413, kTooLarge);
  const Hub::Reply reply = hub_.answer(errand.path, errand.token, body);
  if (reply.status == 0) return lost();
  if (fate == 5) return lost();  // on the way back
  if (fate == 6) return client::understood(reply.status, reply.text.substr(0, random_.below(reply.text.size() + 1)));
  if (fate == 7) return client::understood(502, kPortal);
  return client::understood(reply.status, reply.text);
}

// A piece may be cut at any byte on its way there; one that is cut on its way back is told by its length, and lost.
base::Result<client::FileAnswer> Link::carry_file(const client::Errand& errand) {
  const std::uint64_t fate = broken_ ? random_.below(12) : 99;
  if (fate == 0) return lost();
  if (fate == 1) return client::understood(200, kPortal).error();
  client::Errand sent = errand;
  std::string& body = sent.file->body;
  if (fate == 2 && strays_.size() < 8) strays_.push_back(errand);
  if (fate == 3 && !body.empty()) body.resize(random_.below(body.size()));
  auto answer = hub_.answer_file(*sent.file, sent.token);
  if (fate >= 3 && fate <= 5) return lost();
  return answer ? std::move(*answer) : base::Result<client::FileAnswer>(lost());
}

void Link::deliver_stray() {
  if (strays_.empty()) return;
  const std::size_t at = random_.below(strays_.size());
  const client::Errand errand = std::move(strays_[at]);
  strays_.erase(strays_.begin() + static_cast<std::ptrdiff_t>(at));
  if (errand.file) return (void)hub_.answer_file(*errand.file, errand.token);
  (void)hub_.answer(errand.path, errand.token, base::canonical(errand.body));
}

}  // namespace ziping::simulation
