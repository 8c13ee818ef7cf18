#include "app/doors.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "access/pictures.hpp"
#include "base/json.hpp"
#include "journal/blobs.hpp"
#include "journal/reading.hpp"

namespace anlan::app {

using boost::asio::awaitable;
using net::Request;
using net::Response;
using Caller = std::optional<access::Caller>;

namespace {

net::SharedText shared(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

Problem no_tile() {
  return {
      .kind = ProblemKind::not_found,
      .type = "no-tile",
      .detail = {"没有这个瓦片或边界版本已更新，请刷新页面", "no such tile, or the layer has a newer version: reload"}};
}

Problem no_photo() {
  return {.kind = ProblemKind::not_found, .type = "no-blob", .detail = {"没有这张照片", "there is no such photo"}};
}

Problem look_first() {
  return {.kind = ProblemKind::forbidden,
          .type = "look-first",
          .detail = {"这张照片涉及个人信息，请回到所在页面注明用途后查看；一次查看的有效期为 15 分钟",
                     "this photo is personal: go back to where it belongs and say what you look for; a look lasts 15 "
                     "minutes"}};
}

Problem no_key() {
  return {.kind = ProblemKind::conflict,
          .type = "key-not-held",
          .detail = {"打开这张照片的密钥已销毁或不在本站，照片不能再看",
                     "the key of this photo was destroyed or is not held at this site: it cannot be seen"}};
}

std::string ticket_in(const Request& request) {
  const auto found = std::ranges::find_if(request.query, [](const auto& pair) { return pair.first == "ticket"; });
  return found == request.query.end() ? std::string{} : found->second;
}

struct Photo {
  journal::Blob blob;
  bool sealed = false;
};

/// A version's tiles never change, so the browser need not ask again.
Response tile_response(const divisions::Tile& tile, std::string_view known) {
  Response response{.status = 200, .content_type = "application/vnd.mapbox-vector-tile"};
  response.headers = {{"ETag", tile.etag}, {"Cache-Control", "private, max-age=31536000, immutable"}};
  if (!tile.gzip) {
    response.status = 204;
  } else if (known == tile.etag) {
    response.status = 304;
  } else {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = tile.gzip;
  }
  return response;
}

}  // namespace

net::Route health_door() {
  auto handler = [](Request, Caller) -> awaitable<Response> {
    co_return Response{.content_type = "text/plain", .body = shared("ok\n")};
  };
  return {"/healthz", false, handler};
}

net::Route readiness_door(std::function<bool()> ready) {
  auto handler = [ready = std::move(ready)](Request, Caller) -> awaitable<Response> {
    const bool takes_commands = ready();
    co_return Response{.status = takes_commands ? 200 : 503,
                       .content_type = "text/plain",
                       .body = shared(takes_commands ? "ready\n" : "not ready\n")};
  };
  return {"/readyz", false, handler};
}

net::Route metrics_door(Metrics& metrics) {
  auto handler = [&metrics](Request, Caller) -> awaitable<Response> {
    co_return Response{.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = shared(metrics.text())};
  };
  return {"/metrics", false, handler};
}

net::Route description_door(std::string path, const nlohmann::json& document) {
  auto handler = [body = shared(dump(document))](Request, Caller) -> awaitable<Response> {
    co_return Response{.body = body};
  };
  return {std::move(path), false, handler};
}

net::Route blob_door(store::ReaderPool& readers, access::KeyRing& keys, std::function<Instant()> now) {
  static constexpr std::string_view kPrefix = "/blobs/";
  auto handler = [&readers, &keys, now = std::move(now)](Request request, Caller caller) -> awaitable<Response> {
    auto job = [&keys, hash = request.path.substr(kPrefix.size()), ticket = ticket_in(request),
                account = caller ? caller->account : "", at = now()](store::Connection& db) -> Result<Photo> {
      auto blob = journal::find_blob(db, hash);
      if (!blob || !blob->media_type.starts_with("image/")) return fail(no_photo());
      if (!access::is_sealed_picture(blob->bytes)) return Photo{std::move(*blob), false};
      if (!access::ticket_holds(keys, ticket, account, hash, at)) return fail(look_first());
      auto plain = access::unseal_picture(keys, blob->bytes);
      if (!plain) return fail(no_key());
      return Photo{{std::move(blob->media_type), std::move(*plain)}, true};
    };
    auto photo = co_await readers.run(std::move(job));
    if (!photo) co_return net::problem_response(photo.error());
    Response response{.content_type = photo->blob.media_type};
    response.headers.emplace_back("Cache-Control", photo->sealed ? "no-store" : "private, max-age=31536000, immutable");
    response.headers.emplace_back("Content-Disposition", "inline");
    response.body = shared(std::move(photo->blob.bytes));
    co_return response;
  };
  return {std::string{kPrefix}, true, handler};
}

net::Route tile_door(divisions::TileDoor& tiles, store::Workers& workers) {
  auto handler = [&tiles, &workers](Request request, Caller) -> awaitable<Response> {
    const auto address = divisions::parse_tile_path(request.path);
    if (!address) co_return net::problem_response(no_tile());
    auto tile = tiles.cached(*address);
    if (!tile) {
      auto cut = [&tiles, address = *address]() -> Result<std::optional<divisions::Tile>> {
        return tiles.tile(address);
      };
      auto done = co_await workers.run(std::move(cut));
      if (!done) co_return net::problem_response(done.error());
      tile = std::move(*done);
    }
    if (!tile) co_return net::problem_response(no_tile());
    co_return tile_response(*tile, request.headers.get("If-None-Match"));
  };
  return {"/tiles/", true, handler};
}

net::ReadPage page_reader(store::ReaderPool& readers, const journal::EntryTypes& types, const journal::ViewSet& views) {
  return [&readers, &types, &views](journal::Interest interest, std::int64_t since,
                                    std::int64_t limit) -> awaitable<Result<journal::Page>> {
    auto job = [&types, &views, interest = std::move(interest), since,
                limit](store::Connection& db) -> Result<journal::Page> {
      return journal::read_page(db, types, views, interest, since, limit);
    };
    co_return co_await readers.run(std::move(job));
  };
}

}  // namespace anlan::app
