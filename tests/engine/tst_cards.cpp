// SPDX-License-Identifier: GPL-3.0-or-later
// Model cards: what is read from them, and that every mistake is named.
#include <ATen/ATen.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

#include "engine/api/similar_models.hpp"
#include "engine/core/workspace.hpp"
#include "engine/models/sha256.hpp"
#include "tests/support/card_files.hpp"
#include "tests/support/data_folder.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

using Change = std::function<void(Json& card, NamedTensors& weights)>;

const fs::path kModels = ADVSCOPE_SOURCE_DIR "/models";

}  // namespace
Q_DECLARE_METATYPE(Change)

class TestCards : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  fs::path folder() const { return m_folder.path().toStdString(); }

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void everyFieldIsRead() {
    Json card = tinyCard();
    card.update({{"description", "d"},
                 {"data", "none"},
                 {"samples", "mnist-test"},
                 {"licence", "MIT"},
                 {"provenance", "p"},
                 {"clean_accuracy", 0.5},
                 {"accuracy_note", "n"},
                 {"group", "set"},
                 {"seed", 7},
                 {"temperature", 20},
                 {"teacher_accuracy", 0.25}});
    card["preprocessing"] = {{"mean", {0.1, 0.2, 0.3}}, {"std", {1, 2, 3}}, {"resize", "stretch"}};
    const fs::path path = writeCard(folder() / "full", card, tinyWeights());
    card["weights_sha256"] = sha256Of(folder() / "full/weights.safetensors");
    writeBytes(path, card.dump());
    const ModelInfo info = readCard(path, {});
    QCOMPARE(info.id, std::string("tiny"));
    QCOMPARE(info.title, std::string("Tiny"));
    QCOMPARE(info.description + info.data + info.samples + info.licence + info.provenance + info.accuracyNote,
             std::string("dnonemnist-testMITpn"));
    QCOMPARE(info.architecture, std::string("layers"));
    QCOMPARE(info.resize, std::string("stretch"));
    QCOMPARE(info.width * 100 + info.height * 10 + info.channels, 663);
    QCOMPARE(info.labels, (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(info.cleanAccuracy, 0.5);
    QCOMPARE(info.group, std::string("set"));
    QCOMPARE(info.seed, std::uint64_t{7});
    QCOMPARE(info.temperature, std::optional<double>(20.0));
    QCOMPARE(info.teacherAccuracy, 0.25);
    QVERIFY(info.available && info.whyNot.empty());
    QCOMPARE(loadClassifier(path, {}, at::kCPU)->info().id, std::string("tiny"));
  }

  void labelsFromAFile() {
    Json card = tinyCard();
    card["labels"] = "labels.txt";
    const fs::path path = writeCard(folder() / "labels", card, tinyWeights());
    QVERIFY(!readCard(path, {}).available);
    QVERIFY(readCard(path, {}).whyNot.find("labels.txt is not there") != std::string::npos);
    writeBytes(folder() / "labels/labels.txt", "x\r\ny z\nw");
    QCOMPARE(readCard(path, {}).labels, (std::vector<std::string>{"x", "y z", "w"}));
  }

  void dataFolderStandsInForItsVariable() {
    Json card = tinyCard();
    card["weights"] = "$ADVSCOPE_DATA/nets/weights.safetensors";
    const fs::path path = writeCard(folder() / "data", card, tinyWeights());
    const ModelInfo unset = readCard(path, {});
    QVERIFY(!unset.available);
    QCOMPARE(unset.whyNot, std::string("Set ADVSCOPE_DATA to the folder that holds nets/weights.safetensors."));
    const std::string message = failureOf([&] { loadClassifier(path, {}, at::kCPU); });
    QVERIFY2(message.find("Set ADVSCOPE_DATA") != std::string::npos, message.c_str());
    fs::create_directories(folder() / "elsewhere/nets");
    QVERIFY(!readCard(path, folder() / "elsewhere").available);
    writeSafetensors(folder() / "elsewhere/nets/weights.safetensors", tinyWeights());
    QVERIFY(readCard(path, folder() / "elsewhere").available);
    QVERIFY(loadClassifier(path, folder() / "elsewhere", at::kCPU) != nullptr);
  }

  void brokenCardsAreListedWithTheReason() {
    const fs::path root = folder() / "many";
    Json second = tinyCard();
    second["title"] = "Another";
    writeCard(root / "one", tinyCard(), tinyWeights());
    writeCard(root / "two", second, tinyWeights());
    fs::create_directories(root / "broken");
    writeBytes(root / "broken/model.json", "{");
    fs::create_directories(root / "empty");
    const auto models = findModels({root, folder() / "not-there"}, {});
    QCOMPARE(models.size(), std::size_t{3});
    QCOMPARE(models[0].title, std::string("Another"));
    QCOMPARE(models[1].title, std::string("Tiny"));
    QCOMPARE(models[2].id, std::string("broken"));
    QVERIFY(!models[2].available && models[2].whyNot.find("not valid JSON") != std::string::npos);
  }

  void setsAreFoundOneFolderDeeper() {
    const fs::path root = folder() / "sets";
    writeCard(root / "alone", tinyCard(), tinyWeights());
    Json member = tinyCard();
    member.update({{"id", "member"}, {"title", "A member"}, {"group", "set"}});
    const fs::path card = writeCard(root / "set/member", member, tinyWeights());
    writeCard(root / "set/member/deeper", tinyCard(), tinyWeights());
    const auto models = findModels({root}, {});
    QCOMPARE(models.size(), std::size_t{2});
    QCOMPARE(models.front().id, std::string("member"));
    QVERIFY(!models.front().temperature && models.front().teacherAccuracy < 0.0);
    QCOMPARE(setsLast(models).back().id, std::string("member"));
    QCOMPARE(similarModels(models, models.back()).size(), std::size_t{1});
    QCOMPARE(similarModels(models, models.front()).size(), std::size_t{2});
    const Workspace workspace(at::kCPU, "CPU", {root}, {}, {});
    QCOMPARE(workspace.cardOf("member"), card);
  }

  void bundledCardsAreSound() {
    for (const ModelInfo& info : findModels({kModels}, {})) {
      QVERIFY2(!info.labels.empty() || info.whyNot.find("Set ADVSCOPE_DATA") == 0,
               (info.id + ": " + info.whyNot).c_str());
      QVERIFY2(info.available || info.whyNot.find("Set ADVSCOPE_DATA") == 0, (info.id + ": " + info.whyNot).c_str());
      QVERIFY2(!info.licence.empty() && !info.provenance.empty() && info.weightsSha256.size() == 64 &&
                   info.cleanAccuracy > 0,
               info.id.c_str());
      QCOMPARE(fs::path(info.cardPath).parent_path().filename().string(), info.id);
    }
  }

  void bundledCardsLoad() {
    ADV_NEED_DATA();
    int loaded = 0;
    for (const ModelInfo& info : findModels({kModels}, dataFolder())) {
      QVERIFY2(info.available, (info.id + ": " + info.whyNot).c_str());
      QCOMPARE(loadClassifier(info.cardPath, dataFolder(), at::kCPU)->info().classCount(),
               static_cast<int>(info.labels.size()));
      ++loaded;
    }
    QVERIFY(loaded >= 5);
  }

  void mistakes_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("culprit");
    const auto row = [](const char* name, const Change& change, const char* culprit) {
      QTest::newRow(name) << change << QString(culprit);
    };
    const auto set = [&](const char* name, const char* field, const Json& value, const char* culprit) {
      row(
          name, [=](Json& card, NamedTensors&) { card[field] = value; }, culprit);
    };
    const auto layer = [&](const char* name, int index, const Json& value, const char* culprit) {
      row(
          name, [=](Json& card, NamedTensors&) { card["layers"][static_cast<std::size_t>(index)] = value; }, culprit);
    };
    const auto tensor = [&](const char* name, const std::string& key, const at::Tensor& value, const char* culprit) {
      row(
          name, [=](Json&, NamedTensors& weights) { weights[key] = value; }, culprit);
    };
    row(
        "no id", [](Json& card, NamedTensors&) { card.erase("id"); }, "\"id\" is missing");
    set("id of another kind", "id", 7, "\"id\" must be a text");
    set("id with a slash", "id", "a/b", "\"id\" must be a short name");
    set("unknown field", "preprocesing", Json::object(), "unknown field \"preprocesing\"");
    set("no size", "input", Json{{"width", 6}, {"channels", 3}}, "\"input.height\" is missing");
    set("size zero", "input", Json{{"width", 0}, {"height", 6}, {"channels", 3}},
        "\"input.width\" is 0, but must be 1 to 4096");
    set("size too large", "input", Json{{"width", 6}, {"height", 4097}, {"channels", 3}}, "\"input.height\" is 4097");
    set("size with a fraction", "input", Json{{"width", 6.5}, {"height", 6}, {"channels", 3}},
        "\"input.width\" must be a whole number");
    set("two channels", "input", Json{{"width", 6}, {"height", 6}, {"channels", 2}}, "must be 1 (grey) or 3 (RGB)");
    set("mean of one channel", "preprocessing", Json{{"mean", {0.5}}},
        "\"preprocessing.mean\" must be a list of 3 numbers");
    set("std of zero", "preprocessing", Json{{"std", {1, 0, 1}}}, "\"preprocessing.std\" must be positive");
    set("unknown resize", "preprocessing", Json{{"resize", "squash"}},
        "\"preprocessing.resize\" must be \"crop\" or \"stretch\"");
    set("labels of another kind", "labels", 3, "\"labels\" must be a list of texts");
    set("one label", "labels", Json{"a"}, "gives 1 classes");
    set("labels and outputs disagree", "labels", Json{"a", "b"}, "gives 3 classes, but the model card has 2 labels");
    set("accuracy in percent", "clean_accuracy", 98, "\"clean_accuracy\" is 98, but must be 0 to 1");
    set("sha256 too short", "weights_sha256", "abc", "64 lower-case hexadecimal digits");
    set("another sha256", "weights_sha256", std::string(64, '0'), "weights.safetensors is not the file");
    set("weights not there", "weights", "other.safetensors", "other.safetensors is not there");
    set("both kinds of architecture", "architecture", "resnet20", "exclude each other");
    row(
        "unknown architecture", [](Json& card, NamedTensors&) { card.erase("layers"), card["architecture"] = "vgg99"; },
        "\"vgg99\"");
    row(
        "neither architecture", [](Json& card, NamedTensors&) { card.erase("layers"); }, "\"architecture\" is missing");
    set("layers of another kind", "layers", "conv", "\"layers\" must be a list");
    layer("layer without type", 1, Json{{"typ", "relu"}}, "\"layers[1].type\"");
    layer("unknown layer", 1, Json{{"type", "gelu"}}, "unknown layer \"gelu\"");
    layer("unknown field of a layer", 0, Json{{"type", "conv2d"}, {"name", "conv"}, {"pading", 1}},
          "unknown field \"layers[0].pading\"");
    layer("stride zero", 0, Json{{"type", "conv2d"}, {"name", "conv"}, {"stride", 0}}, "\"layers[0].stride\"");
    layer("no name", 0, Json{{"type", "conv2d"}}, "\"layers[0].weight\" is missing");
    layer("no kernel", 2, Json{{"type", "maxpool2d"}}, "\"layers[2].kernel\" is missing");
    layer("window larger than the plane", 2, Json{{"type", "maxpool2d"}, {"kernel", 7}}, "a window of 7 on 6 pixels");
    layer("unknown order", 3, Json{{"type", "flatten"}, {"order", "whc"}}, "\"chw\" or \"hwc\"");
    layer("linear before flatten", 3, Json{{"type", "linear"}, {"name", "out"}}, "needs a \"flatten\" layer");
    layer("convolution after flatten", 4, Json{{"type", "conv2d"}, {"name", "out"}}, "comes after \"flatten\"");
    row(
        "no flatten", [](Json& card, NamedTensors&) { card["layers"].erase(3), card["layers"].erase(3); },
        "\"flatten\"");
    row(
        "missing tensor", [](Json&, NamedTensors& weights) { weights.erase("conv.bias"); },
        "lack the tensor \"conv.bias\" of shape [4]");
    tensor("extra tensor", "conv2.weight", at::ones({2}), "no place for: \"conv2.weight\"");
    tensor("wrong channels", "conv.weight", at::ones({4, 1, 3, 3}),
           "\"conv.weight\" should have the shape [any, 3, any, any], but has [4, 1, 3, 3]");
    tensor("wrong bias", "conv.bias", at::ones({5}), "\"conv.bias\" should have the shape [4], but has [5]");
    tensor("wrong features", "out.weight", at::ones({3, 35}),
           "\"out.weight\" should have the shape [any, 36], but has [3, 35]");
    tensor("empty tensor", "out.weight", at::ones({0, 36}), "\"out.weight\"");
  }
  void mistakes() {
    QFETCH(Change, change);
    QFETCH(QString, culprit);
    Json card = tinyCard();
    NamedTensors weights = tinyWeights();
    change(card, weights);
    const QString message = QString::fromStdString(failureOf([&] { loadCard(folder() / "bad", card, weights); }));
    QVERIFY2(message.contains(culprit), qPrintable(message));
  }

  void nativeArchitecturesNameWhatDoesNotFit() {
    Json card = tinyCard();
    card.erase("layers");
    for (const auto& [name, tensor] :
         {std::pair<const char*, const char*>{"squeezenet1_1", "features.0.weight"}, {"resnet20", "conv1.weight"}}) {
      card["architecture"] = name;
      card["input"] = {{"width", 64}, {"height", 64}, {"channels", 3}};
      std::string message = failureOf([&] { loadCard(folder() / "native", card, tinyWeights()); });
      QVERIFY2(message.find(std::string("lack the tensor \"") + tensor) != std::string::npos, message.c_str());
      card["input"]["channels"] = 1;
      message = failureOf([&] { loadCard(folder() / "native", card, tinyWeights()); });
      QVERIFY2(message.find("RGB") != std::string::npos, message.c_str());
    }
  }
};

QTEST_GUILESS_MAIN(TestCards)
#include "tst_cards.moc"
