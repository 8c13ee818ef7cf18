// A frame as it may come over /live: bytes → JSON-RPC → the operation's shape → the answer's text. The operations are
// those of the server itself, so what a room takes in is what is tried. No sockets, and nothing is carried out.
//
//   frame_fuzz tests/fuzz/corpus/frame_fuzz -max_len=65536 -max_total_time=60
#include <cstdint>
#include <memory>
#include <string_view>

#include "access/password_hasher.hpp"
#include "api/shape.hpp"
#include "app/assembly.hpp"
#include "app/first_start.hpp"
#include "app/offline.hpp"
#include "base/json.hpp"
#include "net/json_rpc.hpp"
#include "store/data_directory.hpp"
#include "support/temporary_folder.hpp"

namespace {

using namespace anlan;

/// A server on an empty data directory that never runs.
class Site {
 public:
  Site() {
    store::secure_spatialite();
    access::start_sodium();
    config_.data = folder_ / "site";
    config_.reference = ANLAN_SOURCE_DIR "/data";
    config_.port = 0;
    house_ = app::House::build(config_).value();
    {
      const auto offline = app::open_offline(config_, *house_).value();
      (void)app::first_start(config_, *house_, *offline).value();
    }
    assembly_ = std::make_unique<app::Assembly>(config_, *house_, store::DataDirectory::database_in(config_.data));
  }

  [[nodiscard]] const api::Registry& registry() const { return assembly_->dispatcher().registry(); }

 private:
  test::TemporaryFolder folder_;
  app::Config config_;
  std::unique_ptr<app::House> house_;
  std::unique_ptr<app::Assembly> assembly_;
};

const api::Registry& registry() {
  static const Site site;
  return site.registry();
}

std::string answer_to(std::string_view frame) {
  const auto call = net::read_rpc(frame);
  if (!call) return net::rpc_error(call.error().id, call.error().code, call.error().problem);
  const auto* const operation = registry().find(call->method);
  if (operation == nullptr) {
    return net::rpc_error(
        call->id, {.kind = ProblemKind::not_found, .type = "unknown-operation", .detail = {"没有这个操作", "unknown"}});
  }
  const auto checked = api::check(operation->params, call->params);
  return checked ? net::rpc_result(call->id, dump(call->params)) : net::rpc_error(call->id, checked.error());
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  (void)registry();  // before the first input's time is taken
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto answer = parse_json(answer_to({reinterpret_cast<const char*>(data), size}));
  if (!answer || answer->at("jsonrpc") != "2.0" || !answer->contains("id")) __builtin_trap();
  return 0;
}
