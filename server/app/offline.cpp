#include "app/offline.hpp"

#include "app/report.hpp"
#include "base/uuid.hpp"
#include "journal/digest.hpp"

namespace anlan::app {

Result<std::unique_ptr<journal::OfflineJournal>> open_offline(const Config& config, const House& house) {
  const auto algorithm = journal::parse_algorithm(config.hash);
  if (!algorithm) {
    return fail_field("/hash", "bad-config", {"hash 应为 sha256 或 sm3", "hash must be sha256 or sm3"});
  }
  const auto now = wall_clock();
  const journal::Site wanted{.id = make_uuid(now), .name = config.site_name, .algorithm = *algorithm};
  return journal::OfflineJournal::open(config.data, wanted, house.types, house.views, now, progress_bar("replay"));
}

}  // namespace anlan::app
