#include "incidents/catalogue_schema.hpp"

#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace anlan::incidents {
namespace {

/// valijson writes a way into the document as "<root>", "[checks]", "[3]", "[text]".
std::string pointer_of(const std::vector<std::string>& way) {
  std::string pointer;
  for (std::string_view step : way) {
    if (step == "<root>") continue;
    if (step.starts_with('[') && step.ends_with(']')) step = step.substr(1, step.size() - 2);
    pointer += '/';
    pointer += step;
  }
  return pointer;
}

/// The error that lies deepest says most: those above it only repeat that something below them is wrong.
const valijson::ValidationResults::Error* deepest(const valijson::ValidationResults& results) {
  const valijson::ValidationResults::Error* found = nullptr;
  for (const auto& error : results) {
    if (found == nullptr || error.context.size() > found->context.size()) found = &error;
  }
  return found;
}

}  // namespace

tl::unexpected<Problem> bad_catalogue(const std::string& file, std::string pointer, Text reason) {
  const auto where = file + (pointer.empty() ? "" : " " + pointer);
  Problem problem{.kind = ProblemKind::internal,
                  .type = "bad-catalogue",
                  .detail = {"目录文件 " + where + " 有误：" + reason.zh + "。请改正后再启动",
                             "the catalogue " + where + " is faulty: " + reason.en + "; correct it and start again"}};
  problem.errors.push_back({std::move(pointer), std::move(reason)});
  return fail(std::move(problem));
}

Result<void> check_schema(const nlohmann::json& document, const nlohmann::json& schema, const std::string& file) {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  valijson::Schema parsed;
  try {
    valijson::SchemaParser{valijson::SchemaParser::kDraft7}.populateSchema(Adapter{schema}, parsed);
  } catch (const std::exception& error) {
    return bad_catalogue(file, "",
                         {std::string{"它的 JSON Schema 无法读取："} + error.what(),
                          std::string{"its JSON Schema cannot be read: "} + error.what()});
  }
  valijson::ValidationResults results;
  if (valijson::Validator{}.validate(parsed, Adapter{document}, &results)) return {};
  const auto* error = deepest(results);
  return bad_catalogue(file, pointer_of(error->context),
                       {"不符合 JSON Schema（" + error->description + "）", error->description});
}

}  // namespace anlan::incidents
