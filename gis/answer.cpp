#include "gis/answer.hpp"

#include <cstdint>

#include "gis/bytes.hpp"
#include "gis/codes.hpp"
#include "gis/report_json.hpp"
#include "gis/roads.hpp"

namespace anlan::gis {
namespace {

constexpr std::string_view kMagic = "ANLI";
constexpr std::uint8_t kFault = 0;
constexpr std::uint8_t kOutcome = 1;

tl::unexpected<Fault> senseless() {
  return fail(
      "import-answer", "导入进程的应答不完整，未导入任何内容。请重试；仍不行请联系管理员。",
      "The import worker's answer is incomplete; nothing was imported. Try again, and tell the administrator if "
      "that does not help.");
}

void put_text(std::string& out, const std::string& text) {
  put(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

/// What the import promises of every layer it returns.
bool sound(const ImportOutcome& outcome) {
  const auto& [report, layer, roads] = outcome;
  const auto accepted = layer.features.size() + roads.roads.size();
  if (report.features_accepted != accepted || report.findings.size() > kMaxFindings) return false;
  if (!layer.features.empty() && !roads.roads.empty()) return false;
  const std::string* last = nullptr;
  for (const Feature& feature : layer.features) {
    const auto code = twelve_digits(feature.code);
    if (code != feature.code || level_of_code(*code) != layer.level) return false;
    if (feature.shape.polygons.empty() || (last != nullptr && feature.code <= *last)) return false;
    last = &feature.code;
  }
  const Bounds box = bounds_of(layer);
  return report.bounds.value_or(Bounds{}) == box;
}

}  // namespace

std::string write_answer(const Result<ImportOutcome>& answer) {
  std::string out{kMagic};
  put(out, answer ? kOutcome : kFault);
  put_text(out, answer ? to_json(answer->report) : to_json(answer.error()));
  const std::string layer = answer ? pack(answer->layer) : std::string{};
  put(out, static_cast<std::uint64_t>(layer.size()));
  out += layer;
  const std::string roads = answer ? pack(answer->roads) : std::string{};
  put(out, static_cast<std::uint64_t>(roads.size()));
  return out += roads;
}

Result<ImportOutcome> read_answer(std::string_view bytes) {
  ByteReader in{bytes};
  const bool known = in.take_bytes(kMagic.size()) == kMagic;
  const auto kind = in.take<std::uint8_t>();
  const std::string_view text = in.take_bytes(in.take<std::uint32_t>());
  const std::string_view blob = in.take_bytes(in.take<std::uint64_t>());
  const std::string_view lines = in.take_bytes(in.take<std::uint64_t>());
  if (!known || !in.ok() || in.left() > 0) return senseless();
  if (kind == kFault) {
    auto fault = fault_from_json(text);
    return tl::unexpected(fault ? std::move(*fault) : std::move(fault.error()));
  }
  auto report = report_from_json(text);
  auto layer = unpack(blob);
  auto roads = unpack_roads(lines);
  if (kind != kOutcome || !report || !layer || !roads) return senseless();
  ImportOutcome outcome{std::move(*report), std::move(*layer), std::move(*roads)};
  if (!sound(outcome)) return senseless();
  return outcome;
}

}  // namespace anlan::gis
