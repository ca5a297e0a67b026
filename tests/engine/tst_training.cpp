// SPDX-License-Identifier: GPL-3.0-or-later
// Training: it learns, it goes on after an interruption to the same bits, and the bundled networks are as good as they
// say.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "engine/data/signs.hpp"
#include "engine/jobs/gallery.hpp"
#include "engine/jobs/train.hpp"
#include "engine/models/loading.hpp"
#include "engine/models/sha256.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/training/momentum.hpp"
#include "tests/support/data_folder.hpp"
#include "tests/support/halves.hpp"
#include "tests/support/weight_files.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

TrainingRecipe tinyRecipe() {
  TrainingRecipe recipe = halvesRecipe();
  recipe.id = "tiny";
  recipe.title = "Tiny";
  recipe.open = [](const fs::path&) {
    const auto halves = std::make_shared<Halves>();
    return drawnOneByOne(
        48,
        [halves](std::uint64_t seed, int epoch, int index) {
          const int which = (index + 5 * epoch + static_cast<int>(seed)) % 48;
          return TrainingPicture{halves->image(which), halves->label(which)};
        },
        halves);
  };
  return recipe;
}

std::vector<EpochDone> runToEnd(TrainingRun& run) {
  std::vector<EpochDone> epochs;
  while (!run.isDone()) {
    run.step();
    if (const auto epoch = run.takeEpoch()) epochs.push_back(*epoch);
  }
  return epochs;
}

bool sameTensors(const NamedTensors& a, const NamedTensors& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.first == y.first && at::equal(x.second, y.second); });
}

struct Answers {
  std::vector<Payload> payloads;
  JobContext context{[this](Payload payload, bool) { payloads.push_back(std::move(payload)); }};

  void run(Job& job) {
    while (job.step(context) == StepOutcome::More) {
    }
  }
};

double accuracyOf(const Classifier& model, const Dataset& data, int count) {
  int right = 0;
  for (int begin = 0; begin < count; begin += 50) {
    std::vector<at::Tensor> pictures;
    for (int i = begin; i < begin + 50; ++i) pictures.push_back(toPixelTensor(data.image(i)));
    const at::Tensor predicted = logitsOf(model, at::cat(pictures)).argmax(1);
    for (int i = 0; i < 50; ++i) right += predicted[i].item<std::int64_t>() == data.label(begin + i) ? 1 : 0;
  }
  return double(right) / count;
}

}  // namespace

