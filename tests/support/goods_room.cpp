#include "support/goods_room.hpp"

#include <stdexcept>

#include "support/photo.hpp"

namespace anlan::test {

using nlohmann::json;

void post_lines(GoodsLedger& ledger, const json& movement) {
  for (const auto& line : movement.at("lines")) {
    const auto quantity = line.at("quantity").get<std::int64_t>();
    const auto account = [&line](const char* end) {
      return GoodsAccount{line.at(end).at("place"), line.at(end).at("bin"), line.at("batch")};
    };
    ledger[account("from")] -= quantity;
    ledger[account("to")] += quantity;
  }
}

std::string open_store(HttpClient& dispatcher, const std::string& name, const std::string& division) {
  const json user{{"name", "应急管理局"}, {"division", division}};
  const json keeper{{"name", "粮食和物资储备中心"}, {"division", division}};
  return dispatcher.must("place.open", {{"command_id", new_id()},
                                        {"kind", "store"},
                                        {"level", "county"},
                                        {"division", division},
                                        {"name", name},
                                        {"owner", user},
                                        {"keeper", keeper},
                                        {"user", user},
                                        {"bins", {"A-1", "A-2"}}})["place"]["place"];
}

std::string store_paper(HttpClient& desk) {
  const auto stored =
      desk.request("POST", "/api/blob.put", photo(), {"Content-Type: image/jpeg", "Origin: " + desk.origin()});
  if (stored.status != 200) throw std::runtime_error{"blob.put → " + stored.body};
  return stored.json()["blob"];
}

std::string take_in(HttpClient& keeper, const std::string& place, const std::string& item, std::int64_t quantity,
                    const std::string& expires_on) {
  const json batch{{"expires_on", expires_on}, {"origin", {{"kind", "funding"}, {"level", "county"}}}};
  const json line{{"item", item}, {"quantity", quantity}, {"new_batch", batch}};
  return keeper.must("stock.receive", {{"command_id", new_id()},
                                       {"place", place},
                                       {"source", "supplier"},
                                       {"lines", {line}}})["movement"]["lines"][0]["batch"];
}

std::string order_release(HttpClient& asking, HttpClient& approver, const std::string& from, const std::string& item,
                          std::int64_t quantity, const json& to) {
  const json line{{"item", item}, {"quantity", quantity}};
  const auto release = asking.must("release.request", {{"command_id", new_id()},
                                                       {"purpose", "测试 安置群众"},
                                                       {"need_by", minutes_ago(-24 * 60)},
                                                       {"priority", "urgent"},
                                                       {"to", to},
                                                       {"contact", {{"name", "测试"}, {"phone", "000-0000000"}}},
                                                       {"lines", {line}}})["release"];
  auto granted = line;
  granted["from"] = from;
  return approver.must("release.approve", {{"command_id", new_id()},
                                           {"release", release["release"]},
                                           {"expected_version", release["version"]},
                                           {"order", "测试动用 1 号"},
                                           {"lines", {granted}}})["release"]["release"];
}

json pick_params(const std::string& release, const std::string& place, const std::string& batch,
                 std::int64_t quantity) {
  return {{"command_id", new_id()},
          {"release", release},
          {"place", place},
          {"lines", {{{"batch", batch}, {"quantity", quantity}}}},
          {"vehicle", {{"plate", "测试"}, {"driver", "测试"}, {"phone", "000-0000000"}}}};
}

}  // namespace anlan::test
