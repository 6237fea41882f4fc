// The remarks on a report as people read them: each with its answers, where it stands now, and whether it is open.
#pragma once

#include <string>
#include <vector>

#include "shared/merge/anchor_map.h"
#include "shared/sync/remark.h"

namespace ziping::client {

struct SaidRemark {
  std::string id;  // 64 hex digits
  sync::RemarkHeader header;
  // "queued", "durable"; "former": held by the server before it was set back; "quarantined", "withdrawn": it is kept
  // here and counts for nothing
  std::string state;
  std::string why;  // of what the server refused

  bool counts() const { return state != "quarantined" && state != "withdrawn"; }
};

struct RemarkThread {
  SaidRemark remark;
  std::vector<SaidRemark> answers;  // and closings and reopenings, in the server's order, then as they wait here
  merge::PlaceNow now;              // in what the report says now; for finance, in its latest version
  bool open = true;
};

// What somebody is about to say about a version.
struct NewRemark {
  std::int64_t version = 0;
  std::string at, quote;
  std::int64_t nth = 0;  // which of several equal quotes, from 1; 0 where there is only one
  std::string text;
};

}  // namespace ziping::client
