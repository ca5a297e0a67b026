// SPDX-License-Identifier: GPL-3.0-or-later
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/api/error.hpp"
#include "engine/data/dataset.hpp"
#include "engine/data/image_header.hpp"
#include "engine/data/mat.hpp"
#include "engine/data/write_file.hpp"
#include "engine/models/input_file.hpp"

namespace adv {
namespace {

constexpr std::uint64_t kMostPixels = 100'000'000;
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;
constexpr const char* kFormats = "Choose a PNG, JPEG, BMP, WebP or PNM picture.";

void checkHeader(const std::optional<ImageHeader>& header, const std::string& name) {
  if (!header) throw userFailure(name + " is no picture that can be read here.", kFormats);
  const std::string size = std::to_string(header->width) + " x " + std::to_string(header->height) + " pixels";
  if (header->width == 0 || header->height == 0) throw userFailure(name + " is empty: " + size + ".", kFormats);
  if (header->width > kMostPixels || header->height > kMostPixels / header->width) {
    throw userFailure(name + " is too large: " + size + ".", "Scale it down to at most 100 megapixels.");
  }
  if (!header->complete) throw userFailure(name + " is cut short.", "Take an undamaged copy.");
}

/// JPEG is turned as its EXIF says, which OpenCV leaves out where it keeps alpha and 16 bits. The fourth byte of a BMP
/// pixel is most often no alpha at all.
int decodingFlags(ImageFormat format) {
  return format == ImageFormat::Jpeg || format == ImageFormat::Bmp ? cv::IMREAD_ANYCOLOR : cv::IMREAD_UNCHANGED;
}

/// The value over white, rounded.
std::uint8_t onWhite(int value, int alpha) {
  return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

cv::Mat laidOnWhite(const cv::Mat& bgra) {
  cv::Mat bgr(bgra.size(), CV_8UC3);
  for (int y = 0; y < bgra.rows; ++y) {
    const auto* from = bgra.ptr<cv::Vec4b>(y);
    auto* to = bgr.ptr<cv::Vec3b>(y);
    for (int x = 0; x < bgra.cols; ++x) {
      for (int c = 0; c < 3; ++c) to[x][c] = onWhite(from[x][c], from[x][3]);
    }
  }
  return bgr;
}

cv::Mat decode(const std::string& bytes, ImageFormat format) {
  try {
    const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
    return cv::imdecode(encoded, decodingFlags(format));
  } catch (const cv::Exception&) {
    return {};
  }
}

Image toRgb(cv::Mat picture, const std::string& name) {
  if (picture.depth() == CV_16U) picture.convertTo(picture, CV_8U, 1.0 / 257.0);
  if (picture.channels() == 4) picture = laidOnWhite(picture);
  if (picture.depth() != CV_8U || (picture.channels() != 1 && picture.channels() != 3)) {
    throw userFailure(name + " has pixels of an unusual kind.", "Save it again with 8 or 16 bits, grey or RGB.");
  }
  if (picture.channels() == 3) cv::cvtColor(picture, picture, cv::COLOR_BGR2RGB);
  return imageOf(picture);
}

}  // namespace

Image readImageFile(const std::filesystem::path& path) {
  InputFile file(path);
  if (file.size() > kLargestFile) throw userFailure(file.name() + " is larger than 1 GiB.", kFormats);
  const std::string bytes = file.readText(file.size(), "the picture");
  const auto header = readImageHeader(bytes);
  checkHeader(header, file.name());
  const cv::Mat picture = decode(bytes, header->format);
  if (picture.empty()) throw userFailure(file.name() + " is damaged.", "Take an undamaged copy.");
  return toRgb(picture, file.name());
}

void writePng(const std::filesystem::path& path, const Image& image) {
  if (image.empty()) throw userFailure("There is no picture to write to " + path.string() + ".");
  cv::Mat picture = viewOf(image);
  if (image.channels == 3) {
    cv::Mat bgr;
    cv::cvtColor(picture, bgr, cv::COLOR_RGB2BGR);
    picture = bgr;
  }
  std::vector<unsigned char> bytes;
  if (!cv::imencode(".png", picture, bytes)) throw userFailure(path.string() + " cannot be encoded as PNG.");
  writeWholeFile(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace adv
