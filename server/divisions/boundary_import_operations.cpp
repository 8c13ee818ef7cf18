#include "divisions/boundary_import_operations.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/json.hpp"
#include "base/uuid.hpp"
#include "divisions/importing.hpp"
#include "divisions/rules.hpp"
#include "gis/report_json.hpp"
#include "journal/blobs.hpp"

namespace anlan::divisions {

using access::Role;
using access::RoleSet;
using api::may;
using api::need;
using api::Shape;
using boost::asio::awaitable;
using nlohmann::json;

namespace {

/// The uploaded bytes as a file that GDAL can open; gone when the import is over.
class UploadedFile {
 public:
  explicit UploadedFile(std::string_view bytes) {
    auto pattern = (std::filesystem::temp_directory_path() / "anlan-upload-XXXXXX").string();
    const int descriptor = mkstemp(pattern.data());
    if (descriptor < 0) throw std::system_error{errno, std::generic_category(), pattern};
    path_ = pattern;
    while (!bytes.empty()) {
      const auto written = ::write(descriptor, bytes.data(), bytes.size());
      if (written < 0) {
        const int code = errno;
        ::close(descriptor);
        ::unlink(path_.c_str());
        throw std::system_error{code, std::generic_category(), path_};
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    ::close(descriptor);
  }
  ~UploadedFile() { ::unlink(path_.c_str()); }
  UploadedFile(const UploadedFile&) = delete;
  UploadedFile& operator=(const UploadedFile&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

/// What the database gives to an import.
struct Input {
  std::string bytes;
  BoundaryFacts facts;
};

Result<Input> read_input(store::Connection& db, const std::string& blob, Level level) {
  auto facts = read_boundary_facts(db, level);
  if (!facts) return tl::unexpected<Problem>(std::move(facts.error()));
  auto found = journal::find_blob(db, blob);
  if (!found) {
    return fail_field("/blob", "unknown-blob",
                      {"没有这个文件，请先用 blob.put 上传", "there is no such file; upload it with blob.put first"});
  }
  return Input{std::move(found->bytes), std::move(*facts)};
}

BoundaryFile file_of(const json& params) {
  BoundaryFile file{.level = parse_level(params.at("level").get<std::string>()).value(),
                    .source = params.at("source"),
                    .undo = gis::parse_web_datum(params.value("undo", "")),
                    .fields = {params.value("code_field", ""), params.value("name_field", "")},
                    .repair = params.value("repair", false)};
  if (params.contains("schematic")) file.schematic = params.at("schematic").get<bool>();
  if (params.contains("epsg")) file.crs = gis::Crs{params.at("epsg").get<int>(), params.value("swapped", false)};
  return file;
}

/// A checked file and, when it will be adopted, the layer built for the snapshot: before the commit, so that the first
/// dashboard that hears of the layer finds it.
struct Checked {
  CheckedBoundaries boundaries;
  std::shared_ptr<const LayerIndex> index = {};
};

Result<Checked> check(BoundaryFile file, const Input& input, const gis::WorkerCommand& worker, bool dry_run,
                      Instant now) {
  const UploadedFile upload{input.bytes};
  file.path = upload.path();
  auto boundaries = check_boundaries(file, input.facts, worker);
  if (!boundaries) return tl::unexpected<Problem>(std::move(boundaries.error()));
  Checked checked{std::move(*boundaries)};
  if (dry_run || checked.boundaries.verdict != Verdict::adopt) return checked;
  const auto& adopted = checked.boundaries.adopted;
  LayerFacts facts{adopted.level,    adopted.blob, adopted.source, adopted.schematic, adopted.features,
                   adopted.crs_note, now};
  checked.index = std::make_shared<const LayerIndex>(std::move(facts), checked.boundaries.layer);
  return checked;
}

std::string answer(const CheckedBoundaries& boundaries, bool dry_run, bool adopted) {
  const bool known = boundaries.verdict != Verdict::refuse;
  return dump({{"adopted", adopted},
               {"dry_run", dry_run},
               {"unchanged", boundaries.verdict == Verdict::unchanged},
               {"version", known ? json(boundaries.adopted.blob) : json(nullptr)},
               {"report", json::parse(gis::to_json(boundaries.report))}});
}

Result<void> require_city(const access::Caller& caller) {
  if (caller.jurisdiction.level() == Level::city) return {};
  return fail(ProblemKind::forbidden, "outside-jurisdiction",
              {"边界由市级管理员维护", "boundaries are kept by the administrator of the city"});
}

awaitable<Result<api::Reply>> run(OperationParts parts, api::ActionContext context) {
  if (auto allowed = require_city(*context.caller); !allowed) co_return tl::unexpected<Problem>(allowed.error());
  const bool dry_run = context.params.at("dry_run").get<bool>();
  auto file = file_of(context.params);

  auto read = [blob = context.params.at("blob").get<std::string>(), level = file.level](store::Connection& db) {
    return read_input(db, blob, level);
  };
  auto input = co_await parts.readers.run(std::move(read));
  if (!input) co_return tl::unexpected<Problem>(std::move(input.error()));
  const auto city = input->facts.city;

  auto work = [file = std::move(file), input = std::move(*input), worker = parts.import_worker, dry_run,
               now = context.now]() { return check(file, input, worker, dry_run, now); };
  auto checked = co_await parts.workers.run(std::move(work));
  if (!checked) co_return tl::unexpected<Problem>(std::move(checked.error()));
  if (!dry_run && checked->boundaries.verdict == Verdict::refuse) {
    co_return fail(refusal(checked->boundaries.report, context.params.value("repair", false)));
  }
  if (!checked->index) co_return api::Reply{.json = answer(checked->boundaries, dry_run, false)};

  const journal::Stamp stamp{context.caller->actor(), context.now, make_uuid(context.now)};
  auto job = [&boundaries = checked->boundaries, &journal = parts.journal, city,
              stamp](store::Connection& db) -> Result<bool> {
    return adopt_boundaries(db, journal, boundaries, city, stamp);
  };
  const auto adopted = co_await parts.writer.submit(std::move(job));
  if (!adopted) co_return tl::unexpected<Problem>(adopted.error());
  if (*adopted) parts.divisions.adopt(checked->index);
  co_return api::Reply{.json = answer(checked->boundaries, dry_run, *adopted)};
}

}  // namespace

api::Operation boundaries_import(const OperationParts& parts) {
  auto action = [parts](api::ActionContext context) { return run(parts, std::move(context)); };
  return {.name = "boundaries.import",
          .kind = api::Kind::action,
          .summary = {"导入边界文件：先试读看报告，无误后采用",
                      "Import a boundary file: try it, read the report, adopt it"},
          .params = Shape::object(
              {need("blob", Shape::blob(), "the file, uploaded with blob.put"),
               need("level", Shape::one_of({"city", "county", "township", "village"})),
               need("source", Shape::text(1, 200), "where the file comes from"),
               need("dry_run", Shape::boolean(), "only read and report"),
               may("schematic", Shape::boolean(), "the borders are drawn, not surveyed"),
               may("epsg", Shape::integer(1024, 32767), "the coordinate system, when the file does not say it"),
               may("swapped", Shape::boolean(), "the file writes north before east"),
               may("undo", Shape::one_of({"gcj02", "bd09"}), "the coordinates are those of a web map"),
               may("repair", Shape::boolean(),
                   "borders that cross themselves are taken as the report says they were repaired"),
               may("code_field", Shape::text(1, 100)), may("name_field", Shape::text(1, 100))}),
          .roles = RoleSet{Role::administrator},
          .action = std::move(action)};
}

}  // namespace anlan::divisions
