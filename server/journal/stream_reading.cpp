#include "journal/stream_reading.hpp"

#include <optional>
#include <stdexcept>
#include <utility>

#include "journal/reading.hpp"

namespace anlan::journal {

Entry entry_at(store::Connection& db, std::int64_t seq) {
  std::optional<Entry> found;
  each_entry_after(db, seq - 1, [&](const Entry& entry) {
    if (entry.seq == seq) found = entry;
    return false;
  });
  if (!found) throw std::out_of_range{"no entry " + std::to_string(seq)};
  return std::move(*found);
}

std::vector<Entry> entries_of(store::Connection& db, const std::string& stream) {
  std::vector<std::int64_t> seqs;
  auto rows = db.prepare("SELECT seq FROM entry WHERE stream = ?1 ORDER BY stream_version");
  rows.bind_all(stream);
  while (rows.step()) seqs.push_back(rows.int_at(0));
  std::vector<Entry> out;
  out.reserve(seqs.size());
  for (const auto seq : seqs) out.push_back(entry_at(db, seq));
  return out;
}

}  // namespace anlan::journal
