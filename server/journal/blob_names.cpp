#include "journal/blob_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <nlohmann/json.hpp>

namespace anlan::journal {

using nlohmann::json;

namespace {

/// Under these fields entries of all rooms name a stored blob, alone or in a list. A room that names one under another
/// field adds it here. The same words also stand for ids, numbers and sealed texts, which do not look like a hash.
constexpr std::array<std::string_view, 8> kFields{"blob",  "minutes", "photo", "photos",
                                                  "proof", "report",  "scan",  "scans"};

/// A receipt signed without a line names the photo that its device sends later, if ever.
constexpr std::string_view kPhotoFollows = "receipt.signed";

bool is_hash(const json& value) {
  constexpr std::size_t kHexDigits = 64;
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() == kHexDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void collect(const json& value, bool named, std::vector<std::string>& out) {
  if (named && is_hash(value)) out.push_back(value.get<std::string>());
  if (value.is_array()) {
    for (const auto& each : value) collect(each, named, out);
  } else if (value.is_object()) {
    for (const auto& [field, each] : value.items()) {
      collect(each, std::ranges::find(kFields, field) != kFields.end(), out);
    }
  }
}

}  // namespace

std::vector<std::string> blobs_named(const Entry& entry, const json& body) {
  std::vector<std::string> out;
  if (entry.type != kPhotoFollows) collect(body, false, out);
  return out;
}

}  // namespace anlan::journal
