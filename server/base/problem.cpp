#include "base/problem.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace anlan {
namespace {

struct KindRow {
  int status;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

// A switch without default: a new kind does not compile until it has its row.
constexpr KindRow row_of(ProblemKind kind) noexcept {
  switch (kind) {
    case ProblemKind::invalid:
      return {422, "invalid", "填写有误", "Invalid input"};
    case ProblemKind::unauthenticated:
      return {401, "unauthenticated", "请先登录", "Sign in first"};
    case ProblemKind::forbidden:
      return {403, "forbidden", "无权操作", "Not allowed"};
    case ProblemKind::not_found:
      return {404, "not_found", "没有找到", "Not found"};
    case ProblemKind::conflict:
      return {409, "conflict", "与当前情况不符", "Not as things stand"};
    case ProblemKind::too_large:
      return {413, "too_large", "内容过大", "Too large"};
    case ProblemKind::unsupported:
      return {415, "unsupported", "不支持的内容", "Unsupported content"};
    case ProblemKind::rate_limited:
      return {429, "rate_limited", "操作过于频繁", "Too many requests"};
    case ProblemKind::overloaded:
      return {503, "overloaded", "服务器繁忙", "Server busy"};
    case ProblemKind::unavailable:
      return {503, "unavailable", "暂时不可用", "Unavailable"};
    case ProblemKind::internal:
      return {500, "internal", "服务器内部错误", "Internal error"};
  }
  return {500, "internal", "服务器内部错误", "Internal error"};
}

struct TypeRow {
  std::string_view type;
  std::string_view zh;
  std::string_view en;
};

/// Types whose own title says more than that of their kind.
constexpr std::array kTitles{
    TypeRow{"stale-version", "内容已被更新", "Changed meanwhile"},
    TypeRow{"not-enough-stock", "库存不足", "Not enough stock"},
    TypeRow{"held-for-waybill", "已为运单留用", "Held for a waybill"},
    TypeRow{"would-have-been-negative", "当时库存不足", "Not enough stock at that time"},
    TypeRow{"batch-expired", "批次已过期", "The batch has expired"},
    TypeRow{"over-approved", "超出动用指令", "More than was ordered"},
    TypeRow{"more-than-sent", "多于发出的数量", "More than was sent"},
    TypeRow{"beyond-stock", "库存不足", "Not enough stock"},
    TypeRow{"below-floor", "低于储备底线", "Below the reserve"},
    TypeRow{"goods-expire", "有效期不够", "The goods expire too soon"},
    TypeRow{"closed-road", "道路封闭", "The road is closed"},
    TypeRow{"beyond-vehicles", "车辆装不下", "More than the vehicles take"},
    TypeRow{"nothing-needed", "没有缺口", "Nothing is needed"},
    TypeRow{"allocation-empty", "方案是空的", "The plan is empty"},
    TypeRow{"allocation-not-open", "方案已办结", "The plan is decided"},
    TypeRow{"approver-is-proposer", "须由另一岗位批准", "Another role must approve"},
    TypeRow{"same-signatory", "须由另一人签字", "Somebody else must sign"},
};

/// The title of a problem of this type (RFC 9457 3.1.3: of the type, not of the occurrence).
TypeRow titled(std::string_view type, const KindRow& kind) {
  const auto* const found = std::ranges::find(kTitles, type, &TypeRow::type);
  return found == kTitles.end() ? TypeRow{type, kind.zh, kind.en} : *found;
}

}  // namespace

int http_status(ProblemKind kind) noexcept { return row_of(kind).status; }
std::string_view to_string(ProblemKind kind) noexcept { return row_of(kind).name; }

nlohmann::json to_json(const Problem& problem) {
  const auto row = row_of(problem.kind);
  const auto title = titled(problem.type, row);
  nlohmann::json out{{"type", "urn:anlan:problem:" + (problem.type.empty() ? std::string{row.name} : problem.type)},
                     {"kind", row.name},
                     {"status", row.status},
                     {"title", title.zh},
                     {"title_en", title.en},
                     {"detail", problem.detail.zh},
                     {"detail_en", problem.detail.en}};
  if (!problem.errors.empty()) {
    auto& errors = out["errors"] = nlohmann::json::array();
    for (const auto& fault : problem.errors) {
      errors.push_back({{"pointer", fault.pointer}, {"detail", fault.detail.zh}, {"detail_en", fault.detail.en}});
    }
  }
  if (problem.current_version) out["current_version"] = *problem.current_version;
  if (problem.retry_after) out["retry_after"] = *problem.retry_after;
  return out;
}

}  // namespace anlan
