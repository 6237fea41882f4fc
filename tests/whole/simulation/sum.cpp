// The nothing-lost ledger of all: what was ever made is somewhere, and what is somewhere was made by somebody.
#include <algorithm>

#include "tests/whole/simulation/world.h"

namespace ziping::simulation {
namespace {

// Objects of the server, with the device that signed each; an attachment has none.
std::map<std::string, std::string> held_by_server(server::Ledger& ledger) {
  std::map<std::string, std::string> out;
  auto find = ledger.database().prepare(
      "SELECT 'revision ' || name, json_extract(body, '$.revision.header.device') FROM revision JOIN entry USING(seq) "
      "UNION ALL SELECT 'remark ' || name, json_extract(body, '$.remark.header.device') FROM remark JOIN entry "
      "USING(seq) UNION ALL SELECT 'file ' || sha256, '' FROM file");
  while (find.step()) out.emplace(find.text(0), find.text(1));
  return out;
}

bool is_made(const std::string& object) {
  return object.starts_with("revision ") || object.starts_with("remark ") || object.starts_with("file ");
}

}  // namespace

base::Hash World::digest() const {
  base::Sha256 all;
  const auto add = [&](const std::optional<base::Hash>& one) { all.add(one ? one->hex() : "does not read"); };
  add(hub_->contents());
  for (const auto& device : devices_) add(device->contents());
  return all.finish();
}

// After all have synchronised: nothing is on its way any more, and whoever was told the number of a version has it.
void World::add_up(const Device& device) {
  for (auto [object, place] : device.account().objects) {
    // None is left that is still to be sent: whatever named it does so no more.
    if (place == Place::Queued && object.starts_with("file ") && !device.is_revoked()) place = Place::Withdrawn;
    if (place == Place::Withdrawn && object.starts_with("remark ")) ++counts_.taken_back;
    ++counts_.objects[static_cast<std::size_t>(place)];
    if (object.starts_with("aside ")) {
      ++counts_.put_aside;
      continue;
    }
    if ((place == Place::Draft || place == Place::Queued) && !device.is_revoked())
      trouble_.tell(device.name() + " still holds as a draft, or to be sent: " + object);
  }
  for (const std::string& version : device.submitted())
    if (!device.is_revoked() && !device.account().objects.contains("version " + version))
      trouble_.tell(device.name() + " was told of a version and does not list it: " + version);
}

void World::add_up(server::Ledger& ledger) {
  std::set<std::string> made, may_be_gone, refused;
  std::map<std::string, std::string> found = held_by_server(ledger);
  const auto quarantined = ledger.quarantined();
  if (!quarantined) return trouble_.tell("the server does not list what it refused");
  for (const base::Json& one : *quarantined) {
    const std::string name(one.text_or("revision"));
    refused.insert(name);
    for (const char* kind : {"revision ", "remark ", "file "})
      if (found.contains(kind + name)) trouble_.tell("the server both holds and refuses: " + (kind + name));
  }
  for (const auto& device : devices_) {
    made.insert(device->made().begin(), device->made().end());
    if (device->was_deceived()) may_be_gone.insert(device->made().begin(), device->made().end());
    if (device->is_lost()) continue;
    add_up(*device);
    for (const auto& [object, place] : device->account().objects) {
      const auto author = device->account().authors.find(object);
      if (is_made(object)) found.emplace(object, author == device->account().authors.end() ? "" : author->second);
    }
  }
  for (const std::string& object : made) {
    // What was to be added, and was not, is nobody's loss.
    if (found.contains(object) || may_be_gone.contains(object) || object.starts_with("file ")) continue;
    if (!refused.contains(object.substr(object.find(' ') + 1))) trouble_.tell("made, and found nowhere: " + object);
  }
  for (const auto& [object, author] : found) {
    const auto maker = std::ranges::find(devices_, author, [](const auto& one) { return one->id(); });
    const bool forgot = maker != devices_.end() && (*maker)->was_deceived();
    if (!made.contains(object) && !forgot) trouble_.tell("found, and made by nobody: " + object);
  }
}

}  // namespace ziping::simulation
