#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <nlohmann/json.hpp>

#include "access/caller.hpp"
#include "api/shape.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "journal/entry.hpp"
#include "store/database.hpp"

namespace anlan::api {

/// What a command's rules may look at. Runs on the writer's thread inside the batch's transaction, perhaps twice; reads
/// views, writes nothing.
struct CommandContext {
  store::Connection& db;
  const access::Caller& caller;
  const nlohmann::json& params;  ///< has the operation's shape
  Instant now;
  std::string_view prepared = {};  ///< what the operation's `prepare` made; empty without one
};

/// When the fact happened, as the caller says in `occurred_at` (shape `time`); the time of recording when nothing was
/// said.
[[nodiscard]] Instant moment_in(const CommandContext& context);

/// What a command decided: facts, and how to tell the caller about them once they stand in the views.
struct Decision {
  std::vector<journal::Draft> entries = {};
  /// The result, read after the entries were applied.
  std::function<nlohmann::json(store::Connection& db, const std::vector<journal::Entry>& entries)> answer = {};
  /// Adds to the answer what only this caller hears now and nobody keeps: personal data in clear. A repeated command
  /// gets the answer without it.
  std::function<void(nlohmann::json& answer)> aside = {};
  /// Writes what belongs to these facts and must never be in the journal (a password's hash), with them or not at all.
  std::function<void(store::Connection& db)> beside = {};
};
using Command = std::function<Result<Decision>(const CommandContext&)>;

/// Work that is too long for the writer and comes before the command, such as hashing a password. Runs on the loop
/// after the role was checked, and may await.
using Prepare = std::function<boost::asio::awaitable<Result<std::string>>(nlohmann::json params)>;

/// Runs on a reader's thread in one snapshot.
struct QueryContext {
  store::Connection& db;
  const access::Caller& caller;  ///< its jurisdiction goes into every query as a parameter
  const nlohmann::json& params;
  Instant now;
};
using Query = std::function<Result<nlohmann::json>(const QueryContext&)>;

/// A call that is neither: signing in, storing a photo. Runs on the loop and may await.
struct ActionContext {
  std::optional<access::Caller> caller;  ///< nothing only for operations that `open_to_strangers`
  nlohmann::json params;
  Instant now;
  std::string remote;  ///< the peer's address, for rate limits
  std::string token;   ///< of the session or device that calls; empty for strangers
};
struct Reply {
  std::string json = {};  ///< the result's text, or the bytes of the operation's `media_type`
  std::vector<std::pair<std::string, std::string>> headers = {};
};
using Action = std::function<boost::asio::awaitable<Result<Reply>>(ActionContext)>;

/// The division that a call is about; the caller's jurisdiction must contain it. May read views, to find the division
/// of a record; a record that does not exist is `not_found`.
using Scope = std::function<Result<DivisionCode>(store::Connection& db, const nlohmann::json& params)>;

enum class Kind { command, query, action };

/// One thing a client can ask for. This declaration gives its three doors, its place in the OpenAPI and AsyncAPI
/// documents, its checks of parameters, role and jurisdiction, and its rows in the role × operation test.
struct Operation {
  std::string name;  ///< "report.submit"
  Kind kind;
  Text summary;
  Shape params;
  Shape result = Shape::any();
  std::string media_type = "application/json";  ///< of the answer; another one only with `http_only`
  access::RoleSet roles = {};                   ///< who has it; empty only for operations open to strangers
  bool open_to_strangers = false;               ///< callable without a sign-in
  bool http_only = false;                       ///< not offered on /live: it needs cookies or raw bytes
  bool raw_body = false;                        ///< the POST body is bytes, given as params {media_type, bytes}
  Scope scope = {};  ///< empty: the operation filters by jurisdiction itself, or concerns no division
  Command command = {};
  Prepare prepare = {};     ///< of a command
  std::string secret = {};  ///< a parameter of a command that leaves no trace, not even in the hash of the request
  /// Of a command with personal data: what stands for its parameters in the hash by which a repeated one is recognised,
  /// such as KeyRing::mark makes it, so that nobody can try names or numbers against the hash.
  std::function<Result<std::string>(const nlohmann::json& params)> stands_for = {};
  Query query = {};
  Action action = {};
  bool reads_only = false;  ///< of an action: changes nothing
  /// Of what only reads: its parameters may name people, and addresses end up in logs and histories.
  bool never_by_get = false;

  /// What only reads can also be asked by GET.
  [[nodiscard]] bool has_get() const noexcept { return (kind == Kind::query || reads_only) && !never_by_get; }
};

/// A scope that is a required parameter: `division_at("division")`.
[[nodiscard]] Scope division_at(std::string field);

}  // namespace anlan::api
