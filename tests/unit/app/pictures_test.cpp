#include "app/pictures.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gdal_priv.h>
#include <zlib.h>
#include <catch2/catch.hpp>

#include "support/paths.hpp"
#include "support/photo.hpp"

namespace anlan::app {
namespace {

using namespace std::string_view_literals;

struct Encoder {
  const char* media_type;
  const char* driver;
  std::vector<const char*> options = {};
};

/// What a real encoder makes of 37 × 21 pixels of a made-up gradient.
std::string encoded(const Encoder& encoder) {
  GDALAllRegister();
  auto& drivers = *GetGDALDriverManager();
  const std::unique_ptr<GDALDataset> pixels{drivers.GetDriverByName("MEM")->Create("", 37, 21, 3, GDT_Byte, nullptr)};
  std::vector<unsigned char> values(37 * 21);
  for (int band = 1; band <= 3; ++band) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = static_cast<unsigned char>(i * static_cast<std::size_t>(band) % 251);
    }
    if (pixels->GetRasterBand(band)->RasterIO(GF_Write, 0, 0, 37, 21, values.data(), 37, 21, GDT_Byte, 0, 0) !=
        CE_None) {
      throw std::runtime_error{"RasterIO"};
    }
  }
  auto options = encoder.options;
  options.push_back(nullptr);
  const auto* const file = "/vsimem/picture";
  GDALClose(drivers.GetDriverByName(encoder.driver)
                ->CreateCopy(file, pixels.get(), FALSE, const_cast<char**>(options.data()), nullptr, nullptr));
  vsi_l_offset size = 0;
  const std::unique_ptr<GByte, decltype(&VSIFree)> bytes{VSIGetMemFileBuffer(file, &size, TRUE), VSIFree};
  return {reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
}

const std::array kEncoders{Encoder{"image/jpeg", "JPEG"}, Encoder{"image/jpeg", "JPEG", {"PROGRESSIVE=ON"}},
                           Encoder{"image/png", "PNG"}, Encoder{"image/webp", "WEBP", {"QUALITY=60"}},
                           Encoder{"image/webp", "WEBP", {"LOSSLESS=YES"}}};

std::string number(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
  return out;
}

std::string chunk(std::string type, const std::string& content) {
  type += content;
  const auto checksum = crc32(0, reinterpret_cast<const Bytef*>(type.data()), static_cast<uInt>(type.size()));
  return number(static_cast<std::uint32_t>(content.size())) + type + number(static_cast<std::uint32_t>(checksum));
}

std::string png(std::uint32_t width, std::uint32_t height, const std::string& between = chunk("IDAT", "x")) {
  return "\x89PNG\r\n\x1A\n" + chunk("IHDR", number(width) + number(height) + std::string{"\x08\x02\0\0\0", 5}) +
         between + chunk("IEND", "");
}

/// The frame header's height and width of a JPEG from `photo()` set to something else.
std::string resized(std::string jpeg, std::string_view height_and_width) {
  return jpeg.replace(jpeg.find("\xFF\xC0") + 5, 4, height_and_width);
}

}  // namespace

TEST_CASE("photos of real encoders pass, and no proper beginning of one does", "[pictures]") {
  for (const auto& encoder : kEncoders) {
    const auto whole = encoded(encoder);
    INFO(encoder.driver << " " << (encoder.options.empty() ? "" : encoder.options.front()));
    REQUIRE(whole.size() > 50);
    CHECK(fault_of_picture(encoder.media_type, whole) == PictureFault::none);
    std::size_t passed = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      passed += fault_of_picture(encoder.media_type, whole.substr(0, size)) == PictureFault::none ? 1 : 0;
    }
    CHECK(passed == 0);
    CHECK(fault_of_picture(encoder.media_type, whole.substr(0, whole.size() - 3)) == PictureFault::cut_off);
    for (const auto* other : {"image/jpeg", "image/png", "image/webp", "image/svg+xml", "text/html"}) {
      if (encoder.media_type != std::string_view{other}) {
        CHECK(fault_of_picture(other, whole) == PictureFault::foreign);
      }
    }
  }
}

