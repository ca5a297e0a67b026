// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures in files: every format and kind of pixel is read right, and what is no whole picture is refused in words.
#include <zlib.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/imgcodecs.hpp>
#include <random>

#include "engine/data/dataset.hpp"
#include "engine/data/image_header.hpp"
#include "tests/support/weight_files.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

std::string bigEndian(std::uint64_t value, int bytes) {
  const std::string little = littleEndian(value, bytes);
  return {little.rbegin(), little.rend()};
}

std::string pngChunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return bigEndian(data.size(), 4) + body + bigEndian(sum, 4);
}

/// `lines` holds, for each line, a filter byte 0 and the samples.
std::string makePng(unsigned width, unsigned height, int depth, int colourType, const std::string& lines,
                    const std::string& extra = {}) {
  uLongf size = compressBound(lines.size());
  std::string packed(size, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(lines.data()), lines.size());
  packed.resize(size);
  const std::string header = bigEndian(width, 4) + bigEndian(height, 4) + static_cast<char>(depth) +
                             static_cast<char>(colourType) + std::string(3, '\0');
  return "\x89PNG\r\n\x1a\n" + pngChunk("IHDR", header) + extra + pngChunk("IDAT", packed) + pngChunk("IEND", "");
}

std::string encoded(const std::string& extension, const cv::Mat& picture) {
  std::vector<unsigned char> bytes;
  cv::imencode(extension, picture, bytes, {cv::IMWRITE_JPEG_QUALITY, 95, cv::IMWRITE_WEBP_QUALITY, 101});
  return {bytes.begin(), bytes.end()};
}

/// Smooth, so that JPEG keeps it nearly; red grows to the right, green downwards.
Image gradientImage(int width, int height, int channels) {
  Image image{width, height, channels, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c)
        image.pixels.push_back(static_cast<std::uint8_t>(c == 0 ? x * 4 : c == 1 ? y * 5 : 90));
    }
  }
  return image;
}

cv::Mat gradientMat(int width, int height) {
  cv::Mat bgr(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x)
      bgr.at<cv::Vec3b>(y, x) = cv::Vec3b(90, static_cast<uchar>(y * 5), static_cast<uchar>(x * 4));
  }
  return bgr;
}

int largestDifference(const Image& a, const Image& b) {
  if (a.width != b.width || a.height != b.height || a.channels != b.channels) return 256;
  int largest = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
  return largest;
}

}  // namespace

