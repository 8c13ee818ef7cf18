#include <set>

#include <nlohmann/json.hpp>

#include "api/description.hpp"

namespace anlan::api {

using nlohmann::json;

namespace {

std::string tag_of(const Operation& operation) { return operation.name.substr(0, operation.name.find('.')); }

/// "report.submit" → "report_submit": what code generators accept as a function's name.
std::string identifier(std::string name, const char* suffix) {
  for (auto& c : name) {
    if (c == '.') c = '_';
  }
  return name + suffix;
}

/// For tests and generators: who may call it, as data.
json roles_json(const Operation& operation) {
  json out = json::array();
  for (const auto role : access::kRoles) {
    if (operation.roles.contains(role)) out.push_back(to_string(role));
  }
  return out;
}

std::string_view kind_text(Kind kind) {
  switch (kind) {
    case Kind::command:
      return "command";
    case Kind::query:
      return "query";
    case Kind::action:
      return "action";
  }
  return "action";
}

json responses(const Operation& operation) {
  const json problem{{"$ref", "#/components/responses/Problem"}};
  return {{"200",
           {{"description", "The result."},
            {"content", {{operation.media_type, {{"schema", operation.result.schema()}}}}}}},
          {"4XX", problem},
          {"5XX", problem}};
}

json common(const Operation& operation, const char* suffix) {
  json out{{"operationId", identifier(operation.name, suffix)},
           {"tags", {tag_of(operation)}},
           {"summary", operation.summary.en},
           {"description", operation.summary.zh},
           {"x-anlan-kind", kind_text(operation.kind)},
           {"x-anlan-roles", roles_json(operation)},
           {"responses", responses(operation)}};
  if (operation.open_to_strangers) out["security"] = json::array();
  return out;
}

json request_body(const Operation& operation) {
  if (!operation.raw_body) {
    return {{"required", true}, {"content", {{"application/json", {{"schema", operation.params.schema()}}}}}};
  }
  return {{"required", true}, {"content", {{"application/octet-stream", json::object()}}}};
}

/// What the address may say. Of a file it is neither the file nor its type.
json query_parameters(const Operation& operation) {
  json out = json::array();
  for (const auto& field : operation.params.fields()) {
    if (operation.raw_body && (field.name == "bytes" || field.name == "media_type")) continue;
    json parameter{
        {"name", field.name}, {"in", "query"}, {"required", field.required}, {"schema", field.shape.schema()}};
    if (!field.description.empty()) parameter["description"] = field.description;
    out.push_back(std::move(parameter));
  }
  return out;
}

json path_item(const Operation& operation) {
  json item;
  item["post"] = common(operation, "");
  item["post"]["requestBody"] = request_body(operation);
  if (operation.raw_body) item["post"]["parameters"] = query_parameters(operation);
  if (operation.has_get()) {
    item["get"] = common(operation, "_get");
    item["get"]["parameters"] = query_parameters(operation);
  }
  return item;
}

}  // namespace

json problem_schema() {
  const json text{{"type", "string"}};
  const json fault{{"type", "object"},
                   {"required", {"pointer", "detail", "detail_en"}},
                   {"properties", {{"pointer", text}, {"detail", text}, {"detail_en", text}}}};
  return {{"type", "object"},
          {"description", "RFC 9457, Chinese first, with the English text beside it."},
          {"required", {"type", "kind", "status", "title", "title_en", "detail", "detail_en"}},
          {"properties",
           {{"type", text},
            {"kind", text},
            {"status", {{"type", "integer"}}},
            {"title", text},
            {"title_en", text},
            {"detail", text},
            {"detail_en", text},
            {"errors", {{"type", "array"}, {"items", fault}}},
            {"current_version", {{"type", "integer"}}},
            {"retry_after", {{"type", "integer"}}}}}};
}

json openapi(const Registry& registry, const std::string& version) {
  json paths = json::object();
  std::set<std::string> tags;
  for (const auto& [name, operation] : registry.operations()) {
    paths["/api/" + name] = path_item(operation);
    tags.insert(tag_of(operation));
  }
  json tag_list = json::array();
  for (const auto& tag : tags) tag_list.push_back({{"name", tag}, {"description", "Operations on " + tag + "."}});
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "Anlan 安澜"},
            {"version", version},
            {"description", "Disaster-relief coordination: commands are idempotent by command_id, times are RFC 3339."},
            {"license", {{"name", "Proprietary"}, {"identifier", "LicenseRef-Anlan"}}}}},
          {"servers", {{{"url", "/"}, {"description", "This server."}}}},
          {"security", {{{"session", json::array()}}, {{"token", json::array()}}}},
          {"tags", std::move(tag_list)},
          {"paths", std::move(paths)},
          {"components",
           {{"securitySchemes",
             {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "anlan_session"}}},
              {"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
            {"schemas", {{"Problem", problem_schema()}}},
            {"responses",
             {{"Problem",
               {{"description", "What was wrong and what to do next."},
                {"content",
                 {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}}}}};
}

}  // namespace anlan::api
