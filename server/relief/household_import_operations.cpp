#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <utility>

#include "base/json.hpp"
#include "base/json_fields.hpp"
#include "base/uuid.hpp"
#include "relief/campaign_rules.hpp"
#include "relief/household_comparing.hpp"
#include "relief/household_entries.hpp"
#include "relief/household_personal.hpp"
#include "relief/household_queries.hpp"
#include "relief/household_shapes_operations.hpp"
#include "relief/outside_view.hpp"
#include "relief/relief_operations.hpp"

namespace anlan::relief {

using api::need;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

constexpr std::size_t kMostRows = 20'000;
constexpr std::size_t kChunk = 200;  // rows of an entry
constexpr std::size_t kStay = 10;    // entries of a stay in the writer: the marks of their rows share pages

/// A row on its way into the list.
struct ReadRow {
  std::int64_t number = 0;  ///< in the clerk's table
  Statement statement;
  std::string sealed = {};
  std::vector<Mark> marks = {};         ///< by which it or its people are known again
  std::vector<FieldFault> faults = {};  ///< why it is not taken
  bool twice = false;                   ///< because somebody of it stands elsewhere, in the table or on the list
  bool already = false;                 ///< stands on the list as it is: read in before
  std::set<OutsideKind> told = {};      ///< what other offices' lists say of its people: shown, and no fault
};

/// A table as it was sent.
struct Table {
  std::string campaign;
  bool dry_run = true;
  std::vector<json> rows;
};

Shape row_shape() {
  return Shape::object(statement_fields({need("row", Shape::integer(1, 10'000'000), "its number in the table")}));
}

Result<Table> read_table(const json& params) {
  static const auto shape = Shape::object({need("campaign", Shape::uuid()), need("dry_run", Shape::boolean()),
                                           need("rows", Shape::array(Shape::any(), 1, kMostRows))});
  const auto& bytes = params.at("bytes").get_binary();
  auto body = parse_json({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!body) return fail(std::move(body.error()));
  return api::check(shape, *body).map([&] {
    return Table{body->at("campaign"), body->at("dry_run"), std::move(body->at("rows").get_ref<json::array_t&>())};
  });
}

/// What a row is worth by itself.
ReadRow read_row_of(const ReliefParts& parts, const Campaign& campaign, const api::ActionContext& context,
                    const json& said) {
  static const auto shape = row_shape();
  ReadRow out{.statement = {.facts = {.village = context.caller->jurisdiction, .hazard = {}}, .personal = {}}};
  if (said.is_object() && said.contains("row") && said.at("row").is_number_integer()) out.number = said.at("row");
  if (auto held = api::check(shape, said); !held) {
    out.faults = std::move(held.error().errors);
    return out;
  }
  auto statement = checked_statement(parts, campaign, read_statement(said), context.now);
  if (!statement) {
    out.faults = std::move(statement.error().errors);
    return out;
  }
  out.statement = std::move(*statement);
  if (!out.statement.facts.village.within(context.caller->jurisdiction)) {
    out.faults.push_back({"/village", {"该村（社区）不在您的辖区内", "this village is outside your jurisdiction"}});
  }
  return out;
}

/// Two rows of one table about one person: the second is at fault, and names the first.
void find_twice(std::vector<ReadRow>& rows) {
  std::map<std::string, std::int64_t> first;
  for (auto& row : rows) {
    if (!row.faults.empty()) continue;
    const auto& members = row.statement.personal.members;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (!members[i].id_number) continue;
      const auto [known, fresh] = first.emplace(*members[i].id_number, row.number);
      if (fresh) continue;
      const auto other = std::to_string(known->second);
      row.twice = true;
      row.faults.push_back({"/members/" + std::to_string(i) + "/id_number",
                            {"与表中第 " + other + " 行是同一人，请只保留一处",
                             "the same person stands in row " + other + " of the table; keep one of the two"}});
    }
  }
}

Result<std::vector<ReadRow>> read_rows(const ReliefParts& parts, const Campaign& campaign,
                                       const api::ActionContext& context, const Table& table) {
  std::vector<ReadRow> rows;
  rows.reserve(table.rows.size());
  for (const auto& said : table.rows) rows.push_back(read_row_of(parts, campaign, context, said));
  find_twice(rows);
  for (auto& row : rows) {
    if (!row.faults.empty()) continue;
    auto marks = marks_to_compare(parts.keys, row.statement.personal);
    if (!marks) return fail(std::move(marks.error()));
    row.marks = std::move(*marks);
    if (table.dry_run) continue;
    auto sealed = seal_personal(parts.keys, key_owner_of(campaign.campaign), row.statement.personal);
    if (!sealed) return fail(std::move(sealed.error()));
    row.sealed = std::move(*sealed);
  }
  return rows;
}

/// Compares a row with the list as it is.
Result<void> compare(store::Connection& db, const ReliefParts& parts, ListsNow& lists, ReadRow& row) {
  return compare_with_list(db, parts, lists, row.statement, row.marks).map([&](Compared compared) {
    row.already = compared.already;
    row.twice = compared.twice;
    row.faults = std::move(compared.faults);
  });
}

bool taken(const ReadRow& row) { return row.faults.empty() && !row.already; }

/// Rows that belong into one entry: of one township, in the table's order, never too many.
std::vector<std::vector<ReadRow*>> chunks_of(std::vector<ReadRow>& rows) {
  std::map<DivisionCode, std::vector<ReadRow*>> open;
  std::vector<std::vector<ReadRow*>> out;
  for (auto& row : rows) {
    if (!taken(row)) continue;
    auto& chunk = open[row.statement.facts.village.parent().value()];
    chunk.push_back(&row);
    if (chunk.size() < kChunk) continue;
    out.push_back(std::move(chunk));
    chunk.clear();
  }
  for (auto& [township, chunk] : open) {
    if (!chunk.empty()) out.push_back(std::move(chunk));
  }
  return out;
}

/// In the writer: looks once more, since somebody may have entered one of them meanwhile, and records the rest.
Result<void> record(store::Connection& db, const ReliefParts& parts, const Campaign& campaign,
                    const std::vector<ReadRow*>& chunk, const journal::Stamp& stamp) {
  std::vector<HouseholdRow> rows;
  auto lists = lists_now(db, campaign.campaign);
  for (auto* row : chunk) {
    if (auto compared = compare(db, parts, lists, *row); !compared) return compared;
    if (taken(*row)) rows.push_back({make_uuid(stamp.now), row->statement.facts, row->sealed});
  }
  if (rows.empty()) return {};
  const auto township = chunk.front()->statement.facts.village.parent().value();
  (void)parts.journal.append(db, households_entered(campaign, stamp.command_id, township, rows), stamp);
  return {};
}

/// As many entries as share a commit; other commands wait a tenth of a second for them.
using Stay = std::span<const std::vector<ReadRow*>>;
Result<void> record_all(store::Connection& db, const ReliefParts& parts, const Campaign& campaign, Stay chunks,
                        const journal::Stamp& stamp) {
  for (const auto& chunk : chunks) {
    if (auto kept = record(db, parts, campaign, chunk, stamp); !kept) return kept;
  }
  return {};
}

std::string report(const std::vector<ReadRow>& rows, bool dry_run) {
  json out{{"dry_run", dry_run}, {"rows", rows.size()},     {"taken", 0},
           {"already", 0},       {"faults", json::array()}, {"told", json::array()}};
  std::int64_t count = 0;
  std::int64_t already = 0;
  for (const auto& row : rows) {
    count += taken(row) ? 1 : 0;
    already += row.already ? 1 : 0;
    for (const auto& fault : row.faults) {
      out["faults"].push_back({{"row", row.number},
                               {"pointer", fault.pointer},
                               {"twice", row.twice},
                               {"detail", {{"zh", fault.detail.zh}, {"en", fault.detail.en}}}});
    }
    for (const auto kind : row.told)
      out["told"].push_back({{"row", row.number}, {"kind", word_of(kOutsideWords, kind)}});
  }
  out["taken"] = count;
  out["already"] = already;
  return dump(out);
}

/// What the lists of the dead and of those on other programmes say: the clerk asks about it, and decides.
Result<void> ask_outside(store::Connection& db, const ReliefParts& parts, const std::string& campaign,
                         std::vector<ReadRow>& rows) {
  const auto lists = outside_lists(db, campaign);
  if (std::ranges::all_of(lists, &OutsideList::dropped)) return {};
  for (auto& row : rows) {
    for (const auto& member : row.statement.personal.members) {
      if (!row.faults.empty() || !member.id_number) continue;
      const auto mark = mark_of(parts.keys, "id", *member.id_number);
      if (!mark) return fail(mark.error());
      for (const auto kind : outside_of(db, campaign, *mark)) {
        if (kind == OutsideKind::deaths || kind == OutsideKind::programme) row.told.insert(kind);
      }
    }
  }
  return {};
}

Result<void> compare_all(store::Connection& db, const ReliefParts& parts, const std::string& campaign,
                         std::vector<ReadRow>& rows) {
  auto lists = lists_now(db, campaign);
  for (auto& row : rows) {
    if (!taken(row)) continue;
    if (auto held = compare(db, parts, lists, row); !held) return held;
  }
  return {};
}

awaitable<Result<api::Reply>> run(ReliefParts parts, api::ActionContext context) {
  auto parse = [&context] { return read_table(context.params); };
  auto table = co_await parts.workers.run(std::move(parse));
  if (!table) co_return fail(std::move(table.error()));
  auto find = [&](store::Connection& db) {
    return existing_campaign(db, table->campaign, context.caller->jurisdiction).and_then([](const Campaign& found) {
      return check_open(found).map([&] { return found; });
    });
  };
  const auto campaign = co_await parts.readers.run(std::move(find));
  if (!campaign) co_return fail(campaign.error());
  auto read = [&] { return read_rows(parts, *campaign, context, *table); };
  auto rows = co_await parts.workers.run(std::move(read));
  if (!rows) co_return fail(std::move(rows.error()));
  auto look = [&](store::Connection& db) {
    return compare_all(db, parts, campaign->campaign, *rows).and_then([&] {
      return ask_outside(db, parts, campaign->campaign, *rows);
    });
  };
  auto compared = co_await parts.readers.run(std::move(look));
  if (!compared) co_return fail(std::move(compared.error()));
  if (table->dry_run) co_return api::Reply{.json = report(*rows, true)};
  const journal::Stamp stamp{context.caller->actor(), context.now, make_uuid(context.now)};
  const auto chunks = chunks_of(*rows);
  for (std::size_t at = 0; at < chunks.size(); at += kStay) {
    const auto stay = Stay{chunks}.subspan(at, std::min(kStay, chunks.size() - at));
    auto job = [&, stay](store::Connection& db) { return record_all(db, parts, *campaign, stay, stamp); };
    auto kept = co_await parts.writer.submit(std::move(job));
    if (!kept) co_return fail(std::move(kept.error()));
  }
  co_return api::Reply{.json = report(*rows, false)};
}

Shape report_shape() {
  const auto count = Shape::integer(0, kMostRows);
  const auto fault =
      Shape::object({need("row", Shape::integer(0, 10'000'000)), need("pointer", Shape::text(0, 200)),
                     need("twice", Shape::boolean(), "somebody of it stands elsewhere"), need("detail", Shape::any())});
  const auto told = Shape::object({need("row", Shape::integer(0, 10'000'000)),
                                   need("kind", Shape::one_of({"deaths", "programme"}), "an outside list")});
  return Shape::object({need("dry_run", Shape::boolean()), need("rows", count), need("taken", count),
                        need("already", count), need("faults", Shape::array(fault, 0, 10 * kMostRows)),
                        need("told", Shape::array(told, 0, 2 * kMostRows))});
}

}  // namespace

void declare_household_import(api::Registry& registry, const ReliefParts& parts) {
  constexpr std::size_t kMostBytes = 8U << 20U;
  registry.add(
      {.name = "household.import",
       .kind = api::Kind::action,
       .summary = {"读入一张名册：先试读看问题，再登记；重复读入不会重复登记。正文是 JSON：{campaign, dry_run, rows}",
                   "Read a list in: try it, read what is wrong, then enter it; reading it twice enters nothing "
                   "twice. The body is JSON: {campaign, dry_run, rows}, each row a household with its row number"},
       .params = Shape::object({need("media_type", Shape::text(1, 100)), need("bytes", Shape::bytes(kMostBytes))}),
       .result = report_shape(),
       .roles = {access::Role::township_clerk},
       .http_only = true,
       .raw_body = true,
       .action = [parts](api::ActionContext context) { return run(parts, std::move(context)); }});
}

}  // namespace anlan::relief
