#include <nlohmann/json.hpp>

#include "api/description.hpp"

namespace anlan::api {

using nlohmann::json;

namespace {

json object(json properties, json required) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

json constant(const std::string& value) { return {{"const", value}}; }
json message_ref(const std::string& name) { return {{"$ref", "#/channels/live/messages/" + name}}; }

json call_message(const Operation& operation) {
  return {{"name", operation.name},
          {"title", operation.summary.en},
          {"summary", operation.summary.zh},
          {"contentType", "application/json"},
          {"payload", object({{"jsonrpc", constant("2.0")},
                              {"id", {{"type", json::array({"integer", "string"})}}},
                              {"method", constant(operation.name)},
                              {"params", operation.params.schema()}},
                             {"jsonrpc", "id", "method"})}};
}

json answer_message() {
  const json id{{"type", json::array({"integer", "string", "null"})}};
  const json error =
      object({{"code", {{"type", "integer"}}}, {"message", {{"type", "string"}}}, {"data", problem_schema()}},
             {"code", "message"});
  const json good =
      object({{"jsonrpc", constant("2.0")}, {"id", id}, {"result", json::object()}}, {"jsonrpc", "id", "result"});
  const json bad = object({{"jsonrpc", constant("2.0")}, {"id", id}, {"error", error}}, {"jsonrpc", "id", "error"});
  return {{"name", "answer"},
          {"title", "Answer to a call"},
          {"summary", "应答：结果或问题"},
          {"contentType", "application/json"},
          {"payload", {{"oneOf", {good, bad}}}}};
}

json notification_message(const std::string& method, const Text& summary, json params) {
  return {
      {"name", method},
      {"title", summary.en},
      {"summary", summary.zh},
      {"contentType", "application/json"},
      {"payload", object({{"jsonrpc", constant("2.0")}, {"method", constant(method)}, {"params", std::move(params)}},
                         {"jsonrpc", "method", "params"})}};
}

json topic_names(const Registry& registry, bool state) {
  json names = json::array();
  for (const auto& [name, topic] : registry.topics()) {
    if (topic.state == state) names.push_back(name);
  }
  return {{"type", "string"}, {"enum", std::move(names)}};
}

json entry_params(const Registry& registry) {
  const json text{{"type", "string"}};
  const json number{{"type", "integer"}};
  return object({{"seq", number},
                 {"topic", topic_names(registry, false)},
                 {"stream", text},
                 {"type", text},
                 {"stream_version", number},
                 {"occurred_at", text},
                 {"received_at", text},
                 {"recorded_at", text},
                 {"actor", {{"type", "object"}}},
                 {"channel", text},
                 {"division", text},
                 {"exercise", {{"type", "boolean"}}},
                 {"body", {{"type", "object"}}}},
                {"seq", "topic", "stream", "type", "stream_version", "body"});
}

json state_params(const Registry& registry) {
  return object({{"topic", topic_names(registry, true)},
                 {"key", {{"type", "string"}}},
                 {"seq", {{"type", "integer"}}},
                 {"division", {{"type", "string"}}},
                 {"value", {{"type", "object"}}}},
                {"topic", "key", "seq", "value"});
}

json subscribe_message(const Registry& registry) {
  json topics = json::array();
  for (const auto& [name, topic] : registry.topics()) topics.push_back(name);
  const json params = object({{"topics", {{"type", "array"}, {"items", {{"type", "string"}, {"enum", topics}}}}},
                              {"since", {{"type", json::array({"integer", "null"})}}},
                              {"history",
                               {{"type", json::array({"string", "null"})},
                                {"description",
                                 "As the last subscription was answered: of which history `since` is. "
                                 "When the server holds another one, it answers with `undone`."}}},
                              {"tier", {{"type", "string"}, {"enum", {"immediate", "prompt", "calm"}}}}},
                             {"topics"});
  return {{"name", "live.subscribe"},
          {"title", "Follow topics, from a cursor on"},
          {"summary", "订阅主题，从游标处续传"},
          {"contentType", "application/json"},
          {"payload", object({{"jsonrpc", constant("2.0")},
                              {"id", {{"type", json::array({"integer", "string"})}}},
                              {"method", constant("live.subscribe")},
                              {"params", params}},
                             {"jsonrpc", "id", "method", "params"})}};
}

json messages(const Registry& registry) {
  json out;
  out["answer"] = answer_message();
  out["live_subscribe"] = subscribe_message(registry);
  out["live_entry"] =
      notification_message("live.entry", {"一条新的记录", "A fact that was committed"}, entry_params(registry));
  out["live_state"] =
      notification_message("live.state", {"一项状态的新值", "The newest value of a state"}, state_params(registry));
  out["live_gap"] =
      notification_message("live.gap", {"漏读提示，请从游标翻页补读", "You fell behind: page from your cursor"},
                           object({{"since", {{"type", "integer"}}}}, {"since"}));
  for (const auto& [name, operation] : registry.operations()) {
    if (operation.http_only) continue;
    auto key = name;
    for (auto& c : key) c = c == '.' ? '_' : c;
    out["call_" + key] = call_message(operation);
  }
  return out;
}

json operation_over(const std::string& action, const std::string& summary, const std::vector<std::string>& names) {
  json refs = json::array();
  for (const auto& name : names) refs.push_back(message_ref(name));
  return {{"action", action},
          {"channel", {{"$ref", "#/channels/live"}}},
          {"title", summary},
          {"summary", summary},
          {"messages", std::move(refs)}};
}

}  // namespace

json asyncapi(const Registry& registry, const std::string& version) {
  auto all = messages(registry);
  std::vector<std::string> calls{"live_subscribe"};
  for (const auto& [key, message] : all.items()) {
    if (key.starts_with("call_")) calls.push_back(key);
  }
  return {
      {"asyncapi", "3.0.0"},
      {"id", "urn:anlan:live"},
      {"info",
       {{"title", "Anlan 安澜 live"},
        {"version", version},
        {"description",
         "JSON-RPC 2.0 over a WebSocket, subprotocol anlan.v1. Several notifications may share a frame as an array."},
        {"contact", {{"name", "The site's administrator"}, {"url", "https://anlan.invalid/"}}},
        {"license", {{"name", "Proprietary"}}},
        {"tags", {{{"name", "live"}, {"description", "Dashboards"}}}}}},
      {"defaultContentType", "application/json"},
      {"servers", {{"site", {{"host", "localhost:8080"}, {"protocol", "ws"}, {"description", "This server."}}}}},
      {"channels",
       {{"live",
         {{"address", "/live"},
          {"title", "The live line"},
          {"description", "One socket per dashboard."},
          {"messages", std::move(all)}}}}},
      {"operations",
       {{"call", operation_over("receive", "A client calls an operation", calls)},
        {"answer", operation_over("send", "The server answers", {"answer"})},
        {"notify",
         operation_over("send", "The server tells what happened", {"live_entry", "live_state", "live_gap"})}}}};
}

}  // namespace anlan::api
