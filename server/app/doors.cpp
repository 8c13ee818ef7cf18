#include "app/doors.hpp"

#include <nlohmann/json.hpp>

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

net::Route blob_door(store::ReaderPool& readers) {
  static constexpr std::string_view kPrefix = "/blobs/";
  auto handler = [&readers](Request request, Caller) -> awaitable<Response> {
    auto job = [hash = request.path.substr(kPrefix.size())](store::Connection& db) -> Result<journal::Blob> {
      auto blob = journal::find_blob(db, hash);
      if (blob && blob->media_type.starts_with("image/")) return std::move(*blob);
      return fail(ProblemKind::not_found, "no-blob", {"没有这张照片", "there is no such photo"});
    };
    auto blob = co_await readers.run(std::move(job));
    if (!blob) co_return net::problem_response(blob.error());
    Response response{.content_type = blob->media_type};
    response.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
    response.headers.emplace_back("Content-Disposition", "inline");
    response.body = shared(std::move(blob->bytes));
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
