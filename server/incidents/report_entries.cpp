#include "incidents/report_entries.hpp"

#include <array>
#include <utility>

namespace anlan::incidents {

using nlohmann::json;

namespace {

constexpr std::array<std::pair<VersionKind, std::string_view>, 4> kTypes{
    {{VersionKind::submission, "report.submitted"},
     {VersionKind::correction, "report.corrected"},
     {VersionKind::withdrawal, "report.withdrawn"},
     {VersionKind::giving_back, "report.returned"}}};

std::string type_of(VersionKind kind) {
  for (const auto& [candidate, type] : kTypes) {
    if (candidate == kind) return std::string{type};
  }
  return {};
}

/// Leaves out what was left empty.
void put(json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

json findings_json(const std::vector<Finding>& findings) {
  auto out = json::array();
  for (const auto& finding : findings) {
    out.push_back(
        {{"check", finding.check}, {"pointer", finding.pointer}, {"zh", finding.text.zh}, {"en", finding.text.en}});
  }
  return out;
}

std::vector<Finding> read_findings(const json& value) {
  std::vector<Finding> out;
  for (const auto& finding : value) {
    out.push_back({.check = finding.at("check"),
                   .severity = Severity::warning,
                   .pointer = finding.at("pointer"),
                   .text = {finding.at("zh"), finding.at("en")}});
  }
  return out;
}

Instant time_at(const json& object, const char* name) {
  return parse_time(object.at(name).get_ref<const std::string&>()).value();
}

void read_statement(const json& content, Statement& statement) {
  const auto& narrative = content.at("narrative");
  const auto& contact = content.at("contact");
  statement.phase = parse_phase(content.at("phase").get_ref<const std::string&>()).value();
  statement.figures = read_figures(content.at("figures"));
  statement.situation = narrative.value("situation", "");
  statement.response = narrative.value("response", "");
  statement.contact_unit = contact.value("unit", "");
  statement.contact_post = contact.value("post", "");
  statement.channel = journal::parse_channel(content.at("channel").get_ref<const std::string&>()).value();
  statement.occurred_at = time_at(content, "occurred_at");
  statement.received_at = time_at(content, "received_at");
}

}  // namespace

void declare_report_entries(journal::EntryTypes& types) {
  for (const auto& [kind, type] : kTypes) types.declare({.name = std::string{type}});
}

bool is_report_entry(std::string_view type) noexcept {
  for (const auto& [kind, name] : kTypes) {
    if (name == type) return true;
  }
  return false;
}

std::string report_stream(const std::string& report) { return "report/" + report; }

json content_json(const Version& version) {
  const auto& statement = version.statement;
  auto narrative = json::object();
  put(narrative, "situation", statement.situation);
  put(narrative, "response", statement.response);
  auto contact = json::object();
  put(contact, "unit", statement.contact_unit);
  put(contact, "post", statement.contact_post);
  json content{{"kind", to_string(version.kind)},
               {"phase", to_string(statement.phase)},
               {"figures", to_json(statement.figures)},
               {"narrative", std::move(narrative)},
               {"contact", std::move(contact)},
               {"channel", journal::to_string(statement.channel)},
               {"occurred_at", format_time(statement.occurred_at)},
               {"received_at", format_time(statement.received_at)},
               {"reason", version.reason.empty() ? json(nullptr) : json(version.reason)},
               {"warnings", findings_json(version.warnings)}};
  if (version.fault) content["fault"] = to_string(*version.fault);
  return content;
}

void read_content(const json& content, Version& version) {
  version.kind = parse_version_kind(content.at("kind").get_ref<const std::string&>()).value();
  read_statement(content, version.statement);
  if (const auto& reason = content.at("reason"); !reason.is_null()) version.reason = reason;
  version.warnings = read_findings(content.at("warnings"));
  if (const auto fault = content.find("fault"); fault != content.end()) {
    version.fault = parse_fault(fault->get_ref<const std::string&>());
  }
}

journal::Draft draft_of(const Version& version) {
  auto body = content_json(version);
  body["report"] = version.report;
  body["incident"] = version.incident;
  journal::Draft draft{.stream = report_stream(version.report),
                       .type = type_of(version.kind),
                       .division = version.division,
                       .body = std::move(body),
                       .exercise = version.exercise};
  if (state_after(version.kind) == ReportState::effective) {
    draft.occurred_at = version.statement.occurred_at;
    draft.received_at = version.statement.received_at;
    draft.channel = version.statement.channel;
  }
  return draft;
}

Version read_version(const journal::Entry& entry, const json& body) {
  Version version{.report = body.at("report"),
                  .incident = body.at("incident"),
                  .division = DivisionCode::parse(entry.division).value(),
                  .exercise = entry.exercise,
                  .version = entry.stream_version,
                  .seq = entry.seq,
                  .recorded_at = entry.recorded_at,
                  .actor = json::parse(entry.actor)};
  read_content(body, version);
  return version;
}

}  // namespace anlan::incidents
