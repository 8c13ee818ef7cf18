#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace anlan::gis {

static_assert(std::endian::native == std::endian::little, "blobs are little endian and copied as they are");

template <class T>
concept Number = std::integral<T> || std::floating_point<T>;

template <Number T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Reads numbers and spans from bytes of unknown origin. After the first read past the end every read gives zeros and
/// `ok()` stays false, so that a parser may check once per step.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : rest_{bytes} {}

  template <Number T>
  [[nodiscard]] T take() noexcept {
    T value{};
    if (const std::string_view bytes = take_bytes(sizeof value); ok_) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }

  [[nodiscard]] std::string_view take_bytes(std::size_t count) noexcept {
    if (count > rest_.size()) ok_ = false;
    if (!ok_) return {};
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace anlan::gis
