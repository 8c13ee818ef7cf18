#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/view.hpp"
#include "relief/way.hpp"

namespace anlan::relief {

/// What people objected to, and the codes on the notices by which they do. Tables:
///
/// - `objection`: a row each, words and answer sealed. `household` is null when somebody is missing from the list;
///   `door` is "public" for who came by the notice's code, "desk" for who came to the township; `late` when money had
///   been decided and sent on its way already: then it stops nothing and is a case to look into.
/// - `notice_code`: which list a printed code belongs to. An old poster's code stays good.
class ObjectionView final : public journal::View {
 public:
  [[nodiscard]] std::string_view name() const override { return "objection"; }
  [[nodiscard]] std::string fingerprint() const override { return "2"; }
  [[nodiscard]] std::vector<std::string> schema() const override;
  [[nodiscard]] std::vector<std::string> tables() const override { return {"notice_code", "objection"}; }
  void apply(const journal::ApplyContext& context) override;
};

/// An objection with all that is kept of it.
struct ObjectionRecord {
  Objection objection;
  std::string campaign;  ///< uuid
  DivisionCode village;
  std::string door;
  bool late = false;
  std::string sealed = {};                          ///< {words, contact}
  std::optional<std::string> answer = {};           ///< sealed
  std::optional<std::string> settled_by = {};       ///< account
  std::optional<std::string> settled_by_name = {};  ///< as it was called then
};

[[nodiscard]] std::optional<ObjectionRecord> find_objection(store::Connection& db, const std::string& objection);

/// The newest first, at most a thousand.
struct ObjectionFilter {
  std::string campaign;
  DivisionCode within;
  bool open_only = false;
};
[[nodiscard]] std::vector<ObjectionRecord> list_objections(store::Connection& db, const ObjectionFilter& filter);
/// Those of one list, the oldest first.
[[nodiscard]] std::vector<ObjectionRecord> objections_of(store::Connection& db, const std::string& campaign,
                                                         const DivisionCode& village);

/// What a printed code opens.
struct NoticeCode {
  std::string token;
  std::string campaign;  ///< uuid
  DivisionCode village;
};
[[nodiscard]] std::optional<NoticeCode> find_notice_code(store::Connection& db, const std::string& token);
/// The newest of a list.
[[nodiscard]] std::optional<NoticeCode> notice_code_of(store::Connection& db, const std::string& campaign,
                                                       const DivisionCode& village);

}  // namespace anlan::relief
