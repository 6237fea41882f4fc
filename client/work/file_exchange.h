// The attachments' lane of a synchronisation, as steps without a network: it comes after the text, and the clerk lets
// newer text pass between two pieces.
//
//   send   Ask where the server stands → Send from there, piece by piece → a receipt, or a refusal with its reason
//   fetch  Fetch from where this device stands, piece by piece → verified, then whole
//
// Promise    A cut at any byte costs at most the piece that was on its way. A file leaves the queue by its receipt or
//            by a refusal that is kept with its reason; one file's trouble holds up no other.
// Threads    Belongs to whoever owns the vault; the requests it gives may travel on any thread.
// Limits     kPieceBytes a request; kFileTriesMax answers in a row that bring a file no further, then the result says
//            so and the next synchronisation goes on with it.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>

#include "client/work/exchange.h"

namespace ziping::client {

inline constexpr int kFileTriesMax = 4;
// What somebody who reads whole reports gets without asking: a picture, a scanned page. More is fetched on demand.
inline constexpr std::int64_t kSmallFileBytesMax = 1 << 20;

struct FileRequest {
  enum class Kind { Ask, Send, Fetch } kind = Kind::Ask;
  std::string file;
  std::int64_t offset = 0, bytes = 0;  // bytes: of the whole
  std::string body;                    // of Send
};

struct FileAnswer {
  Json json;               // of Ask and Send
  std::string body;        // of Fetch
  std::int64_t bytes = 0;  // of Fetch: of the whole
};

class FileExchange {
 public:
  explicit FileExchange(Vault& vault) : vault_(vault) {}

  // Everything that waits to be sent; the small files of these reports for those who read whole reports (office, chief,
  // finance); one file. To be called before next(), and again when there may be more: what is under way stays under way
  // where it is, and what was left for another time is left.
  Status send_all();
  Status fetch_small(const std::vector<std::string>& reports);
  void fetch(const form::Attachment& file);

  Result<std::optional<FileRequest>> next();  // none when all is done
  Status take(const Result<FileAnswer>& answer);
  bool is_under_way() const { return !lanes_.empty(); }
  const FilesResult& result() const { return result_; }
  FilesProgress progress() const;

 private:
  enum class Step { Asking, Sending, Fetching };
  struct Lane {
    std::string file;
    std::int64_t bytes = 0;
    Step step = Step::Asking;
    std::int64_t offset = 0;
    int tries = 0;
    bool begun_anew = false;
  };
  Status take_standing(const Json& json);
  Status take_bytes(const FileAnswer& answer);
  Status take_problem(const base::Error& error);
  void add(Lane lane);
  Status moved_to(std::int64_t offset);
  void drop();
  void finish();  // it is whole at the other end
  void wait(Step kept_out, const std::string& why);

  Vault& vault_;
  std::deque<Lane> lanes_;
  std::set<std::string> left_;  // for another time
  FilesResult result_;
  std::int64_t finished_bytes_ = 0;
};

}  // namespace ziping::client
