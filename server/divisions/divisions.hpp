#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "divisions/snapshot.hpp"
#include "store/database.hpp"

namespace anlan::divisions {

/// The divisions in force, for every room and thread: which units exist, what they are called, where a point lies.
/// Holds an immutable Snapshot and swaps it whole when a register or a layer was adopted. Whoever asks several things
/// that must agree takes the snapshot once.
class Divisions {
 public:
  Divisions();

  [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;

  /// Reads the views and swaps; layers whose version did not change are kept. Takes seconds: at start, or on a worker.
  /// Throws when a stored layer cannot be read.
  void load(store::Connection& db);
  /// Swaps in a layer that was built beforehand. Cheap; call it once the adoption is committed.
  void adopt(std::shared_ptr<const LayerIndex> layer);
  /// Swaps in anything: for tests of rooms above.
  void replace(std::shared_ptr<const Snapshot> snapshot);

  /// The questions of Snapshot, asked of the one in force.
  [[nodiscard]] bool exists(const DivisionCode& code) const { return snapshot()->exists(code); }
  [[nodiscard]] std::string name_of(const DivisionCode& code) const { return snapshot()->name_of(code); }
  [[nodiscard]] std::vector<DivisionCode> chain_of(const DivisionCode& code) const { return divisions::chain_of(code); }
  [[nodiscard]] std::vector<DivisionCode> children_of(const DivisionCode& code) const {
    return snapshot()->children_of(code);
  }
  [[nodiscard]] std::vector<DivisionCode> counties() const { return snapshot()->counties(); }
  [[nodiscard]] Located locate(const PointClaim& claim) const { return snapshot()->locate(claim); }

 private:
  void swap_in(std::shared_ptr<const Snapshot> snapshot);

  std::mutex changing_;  ///< one change at a time; readers never wait for it
  // Held while a pointer is copied. (libstdc++ 12's atomic<shared_ptr> is a spin lock too, but one that
  // ThreadSanitizer cannot see.)
  mutable std::mutex pointer_;
  std::shared_ptr<const Snapshot> current_;
};

}  // namespace anlan::divisions
