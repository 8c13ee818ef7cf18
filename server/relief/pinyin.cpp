#include "relief/pinyin.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include <unicode/translit.h>
#include <unicode/uvernum.h>

namespace anlan::relief {
namespace {

constexpr std::size_t kRemembered = 20'000;
constexpr std::size_t kHanBytes = 3;             // of a Han character from U+4E00 to U+9FFF in UTF-8
constexpr std::string_view kSurname = "\u738b";  // 王: whatever stands behind it is read as in a given name

/// Of two characters, read otherwise together wherever they stand.
constexpr std::array<std::string_view, 3> kPairs{"\u4e07\u4fdf", "\u6fb9\u53f0", "\u4ee4\u72d0"};  // 万俟 澹台 令狐

bool has_pair(std::string_view text) {
  return std::ranges::any_of(kPairs,
                             [text](std::string_view pair) { return text.find(pair) != std::string_view::npos; });
}

bool all_han(std::string_view name) {
  if (name.size() % kHanBytes != 0) return false;
  for (std::size_t at = 0; at < name.size(); at += kHanBytes) {
    const auto character = name.substr(at, kHanBytes);
    if (character < "\u4e00" || character > "\u9fff") return false;
  }
  return true;
}

/// ICU's readings. Making one takes tens of milliseconds and using it takes a lock of the whole process, so a thread
/// makes its own once and remembers what it read. ICU reads the first two characters together, since some surnames have
/// two and some read otherwise than the word, and every further one by itself, but for a few pairs: so there is little
/// to remember.
class Reader {
 public:
  Reader() {
    UErrorCode status = U_ZERO_ERROR;
    made_.reset(icu::Transliterator::createInstance("Han-Latin/Names; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0) throw std::runtime_error{"ICU has no Han-Latin readings"};
  }

  std::string read(std::string_view name) {
    constexpr auto kTogether = 2 * kHanBytes;
    if (name.size() <= kTogether || !all_han(name) || has_pair(name.substr(kHanBytes))) return known(std::string{name});
    auto out = known(std::string{name.substr(0, kTogether)});
    const auto surname = known(std::string{kSurname}).size();
    for (auto at = kTogether; at < name.size(); at += kHanBytes) {
      out += std::string_view{known(std::string{kSurname}.append(name.substr(at, kHanBytes)))}.substr(surname);
    }
    return out;
  }

 private:
  const std::string& known(std::string text) {
    if (const auto found = known_.find(text); found != known_.end()) return found->second;
    if (known_.size() >= kRemembered) known_.clear();
    auto read = icu::UnicodeString::fromUTF8(text);
    made_->transliterate(read);
    std::string out;
    read.toUTF8String(out);
    return known_.emplace(std::move(text), std::move(out)).first->second;
  }

  std::unique_ptr<icu::Transliterator> made_;
  std::unordered_map<std::string, std::string> known_;
};

}  // namespace

std::string pinyin_of(std::string_view name) {
  thread_local Reader reader;
  return reader.read(name);
}

std::string pinyin_edition() { return U_ICU_VERSION; }

}  // namespace anlan::relief
