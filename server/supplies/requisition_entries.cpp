#include "supplies/requisition_entries.hpp"

#include <nlohmann/json.hpp>

namespace anlan::supplies {

void declare_requisition_entries(journal::EntryTypes& types) {
  for (const auto type : {kRequisitionOpened, kRequisitionReturned, kRequisitionCompensated}) {
    types.declare({.name = std::string{type}});
  }
}

std::string requisition_stream(const std::string& requisition) { return "requisition/" + requisition; }

journal::Draft requisition_fact(std::string_view type, const Requisition& requisition) {
  return {.stream = requisition_stream(requisition.requisition),
          .type = std::string{type},
          .division = requisition.division,
          .body = requisition_json(requisition),
          .exercise = requisition.exercise};
}

}  // namespace anlan::supplies