TEST_CASE("a screenshot of our own passes", "[pictures]") {
  std::ifstream in{test::source_dir() + "/web/screenshots/dashboard.png", std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  REQUIRE(bytes.size() > 10'000);
  CHECK(fault_of_picture("image/png", bytes) == PictureFault::none);
}

TEST_CASE("a few bytes that claim billions of pixels are refused, and the largest photo is not", "[pictures]") {
  CHECK(fault_of_picture("image/png", png(8'192, 8'192)) == PictureFault::none);
  CHECK(fault_of_picture("image/png", png(8'192, 8'193)) == PictureFault::too_big);
  CHECK(fault_of_picture("image/png", png(0xFFFF'FFFF, 0xFFFF'FFFF)) == PictureFault::too_big);
  CHECK(fault_of_picture("image/png", png(0, 8)) == PictureFault::foreign);
  CHECK(fault_of_picture("image/jpeg", resized(test::photo(), "\x20\x00\x20\x00"sv)) == PictureFault::none);
  CHECK(fault_of_picture("image/jpeg", resized(test::photo(), "\xFF\xFF\xFF\xFF"sv)) == PictureFault::too_big);
  CHECK(fault_of_picture("image/jpeg", resized(test::photo(), "\x00\x00\x00\x08"sv)) == PictureFault::foreign);
  auto lossless = encoded(kEncoders[4]);
  lossless.replace(lossless.find("VP8L") + 9, 4, "\xFF\xFF\xFF\x0F");
  CHECK(fault_of_picture("image/webp", lossless) == PictureFault::too_big);
  auto lossy = encoded(kEncoders[3]);
  lossy.replace(lossy.find("\x9D\x01\x2A") + 3, 4, "\xFF\x3F\xFF\x3F");
  CHECK(fault_of_picture("image/webp", lossy) == PictureFault::too_big);
}

TEST_CASE("what only begins as a photo is none", "[pictures]") {
  CHECK(fault_of_picture("image/jpeg", "this is text") == PictureFault::foreign);
  CHECK(fault_of_picture("image/jpeg", "\xFF\xD8\xFF\xE0" + std::string(200, 'x') + "\xFF\xD9") ==
        PictureFault::cut_off);
  CHECK(fault_of_picture("image/jpeg", "\xFF\xD8\xFF\xD9") == PictureFault::foreign);
  auto twice = test::photo();
  const auto frame = twice.substr(twice.find("\xFF\xC0"), 13);
  CHECK(fault_of_picture("image/jpeg", twice.insert(twice.find("\xFF\xC0"), frame)) == PictureFault::foreign);
  auto lossless = test::photo();
  lossless[lossless.find("\xFF\xC0") + 1] = '\xC3';
  CHECK(fault_of_picture("image/jpeg", lossless) == PictureFault::foreign);
  CHECK(fault_of_picture("image/png", png(8, 8, "")) == PictureFault::foreign);
  CHECK(fault_of_picture("image/png", png(8, 8, chunk("IHDR", std::string(13, '\1')))) == PictureFault::foreign);
  auto damaged = png(8, 8);
  damaged[damaged.find("IDAT") + 4] = 'y';
  CHECK(fault_of_picture("image/png", damaged) == PictureFault::cut_off);
  CHECK(fault_of_picture("image/webp", "RIFF\x04\0\0\0WEBP"sv) == PictureFault::foreign);
  CHECK(fault_of_picture("image/webp", "RIFF\x16\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x07\0\0\x07\0\0"sv) ==
        PictureFault::foreign);  // an animation
}

TEST_CASE("what a camera puts behind the picture's end does no harm", "[pictures]") {
  CHECK(fault_of_picture("image/jpeg", test::photo() + test::photo("depth") + std::string(500, 'z')) ==
        PictureFault::none);
}

TEST_CASE("each fault is told in words of its own", "[pictures]") {
  CHECK(check_photo("image/jpeg", test::photo("whole")).has_value());
  CHECK(check_photo("image/jpeg", "text").error().type == "not-a-photo");
  CHECK(check_photo("image/gif", "GIF89a").error().type == "not-a-photo");
  CHECK(check_photo("image/jpeg", test::photo().substr(0, 90)).error().type == "photo-cut-off");
  CHECK(check_photo("image/png", png(60'000, 60'000)).error().type == "too-many-pixels");
}

}  // namespace anlan::app
