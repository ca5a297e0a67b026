// SPDX-License-Identifier: GPL-3.0-or-later
// Defensive distillation: its loss in closed form, its way through the stages, interrupted in each of them, and what it
// refuses.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>

#include "engine/core/workspace.hpp"
#include "engine/jobs/distill.hpp"
#include "engine/models/loading.hpp"
#include "engine/tensor/convert.hpp"
#include "engine/tensor/gradient.hpp"
#include "engine/training/distillation_run.hpp"
#include "engine/training/distilled_accuracies.hpp"
#include "tests/support/halves.hpp"
#include "tests/support/weight_files.hpp"

using namespace adv;
using namespace adv::test;
namespace fs = std::filesystem;

namespace {

constexpr double kTemperature = 7.0;

DistillationRecipe tinyRecipe() {
  DistillationRecipe recipe;
  recipe.base = halvesRecipe();
  recipe.base.title = "halves";
  recipe.base.group = "distillation-halves";
  recipe.base.optimiser = adam(0.0);
  recipe.base.learningRate = cosineFrom(0.1);
  recipe.sample = 3;
  return recipe;
}

DistillationSetup tinySetup(const fs::path& folder, std::optional<double> temperature = kTemperature) {
  DistillRequest request;
  request.data = "halves";
  request.folder = folder.string();
  return {request, temperature};
}

LabelledPictures halves() { return {std::make_shared<Halves>(), std::make_shared<Halves>()}; }

void runToEnd(DistillationRun& run, LabelledPictures& pictures) {
  while (!run.isDone()) run.step(pictures);
}

at::Tensor gradientAt(const at::Tensor& z, const TrainingPart& part, double temperature) {
  const at::AutoGradMode enabled(true);
  const at::Tensor leaf = z.clone().requires_grad_(true);
  const at::Tensor loss = crossEntropyAt(temperature)([&](const at::Tensor&) { return leaf; }, part);
  return torch::autograd::grad({loss}, {leaf})[0];
}

struct Answers {
  std::vector<Payload> payloads;
  JobContext context{[this](Payload payload, bool) { payloads.push_back(std::move(payload)); }};
};

}  // namespace

