// Whatever a program asks of the server, the answer is one of those that docs/protocol.md knows, in JSON that every
// reader takes; no input is a fault of the server's own, and what comes twice is confirmed once. Afterwards all that
// the ledger holds is proved, and is what its log says, and people can still hear of it.
//
// An input is up to four lines, each a request: a letter for what is asked, one for whom (small_centre.h), one for
// how, and the body. How: g has digests and signatures made good, p packs that as well, l has it find the disk nearly
// full, r sends the body as it stands, q as if it were packed.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "shared/base/compress.h"
#include "shared/base/sealed.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/small_centre.h"

using namespace ziping;
using base::Json;
using server::Answer;
using server::Api;
using server::Call;

namespace {

constexpr std::size_t kRequestsMax = 4;
// Without those of the server's own trouble.
constexpr std::array kStatuses{200, 400, 401, 403, 404, 409, 413, 422, 426, 429, 507};

struct Request {
  char what, who, how;
  std::string body;
};

char chosen(std::string_view letters, char letter) {
  return letters.find(letter) != letters.npos ? letter : letters[static_cast<unsigned char>(letter) % letters.size()];
}

std::vector<Request> requests_of(std::string_view text) {
  std::vector<Request> out;
  while (text.size() >= 3 && out.size() < kRequestsMax) {
    const std::string_view line = text.substr(0, text.find('\n', 3));
    out.push_back({chosen("stefudacw", line[0]), chosen("owvmnfax", line[1]), chosen("gplrq", line[2]),
                   std::string(line.substr(3))});
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return out;
}

// As of a body's own limits; null where it is none.
Json read(std::string_view text) {
  auto json = base::parse_json(text, {.bytes_max = sync::kBodyBytesMax, .depth_max = sync::kBodyDepthMax});
  return json ? std::move(*json) : Json();
}

enum class Depth { Usual, AsItCame };  // what was refused is shown to the administrator as it came

void check(const Answer& answer, char how, Depth depth = Depth::Usual) {
  ENSURE(std::ranges::count(kStatuses, answer.status) == 1);
  const int depth_max = depth == Depth::AsItCame ? sync::kBodyDepthMax : base::ParseLimits().depth_max;
  const auto read = base::parse_json(base::canonical(answer.body), {.depth_max = depth_max});
  ENSURE(read && *read == answer.body);
  if (answer.status == 200) return;
  const Json* problem = answer.body.find("problem");
  ENSURE(problem && problem->find("details") && problem->find("details")->is_object());
  const std::string code(problem->text_or("code"));
  ENSURE(!code.empty() && !problem->text_or("message").empty());
  ENSURE(!server::is_fault({{}, code, {}, {}}) || (how == 'l' && code == "disk-full"));
}

class Session {
 public:
  explicit Session(fuzz::Centre& centre) : centre_(centre), api_(centre.begin()) {}

  void run(const Request& request) {
    centre_.set_free_percent(request.how == 'l' ? 4 : 100);
    const fuzz::Person& caller = centre_.person(request.who);
    if (request.what == 'u' || request.what == 'd') return carry(request, caller);
    const Call call{body_of(request, caller), request.how == 'p' || request.how == 'q' ? "zstd" : "", caller.token,
                    "10.0.0.1"};
    const Answer answer = ask(request.what, call);
    check(answer, request.how, request.what == 'a' ? Depth::AsItCame : Depth::Usual);
    if (answer.status != 200) return;
    const bool syncs = request.what == 's' || request.what == 'c' || request.what == 'w';
    if (syncs) check_said(answer, call);
    if (request.what == 'e') check_reader(call);
  }

  // What is looked at is as good as drawn by lot: all of it would take far longer than the requests.
  void end(std::uint8_t lot) {
    centre_.set_free_percent(100);
    if (!centre_.has_written()) return;
    if (lot % 8 == 0) return check_ledger();
    if (lot % 8 == 1) return check_lists();
    if (lot % 8 == 2)
      for (const char listener : {'o', 'f'}) hear(centre_.person(listener));
  }

 private:
  Json order(const char* command, std::string_view id = {}) {
    Json body;
    body["command"] = command;
    body["id"] = id;
    const Answer answer = api_.admin({base::canonical(body), {}, centre_.person('z').token, "10.0.0.1"});
    check(answer, 'g', id.empty() ? Depth::Usual : Depth::AsItCame);
    ENSURE(answer.status == 200);
    return answer.body;
  }

  void check_ledger() {
    order("verify");
    ENSURE(order("rebuild").integer_or("differences", -1) == 0);
  }

  void check_lists() {
    for (const char* command : {"user list", "device list", "form list", "report list"}) order(command);
    const Json refused = order("quarantine list");
    for (const Json& one : *refused.as_array()) order("quarantine show", one.text_or("id"));
  }

  std::string body_of(const Request& request, const fuzz::Person& caller) {
    if (request.how == 'r' || request.how == 'q') return request.body;
    const std::string text = centre_.named(request.body);
    Json body = read(text);
    const bool is_text = body.is_null() && base::parse_json(base::canonical(Json(text))).has_value();
    if (request.what == 'c') body = centre_.with_delta(is_text ? Json(text) : body);
    if (request.what == 'w') body = centre_.with_remark(is_text ? Json(text) : body);
    centre_.make_good(body, caller);
    const std::string out = body.is_null() ? text : base::canonical(body);
    return request.how == 'p' ? base::compress(out) : out;
  }

  Answer ask(char what, const Call& call) {
    switch (what) {
      case 't':
        return api_.transition(call);
      case 'e':
        return api_.enrol(call);
      case 'f':
        return api_.ask_file(call);
      case 'a':
        return api_.admin(call);
      default:
        return api_.sync(call);
    }
  }

  // Of a body "FILE OFFSET BYTES PIECE", the numbers as a header has them.
  void carry(const Request& request, const fuzz::Person& caller) {
    std::string_view left = request.body;
    const auto word = [&left] {
      const std::string out(left.substr(0, left.find(' ')));
      left.remove_prefix(std::min(left.size(), out.size() + 1));
      return out;
    };
    server::FilePlace place{centre_.named(word()), std::atoll(word().c_str()), std::atoll(word().c_str())};
    const Call call{std::string(left), {}, caller.token, "10.0.0.1"};
    if (request.what == 'u') return check(api_.append_file(call, place), request.how);
    Answer refused;
    const auto slice = api_.read_file(call, place, refused);
    if (slice)
      ENSURE(slice->bytes >= 0 && std::ssize(slice->body) <= slice->bytes);
    else
      check(refused, request.how);
  }

  // By the server's own signature; but none stands under a refusal of what the caller's hands may have altered. What
  // was asked again is confirmed by the same words.
  void check_said(const Answer& answer, const Call& call) {
    const auto said = sync::SyncResponse::parse(answer.body);
    ENSURE(said.has_value());
    const auto repeated = said->receipts.empty() ? said : sync::SyncResponse::parse(api_.sync(call).body);
    ENSURE(repeated.has_value());
    for (const sync::Receipt& one : said->receipts) {
      ENSURE(base::verify(centre_.key(), one.signed_bytes(centre_.id()), one.signature));
      const auto same = [&](const sync::Receipt& other) { return other.json() == one.json(); };
      ENSURE(std::ranges::any_of(repeated->receipts, same));
    }
    for (const sync::Refused& one : said->refused) {
      ENSURE(!one.message.empty());
      ENSURE(!one.signature || base::verify(centre_.key(), one.signed_bytes(centre_.id()), *one.signature));
    }
  }

  // A bundle can be made for whoever is enrolled.
  void check_reader(const Call& call) {
    const Json body = read(call.encoding.empty() ? call.body : *base::decompress(call.body, sync::kBodyBytesMax));
    const auto key = base::PublicKey::parse(body.find("device")->text_or("key"));
    ENSURE(key && base::ContentKey::generate(base::system_random()).slot_for(*key).has_value());
  }

  // All that there is to be heard, from the beginning; by then somebody may have been turned away.
  void hear(const fuzz::Person& listener) {
    sync::SyncRequest request;
    for (bool more = true; more;) {
      const Answer answer = api_.sync({base::canonical(request.json()), {}, listener.token, "10.0.0.1"});
      check(answer, 'g');
      if (answer.status == 401 || answer.status == 403) return;
      const auto heard = sync::SyncResponse::parse(answer.body);
      ENSURE(answer.status == 200 && heard && heard->cursor >= request.cursor);
      request.cursor = heard->cursor;
      request.chain = heard->chain;
      more = heard->more;
    }
  }

  fuzz::Centre& centre_;
  Api& api_;
};

}  // namespace

// Memory that was let go is kept from use for some inputs, not for thousands: fresh pages take longer than the rest.
extern "C" const char* __asan_default_options() { return "quarantine_size_mb=16:detect_stack_use_after_return=0"; }

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static fuzz::Centre centre;
  const std::vector<Request> requests = requests_of(fuzz::text(bytes, size));
  if (requests.empty()) return -1;
  Session session(centre);
  for (const Request& request : requests) session.run(request);
  session.end(base::sha256(fuzz::text(bytes, size)).bytes[0]);
  return 0;
}