class TestTraining : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  const TrainingRecipe m_tiny = tinyRecipe();
  fs::path folder(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
  TrainingSetup setup(const std::string& name, int epochs = 0, std::uint64_t seed = 1) const {
    return {folder(name), {}, epochs, seed};
  }
  std::string messageOf(const TrainingSetup& given) const {
    return failureOf([&] { TrainingRun run(m_tiny, given); });
  }
  Workspace workspace(const fs::path& data = {}) const {
    return {c10::kCPU, "CPU", {fs::path(ADVSCOPE_SOURCE_DIR) / "models"}, data, {}};
  }

  void checkBundled(const std::string& id, const Dataset& data, double least) const {
    const ClassifierPtr model =
        loadClassifier(fs::path(ADVSCOPE_SOURCE_DIR) / "models" / id / "model.json", {}, c10::kCPU);
    QVERIFY(model->info().cleanAccuracy >= least);
    const double accuracy = accuracyOf(*model, data, 1000);
    QVERIFY2(accuracy >= least - 0.005, std::to_string(accuracy).c_str());
    QCOMPARE(model->info().labels, data.labels());
    const std::uintmax_t bytes = fs::file_size(fs::path(ADVSCOPE_SOURCE_DIR) / "models" / id / "weights.safetensors");
    QVERIFY(bytes < 2'500'000);
  }

 private slots:
  void initTestCase() {
    QTest::failOnWarning(QRegularExpression(".*"));
    QVERIFY(m_folder.isValid());
    at::set_num_threads(2);
  }

  /// Two updates written out by hand from the paper.
  void adamIsAsInThePaper() {
    const NamedTensors parameters{{"w", at::tensor({1.0F, -2.0F}).view({1, 2})}, {"b", at::tensor({0.5F})}};
    Adam adam(parameters, 0.1);
    double w = 1.0, mean = 0.0, square = 0.0;
    for (int t = 1; t <= 3; ++t) {
      const double gradient = 0.3 * t;
      adam.update({{"w", at::full({1, 2}, gradient)}, {"b", at::zeros({1})}}, 0.01);
      mean = 0.9 * mean + 0.1 * gradient;
      square = 0.999 * square + 0.001 * gradient * gradient;
      w -= 0.01 * 0.1 * w;
      w -= 0.01 * (mean / (1 - std::pow(0.9, t))) / (std::sqrt(square / (1 - std::pow(0.999, t))) + 1e-8);
      QVERIFY(std::abs(parameters.at("w")[0][0].item<double>() - w) < 1e-6);
      QCOMPARE(parameters.at("b")[0].item<float>(), 0.5F);
    }
    QCOMPARE(adam.state().updates, std::int64_t{3});
  }

  /// Three updates written out by hand.
  void momentumIsAsWritten() {
    for (const auto kind : {Momentum::Kind::Classical, Momentum::Kind::Nesterov}) {
      const NamedTensors parameters{{"w", at::tensor({1.0F})}};
      Momentum descent(parameters, 0.9, kind), halfway(parameters, 0.9, kind);
      double w = 1.0, velocity = 0.0;
      for (int t = 1; t <= 3; ++t) {
        const double gradient = 0.3 * t;
        Momentum& now = t < 3 ? descent : halfway;
        if (t == 3) halfway.restore(descent.state());
        now.update({{"w", at::full({1}, gradient)}}, 0.01);
        velocity = 0.9 * velocity + gradient;
        w -= 0.01 * (kind == Momentum::Kind::Nesterov ? gradient + 0.9 * velocity : velocity);
        QVERIFY(std::abs(parameters.at("w")[0].item<double>() - w) < 1e-6);
      }
      QCOMPARE(halfway.state().updates, std::int64_t{3});
      QVERIFY(!failureOf([&] { halfway.restore({1, {}}); }).empty());
    }
  }

  void schedules() {
    const LearningRate cosine = cosineFrom(0.1), steps = decayingFrom(0.1, 0.5, 10);
    QCOMPARE(cosine(0.0, 50), 0.0);
    QCOMPARE(cosine(25.0, 50), 0.05);
    QVERIFY(cosine(50.0, 50) < 1e-12);
    QCOMPARE(steps(9.9, 50), 0.1);
    QCOMPARE(steps(10.0, 50), 0.05);
    QCOMPARE(steps(29.0, 50), 0.025);
  }

  /// The same draw drops the same, another draw does not, and a network in use drops nothing.
  void dropoutDropsWhileLearning() {
    using namespace layer;
    TrainingRecipe recipe = halvesRecipe();
    recipe.layers = Json::array({flatten(), dropout(0.5), linear("b")});
    recipe.parameters = {{"b.weight", {2, 16}}, {"b.bias", {2}}};
    const TrainedNetwork network(recipe, 1, at::kCPU);
    const at::Tensor x = at::ones({400, 1, 4, 4}), used = network.logits(x);
    QVERIFY(at::equal(used, network.logits(x)));
    QVERIFY(at::equal(network.learningLogits(x, 3), network.learningLogits(x, 3)));
    QVERIFY(!at::equal(network.learningLogits(x, 3), network.learningLogits(x, 4)));
    QVERIFY(at::equal(used, network.logits(x)));
    const at::Tensor deviation = network.learningLogits(x, 3) - used, scale = used.abs().max();
    QVERIFY((deviation.mean(0).abs() < 0.2 * scale).all().item<bool>());
    QVERIFY((deviation.std(0) > 0.1 * scale).all().item<bool>());
  }

  void itLearnsAndWritesAModel() {
    TrainingRun run(m_tiny, setup("learns", 12));
    const auto epochs = runToEnd(run);
    QCOMPARE(epochs.size(), std::size_t{12});
    QCOMPARE(epochs.back().epoch, 12);
    QVERIFY(epochs.back().trainLoss < 0.5 * epochs.front().trainLoss);
    QCOMPARE(epochs.back().testAccuracy, 1.0);
    QCOMPARE(run.progress().done, 1.0);
    QCOMPARE(run.result().testAccuracy, 1.0);
    QVERIFY(!fs::exists(folder("learns") / "training.json"));
    QVERIFY(!fs::exists(folder("learns") / "training-12.safetensors"));
    const ClassifierPtr model = loadClassifier(folder("learns") / "model.json", {}, c10::kCPU);
    QCOMPARE(model->info().provenance, std::string("advscope train tiny --out models/tiny --seed 1 --epochs 12"));
    QCOMPARE(model->info().weightsSha256, sha256Of(folder("learns") / "weights.safetensors"));
    QCOMPARE(model->info().cleanAccuracy, 1.0);
    const auto logits = logitsOf(*model, toPixelTensor(Halves().image(1)));
    QCOMPARE(logits.argmax(1).item<std::int64_t>(), std::int64_t{1});
  }

  void anInterruptedRunEndsInTheSameBits() {
    TrainingRun whole(m_tiny, setup("whole"));
    runToEnd(whole);
    int interruptions = 0;
    for (bool done = false; !done; ++interruptions) {
      TrainingRun part(m_tiny, setup("parts"));
      for (int steps = 0; steps < 31 && !part.isDone(); ++steps) part.step();
      done = part.isDone();
      if (done) QVERIFY(sameTensors(part.weights(), whole.weights()));
    }
    QVERIFY(interruptions > 3);
    QCOMPARE(bytesOf(folder("parts") / "weights.safetensors"), bytesOf(folder("whole") / "weights.safetensors"));
    QCOMPARE(bytesOf(folder("parts") / "model.json"), bytesOf(folder("whole") / "model.json"));
  }

  void otherOptimisersGoOnToo() {
    TrainingRecipe recipe = m_tiny;
    recipe.optimiser = momentum(0.9, Momentum::Kind::Nesterov);
    recipe.learningRate = decayingFrom(0.01, 0.5, 2);
    TrainingRun whole(recipe, setup("whole_momentum"));
    QVERIFY(runToEnd(whole).back().trainLoss < 0.3);
    {
      TrainingRun part(recipe, setup("parts_momentum"));
      while (!part.takeEpoch()) part.step();
    }
    TrainingRun rest(recipe, setup("parts_momentum"));
    QCOMPARE(rest.history().size(), std::size_t{1});
    runToEnd(rest);
    QVERIFY(sameTensors(rest.weights(), whole.weights()));
    QCOMPARE(rest.history().size(), std::size_t{4});
    QCOMPARE(rest.history()[1].trainLoss, whole.history()[1].trainLoss);
  }

  void seedsMatter() {
    TrainingRun one(m_tiny, setup("one", 1, 1)), again(m_tiny, setup("again", 1, 1)),
        other(m_tiny, setup("other", 1, 2));
    for (TrainingRun* run : {&one, &again, &other}) runToEnd(*run);
    QVERIFY(sameTensors(one.weights(), again.weights()));
    QVERIFY(!sameTensors(one.weights(), other.weights()));
  }

  void anotherTrainingInTheFolderIsNotOverwritten() {
    TrainingRun run(m_tiny, setup("state"));
    while (!run.takeEpoch()) run.step();
    QVERIFY(fs::exists(folder("state") / "training.json"));
    QVERIFY(messageOf(setup("state", 0, 2)).find("unfinished training of \"tiny\" with seed 1 and 4 epochs") !=
            std::string::npos);
    QVERIFY(messageOf(setup("state", 9)).find("4 epochs") != std::string::npos);
    QVERIFY(messageOf(setup("state")).empty());
  }

  void damagedStatesAreRefused() {
    TrainingRun run(m_tiny, setup("damaged"));
    while (!run.takeEpoch()) run.step();
    const std::string state = bytesOf(folder("damaged") / "training.json"),
                      tensors = bytesOf(folder("damaged") / "training-1.safetensors");
    for (const std::string& bad : {std::string(), std::string("{}"), state.substr(0, state.size() / 2),
                                   std::string("[1]"), std::string("no JSON")}) {
      writeBytes(folder("damaged") / "training.json", bad);
      QVERIFY2(!messageOf(setup("damaged")).empty(), bad.c_str());
    }
    writeBytes(folder("damaged") / "training.json", state);
    writeBytes(folder("damaged") / "training-1.safetensors", tensors.substr(0, tensors.size() - 4));
    QVERIFY(!messageOf(setup("damaged")).empty());
    writeSafetensors(folder("damaged") / "training-1.safetensors", {{"weights/a.weight", at::zeros({4, 1, 3, 3})}});
    QVERIFY(messageOf(setup("damaged")).find("a.bias") != std::string::npos);
    fs::remove(folder("damaged") / "training-1.safetensors");
    QVERIFY(messageOf(setup("damaged")).find("training-1.safetensors") != std::string::npos);
  }

  void placesAndNamesThatCannotBeUsed() {
    QVERIFY(messageOf({}).find("--out") != std::string::npos);
    writeBytes(folder("a_file"), "x");
    QVERIFY(messageOf(setup("a_file/below")).find("cannot be made") != std::string::npos);
    QVERIFY(failureOf([] { findTrainingRecipe("cats"); }).find("signs, signs_small, digits") != std::string::npos);
    QVERIFY(failureOf([&] { TrainingRun run(findTrainingRecipe("digits"), setup("digits")); }).find("ADVSCOPE_DATA") !=
            std::string::npos);
  }

  /// Cancelling is dropping the job: what the last whole epoch saved stays.
  void aJobReportsAndLeavesNothingBehindBeforeAnEpoch() {
    Workspace shared = workspace();
    Answers answers;
    {
      TrainJob job({"signs", folder("job").string(), 1, 3}, shared);
      for (int i = 0; i < 5; ++i) QCOMPARE(job.step(answers.context), StepOutcome::More);
    }
    QVERIFY(!answers.payloads.empty());
    const auto& progress = answers.payloads.back().get<Progress>();
    QVERIFY(progress.done > 0.0 && progress.done < 0.1);
    QVERIFY(progress.what.find("epoch 1 of 1") != std::string::npos);
    QVERIFY(!fs::exists(folder("job") / "model.json"));
    TrainJob unknown({"cats", folder("job").string(), 1, 3}, shared);
    QVERIFY(!failureOf([&] { unknown.step(answers.context); }).empty());
    TrainJob negative({"signs", folder("job").string(), -1, 3}, shared);
    QVERIFY(!failureOf([&] { negative.step(answers.context); }).empty());
  }

  void galleriesShowPicturesOrSayWhyNot() {
    Workspace shared = workspace();
    Answers signs, photographs, digits;
    GalleryJob signsJob({"signs", 6, 1}, shared);
    signs.run(signsJob);
    const auto ready = signs.payloads.back().get<GalleryReady>();
    QCOMPARE(ready.items.size(), std::size_t{6});
    QCOMPARE(ready.items.front().name, std::string("stop"));
    QCOMPARE(*ready.items[2].thumbnail, openSigns("signs-gallery")->image(2));
    QVERIFY((ready.items[2].source == ImageSource(SampleImage{"signs-gallery", 2})));
    QVERIFY(ready.emptyReason.empty());
    GalleryJob photographsJob({"photographs", 6, 1}, shared), digitsJob({"mnist-test", 6, 1}, shared);
    photographs.run(photographsJob);
    digits.run(digitsJob);
    for (const Answers* answers : {&photographs, &digits}) {
      const auto& empty = answers->payloads.back().get<GalleryReady>();
      QVERIFY(empty.items.empty());
      QVERIFY(empty.emptyReason.find("ADVSCOPE_DATA") != std::string::npos);
    }
  }

  void galleriesOfPublicData() {
    ADV_NEED_DATA();
    Workspace shared = workspace(dataFolder());
    Answers photographs, digits, others;
    GalleryJob photographsJob({"photographs", 50, 1}, shared), digitsJob({"mnist-test", 9, 1}, shared),
        othersJob({"mnist-test", 9, 2}, shared);
    photographs.run(photographsJob);
    digits.run(digitsJob);
    others.run(othersJob);
    const auto photos = photographs.payloads.back().get<GalleryReady>().items;
    QVERIFY(photos.size() > 10);
    const auto strawberry =
        std::find_if(photos.begin(), photos.end(), [](const GalleryItem& item) { return item.name == "strawberry"; });
    QVERIFY(strawberry != photos.end());
    QCOMPARE(strawberry->thumbnail->width, 96);
    const auto first = digits.payloads.back().get<GalleryReady>().items,
               second = others.payloads.back().get<GalleryReady>().items;
    QCOMPARE(first.size(), std::size_t{9});
    QVERIFY(first.front().source != second.front().source);
    QCOMPARE(first.front().thumbnail->width, 28);
  }

  void bundledSignsReachTheirAccuracy() {
    checkBundled("signs", *openSigns("signs-test"), 0.98);
    checkBundled("signs_small", *openSigns("signs-test"), 0.98);
    for (const char* dense : {"signs_relu", "signs_sigmoid", "signs_maxout", "signs_tanh"})
      checkBundled(dense, *openSigns("signs-test"), 0.9);
  }

  void bundledDigitsReachTheirAccuracy() {
    ADV_NEED_DATA();
    checkBundled("digits", *openDataset("mnist-test", dataFolder()), 0.992);
    for (const char* dense : {"digits_relu", "digits_sigmoid", "digits_maxout", "digits_tanh"})
      checkBundled(dense, *openDataset("mnist-test", dataFolder()), 0.96);
  }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