class TestDistillation : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir m_folder;
  fs::path folder(const std::string& name) const { return fs::path(m_folder.path().toStdString()) / name; }
  static Workspace workspace() { return {at::kCPU, "CPU", {fs::path(ADVSCOPE_SOURCE_DIR) / "models"}, {}, {}}; }

  static std::string refusalOf(const DistillRequest& request) {
    Workspace shared = workspace();
    return failureOf([&] {
      Answers answers;
      DistillJob job(request, shared);
      while (job.step(answers.context) == StepOutcome::More) {
      }
    });
  }
  DistillRequest good() const {
    DistillRequest request;
    request.folder = folder("good").string();
    return request;
  }
  /// Folders of the same name, as the card says it.
  fs::path setOf(const std::string& name) const { return folder(name) / "set"; }
  void checkSame(const std::string& a, const std::string& b) const {
    for (const char* file : {"weights.safetensors", "model.json", "distillation.json"}) {
      const std::string bytes = bytesOf(setOf(a) / "distilled_halves_T7" / file);
      QVERIFY2(!bytes.empty() && bytes == bytesOf(setOf(b) / "distilled_halves_T7" / file), file);
    }
  }

 private slots:
  void initTestCase() {
    QTest::failOnWarning(QRegularExpression(".*"));
    QVERIFY(m_folder.isValid());
    at::set_num_threads(2);
  }

  /// ∂C/∂z_i = (q_i − p_i) / T.
  void gradientOfTheLossIsAsInThePaper() {
    const at::Tensor z = at::tensor({3.0F, -1.0F, 20.0F, 0.5F, 0.0F, -7.0F}).view({2, 3});
    const at::Tensor p = at::tensor({0.7F, 0.2F, 0.1F, 0.1F, 0.3F, 0.6F}).view({2, 3});
    const at::Tensor labels = at::tensor({1, 0}, at::kLong);
    for (const double temperature : {0.5, 1.0, 5.0, 100.0}) {
      const at::Tensor q = at::softmax(z / temperature, 1);
      QVERIFY(at::allclose(gradientAt(z, {{}, labels, p}, temperature), (q - p) / temperature, 1e-5, 1e-8));
      const at::Tensor oneHot = at::one_hot(labels, 3).to(at::kFloat);
      QVERIFY(at::allclose(gradientAt(z, {{}, labels}, temperature), (q - oneHot) / temperature, 1e-5, 1e-8));
    }
  }

  void warmUpIsAtOneAgainstLabels() {
    const at::Tensor z = at::tensor({3.0F, -1.0F, 2.0F}).view({1, 3}), p = at::full({1, 3}, 1.0F / 3);
    const TrainedLogits logits = [&](const at::Tensor&) { return z; };
    const at::Tensor label = at::tensor({1}, at::kLong);
    const TrainingLoss loss = crossEntropyAt(10.0, 2);
    QCOMPARE(loss(logits, {{}, label, p, 1}).item<float>(), crossEntropy()(logits, {{}, label}).item<float>());
    QCOMPARE(loss(logits, {{}, label, p, 2}).item<float>(), crossEntropyAt(10.0)(logits, {{}, label, p}).item<float>());
  }

  void softLabels() {
    const std::vector<double> logits{-800.0, 3.0, 500.0, 499.0};
    for (const double temperature : {0.1, 1.0, 20.0, 1000.0}) {
      const auto q = softLabel(logits, temperature);
      double sum = 0.0;
      for (const double one : q) sum += one;
      QVERIFY(std::abs(sum - 1.0) < 1e-12);
      QVERIFY(std::abs(q[3] / q[2] - std::exp(-1.0 / temperature)) < 1e-12);
    }
    for (const double bad : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
      QVERIFY(failureOf([&] { softLabel(logits, bad); }).find("positive and finite") != std::string::npos);
      QVERIFY(failureOf([&] { checkTemperature(bad); }).find("out of range") != std::string::npos);
      QVERIFY(!failureOf([&] { crossEntropyAt(bad); }).empty());
    }
    QVERIFY(!failureOf([] { softLabel({}, 1.0); }).empty());
  }

  void itPassesThroughItsStages() {
    LabelledPictures pictures = halves();
    DistillationRun run(tinySetup(folder("stages")), tinyRecipe());
    std::vector<DistillationStage> stages;
    while (!run.isDone()) {
      if (stages.empty() || stages.back() != run.network().stage) stages.push_back(run.network().stage);
      QVERIFY(run.stageDone(pictures) >= 0.0 && run.stageDone(pictures) <= 1.0);
      run.step(pictures);
    }
    QVERIFY((stages == std::vector{DistillationStage::Data, DistillationStage::Teacher, DistillationStage::SoftLabels,
                                   DistillationStage::Student}));
    const DistillationNetwork& network = run.network();
    QCOMPARE(network.teacher.size(), std::size_t{4});
    QCOMPARE(network.student.size(), std::size_t{4});
    QCOMPARE(network.accuracy, 1.0);
    QCOMPARE(network.teacherAccuracy, 1.0);
    QCOMPARE(network.sample.index, 3);
    QCOMPARE(network.sample.label, 1);
    QVERIFY(network.sample.teacherLogits[1] > network.sample.teacherLogits[0]);
    QCOMPARE(run.epochsDone(), 8.0);
    QVERIFY(!fs::exists(folder("stages") / network.id / "teacher"));
  }

  /// The network gives logits as they are: T = 1.
  void whatIsDeployedSaysHowItWasMade() {
    LabelledPictures pictures = halves();
    DistillationRun run(tinySetup(folder("deployed")), tinyRecipe());
    runToEnd(run, pictures);
    const ClassifierPtr model = loadClassifier(folder("deployed/distilled_halves_T7/model.json"), {}, at::kCPU);
    const ModelInfo& info = model->info();
    QCOMPARE(info.id, std::string("distilled_halves_T7"));
    QCOMPARE(info.group, std::string("distillation-halves"));
    QCOMPARE(info.temperature, std::optional<double>(kTemperature));
    QCOMPARE(info.seed, std::uint64_t{1});
    QCOMPARE(info.teacherAccuracy, 1.0);
    QCOMPARE(info.provenance, std::string("advscope distill --data halves --temperature 7 --out models/deployed"));
    const at::Tensor logits = logitsOf(*model, toPixelTensor(Halves().image(3)))[0];
    for (int i = 0; i < 2; ++i) {
      const double noted = run.network().sample.deployedLogits[static_cast<std::size_t>(i)];
      QVERIFY(std::abs(logits[i].item<double>() - noted) < 1e-4 * (1.0 + std::abs(noted)));
    }
  }

  /// A student learns from F(X) at T: where the teacher knows nothing the student learns nothing, whatever the labels.
  void theStudentLearnsFromProbabilitiesAlone() {
    LabelledPictures pictures = halves();
    while (pictures.readMore()) {
    }
    TrainingRecipe recipe = tinyRecipe().base;
    recipe.id = "unsure";
    recipe.loss = crossEntropyAt(kTemperature);
    recipe.open = [&](const fs::path&) { return pictures.training(at::full({48, 2}, 0.5F)); };
    TrainingRun run(recipe, {folder("unsure"), {}, 20, 1, at::kCPU});
    while (!run.isDone()) run.step();
    QVERIFY(std::abs(run.history().back().trainLoss - std::log(2.0)) < 1e-3);
  }

  void interruptedInEachStageItEndsInTheSameBits() {
    LabelledPictures pictures = halves();
    DistillationRun whole(tinySetup(setOf("whole")), tinyRecipe());
    runToEnd(whole, pictures);
    for (const auto stage : {DistillationStage::Data, DistillationStage::Teacher, DistillationStage::SoftLabels,
                             DistillationStage::Student}) {
      const std::string name = "cut" + std::to_string(static_cast<int>(stage));
      {
        LabelledPictures before = halves();
        DistillationRun cut(tinySetup(setOf(name)), tinyRecipe());
        while (cut.network().stage != stage) cut.step(before);
        const bool trains = stage == DistillationStage::Teacher || stage == DistillationStage::Student;
        for (int steps = 0; steps < (trains ? 40 : 1); ++steps) cut.step(before);
        QCOMPARE(cut.network().stage, stage);
      }
      LabelledPictures after = halves();
      DistillationRun rest(tinySetup(setOf(name)), tinyRecipe());
      runToEnd(rest, after);
      checkSame("whole", name);
      QCOMPARE(rest.network().teacher.size(), std::size_t{4});
    }
  }

  /// Cancelling never loses a finished epoch, however often.
  void interruptedOftenItEndsInTheSameBits() {
    int parts = 0;
    for (bool done = false; !done; ++parts) {
      LabelledPictures pictures = halves();
      DistillationRun run(tinySetup(setOf("often")), tinyRecipe());
      for (int steps = 0; steps < 45 && !run.isDone(); ++steps) run.step(pictures);
      done = run.isDone();
      QVERIFY(parts < 20);
    }
    QVERIFY(parts > 5);
    checkSame("whole", "often");
  }

  void whatIsThereIsTakenAsItIs() {
    LabelledPictures pictures = halves();
    DistillationRun first(tinySetup(folder("there"), {}), tinyRecipe());
    QCOMPARE(first.network().id, std::string("distilled_halves_none"));
    runToEnd(first, pictures);
    QVERIFY(first.network().teacher.empty() && first.network().sample.teacherLogits.empty());
    QVERIFY(!loadClassifier(folder("there/distilled_halves_none/model.json"), {}, at::kCPU)->info().temperature);
    const DistillationRun again(tinySetup(folder("there"), {}), tinyRecipe());
    QVERIFY(again.isDone());
    QCOMPARE(again.network().student.size(), std::size_t{4});
    QCOMPARE(again.network().accuracy, first.network().accuracy);
    DistillationSetup other = tinySetup(folder("there"), {});
    other.request.epochs = 9;
    const std::string message = failureOf([&] { DistillationRun run(other, tinyRecipe()); });
    QVERIFY2(message.find("advscope distill --data halves --temperature none") != std::string::npos, message.c_str());
  }

  void seedsAreNetworksOfTheirOwn() {
    LabelledPictures pictures = halves();
    DistillationSetup setup = tinySetup(folder("seeds"));
    DistillationRun first(setup, tinyRecipe());
    setup.seed = 2;
    DistillationRun second(setup, tinyRecipe());
    runToEnd(first, pictures);
    runToEnd(second, pictures);
    QCOMPARE(second.network().id, std::string("distilled_halves_T7_s2"));
    QVERIFY(first.network().sample.deployedLogits != second.network().sample.deployedLogits);
  }

  void damagedRecordsAreRefused() {
    const fs::path place = folder("damaged/distilled_halves_T7");
    fs::create_directories(place);
    for (const char* bad : {"", "{}", "[1]", "{\"command\": 3}"}) {
      writeBytes(place / "distillation.json", bad);
      QVERIFY2(!failureOf([&] { DistillationRun run(tinySetup(folder("damaged")), tinyRecipe()); }).empty(), bad);
    }
  }

  void badRequestsAreRefusedInWords() {
    DistillRequest request = good();
    const auto refusedWith = [&](const std::string& words) {
      const std::string message = refusalOf(std::exchange(request, good()));
      if (message.find(words) != std::string::npos) return true;
      qWarning("%s", message.c_str());
      return false;
    };
    for (const double bad : {0.0, -3.0, std::nan(""), std::numeric_limits<double>::infinity(), 1e9}) {
      request.temperatures = {bad};
      QVERIFY(refusedWith("temperature is out of range"));
    }
    request.temperatures.clear();
    QVERIFY(refusedWith("No temperature"));
    request.temperatures = {5.0, std::nullopt, 5.0};
    QVERIFY(refusedWith("The temperature 5 is there twice"));
    request.seeds = 0;
    QVERIFY(refusedWith("seeds"));
    request.epochs = -1;
    QVERIFY(refusedWith("epochs"));
    request.pictures = -1;
    QVERIFY(refusedWith("pictures"));
    request.data = "cats";
    QVERIFY(refusedWith("mnist, digits, cifar10, signs"));
    request.architecture = "huge";
    QVERIFY(refusedWith("small, papernot-mnist, papernot-cifar10"));
    request.architecture = "papernot-mnist";
    QVERIFY(refusedWith("not for pictures of signs"));
    request.folder.clear();
    QVERIFY(refusedWith("--out"));
    request.pictures = 50;
    QVERIFY(refusedWith("fewer training pictures than one mini-batch"));
    request.pictures = 1'000'000;
    QVERIFY(refusedWith("1000000"));
    request.data = "mnist";
    QVERIFY(refusedWith("ADVSCOPE_DATA"));
    writeBytes(folder("a_file"), "x");
    request.folder = folder("a_file/below").string();
    request.pictures = 96;
    QVERIFY(refusedWith("cannot be made"));
  }

  /// Every architecture fits its data.
  void architecturesAreSound() {
    for (const auto& [data, architecture] : {std::pair{"mnist", "small"},
                                             {"cifar10", "small"},
                                             {"signs", "small"},
                                             {"digits", "papernot-mnist"},
                                             {"cifar10", "papernot-cifar10"}}) {
      DistillRequest request;
      request.data = data;
      request.architecture = architecture;
      const TrainingRecipe recipe = distillationRecipe(request).base;
      const TrainedNetwork network(recipe, 1, at::kCPU);
      const at::Tensor x = at::rand({2, recipe.input.channels, recipe.input.height, recipe.input.width});
      QCOMPARE(network.logits(x).size(1), std::int64_t{std::string(data) == "signs" ? 16 : 10});
      QCOMPARE(recipe.batch % recipe.part, 0);
      QVERIFY(std::isfinite(recipe.learningRate(1.0, recipe.epochs)));
    }
  }

  void aJobTellsWhereItIs() {
    Workspace shared = workspace();
    Answers answers;
    DistillRequest request;
    request.folder = folder("job").string();
    request.pictures = 96;
    request.temperatures = {std::nullopt, 20.0};
    DistillJob job(request, shared);
    for (int steps = 0; steps < 16; ++steps) QCOMPARE(job.step(answers.context), StepOutcome::More);
    const auto& state = answers.payloads.back().get<DistillationState>();
    QCOMPARE(state.networks.size(), std::size_t{2});
    QCOMPARE(state.networks[1]->id, std::string("distilled_signs_T20"));
    QCOMPARE(state.networks[0]->stage, DistillationStage::Student);
    QCOMPARE(state.networks[0]->sample.label, 0);
    QCOMPARE(state.networks[0]->sample.picture->width, 64);
    QCOMPARE(state.networks[0]->sample.labels.size(), std::size_t{16});
    QVERIFY(state.done > 0.0 && state.done <= 1.0);
    QVERIFY(!fs::exists(folder("job") / "distilled_signs_none/model.json"));
  }

  void accuraciesAreKeptOfAll() {
    fs::create_directories(folder("noted"));
    QVERIFY(loadAccuracies(folder("noted")).empty());
    const auto network = [](const char* id, std::optional<double> temperature, std::uint64_t seed, double accuracy) {
      DistillationNetwork made;
      made.id = id;
      made.temperature = temperature;
      made.seed = seed;
      made.accuracy = accuracy;
      made.teacherAccuracy = temperature ? 0.75 : -1.0;
      return std::make_shared<const DistillationNetwork>(made);
    };
    noteAccuracies(folder("noted"), {network("b", 20.0, 1, 0.5), network("a", {}, 1, 0.25)});
    noteAccuracies(folder("noted"), {network("c", 20.0, 2, 0.125), network("b", 20.0, 1, 0.625)});
    const std::vector<DistilledAccuracy> expected{
        {"a", {}, 1, 0.25, -1.0}, {"b", 20.0, 1, 0.625, 0.75}, {"c", 20.0, 2, 0.125, 0.75}};
    QCOMPARE(loadAccuracies(folder("noted")), expected);
    for (const char* bad : {"", "{}x", "{\"id\": 1}", "[3]", "[{\"id\": \"a\"}]"}) {
      writeBytes(folder("noted") / "accuracies.json", bad);
      QVERIFY2(!failureOf([&] { loadAccuracies(folder("noted")); }).empty(), bad);
    }
  }

  /// What comes with the program is there without data and without training.
  void theBundledSetComesUpAtOnce() {
    Workspace shared = workspace();
    Answers answers;
    DistillRequest request;
    request.data = "mnist";
    request.temperatures = {std::nullopt, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 100.0};
    request.folder = ADVSCOPE_SOURCE_DIR "/models/distilled-mnist";
    DistillJob job(request, shared);
    while (job.step(answers.context) == StepOutcome::More) {
    }
    const auto& distilled = answers.payloads.back().get<Distilled>();
    QCOMPARE(distilled.networks.size(), std::size_t{10});
    for (const auto& network : distilled.networks) {
      const ModelInfo info = readCard(cardOfDistilled(request.folder, network->id), {});
      QCOMPARE(network->accuracy, info.cleanAccuracy);
      QCOMPARE(network->temperature, info.temperature);
      QVERIFY(std::abs(network->accuracy - distilled.networks.front()->accuracy) < 0.015);
      QCOMPARE(network->student.size(), std::size_t{6});
      QCOMPARE(network->sample.deployedLogits.size(), std::size_t{10});
    }
    const auto seeds = loadAccuracies(request.folder);
    QCOMPARE(seeds.size(), std::size_t{30});
    for (const DistilledAccuracy& one : seeds) QVERIFY2(one.accuracy > 0.985, one.id.c_str());
  }
};

QTEST_GUILESS_MAIN(TestDistillation)
#include "tst_distillation.moc"
