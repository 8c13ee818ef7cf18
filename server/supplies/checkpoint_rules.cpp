#include "supplies/checkpoint_rules.hpp"

#include <chrono>
#include <string>

namespace anlan::supplies {
namespace {

constexpr std::chrono::days kLongestJourney{31};

tl::unexpected<Problem> not_on_the_road(const Waybill& waybill) {
  if (waybill.state == WaybillState::received) {
    return fail(ProblemKind::conflict, "waybill-not-dispatched",
                {"运单 " + waybill.number + " 已签收，不用再报点",
                 "waybill " + waybill.number + " was received; nothing needs to be reported any more"});
  }
  return fail(ProblemKind::conflict, "waybill-not-dispatched",
              {"运单 " + waybill.number + " 还没有发运或已取消，请核对运单号",
               "waybill " + waybill.number + " has not left or was cancelled; check its number"});
}

}  // namespace

Result<void> check_checkpoint(const Waybill& waybill, const Checkpoint& checkpoint, std::int64_t known) {
  if (waybill.state != WaybillState::dispatched) return not_on_the_road(waybill);
  if (known >= kMostCheckpoints) {
    return fail(ProblemKind::conflict, "too-many-checkpoints",
                {"这张运单的报点已达 " + std::to_string(kMostCheckpoints) + " 次上限，请打电话告知调度",
                 "this waybill has all the checkpoints it can have; tell the dispatcher by phone"});
  }
  if (checkpoint.place.empty() && !checkpoint.position && !checkpoint.eta && checkpoint.note.empty()) {
    return fail_field("/place", "bad-checkpoint",
                      {"请写明到了哪里，或给出位置、新的预计到达时间",
                       "say where it is, or give a position or a new time of arrival"});
  }
  if (checkpoint.at < waybill.dispatched_at.value()) {
    return fail_field("/at", "bad-checkpoint",
                      {"报点时间早于发运时间 " + format_time(*waybill.dispatched_at) + "，请核对",
                       "that is before the goods left; check the time"});
  }
  if (checkpoint.eta && (*checkpoint.eta < checkpoint.at || *checkpoint.eta > checkpoint.at + kLongestJourney)) {
    return fail_field("/eta", "bad-checkpoint",
                      {"预计到达应在报点之后、一个月以内，请核对",
                       "the time of arrival has to be after the checkpoint and within a month"});
  }
  return {};
}

}  // namespace anlan::supplies
