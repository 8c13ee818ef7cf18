#include "incidents/report_operations.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/uuid.hpp"
#include "incidents/incident_view.hpp"
#include "incidents/report_entries.hpp"
#include "incidents/report_rules.hpp"
#include "incidents/report_view.hpp"
#include "journal/journal.hpp"

namespace anlan::incidents {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using nlohmann::json;

namespace {

constexpr std::size_t kMostFigures = 200;
constexpr std::size_t kLongestNarrative = 4'000;  // characters
constexpr std::size_t kLongestReason = 500;
constexpr double kLargest = 1e12;
constexpr std::int64_t kMostVersions = INT64_MAX / 2;

const RoleSet kReporters{Role::township_clerk, Role::county_duty};
const RoleSet kReturners{Role::county_duty, Role::city_duty};

Shape figure_shape() {
  const auto exact = Shape::one_of({"about", "at_least"});
  return Shape::object({may("value", Shape::number(0, kLargest)), may("instant", Shape::number(0, kLargest)),
                        may("cumulative", Shape::number(0, kLargest)), may("unknown", Shape::boolean()),
                        may("qualifier", exact, "of all the numbers"),
                        may("qualifiers", Shape::object({may("instant", exact), may("cumulative", exact)}), "of each"),
                        may("note", Shape::text(1, 200)), may("text", Shape::text(1, 100))});
}

/// What submitting and correcting have in common.
std::vector<api::Field> statement_fields() {
  return {need("command_id", Shape::uuid()),
          need("incident", Shape::uuid()),
          need("division", Shape::division()),
          need("phase", Shape::one_of({"initial", "update", "final"}), "初报、续报、核报"),
          need("figures", Shape::map("^[A-Z][0-9]{5}$", figure_shape(), kMostFigures),
               "by indicator code; what is not mentioned was not asked"),
          may("narrative", Shape::object({may("situation", Shape::text(0, kLongestNarrative)),
                                          may("response", Shape::text(0, kLongestNarrative))})),
          may("contact", Shape::object({may("unit", Shape::text(1, 60)), may("post", Shape::text(1, 60))}),
              "who gave the figures: a unit and a post, never a name or a number"),
          need("channel", Shape::one_of({"web", "phone", "fax", "radio", "mail", "file"})),
          need("occurred_at", Shape::time(), "the moment the figures speak of"),
          need("received_at", Shape::time(), "when this site heard of it")};
}

Shape submission_shape() {
  auto fields = statement_fields();
  fields.push_back(may("reason", Shape::text(1, kLongestReason), "why figures moved, where a check asks for it"));
  fields.push_back(need("expected_version", Shape::integer(0, kMostVersions), "0 for the first report"));
  return Shape::object(std::move(fields));
}

Shape correction_shape() {
  auto fields = statement_fields();
  fields.push_back(need("report", Shape::uuid()));
  fields.push_back(need("reason", Shape::text(1, kLongestReason)));
  fields.push_back(need("expected_version", Shape::integer(1, kMostVersions)));
  return Shape::object(std::move(fields));
}

/// A change that only names the chain and says why.
Shape reason_shape(std::vector<api::Field> more) {
  std::vector<api::Field> fields{need("command_id", Shape::uuid()), need("report", Shape::uuid()),
                                 need("expected_version", Shape::integer(1, kMostVersions)),
                                 need("reason", Shape::text(1, kLongestReason))};
  for (auto& field : more) fields.push_back(std::move(field));
  return Shape::object(std::move(fields));
}

auto no_report() {
  return fail(ProblemKind::not_found, "unknown-report",
              {"没有这份报告，请刷新后重试", "there is no such report; reload and try again"});
}

Result<DivisionCode> division_of_chain(store::Connection& db, const json& params) {
  const auto division = division_of_report(db, params.at("report").get_ref<const std::string&>());
  if (!division) return no_report();
  return *division;
}

Result<Incident> existing_incident(store::Connection& db, const std::string& id) {
  auto incident = find_incident(db, id);
  if (incident) return std::move(*incident);
  return fail(ProblemKind::not_found, "unknown-incident",
              {"没有这次灾情，请刷新后重选", "there is no such incident; reload and choose again"});
}

Instant time_at(const json& params, const char* name) {
  return parse_time(params.at(name).get_ref<const std::string&>()).value();
}

Result<Statement> read_statement(const json& params, const Catalogue& catalogue) {
  auto figures = parse_figures(params.at("figures"), catalogue, "/figures");
  if (!figures) return fail(std::move(figures.error()));
  const auto narrative = params.value("narrative", json::object());
  const auto contact = params.value("contact", json::object());
  return Statement{.phase = parse_phase(params.at("phase").get_ref<const std::string&>()).value(),
                   .figures = std::move(*figures),
                   .situation = narrative.value("situation", ""),
                   .response = narrative.value("response", ""),
                   .contact_unit = contact.value("unit", ""),
                   .contact_post = contact.value("post", ""),
                   .channel = journal::parse_channel(params.at("channel").get_ref<const std::string&>()).value(),
                   .occurred_at = time_at(params, "occurred_at"),
                   .received_at = time_at(params, "received_at")};
}

Result<Filing> read_filing(const api::CommandContext& context, const Catalogue& catalogue) {
  auto statement = read_statement(context.params, catalogue);
  if (!statement) return fail(std::move(statement.error()));
  const auto division = DivisionCode::parse(context.params.at("division").get_ref<const std::string&>()).value();
  return Filing{.report = make_uuid(context.now),
                .division = division,
                .statement = std::move(*statement),
                .reason = context.params.value("reason", ""),
                .on_behalf = division != context.caller.jurisdiction,
                .expects_none = context.params.at("expected_version") == 0};
}

Figures known_figures(store::Connection& db, const std::optional<Report>& chain) {
  Figures known;
  if (!chain) return known;
  for (const auto& version : report_versions(db, *chain)) remember_known(known, version.statement.figures);
  return known;
}

/// One new version of one chain, answered with the chain as it then stands.
Result<api::Decision> decide(Result<Version> version) {
  if (!version) return fail(std::move(version.error()));
  api::Decision decision;
  decision.entries.push_back(draft_of(*version));
  decision.answer = [report = version->report, division = version->division](store::Connection& db,
                                                                             const std::vector<journal::Entry>&) {
    return json{{"report", report_json(find_report(db, report, division).value())}};
  };
  return decision;
}

Result<void> expected(const api::CommandContext& context, const Report& chain) {
  return journal::expect_version(context.db, report_stream(chain.report),
                                 context.params.at("expected_version").get<std::int64_t>());
}

/// See `check_own_word`.
Result<void> own_word(const api::CommandContext& context, const Report& chain) {
  return check_own_word(chain, report_versions(context.db, chain), context.caller.jurisdiction);
}

Result<void> must_exist(const divisions::Divisions& divisions, const DivisionCode& division) {
  if (divisions.exists(division)) return {};
  return fail_field("/division", "unknown-division",
                    {"没有区划 " + division.text() + "，请从列表中选择",
                     "there is no division " + division.text() + "; choose one from the list"});
}

api::Operation submit(const Catalogue& catalogue, const divisions::Divisions& divisions) {
  auto command = [&catalogue, &divisions](const api::CommandContext& context) -> Result<api::Decision> {
    const auto filing = read_filing(context, catalogue);
    if (!filing) return fail(filing.error());
    if (auto real = must_exist(divisions, filing->division); !real) return fail(std::move(real.error()));
    const auto incident = existing_incident(context.db, context.params.at("incident").get_ref<const std::string&>());
    if (!incident) return fail(incident.error());
    const auto chain = find_chain(context.db, incident->incident, filing->division);
    if (chain && !filing->expects_none) {
      if (auto fresh = expected(context, *chain); !fresh) return fail(std::move(fresh.error()));
    }
    return decide(submit_report(*filing, {catalogue, *incident, chain, known_figures(context.db, chain), context.now}));
  };
  return {.name = "report.submit",
          .kind = api::Kind::command,
          .summary = {"报送灾情：初报、续报或核报", "Report on an incident: first report, update or final report"},
          .params = submission_shape(),
          .roles = kReporters,
          .scope = api::division_at("division"),
          .command = std::move(command)};
}

/// A correction repeats where it belongs; it cannot move a report elsewhere.
Result<void> same_place(const Report& chain, const json& params) {
  if (params.at("division") != chain.division.text()) {
    return fail_field("/division", "another-division",
                      {"更正不能改变报送单位", "a correction cannot change the reporting unit"});
  }
  if (params.at("incident") != chain.incident) {
    return fail_field("/incident", "another-incident", {"更正不能改变灾情", "a correction cannot change the incident"});
  }
  return {};
}

api::Operation correct(const Catalogue& catalogue) {
  auto command = [&catalogue](const api::CommandContext& context) -> Result<api::Decision> {
    const auto filing = read_filing(context, catalogue);
    if (!filing) return fail(filing.error());
    const auto chain =
        find_report(context.db, context.params.at("report").get_ref<const std::string&>(), context.caller.jurisdiction);
    if (!chain) return no_report();
    for (const auto& held :
         {same_place(*chain, context.params), own_word(context, *chain), expected(context, *chain)}) {
      if (!held) return fail(held.error());
    }
    const auto incident = existing_incident(context.db, chain->incident);
    if (!incident) return fail(incident.error());
    return decide(
        correct_report(*filing, {catalogue, *incident, chain, known_figures(context.db, chain), context.now}));
  };
  return {.name = "report.correct",
          .kind = api::Kind::command,
          .summary = {"更正本单位（或代报）的最新一版（勘误），或更正被退回的报告",
                      "Correct the unit's latest version, filed by it or on its behalf, or a returned report"},
          .params = correction_shape(),
          .roles = kReporters,
          .scope = division_of_chain,
          .command = std::move(command)};
}

/// The chain and incident that a withdrawal or a return is about, at the version the caller saw.
struct Target {
  Report chain;
  Incident incident;
};
Result<Target> target_of(const api::CommandContext& context) {
  auto chain =
      find_report(context.db, context.params.at("report").get_ref<const std::string&>(), context.caller.jurisdiction);
  if (!chain) return no_report();
  if (auto fresh = expected(context, *chain); !fresh) return fail(std::move(fresh.error()));
  auto incident = existing_incident(context.db, chain->incident);
  if (!incident) return fail(std::move(incident.error()));
  return Target{std::move(*chain), std::move(*incident)};
}

api::Operation withdraw() {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    const auto target = target_of(context);
    if (!target) return fail(target.error());
    if (auto own = own_word(context, target->chain); !own) return fail(std::move(own.error()));
    return decide(withdraw_report(target->chain, target->incident, context.params.at("reason")));
  };
  return {.name = "report.withdraw",
          .kind = api::Kind::command,
          .summary = {"撤回本单位（或代报）对这次灾情的报告",
                      "Take back the unit's report on the incident, filed by it or on its behalf"},
          .params = reason_shape({}),
          .roles = kReporters,
          .scope = division_of_chain,
          .command = std::move(command)};
}

api::Operation give_back() {
  auto command = [](const api::CommandContext& context) -> Result<api::Decision> {
    const auto target = target_of(context);
    if (!target) return fail(target.error());
    const auto fault = parse_fault(context.params.at("fault").get_ref<const std::string&>()).value();
    return decide(return_report(target->chain, target->incident, context.caller.jurisdiction,
                                context.params.at("reason"), fault));
  };
  return {.name = "report.return",
          .kind = api::Kind::command,
          .summary = {"退回下一级的报告（时间错误或数据错误），更正前不计入",
                      "Return a report of the level below; it does not count until corrected"},
          .params = reason_shape({need("fault", Shape::one_of({"time", "figures", "other"}))}),
          .roles = kReturners,
          .scope = division_of_chain,
          .command = std::move(command)};
}

}  // namespace

void declare_reports(api::Registry& registry, const Catalogue& catalogue, const divisions::Divisions& divisions) {
  registry.add(submit(catalogue, divisions));
  registry.add(correct(catalogue));
  registry.add(withdraw());
  registry.add(give_back());
  declare_report_queries(registry, catalogue, divisions);
}

}  // namespace anlan::incidents
