// SPDX-License-Identifier: GPL-3.0-or-later
// Files of weights: good ones of every format hold the same tensors, bad ones are refused by name.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <random>

#include "engine/models/sha256.hpp"
#include "engine/models/weights.hpp"
#include "tests/support/data_folder.hpp"
#include "tests/support/weight_files.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

const std::string kGoodHeader =
    "{" + entry("a.weight", "F32", "[2,3]", "[0,24]") + "," + entry("b", "F32", "[2]", "[24,32]") + "}";
const std::string kGoodData = floats({1, 2, 3, 4, 5, 6, 7, 8});
const std::vector<Pickle::Tensor> kGoodTensors{{.name = "a.weight", .size = {2, 3}, .stride = {3, 1}, .elements = 8},
                                               {.name = "b", .size = {2}, .stride = {1}, .elements = 8, .offset = 6}};

void compareTensors(const NamedTensors& a, const NamedTensors& b) {
  QCOMPARE(a.size(), b.size());
  for (const auto& [name, tensor] : a) {
    QVERIFY2(b.contains(name), name.c_str());
    QVERIFY2(at::equal(tensor, b.at(name)), name.c_str());
    QVERIFY2(tensor.is_contiguous(), name.c_str());
  }
}

}  // namespace

class TestWeights : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  fs::path file(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }

  std::string messageFor(const std::string& name, const std::string& bytes) const {
    const fs::path path = writeBytes(file(name), bytes);
    return failureOf([&] { readWeights(path); });
  }

  void expectGood(const NamedTensors& tensors) const {
    QCOMPARE(tensors.size(), std::size_t{2});
    QVERIFY(at::equal(tensors.at("a.weight"), at::arange(1, 7, at::kFloat).view({2, 3})));
    QVERIFY(at::equal(tensors.at("b"), at::tensor({7.0F, 8.0F})));
  }

  void fuzz(const fs::path& good) const {
    const std::string bytes = bytesOf(good);
    const fs::path path = file("fuzzed" + good.extension().string());
    std::mt19937 random(7);
    int refused = 0;
    for (int i = 0; i < 2000; ++i) {
      std::string damaged = bytes;
      damaged[random() % damaged.size()] = static_cast<char>(random());
      writeBytes(path, damaged);
      refused += failureOf([&] { readWeights(path); }).empty() ? 0 : 1;
    }
    QVERIFY2(refused > 200 && refused < 2000, qPrintable(QString::number(refused)));
  }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }
  void initTestCase() { QVERIFY(m_folder.isValid()); }

  void sha256OfKnownTexts() {
    const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    QCOMPARE(sha256Of("abc", 3), expected);
    QCOMPARE(sha256Of(writeBytes(file("abc"), "abc")), expected);
    QCOMPARE(sha256Of(writeBytes(file("none"), "")),
             std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QVERIFY(failureOf([&] { sha256Of(file("missing")); }).find("missing") != std::string::npos);
  }

  void smallFilesOfEveryFormat() {
    expectGood(readWeights(writeBytes(file("s.safetensors"), safetensors(kGoodHeader, kGoodData))));
    expectGood(readWeights(writeZip(file("z.pth"), torchEntries(Pickle::ofTensors(kGoodTensors), kGoodData))));
    expectGood(
        readWeights(writeBytes(file("l.pt"), legacyFile(Pickle::ofTensors(kGoodTensors, true), {{"0", kGoodData}}))));
  }

  void writtenFilesReadBack() {
    const NamedTensors tensors{{"x", at::randn({3, 4})},
                               {"y.bias", at::randn({5})},
                               {"turned", at::randn({4, 6}).t()},
                               {"scalar", at::tensor(2.5F)}};
    writeSafetensors(file("w.safetensors"), tensors);
    const NamedTensors back = readWeights(file("w.safetensors"));
    compareTensors(back, tensors);
    QVERIFY(!fs::exists(file("w.safetensors.part")));
    QVERIFY(failureOf([&] { writeSafetensors(file("no/folder.safetensors"), tensors); }).find("cannot be written") !=
            std::string::npos);
  }

  void otherFloatsAreWidened() {
    const std::string header = "{" + entry("h", "F16", "[2]", "[0,4]") + "," + entry("b", "BF16", "[1]", "[4,6]") +
                               "," + entry("d", "F64", "[1]", "[6,14]") + "," + entry("n", "I64", "[1]", "[14,22]") +
                               "}";
    const std::string data = std::string("\x00\x3c\x00\xc0", 4) + std::string("\x80\x3f", 2) +
                             std::string("\x00\x00\x00\x00\x00\x00\xe0\x3f", 8) + littleEndian(9, 8);
    const NamedTensors tensors = readWeights(writeBytes(file("mixed.safetensors"), safetensors(header, data)));
    QVERIFY(at::equal(tensors.at("h"), at::tensor({1.0F, -2.0F})));
    QVERIFY(at::equal(tensors.at("b"), at::tensor({1.0F})));
    QVERIFY(at::equal(tensors.at("d"), at::tensor({0.5F})));
    QCOMPARE(tensors.at("n").item<std::int64_t>(), std::int64_t{9});
  }

  void transposedStorageBecomesContiguous() {
    const std::vector<Pickle::Tensor> turned{{.name = "t", .size = {3, 2}, .stride = {1, 3}, .elements = 8}};
    const NamedTensors tensors =
        readWeights(writeZip(file("t.pth"), torchEntries(Pickle::ofTensors(turned), kGoodData)));
    QVERIFY(at::equal(tensors.at("t"), at::tensor({1.0F, 4.0F, 2.0F, 5.0F, 3.0F, 6.0F}).view({3, 2})));
    QVERIFY(tensors.at("t").is_contiguous());
  }

  void formsOfTheSameNetworkAgree() {
    ADV_NEED_DATA();
    const fs::path data = dataFolder();
    const NamedTensors squeeze = readWeights(data / "squeezenet1.1/squeezenet1_1.safetensors");
    compareTensors(squeeze, readWeights(data / "squeezenet1.1/squeezenet1_1.pth"));
    QCOMPARE(squeeze.size(), std::size_t{52});
    const NamedTensors lenet = readWeights(data / "nets-mnist/advertorch_clean.safetensors");
    compareTensors(lenet, readWeights(data / "nets-mnist/advertorch_clean.pth"));
    compareTensors(lenet, readWeights(data / "nets-mnist/advertorch_mnist_lenet5_clntrained.pt"));
    const NamedTensors resnet = readWeights(data / "nets-cifar10/resnet20.safetensors");
    compareTensors(resnet, readWeights(data / "nets-cifar10/resnet20.pth"));
    compareTensors(resnet, readWeights(data / "nets-cifar10/resnet20-12fca82f.th"));
  }

  void programsAreRefused() {
    ADV_NEED_DATA();
    const std::string message =
        failureOf([] { readWeights(dataFolder() / "squeezenet1.1/squeezenet1_1.torchscript.pt"); });
    QVERIFY2(message.find("TorchScript") != std::string::npos, message.c_str());
  }

  void badSafetensors_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("culprit");
    const auto row = [](const char* name, const std::string& bytes, const char* culprit) {
      QTest::newRow(name) << QByteArray::fromStdString(bytes) << QString(culprit);
    };
    const auto one = [](const std::string& dtype, const std::string& shape, const std::string& offsets) {
      return "{" + entry("w1", dtype, shape, offsets) + "}";
    };
    const auto two = [](const char* a, const char* shapeA, const char* atA, const char* b, const char* shapeB,
                        const char* atB) {
      return "{" + entry(a, "F32", shapeA, atA) + "," + entry(b, "F32", shapeB, atB) + "}";
    };
    const std::string good = safetensors(kGoodHeader, kGoodData);
    row("empty", "", "header's length");
    row("cut in the length", good.substr(0, 5), "header's length");
    row("cut in the header", good.substr(0, 40), "header");
    row("cut in the data", good.substr(0, good.size() - 3), "\"b\"");
    row("bytes behind the data", good + "xx", "34 bytes");
    row("claims a huge header", littleEndian(std::uint64_t{1} << 60, 8) + kGoodHeader, "1152921504606846976");
    row("header longer than the file", littleEndian(1 << 20, 8) + kGoodHeader, "cut short");
    row("no JSON", safetensors("{\"a\": nonsense}", ""), "not valid JSON");
    row("no object", safetensors("[1, 2]", ""), "no JSON object");
    row("deep nesting", safetensors("{\"a\":" + std::string(5000, '[') + std::string(5000, ']') + "}", ""),
        "nests too deeply");
    row("unknown dtype", safetensors(one("F8_E4M3", "[4]", "[0,4]"), "abcd"), "F8_E4M3");
    row("missing field", safetensors("{\"w1\":{\"dtype\":\"F32\",\"shape\":[1]}}", "abcd"), "\"w1\" lacks");
    row("negative extent", safetensors(one("F32", "[-1]", "[0,4]"), "abcd"), "\"w1\" has a shape");
    row("huge extent", safetensors(one("F32", "[1099511627776,1099511627776]", "[0,4]"), "abcd"), "impossible shape");
    row("huge tensor", safetensors(one("F32", "[1099511627776]", "[0,4398046511104]"), "abcd"), "\"w1\" lies outside");
    row("shape and bytes disagree", safetensors(one("F32", "[2]", "[0,4]"), "abcd"),
        "\"w1\" of shape [2] needs 8 bytes");
    row("offsets the wrong way", safetensors(one("F32", "[1]", "[4,0]"), "abcd"), "\"w1\"");
    row("gap", safetensors(one("F32", "[1]", "[4,8]"), "abcdefgh"), "\"w1\" leaves a gap");
    row("overlap", safetensors(two("w1", "[2]", "[0,8]", "w2", "[1]", "[4,8]"), "abcdefgh"), "\"w2\" overlaps");
    row("name twice", safetensors(two("w1", "[1]", "[0,4]", "w1", "[1]", "[4,8]"), "abcdefgh"), "\"w1\" twice");
    row("not a number", safetensors(one("F32", "[1]", "[0,4]"), floats({std::nanf("")})), "\"w1\" holds NaN");
    row("infinite", safetensors(one("F32", "[1]", "[0,4]"), floats({INFINITY})), "\"w1\" holds NaN or infinite");
    row("beyond float32", safetensors(one("F64", "[1]", "[0,8]"), std::string("\x00\x00\x00\x00\x00\x00\xe0\x7f", 8)),
        "\"w1\"");
    row("another kind of file", "\x89PNG\r\n\x1a\n....", "header");
  }
  void badSafetensors() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, culprit);
    const QString message = QString::fromStdString(messageFor("bad.safetensors", bytes.toStdString()));
    QVERIFY2(message.contains(culprit), qPrintable(message));
  }

  void truncationAnywhereIsRefused() {
    const std::vector<std::pair<std::string, fs::path>> files{
        {"cut.safetensors", writeBytes(file("whole.safetensors"), safetensors(kGoodHeader, kGoodData))},
        {"cut.pth", writeZip(file("whole.pth"), torchEntries(Pickle::ofTensors(kGoodTensors), kGoodData))},
        {"cut.pt",
         writeBytes(file("whole.pt"), legacyFile(Pickle::ofTensors(kGoodTensors, true), {{"0", kGoodData}}))}};
    for (const auto& [name, whole] : files) {
      const std::string bytes = bytesOf(whole);
      for (std::size_t length = 0; length < bytes.size(); ++length) {
        const std::string message = messageFor(name, bytes.substr(0, length));
        QVERIFY2(!message.empty(), (name + " " + std::to_string(length)).c_str());
      }
    }
  }

  void unknownFilesAreRefused() {
    QVERIFY(messageFor("x.pth", "just some text, no weights").find("x.pth is no file of weights") != std::string::npos);
    QVERIFY(failureOf([&] { readWeights(file("not-there.pth")); }).find("not-there.pth") != std::string::npos);
    QVERIFY(failureOf([&] { readWeights(file(".")); }).find("is no file") != std::string::npos);
  }

  void oneWrongByteNeverCrashes() {
    fuzz(writeBytes(file("f.safetensors"), safetensors(kGoodHeader, kGoodData)));
    fuzz(writeZip(file("f.pth"), torchEntries(Pickle::ofTensors(kGoodTensors), kGoodData)));
    fuzz(writeBytes(file("f.pt"), legacyFile(Pickle::ofTensors(kGoodTensors, true), {{"0", kGoodData}})));
  }
};

QTEST_GUILESS_MAIN(TestWeights)
#include "tst_weights.moc"
