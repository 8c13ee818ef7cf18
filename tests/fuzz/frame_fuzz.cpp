// A frame as it may come over /live: bytes → JSON-RPC → the operation's shape → the answer's text. No sockets.
//
//   frame_fuzz tests/fuzz/corpus/frame_fuzz -max_len=65536 -max_total_time=60
#include <cstdint>
#include <string_view>

#include "api/shape.hpp"
#include "base/json.hpp"
#include "net/json_rpc.hpp"

namespace {

using namespace anlan;
using api::Shape;

/// A document of the goods room, in the manner of stock.receive and waybill.receive.
const Shape& goods_shape() {
  static const auto batch =
      Shape::object({api::may("expires_on", Shape::text(10, 10).or_null()),
                     api::need("origin", Shape::object({api::need("kind", Shape::one_of({"funding", "donation"}))}))});
  static const auto line = Shape::object(
      {api::may("item", Shape::text(1, 60)), api::may("batch", Shape::uuid()), api::may("new_batch", batch),
       api::may("bin", Shape::text(0, 40)), api::may("quantity", Shape::integer(1, 1'000'000'000)),
       api::may("line", Shape::integer(0, 199)), api::may("received", Shape::integer(0, 1'000'000'000)),
       api::may("damaged", Shape::integer(0, 1'000'000'000))});
  static const auto all =
      Shape::object({api::need("command_id", Shape::uuid()), api::may("place", Shape::uuid()),
                     api::may("waybill", Shape::uuid()), api::may("expected_version", Shape::integer(1, INT64_MAX / 2)),
                     api::may("received_by", Shape::object({api::need("name", Shape::text(1, 40))})),
                     api::need("lines", Shape::array(line, 1, 500))});
  return all;
}

/// Every kind of shape there is, in the manner of report.submit.
const Shape& report_shape() {
  static const auto figure =
      Shape::object({api::may("value", Shape::integer(0, 1'000'000'000)), api::may("area", Shape::number(0, 1e9)),
                     api::may("unknown", Shape::boolean())});
  static const auto all =
      Shape::object({api::need("command_id", Shape::uuid()), api::need("division", Shape::division()),
                     api::need("phase", Shape::one_of({"initial", "update", "final"})),
                     api::need("figures", Shape::map("[A-Z][0-9]{3}", figure, 200)),
                     api::need("occurred_at", Shape::time()), api::may("reason", Shape::text(1, 500).or_null()),
                     api::may("photos", Shape::array(Shape::blob(), 0, 6)), api::may("file", Shape::bytes(100))});
  return all;
}

std::string answer_to(std::string_view frame) {
  const auto call = net::read_rpc(frame);
  if (!call) return net::rpc_error(call.error().id, call.error().code, call.error().problem);
  const bool goods = call->method.starts_with("stock.") || call->method.starts_with("waybill.");
  const auto checked = api::check(goods ? goods_shape() : report_shape(), call->params);
  return checked ? net::rpc_result(call->id, dump(call->params)) : net::rpc_error(call->id, checked.error());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto answer = parse_json(answer_to({reinterpret_cast<const char*>(data), size}));
  if (!answer || answer->at("jsonrpc") != "2.0" || !answer->contains("id")) __builtin_trap();
  return 0;
}
