#include "app/pictures.hpp"

#include <zlib.h>

namespace anlan::app {
namespace {

using namespace std::string_view_literals;

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// A number of `size` bytes, which must be there.
std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (auto i = size; i > 0; --i) value = value << 8 | byte_at(bytes, at + i - 1);
  return value;
}

PictureFault fault_of_size(std::uint64_t width, std::uint64_t height) {
  if (width == 0 || height == 0) return PictureFault::foreign;
  // Both have 32 bits at most, so the product does not overflow.
  return width * height > kMostPixels ? PictureFault::too_big : PictureFault::none;
}

// --- JPEG ------------------------------------------------------------------------------------------------------------

constexpr unsigned kStartOfScan = 0xDA;
constexpr unsigned kEndOfImage = 0xD9;
constexpr unsigned kQuantization = 0xDB;

/// Baseline, extended and progressive, Huffman coded: what cameras write and browsers show.
bool starts_frame(unsigned marker) { return marker >= 0xC0 && marker <= 0xC2; }

/// The other frames (lossless, hierarchical, arithmetic), a second beginning, and restarts outside a scan.
bool out_of_place(unsigned marker) {
  const bool other_frame = marker >= 0xC3 && marker <= 0xCF && marker != 0xC4 && marker != 0xCC;
  return other_frame || marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

/// Where the scan's compressed data end: at the next marker that is no restart, or at the end of the bytes.
std::size_t end_of_scan(std::string_view bytes, std::size_t at) {
  for (;;) {
    at = bytes.find('\xFF', at);
    if (at == std::string_view::npos || at + 1 >= bytes.size()) return bytes.size();
    const auto next = byte_at(bytes, at + 1);
    const bool data = next == 0x00 || (next >= 0xD0 && next <= 0xD7);
    if (!data && next != 0xFF) return at;
    at += data ? 2 : 1;
  }
}

PictureFault fault_of_frame(std::string_view segment) {
  if (segment.size() < 8) return PictureFault::foreign;
  const auto components = byte_at(segment, 7);
  if (components < 1 || components > 4 || segment.size() != 8 + 3 * components) return PictureFault::foreign;
  return fault_of_size(big_endian(segment, 5, 2), big_endian(segment, 3, 2));
}

/// The whole picture up to its end; what cameras put behind that (a second picture, a short film) nobody decodes.
PictureFault fault_of_jpeg(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xD8\xFF"sv)) return PictureFault::foreign;
  bool frame = false;
  bool tables = false;
  bool scan = false;
  for (std::size_t at = 2;;) {
    if (at + 1 >= bytes.size()) return PictureFault::cut_off;
    if (byte_at(bytes, at) != 0xFF) return PictureFault::cut_off;
    const auto marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {  // padding
      ++at;
      continue;
    }
    if (marker == kEndOfImage) return scan ? PictureFault::none : PictureFault::foreign;
    if (out_of_place(marker)) return PictureFault::foreign;
    if (at + 4 > bytes.size()) return PictureFault::cut_off;
    const auto length = static_cast<std::size_t>(big_endian(bytes, at + 2, 2));
    if (length < 2) return PictureFault::foreign;
    if (length > bytes.size() - at - 2) return PictureFault::cut_off;
    const auto segment = bytes.substr(at + 2, length);
    if (starts_frame(marker)) {
      if (frame) return PictureFault::foreign;
      if (const auto fault = fault_of_frame(segment); fault != PictureFault::none) return fault;
      frame = true;
    }
    tables |= marker == kQuantization;
    at += 2 + length;
    if (marker != kStartOfScan) continue;
    if (!frame || !tables) return PictureFault::foreign;
    const auto end = end_of_scan(bytes, at);
    scan |= end > at;
    at = end;
  }
}

// --- PNG -------------------------------------------------------------------------------------------------------------

bool checksum_holds(std::string_view bytes, std::size_t at, std::size_t size) {
  const auto* covered = reinterpret_cast<const Bytef*>(bytes.data() + at + 4);
  return crc32(0, covered, static_cast<uInt>(size + 4)) == big_endian(bytes, at + 8 + size, 4);
}

PictureFault fault_of_png(std::string_view bytes) {
  if (!bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return PictureFault::foreign;
  bool data = false;
  for (std::size_t at = 8;;) {
    if (bytes.size() - at < 12) return PictureFault::cut_off;
    const auto size = static_cast<std::size_t>(big_endian(bytes, at, 4));
    if (size > bytes.size() - at - 12 || !checksum_holds(bytes, at, size)) return PictureFault::cut_off;
    const auto type = bytes.substr(at + 4, 4);
    if ((at == 8) != (type == "IHDR"sv)) return PictureFault::foreign;
    if (at == 8) {
      if (size != 13) return PictureFault::foreign;
      const auto fault = fault_of_size(big_endian(bytes, at + 8, 4), big_endian(bytes, at + 12, 4));
      if (fault != PictureFault::none) return fault;
    }
    data |= type == "IDAT"sv && size > 0;
    if (type == "IEND"sv) return data ? PictureFault::none : PictureFault::foreign;
    at += 12 + size;
  }
}

// --- WebP ------------------------------------------------------------------------------------------------------------

PictureFault fault_of_lossy(std::string_view chunk) {
  // A key frame (bit 0 of the tag is clear), its start code, then 14 bits each of width and height.
  if (chunk.size() < 10 || (byte_at(chunk, 0) & 1) != 0 || chunk.substr(3, 3) != "\x9D\x01\x2A"sv) {
    return PictureFault::foreign;
  }
  return fault_of_size(little_endian(chunk, 6, 2) & 0x3FFF, little_endian(chunk, 8, 2) & 0x3FFF);
}

PictureFault fault_of_lossless(std::string_view chunk) {
  if (chunk.size() < 5 || chunk[0] != '\x2F') return PictureFault::foreign;
  const auto packed = little_endian(chunk, 1, 4);
  return fault_of_size((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1);
}

PictureFault fault_of_canvas(std::string_view chunk) {
  constexpr unsigned kAnimated = 0x02;
  if (chunk.size() < 10 || (byte_at(chunk, 0) & kAnimated) != 0) return PictureFault::foreign;
  return fault_of_size(little_endian(chunk, 4, 3) + 1, little_endian(chunk, 7, 3) + 1);
}

PictureFault fault_of_chunk(std::string_view type, std::string_view chunk) {
  if (type == "VP8 "sv) return fault_of_lossy(chunk);
  if (type == "VP8L"sv) return fault_of_lossless(chunk);
  return type == "VP8X"sv ? fault_of_canvas(chunk) : PictureFault::none;
}

PictureFault fault_of_webp(std::string_view bytes) {
  if (!bytes.starts_with("RIFF"sv)) return PictureFault::foreign;
  if (bytes.size() < 12) return PictureFault::cut_off;
  if (bytes.substr(8, 4) != "WEBP"sv) return PictureFault::foreign;
  const auto end = 8 + static_cast<std::size_t>(little_endian(bytes, 4, 4));
  if (end > bytes.size()) return PictureFault::cut_off;
  int pictures = 0;
  for (std::size_t at = 12; at < end;) {
    if (end - at < 8) return PictureFault::cut_off;
    const auto size = static_cast<std::size_t>(little_endian(bytes, at + 4, 4));
    if (size > end - at - 8) return PictureFault::cut_off;
    const auto type = bytes.substr(at, 4);
    if (const auto fault = fault_of_chunk(type, bytes.substr(at + 8, size)); fault != PictureFault::none) return fault;
    pictures += type == "VP8 "sv || type == "VP8L"sv ? 1 : 0;
    at += 8 + size + size % 2;  // chunks begin at even places
  }
  return pictures == 1 ? PictureFault::none : PictureFault::foreign;
}

}  // namespace

PictureFault fault_of_picture(std::string_view media_type, std::string_view bytes) {
  if (media_type == "image/jpeg") return fault_of_jpeg(bytes);
  if (media_type == "image/png") return fault_of_png(bytes);
  if (media_type == "image/webp") return fault_of_webp(bytes);
  return PictureFault::foreign;
}

Result<void> check_photo(std::string_view media_type, std::string_view bytes) {
  switch (fault_of_picture(media_type, bytes)) {
    case PictureFault::none:
      return {};
    case PictureFault::foreign:
      return fail(ProblemKind::unsupported, "not-a-photo",
                  {"这个文件不是 JPEG、PNG 或 WebP 照片，请选择相机拍摄的照片或截图",
                   "this file is no JPEG, PNG or WebP photo; choose one from the camera, or a screenshot"});
    case PictureFault::cut_off:
      return fail(ProblemKind::unsupported, "photo-cut-off",
                  {"照片文件不完整或已损坏，请重新选择；若仍不行，请重新拍摄",
                   "the photo's file is not whole or damaged; choose it again, or take it again"});
    case PictureFault::too_big:
      return fail(ProblemKind::unsupported, "too-many-pixels",
                  {"照片像素过多（最多 6,700 万像素），请缩小后再上传",
                   "the photo has too many pixels (67 million at most); make it smaller and send it again"});
  }
  return {};
}

}  // namespace anlan::app
