#include "journal/commands.hpp"

#include "journal/digest.hpp"

namespace anlan::journal {
namespace {

std::string request_hash(std::string_view operation, std::string_view request) {
  return digest(Algorithm::sha256, std::string{operation} + '\n' + std::string{request});
}

}  // namespace

std::string command_digest(const CommandKey& key, std::string_view operation, std::string_view request_hash,
                           std::string_view answer, std::int64_t last_seq) {
  std::string text = key.account + '\n' + key.command_id + '\n';
  text.append(operation).append("\n").append(request_hash).append(answer).append("\n" + std::to_string(last_seq));
  return digest(Algorithm::sha256, text);
}

Result<std::optional<std::string>> answered_before(store::Connection& db, const CommandKey& key,
                                                   std::string_view operation, std::string_view request) {
  auto row = db.prepare("SELECT operation, request, answer FROM command WHERE account = ?1 AND command_id = ?2");
  row.bind_all(key.account, key.command_id);
  if (!row.step()) return std::optional<std::string>{};
  if (row.view_at(0) == operation && row.view_at(1) == request_hash(operation, request)) return row.text_at(2);
  return fail({.kind = ProblemKind::conflict,
               .type = "command-id-reused",
               .detail = {"这个 command_id 已用于另一条内容不同的命令，请换一个新的 command_id 再发",
                          "this command_id was used for a different command; send it with a new one"},
               .errors = {{"/command_id", {"已被使用", "already used"}}}});
}

void remember_answer(store::Connection& db, const CommandKey& key, std::string_view operation, std::string_view request,
                     std::string_view answer, std::int64_t last_seq) {
  const auto hash = request_hash(operation, request);
  const auto seal = command_digest(key, operation, hash, answer, last_seq);
  db.prepare(
        "INSERT INTO command (account, command_id, operation, request, answer, last_seq, digest)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
      .run(key.account, key.command_id, operation, store::Bytes{hash}, answer, last_seq, store::Bytes{seal});
}

}  // namespace anlan::journal
