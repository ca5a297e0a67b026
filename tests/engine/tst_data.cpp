// SPDX-License-Identifier: GPL-3.0-or-later
// Data sets in files: the right ones are read as they are, damaged ones are refused by name before memory is taken.
#include <zlib.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <opencv2/imgproc.hpp>

#include "engine/data/class_in_file_name.hpp"
#include "engine/data/dataset.hpp"
#include "engine/data/mat.hpp"
#include "engine/data/resize.hpp"
#include "tests/support/data_folder.hpp"
#include "tests/support/weight_files.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

std::string words(const std::vector<std::uint32_t>& values) {
  std::string bytes;
  for (const std::uint32_t value : values) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  }
  return bytes;
}

void writeGzip(const fs::path& path, const std::string& bytes) {
  gzFile stream = gzopen(path.c_str(), "wb");
  gzwrite(stream, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(stream);
}

/// Three pictures of 2 x 2 pixels: 0 1 2 3, 4 5 6 7, 8 9 10 11.
std::string goodImages() {
  std::string bytes = words({0x803, 3, 2, 2});
  for (int i = 0; i < 12; ++i) bytes += static_cast<char>(i);
  return bytes;
}
const std::string kGoodLabels = words({0x801, 3}) + std::string("\x07\x00\x09", 3);

std::string cifarRecord(int label, int first) {
  std::string record(3073, '\0');
  record[0] = static_cast<char>(label);
  for (int plane = 0; plane < 3; ++plane)
    record[static_cast<std::size_t>(1 + plane * 1024)] = static_cast<char>(first + plane);
  return record;
}
const std::string kCifarNames = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n";

Image noisy(int width, int height, int channels) {
  Image image{width, height, channels, {}};
  std::uint32_t state = 1;
  for (int i = 0; i < width * height * channels; ++i)
    image.pixels.push_back(static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24));
  return image;
}

}  // namespace

