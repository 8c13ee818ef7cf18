#include "relief/pinyin.hpp"

#include <memory>
#include <stdexcept>
#include <unordered_map>

#include <unicode/translit.h>
#include <unicode/uvernum.h>

namespace anlan::relief {
namespace {

constexpr std::size_t kRemembered = 20'000;

/// ICU's readings. Making one takes tens of milliseconds and using it takes a lock of the whole process, so a thread
/// makes its own once, and remembers what it read: names repeat.
class Reader {
 public:
  Reader() {
    UErrorCode status = U_ZERO_ERROR;
    made_.reset(icu::Transliterator::createInstance("Han-Latin/Names; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0) throw std::runtime_error{"ICU has no Han-Latin readings"};
  }

  const std::string& read(std::string_view name) {
    if (const auto found = known_.find(std::string{name}); found != known_.end()) return found->second;
    if (known_.size() >= kRemembered) known_.clear();
    auto text = icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
    made_->transliterate(text);
    std::string out;
    text.toUTF8String(out);
    return known_.emplace(name, std::move(out)).first->second;
  }

 private:
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