class TestImageFile : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  fs::path file(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
  Image readBytes(const std::string& bytes) const { return readImageFile(writeBytes(file("picture"), bytes)); }
  std::string messageFor(const std::string& bytes) const {
    return failureOf([&] { readBytes(bytes); });
  }

 private slots:
  void initTestCase() {
    QTest::failOnWarning(QRegularExpression(".*"));
    QVERIFY(m_folder.isValid());
  }

  void pngReadsBackTheSame() {
    for (const int channels : {1, 3}) {
      const Image image = gradientImage(37, 23, channels);
      writePng(file("back.png"), image);
      QVERIFY(readImageFile(file("back.png")) == image);
      QVERIFY(!fs::exists(file("back.png.part")));
    }
  }

  void everyFormat_data() {
    QTest::addColumn<QString>("extension");
    QTest::addColumn<int>("tolerance");
    QTest::newRow("PNG") << ".png" << 0;
    QTest::newRow("JPEG") << ".jpg" << 6;
    QTest::newRow("BMP") << ".bmp" << 0;
    QTest::newRow("WebP") << ".webp" << 0;
    QTest::newRow("PPM") << ".ppm" << 0;
  }
  void everyFormat() {
    QFETCH(QString, extension);
    QFETCH(int, tolerance);
    const std::string bytes = encoded(extension.toStdString(), gradientMat(40, 30));
    const auto header = readImageHeader(bytes);
    QVERIFY(header.has_value());
    QCOMPARE(header->width, std::uint64_t{40});
    QCOMPARE(header->height, std::uint64_t{30});
    QVERIFY(header->complete);
    QVERIFY(largestDifference(readBytes(bytes), gradientImage(40, 30, 3)) <= tolerance);
  }

  void greyStaysGrey() {
    cv::Mat grey(5, 7, CV_8UC1, cv::Scalar(77));
    for (const char* extension : {".png", ".jpg", ".bmp", ".pgm"}) {
      const Image image = readBytes(encoded(extension, grey));
      QCOMPARE(image.channels, 1);
      QVERIFY(largestDifference(image, {7, 5, 1, std::vector<std::uint8_t>(35, 77)}) <= 1);
    }
  }

  void kindsOfPngPixels() {
    const Image wide = readBytes(makePng(2, 1, 16, 0, std::string("\0\x80\x80\xff\xff", 5)));
    QCOMPARE(wide, (Image{2, 1, 1, {128, 255}}));
    const std::string palette = pngChunk("PLTE", std::string("\x0a\x14\x1e\xc8\x64\x32", 6));
    QCOMPARE(readBytes(makePng(2, 1, 8, 3, std::string("\0\1\0", 3), palette)),
             (Image{2, 1, 3, {200, 100, 50, 10, 20, 30}}));
    const Image alpha =
        readBytes(makePng(3, 1, 8, 6, std::string("\0\x64\x0\xc8\xff\x64\x0\xc8\x00\x64\x0\xc8\x80", 13)));
    QCOMPARE(alpha, (Image{3, 1, 3, {100, 0, 200, 255, 255, 255, 177, 127, 227}}));
    const Image greyAlpha = readBytes(makePng(2, 1, 8, 4, std::string("\0\x64\xff\x64\x00", 5)));
    QCOMPARE(greyAlpha.pixels.front(), std::uint8_t{100});
    QCOMPARE(greyAlpha.pixels.back(), std::uint8_t{255});
  }

  /// 8 x 8 pixels of rgb(200, 40, 60) in inverted CMYK, as printers' programs write it.
  void printedColours() {
    const QByteArray jpeg = QByteArray::fromBase64(
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFB"
        "gSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU/8AAFAgACAAI"
        "BAERAAIRAQMRAQQRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAYI/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABUBAQEAAAAAAAAAAAAAAAAAAAYJ/8"
        "QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAA4EAQACEQMRBAAAPwBAcJ6LAf/Z");
    const Image image = readBytes(jpeg.toStdString());
    QCOMPARE(image.channels, 3);
    const std::uint8_t* pixel = image.at(4, 4);
    QVERIFY2(std::abs(pixel[0] - 200) < 8 && std::abs(pixel[1] - 40) < 8 && std::abs(pixel[2] - 60) < 8,
             qPrintable(QString("%1 %2 %3").arg(pixel[0]).arg(pixel[1]).arg(pixel[2])));
  }

  void photographsAreTurnedUpright() {
    const std::string jpeg = encoded(".jpg", gradientMat(40, 30));
    const std::string tiff = "MM" + bigEndian(42, 2) + bigEndian(8, 4) + bigEndian(1, 2) + bigEndian(0x112, 2) +
                             bigEndian(3, 2) + bigEndian(1, 4) + bigEndian(6, 2) + bigEndian(0, 2) + bigEndian(0, 4);
    const std::string exif = std::string("Exif\0\0", 6) + tiff;
    const Image turned =
        readBytes(jpeg.substr(0, 2) + "\xff\xe1" + bigEndian(exif.size() + 2, 2) + exif + jpeg.substr(2));
    QCOMPARE(turned.width, 30);
    QCOMPARE(turned.height, 40);
    const Image upright = gradientImage(40, 30, 3);
    QVERIFY(std::abs(turned.at(29, 0)[0] - upright.at(0, 0)[0]) < 12);
    QVERIFY(std::abs(turned.at(29, 39)[0] - upright.at(39, 0)[0]) < 12);
  }

  void refused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("culprit");
    const auto row = [](const char* name, const std::string& bytes, const char* culprit) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(culprit);
    };
    const std::string line("\0\1", 2);
    const std::string png = encoded(".png", gradientMat(40, 30)), jpeg = encoded(".jpg", gradientMat(40, 30));
    const std::string bmp = encoded(".bmp", gradientMat(40, 30)), webp = encoded(".webp", gradientMat(40, 30)),
                      ppm = encoded(".ppm", gradientMat(40, 30));
    std::string bigBmp = bmp, bigJpeg = jpeg, brokenPng = png;
    bigBmp.replace(18, 8, littleEndian(60000, 4) + littleEndian(60000, 4));
    const std::size_t frame = jpeg.find("\xff\xc0");
    bigJpeg.replace(frame + 5, 4, bigEndian(60000, 2) + bigEndian(60000, 2));
    brokenPng[png.find("IDAT") + 20] = static_cast<char>(~brokenPng[png.find("IDAT") + 20]);
    row("empty", "", "PNG, JPEG, BMP, WebP or PNM");
    row("text", "This is no picture at all, whatever it is called.", "PNG, JPEG, BMP, WebP or PNM");
    row("GIF", "GIF89a\x01\x00\x01\x00", "PNG, JPEG, BMP, WebP or PNM");
    row("PNG bomb", makePng(60000, 60000, 8, 0, line), "60000 x 60000");
    row("PNG beyond 32 bits", makePng(4294967295U, 4294967295U, 8, 0, line), "too large");
    row("PNG of no width", makePng(0, 10, 8, 0, line), "empty");
    row("PNG cut in the header", png.substr(0, 20), "no picture");
    row("PNG cut in the data", png.substr(0, png.size() / 2), "cut short");
    row("PNG without its end", png.substr(0, png.size() - 12), "cut short");
    row("PNG with a wrong byte", brokenPng, "damaged");
    row("JPEG without a frame", jpeg.substr(0, 20), "no picture");
    row("JPEG cut in the data", jpeg.substr(0, jpeg.size() * 3 / 4), "cut short");
    row("JPEG without its end", jpeg.substr(0, jpeg.size() - 2), "cut short");
    row("JPEG bomb", bigJpeg, "too large");
    row("BMP cut", bmp.substr(0, bmp.size() - 100), "cut short");
    row("BMP bomb", bigBmp, "too large");
    row("WebP cut", webp.substr(0, webp.size() - 10), "cut short");
    row("PPM cut", ppm.substr(0, ppm.size() - 1), "cut short");
    row("PPM bomb", "P6\n99999999 99999999\n255\nxxx", "too large");
    row("PPM without numbers", "P6\nwide high 255\n", "no picture");
    row("PGM of no height", "P5\n7 0\n255\n", "empty");
  }
  void refused() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, culprit);
    const QString message = QString::fromStdString(messageFor(bytes.toStdString()));
    QVERIFY2(message.contains(culprit), qPrintable("\"" + message + "\""));
  }

  void cutAnywhereIsRefused() {
    for (const char* extension : {".png", ".jpg", ".bmp", ".webp", ".ppm"}) {
      const std::string bytes = encoded(extension, gradientMat(12, 9));
      for (std::size_t length = 0; length < bytes.size(); length += 7) {
        QVERIFY2(!messageFor(bytes.substr(0, length)).empty(), (extension + std::to_string(length)).c_str());
      }
    }
  }

  void oneWrongByteNeverCrashes() {
    std::mt19937 random(5);
    for (const char* extension : {".png", ".jpg", ".bmp", ".webp", ".ppm"}) {
      const std::string bytes = encoded(extension, gradientMat(12, 9));
      for (int i = 0; i < 300; ++i) {
        std::string damaged = bytes;
        damaged[random() % damaged.size()] = static_cast<char>(random());
        try {
          const Image image = readBytes(damaged);
          QCOMPARE(image.pixels.size(), image.bytesPerLine() * static_cast<std::size_t>(image.height));
        } catch (const Failure& failure) {
          QVERIFY(!failure.error().message.empty());
        }
      }
    }
  }

  void placesThatCannotBeUsed() {
    const Image image = gradientImage(4, 4, 1);
    QVERIFY(failureOf([&] { readImageFile(file("missing.png")); }).find("missing.png") != std::string::npos);
    QVERIFY(failureOf([&] { readImageFile(file(".")); }).find("no file") != std::string::npos);
    QVERIFY(failureOf([&] { writePng(file("no/such/folder.png"), image); }).find("cannot be written") !=
            std::string::npos);
    fs::create_directory(file("taken"));
    QVERIFY(failureOf([&] { writePng(file("taken"), image); }).find("cannot be written") != std::string::npos);
    QVERIFY(!fs::exists(file("taken.part")));
    QVERIFY(!failureOf([&] { writePng(file("nothing.png"), Image{}); }).empty());
  }
};

QTEST_GUILESS_MAIN(TestImageFile)
#include "tst_image_file.moc"
