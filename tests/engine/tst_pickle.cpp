// SPDX-License-Identifier: GPL-3.0-or-later
// Pickles of torch files: plain tensors are read, everything else is refused by name and nothing is executed.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "engine/models/weights.hpp"
#include "tests/support/weight_files.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

const std::string kData = floats({1, 2, 3, 4, 5, 6, 7, 8});

Pickle::Tensor good() { return {.name = "w", .size = {2, 3}, .stride = {3, 1}, .elements = 8}; }

std::string oneTensor(const Pickle::Tensor& tensor) { return Pickle::ofTensors({tensor}); }

std::string program(const std::string& module, const std::string& name) {
  return Pickle().raw("\x80\x02").global(module, name).raw("(").text("echo owned").raw("tR.").bytes();
}

}  // namespace

class TestPickle : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  fs::path file(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
  NamedTensors read(const std::string& pickle) const {
    return readWeights(writeZip(file("p.pth"), torchEntries(pickle, kData)));
  }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void checkpointsAndPrefixes() {
    Pickle pickle;
    pickle.raw("\x80\x02}(")
        .text("best")
        .raw("G")
        .raw(std::string("\x40\x56\xe0\x00\x00\x00\x00\x00", 8))
        .text("epoch")
        .integer(-3);
    pickle.text("state_dict")
        .raw("}(")
        .tensor({.name = "module.w", .size = {2}, .stride = {1}, .elements = 8, .offset = 1})
        .raw("uu.");
    const NamedTensors tensors = read(pickle.bytes());
    QCOMPARE(tensors.size(), std::size_t{1});
    QVERIFY(at::equal(tensors.at("w"), at::tensor({2.0F, 3.0F})));
  }

  void aPrefixThatNotAllShareStays() {
    const NamedTensors tensors =
        read(Pickle::ofTensors({{.name = "module.w", .size = {1}, .stride = {1}, .elements = 8},
                                {.name = "v", .size = {1}, .stride = {1}, .elements = 8}}));
    QVERIFY(tensors.contains("module.w") && tensors.contains("v"));
  }

  void parametersAreTensors() {
    Pickle pickle;
    pickle.raw("\x80\x02}").text("w").global("torch._utils", "_rebuild_parameter").raw("(");
    pickle.global("torch._utils", "_rebuild_tensor_v2")
        .raw("((")
        .text("storage")
        .global("torch", "FloatStorage")
        .text("0")
        .text("cpu");
    pickle.integer(8).raw("tQ").integer(4).integers({2}).integers({1}).raw("\x89}tR").raw("\x88}tRs.");
    QVERIFY(at::equal(read(pickle.bytes()).at("w"), at::tensor({5.0F, 6.0F})));
  }

  void badPickles_data() {
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("culprit");
    const auto row = [](const char* name, const std::string& pickle, const char* culprit) {
      QTest::newRow(name) << QByteArray::fromStdString(pickle) << QString(culprit);
    };
    const auto changed = [](auto change) {
      Pickle::Tensor tensor = good();
      change(tensor);
      return oneTensor(tensor);
    };
    row("os.system", program("os", "system"), "asks for os.system; only plain tensors are read");
    row("posix.system", program("posix", "system"), "posix.system");
    row("builtins.eval", program("builtins", "eval"), "builtins.eval");
    row("__builtin__.exec", program("__builtin__", "exec"), "__builtin__.exec");
    row("a whole module", program("torch.nn.modules.container", "Sequential"), "torch.nn.modules.container.Sequential");
    row("another torch function", program("torch._utils", "_rebuild_wrapper_subclass"), "_rebuild_wrapper_subclass");
    row("a name that only begins well", program("torch", "FloatStorage.__reduce__"), "torch.FloatStorage.__reduce__");
    row("calls a storage", program("torch", "FloatStorage"), "calls torch.FloatStorage");
    row("newer protocol", "\x80\x04" + oneTensor(good()).substr(2), "protocol 4");
    row("instruction i", "\x80\x02(i.", "instruction 105");
    row("instruction that makes objects", "\x80\x02\x81.", "instruction 129");
    row("without an end", oneTensor(good()).substr(0, oneTensor(good()).size() - 1), "cut short");
    row("a bare number", Pickle().raw("\x80\x02").integer(5).raw(".").bytes(), "no state dict");
    row("empty", Pickle::ofTensors({}), "holds no tensors");
    row("takes from nothing", std::string("\x80\x02R."), "takes more than it holds");
    row("ends what it did not begin", std::string("\x80\x02t."), "did not begin");
    row("recalls nothing", std::string("\x80\x02h\x07."), "never remembered");
    row("huge memo", "\x80\x02Nr\xff\xff\xff\xff.", "remembers more");
    row("deep marks", "\x80\x02" + std::string(5000, '(') + ".", "nested deeper");
    row("huge text",
        "\x80\x02X\xff\xff\xff\x7f"
        "abc.",
        "cut short");
    row("an entry that is no tensor", Pickle().raw("\x80\x02}").text("lr").integer(1).raw("s.").bytes(),
        "\"lr\" is no tensor");
    row("name twice", Pickle::ofTensors({good(), good()}), "\"w\" is there twice");
    row("beyond its storage", changed([](auto& t) { t.size = {3, 3}; }), "\"w\" reaches beyond its storage");
    row("offset beyond", changed([](auto& t) { t.offset = 3; }), "\"w\" reaches beyond its storage");
    row("offset before", changed([](auto& t) { t.offset = -1; }), "\"w\" begins outside its storage");
    row("negative stride", changed([](auto& t) { t.stride = {-3, 1}; }), "\"w\" has a negative stride");
    row("overflowing stride", changed([](auto& t) {
          t.stride = {INT64_MAX, INT64_MAX};
        }),
        "\"w\" reaches beyond its storage");
    row("strides do not fit", changed([](auto& t) { t.stride = {1}; }), "\"w\" has strides");
    row("negative size", changed([](auto& t) { t.size = {-2, 3}; }), "\"w\" has the impossible shape [-2, 3]");
    row("repeats one value", changed([](auto& t) {
          t.size = {1 << 20, 1 << 19};
          t.stride = {0, 0};
        }),
        "\"w\" and those before it claim more values");
    row("storage claims too much", changed([](auto& t) { t.elements = std::int64_t{1} << 39; }),
        "data/0 holds 32 bytes");
    row("storage of another type", changed([](auto& t) { t.storageClass = "DoubleStorage"; }), "data/0 holds 32 bytes");
    row("storage of no type", changed([](auto& t) { t.storageClass = "ComplexFloatStorage"; }),
        "torch.ComplexFloatStorage");
    row("storage that is not there", changed([](auto& t) { t.storage = "1"; }), "lacks the entry data/1");
  }
  void badPickles() {
    QFETCH(QByteArray, pickle);
    QFETCH(QString, culprit);
    const QString message = QString::fromStdString(failureOf([&] { read(pickle.toStdString()); }));
    QVERIFY2(message.contains(culprit), qPrintable(message));
  }

  void badZips_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("culprit");
    QTest::newRow("compressed") << "compressed"
                                << "compressed";
    QTest::newRow("no pickle") << "no pickle"
                               << "without data.pkl";
    QTest::newRow("big-endian") << "big-endian"
                                << "byte order \"big\"";
    QTest::newRow("not a zip") << "not a zip"
                               << "no valid zip";
    QTest::newRow("entry twice") << "entry twice"
                                 << "net/data/0 twice";
    QTest::newRow("checksum") << "checksum"
                              << "checksum";
    QTest::newRow("not a number") << "not a number"
                                  << "\"w\" holds NaN";
  }
  void badZips() {
    QFETCH(QString, kind);
    QFETCH(QString, culprit);
    ZipEntries entries = torchEntries(oneTensor(good()), kData);
    const fs::path path = file("bad.pth");
    if (kind == "no pickle") entries.erase(entries.begin());
    if (kind == "big-endian") entries[1].second = "big";
    if (kind == "not a number") entries[2].second = floats({1, 2, std::nanf(""), 4, 5, 6, 7, 8});
    if (kind == "entry twice") entries.push_back({"net/data/1", kData});
    writeZip(path, entries, kind == "compressed");
    std::string bytes = bytesOf(path);
    if (kind == "not a zip") bytes = "PK\x03\x04 and nothing else";
    for (std::size_t at = 0; kind == "entry twice" && (at = bytes.find("data/1", at)) != std::string::npos;)
      bytes[at + 5] = '0';
    if (kind == "checksum") bytes[bytes.find(kData) + 3] ^= 1;
    writeBytes(path, bytes);
    const QString message = QString::fromStdString(failureOf([&] { readWeights(path); }));
    QVERIFY2(message.contains(culprit), qPrintable(message));
  }

  void badLegacyFiles() {
    const std::string object = Pickle::ofTensors({good()}, true);
    const auto message = [&](const std::string& bytes) {
      return failureOf([&] { readWeights(writeBytes(file("bad.pt"), bytes)); });
    };
    const auto expect = [&](const std::string& bytes, const std::string& culprit) {
      const std::string text = message(bytes);
      QVERIFY2(text.find(culprit) != std::string::npos, text.c_str());
    };
    QVERIFY(message(legacyFile(object, {{"0", kData}})).empty());
    expect(legacyFile(object, {}), "does not hold the storage 0");
    expect(legacyFile(object, {{"0", kData}, {"9", kData}}), "no tensor uses");
    expect(legacyFile(object, {{"0", kData.substr(4)}}), "storage 0 should hold 8 values");
    expect(legacyFile(object, {{"0", kData}}) + "x", "goes on");
    expect(legacyFile(
               Pickle::ofTensors({{.name = "w", .size = {1}, .stride = {1}, .elements = std::int64_t{1} << 40}}, true),
               {{"0", kData}}),
           "storage 0 should hold 1099511627776 values");
    expect(legacyFile(program("os", "system"), {}), "os.system");
    expect(legacyFile(program("builtins", "eval"), {}), "builtins.eval");
    std::string nan = kData;
    nan.replace(0, 4, floats({std::nanf("")}));
    expect(legacyFile(object, {{"0", nan}}), "\"w\" holds NaN");
    std::string version = legacyFile(object, {{"0", kData}});
    version[15 + 4] = 1;
    expect(version, "unknown version");
  }
};

QTEST_GUILESS_MAIN(TestPickle)
#include "tst_pickle.moc"
