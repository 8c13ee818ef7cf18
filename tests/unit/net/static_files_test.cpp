#include "net/static_files.hpp"

#include <fstream>

#include <catch2/catch.hpp>

#include "support/temporary_folder.hpp"

namespace anlan::net {
namespace {

struct WebApp {
  WebApp() {
    std::filesystem::create_directories(folder / "assets");
    write("index.html", "<html>" + std::string(2'000, ' ') + "</html>");
    write("assets/index-AbC123.js", "export {};" + std::string(2'000, ' '));
    write("assets/map-1.js", "map");
    write("assets/map-1.js.gz", "x");
    write("favicon.ico", "icon");
    write("worker.js", "self");
    write("r.html", "receipt");
    files = StaticFiles{folder.path()};
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream{folder / name} << text; }

  Response get(const std::string& path, const std::string& encoding = "", const std::string& tag = "") const {
    Request request;
    request.path = path;
    if (!encoding.empty()) request.headers.add("Accept-Encoding", encoding);
    if (!tag.empty()) request.headers.add("If-None-Match", tag);
    return files.answer(request);
  }

  test::TemporaryFolder folder;
  StaticFiles files;
};

std::string header(const Response& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE_METHOD(WebApp, "a file comes with its type, and hashed assets may be kept for ever") {
  const auto script = get("/assets/index-AbC123.js");
  CHECK(script.status == 200);
  CHECK(script.content_type == "text/javascript; charset=utf-8");
  CHECK(header(script, "Cache-Control").find("immutable") != std::string::npos);
  CHECK(header(get("/index.html"), "Cache-Control") == "no-cache");
  CHECK(header(get("/worker.js"), "Cache-Control") == "no-cache");  // or a new build would never reach anybody
}

TEST_CASE_METHOD(WebApp, "a page of its own answers all below its name, and opens again for three days") {
  CHECK(*get("/r/abc_-9").body == "receipt");
  CHECK(*get("/r").body == "receipt");
  CHECK(header(get("/r/abc"), "Cache-Control") == "private, max-age=259200");
  CHECK(*get("/report").body != "receipt");
  CHECK(get("/r/abc.js").status == 404);
}

TEST_CASE_METHOD(WebApp, "the home page and the pages of the web app are index.html") {
  for (const std::string path : {"/", "/incidents", "/incidents/0190-x/map"}) {
    INFO(path);
    CHECK(get(path).content_type == "text/html; charset=utf-8");
  }
}

TEST_CASE_METHOD(WebApp, "a file that should be there and is not is 404, not the home page") {
  CHECK(get("/assets/gone-1.js").status == 404);
  CHECK(get("/assets/map-1.js.gz").status == 404);
}

TEST_CASE_METHOD(WebApp, "a browser that takes gzip gets it, and the variants have tags of their own") {
  const auto plain = get("/index.html");
  const auto packed = get("/index.html", "gzip, br");
  CHECK(header(packed, "Content-Encoding") == "gzip");
  CHECK(header(plain, "Content-Encoding").empty());
  CHECK(packed.body->size() < plain.body->size());
  CHECK(header(packed, "ETag") != header(plain, "ETag"));
  CHECK(header(plain, "Vary") == "Accept-Encoding");
}

TEST_CASE_METHOD(WebApp, "a variant packed beforehand is taken as it is") {
  CHECK(*get("/assets/map-1.js", "gzip").body == "x");
}

TEST_CASE_METHOD(WebApp, "what the browser still has is not sent again") {
  const auto tag = header(get("/index.html"), "ETag");
  CHECK(get("/index.html", "", tag).status == 304);
  CHECK(get("/index.html", "", "W/" + tag + ", \"x\"").status == 304);
  CHECK(get("/index.html", "", "*").status == 304);
  CHECK(get("/index.html", "", "\"x\"").status == 200);
  CHECK(get("/index.html", "gzip", tag).status == 200);
}

TEST_CASE("links out of the folder are not followed, and a folder that is too large is refused") {
  test::TemporaryFolder folder;
  std::filesystem::create_symlink("/etc/hostname", folder / "secret.txt");
  std::ofstream{folder / "large.txt"} << std::string(1'000, 'x');
  CHECK(StaticFiles{folder.path()}.size() == 1);
  CHECK_THROWS_AS(StaticFiles(folder.path(), 999), std::runtime_error);
}

TEST_CASE("without a web app every page is missing") {
  Request request;
  request.path = "/";
  CHECK(StaticFiles{}.answer(request).status == 404);
}

TEST_CASE("gzip is used only when it was asked for") {
  CHECK(accepts_gzip("gzip"));
  CHECK(accepts_gzip("br;q=1.0, gzip;q=0.8"));
  CHECK(accepts_gzip("*"));
  CHECK_FALSE(accepts_gzip(""));
  CHECK_FALSE(accepts_gzip("br"));
  CHECK_FALSE(accepts_gzip("gzip;q=0"));
  CHECK_FALSE(accepts_gzip("gzip; q=0.0"));
  CHECK_FALSE(accepts_gzip("xgzip"));
}

}  // namespace anlan::net