class TestData : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  fs::path folder() const { return m_folder.path().toStdString(); }

  void writeMnist(const std::string& images, const std::string& labels) const {
    fs::create_directories(folder() / "mnist");
    writeGzip(folder() / "mnist/t10k-images-idx3-ubyte.gz", images);
    writeGzip(folder() / "mnist/t10k-labels-idx1-ubyte.gz", labels);
  }
  void writeCifar(const std::string& records, const std::string& names = kCifarNames) const {
    fs::create_directories(folder() / "cifar10");
    writeBytes(folder() / "cifar10/test_batch_first1000.bin", records);
    writeBytes(folder() / "cifar10/batches.meta.txt", names);
  }
  std::string messageOf(const std::string& name) const {
    return failureOf([&] { openDataset(name, folder()); });
  }
  void expect(const std::string& name, const char* culprit) const {
    const std::string message = messageOf(name);
    QVERIFY2(message.find(culprit) != std::string::npos, ("\"" + message + "\"").c_str());
  }

 private slots:
  void initTestCase() {
    QTest::failOnWarning(QRegularExpression(".*"));
    QVERIFY(m_folder.isValid());
  }

  void mnistInGzipAndPlain() {
    writeMnist(goodImages(), kGoodLabels);
    for (int plain = 0; plain < 2; ++plain) {
      const auto data = openDataset("mnist-test", folder());
      QCOMPARE(data->count(), 3);
      QCOMPARE(data->label(0), 7);
      QCOMPARE(data->label(2), 9);
      QCOMPARE(data->image(1), (Image{2, 2, 1, {4, 5, 6, 7}}));
      QCOMPARE(data->labels().size(), std::size_t{10});
      fs::remove(folder() / "mnist/t10k-images-idx3-ubyte.gz");
      writeBytes(folder() / "mnist/t10k-images-idx3-ubyte", goodImages());
    }
    fs::remove_all(folder() / "mnist");
  }

  void badMnist_data() {
    QTest::addColumn<QByteArray>("images");
    QTest::addColumn<QByteArray>("labels");
    QTest::addColumn<QString>("culprit");
    const auto row = [](const char* name, const std::string& images, const std::string& labels, const char* culprit) {
      QTest::newRow(name) << QByteArray::fromStdString(images) << QByteArray::fromStdString(labels) << QString(culprit);
    };
    const std::string good = goodImages();
    row("empty pictures", "", kGoodLabels, "cut short");
    row("empty labels", good, "", "cut short");
    row("pictures for labels", good, good, "no IDX file of labels");
    row("labels for pictures", kGoodLabels, kGoodLabels, "no IDX file of pictures");
    row("text", "what is this, a text?", kGoodLabels, "no IDX file");
    row("fewer pixels", good.substr(0, good.size() - 1), kGoodLabels, "cut short");
    row("more pixels", good + "x", kGoodLabels, "more bytes");
    row("fewer labels", good, kGoodLabels.substr(0, kGoodLabels.size() - 1), "cut short");
    row("more labels", good, kGoodLabels + "x", "more bytes");
    row("counts disagree", words({0x803, 4, 2, 2}) + good.substr(16), kGoodLabels,
        "4 pictures, but there are 3 labels");
    row("label above 9", good, words({0x801, 3}) + std::string("\x07\x0a\x09", 3), "above 9");
    row("claims huge pictures", words({0x803, 3, 0x7fffffff, 0x7fffffff}) + good.substr(16), kGoodLabels, "2147483647");
    row("claims huge counts", words({0x803, 0xffffffff, 2, 2}), words({0x801, 0xffffffff}), "4294967295 labels");
    row("claims a gigabyte", words({0x803, 3, 1024, 1024}) + good.substr(16), kGoodLabels, "cut short");
    row("pictures of no height", words({0x803, 3, 0, 2}), kGoodLabels, "0 pixels");
    row("no pictures", words({0x803, 0, 2, 2}), words({0x801, 0}), "0 labels");
  }
  void badMnist() {
    QFETCH(QByteArray, images);
    QFETCH(QByteArray, labels);
    QFETCH(QString, culprit);
    writeMnist(images.toStdString(), labels.toStdString());
    expect("mnist-test", culprit.toUtf8().constData());
  }

  void damagedGzip() {
    writeMnist(goodImages(), kGoodLabels);
    const fs::path path = folder() / "mnist/t10k-images-idx3-ubyte.gz";
    const std::string bytes = bytesOf(path);
    writeBytes(path, bytes.substr(0, bytes.size() - 12));
    QVERIFY(!messageOf("mnist-test").empty());
    std::string wrongSum = bytes;
    wrongSum[bytes.size() - 6] = static_cast<char>(wrongSum[bytes.size() - 6] + 1);
    writeBytes(path, wrongSum);
    expect("mnist-test", "damaged");
    fs::remove(path);
    expect("mnist-test", "t10k-images-idx3-ubyte.gz is not there");
  }

  void cifarPlanesBecomePixels() {
    writeCifar(cifarRecord(3, 10) + cifarRecord(9, 20));
    const auto data = openDataset("cifar10-test", folder());
    QCOMPARE(data->count(), 2);
    QCOMPARE(data->label(1), 9);
    QCOMPARE(data->labels()[3], std::string("d"));
    const Image image = data->image(1);
    QCOMPARE(image.width, 32);
    QCOMPARE(image.channels, 3);
    QCOMPARE((std::vector<std::uint8_t>(image.pixels.begin(), image.pixels.begin() + 4)),
             (std::vector<std::uint8_t>{20, 21, 22, 0}));
  }

  void badCifar() {
    writeCifar("");
    expect("cifar10-test", "0 bytes");
    writeCifar(cifarRecord(3, 10).substr(1));
    expect("cifar10-test", "3072 bytes");
    writeCifar(cifarRecord(3, 10) + cifarRecord(10, 0));
    expect("cifar10-test", "label above 9 at picture 1");
    writeCifar(cifarRecord(3, 10), "cat\ndog\n");
    expect("cifar10-test", "2 classes");
    writeCifar(cifarRecord(3, 10));
    expect("cifar10-train", "data_batch_1.bin");
    fs::remove_all(folder() / "cifar10");
    expect("cifar10-test", "is not there");
  }

  void foldersOfPictures() {
    const fs::path root = folder() / "pictures";
    for (const char* name : {"zebra/1.png", "ant/2.png", "ant/1.PNG", "ant/notes.txt", ".hidden/x.png"}) {
      fs::create_directories((root / name).parent_path());
      writePng(root / name, {1, 1, 1, {static_cast<std::uint8_t>(name[0])}});
    }
    const auto classes = openDataset(root.string(), {});
    QCOMPARE(classes->labels(), (std::vector<std::string>{"ant", "zebra"}));
    QCOMPARE(classes->count(), 3);
    QCOMPARE(classes->label(0), 0);
    QCOMPARE(classes->label(2), 1);
    QCOMPARE(classes->image(2).pixels.front(), std::uint8_t{'z'});
    const auto flat = openDataset((root / "ant").string() + ":1-2", {});
    QCOMPARE(flat->count(), 1);
    QCOMPARE(flat->label(0), -1);
    QVERIFY(flat->labels().empty());
    writeBytes(root / "ant/broken.png", "no picture");
    const auto lazy = openDataset(root.string(), {});
    QCOMPARE(lazy->count(), 4);
    QVERIFY(failureOf([&] { lazy->image(2); }).find("broken.png") != std::string::npos);
    fs::create_directories(root / "empty");
    QVERIFY(failureOf([&] { openDataset((root / "empty").string(), {}); }).find("holds no pictures") !=
            std::string::npos);
  }

  void slices() {
    const auto whole = openDataset("signs-test", {});
    const auto part = openDataset("signs-test:5-9", {});
    QCOMPARE(part->count(), 4);
    QCOMPARE(part->label(0), whole->label(5));
    QCOMPARE(part->image(3), whole->image(8));
    QCOMPARE(openDataset("signs-test:0-2000", {})->count(), 2000);
    for (const char* range : {"9-5", "5-5", "0-2001", "1999-99999999"}) {
      QVERIFY2(failureOf([&] { openDataset(std::string("signs-test:") + range, {}); }).find("2000 pictures") !=
                   std::string::npos,
               range);
    }
    for (const char* range : {"", "5", "-3-5", "a-b", "1-", "1-2x", "99999999999-5", "1-2-3"}) {
      QVERIFY2(
          failureOf([&] { openDataset(std::string("signs-test:") + range, {}); }).find("no range") != std::string::npos,
          range);
    }
  }

  void unknownNames() {
    expect("emnist-test", "mnist-test");
    expect("", "There is no data set");
    QVERIFY(failureOf([] { openDataset("mnist-test", {}); }).find("ADVSCOPE_DATA") != std::string::npos);
  }

  void publicDataIsReadRight() {
    ADV_NEED_DATA();
    const auto digits = openDataset("mnist-test", dataFolder());
    QCOMPARE(digits->count(), 10000);
    const std::vector<int> expected{7, 2, 1, 0, 4, 1, 4, 9, 5, 9};
    for (int i = 0; i < 10; ++i) QCOMPARE(digits->label(i), expected[static_cast<std::size_t>(i)]);
    QCOMPARE(digits->image(0).width, 28);
    QCOMPARE(openDataset("mnist-train", dataFolder())->count(), 60000);
    const auto objects = openDataset("cifar10-test", dataFolder());
    QCOMPARE(objects->count(), 1000);
    QCOMPARE(objects->labels()[static_cast<std::size_t>(objects->label(0))], std::string("cat"));
    QCOMPARE(openDataset("cifar10-train", dataFolder())->count(), 30000);
  }

  void stretchingIsOpenCvs() {
    for (const int channels : {1, 3}) {
      const Image image = noisy(53, 31, channels);
      cv::Mat expected;
      cv::resize(viewOf(image), expected, {27, 27}, 0, 0, cv::INTER_LINEAR);
      QCOMPARE(fitToInput(image, 27, 27, channels, false), imageOf(expected));
    }
  }

  void croppingKeepsTheMiddle() {
    Image image{6, 2, 1, {9, 9, 1, 2, 9, 9, 9, 9, 3, 4, 9, 9}};
    QCOMPARE(fitToInput(image, 2, 2, 1, true), (Image{2, 2, 1, {1, 2, 3, 4}}));
    QCOMPARE(fitToInput(image, 1, 1, 1, true), (Image{1, 1, 1, {3}}));
    const Image grown = fitToInput(Image{100, 1, 1, Bytes(100, 50)}, 64, 64, 3, true);
    QCOMPARE(grown.pixels, Bytes(64 * 64 * 3, 50));
    QCOMPARE(fitToInput(Image{1, 5000, 3, Bytes(15000, 8)}, 224, 224, 3, true).pixels, Bytes(224 * 224 * 3, 8));
  }

  void fittingPicturesStayAsTheyAre() {
    const Image image = noisy(28, 28, 1);
    QCOMPARE(fitToInput(image, 28, 28, 1, true), image);
    QCOMPARE(fitToInput(image, 28, 28, 1, false), image);
    const Image colour = fitToInput(image, 28, 28, 3, true);
    QCOMPARE(int(colour.at(3, 4)[2]), int(image.at(3, 4)[0]));
    QCOMPARE(fitToInput(colour, 28, 28, 1, true), image);
    QVERIFY(!failureOf([] { fitToInput(Image{}, 2, 2, 1, true); }).empty());
  }

  void classesInFileNames() {
    QCOMPARE(classInFileName("/x/imagenet_03_990.jpg"), std::optional<int>(990));
    QCOMPARE(classInFileName("imagenet_12_7.png"), std::optional<int>(7));
    for (const char* name :
         {"imagenet_990.jpg", "caffe_cat.jpg", "imagenet_1_2000.jpg", "imagenet_a_3.jpg", "imagenet_1_.jpg"}) {
      QVERIFY2(!classInFileName(name), name);
    }
  }

 private:
  using Bytes = std::vector<std::uint8_t>;
};

QTEST_GUILESS_MAIN(TestData)
#include "tst_data.moc"
