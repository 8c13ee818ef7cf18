// Hostile bytes against the packed layer and the worker's answer: what is accepted must be what it packs to again.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gis/answer.hpp"
#include "gis/layer.hpp"

using namespace anlan::gis;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  if (const auto layer = unpack(bytes)) {
    const auto again = unpack(pack(*layer));
    if (!again || *again != *layer) std::abort();
  }
  static_cast<void>(read_answer(bytes));
  return 0;
}
