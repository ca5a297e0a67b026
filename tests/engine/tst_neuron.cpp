// SPDX-License-Identifier: GPL-3.0-or-later
// One neuron: equal to LibTorch's with its gradients, the attack's closed form, and what is refused.
#include <ATen/ATen.h>

#include "engine/analysis/neuron.hpp"
#include "engine/api/error.hpp"
#include "tests/support/engine_runner.hpp"

#include <QRegularExpression>
#include <QTest>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace adv;
using namespace adv::test;

namespace {

at::Tensor activated(const NeuronRequest& neuron, const at::Tensor& x) {
  const at::Tensor sum = (at::tensor(neuron.weights, at::kDouble) * x).sum() + neuron.bias;
  switch (neuron.activation) {
    case Activation::Relu: return sum.relu();
    case Activation::Tanh: return sum.tanh();
    case Activation::Sigmoid: return sum.sigmoid();
    case Activation::Softplus: return at::softplus(sum, 1, 1000);
    case Activation::Maxout:
      return at::maximum(sum, (at::tensor(neuron.otherWeights, at::kDouble) * x).sum() + neuron.otherBias);
    case Activation::Linear: break;
  }
  return sum;
}

NeuronRequest drawn(std::mt19937& engine, Activation activation) {
  std::normal_distribution<double> normal(0.0, 2.0);
  NeuronRequest neuron;
  neuron.activation = activation;
  for (auto* numbers : {&neuron.inputs, &neuron.weights, &neuron.otherWeights}) {
    numbers->assign(5, 0.0);
    for (double& number : *numbers) number = normal(engine);
  }
  neuron.bias = normal(engine);
  neuron.otherBias = normal(engine);
  neuron.epsilon = 0.1;
  return neuron;
}

std::string refusalOf(const NeuronRequest& neuron) {
  try {
    evaluate(neuron);
  } catch (const Failure& failure) {
    return failure.error().text();
  }
  return {};
}

}  // namespace

class TestNeuron : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void valueAndGradientAreThoseOfLibTorch() {
    std::mt19937 engine(5);
    for (const ActivationInfo& info : allActivations()) {
      for (int run = 0; run < 40; ++run) {
        const NeuronRequest neuron = drawn(engine, info.activation);
        at::Tensor x = at::tensor(neuron.inputs, at::kDouble).requires_grad_();
        const at::Tensor y = activated(neuron, x);
        y.backward();
        const NeuronReady ready = evaluate(neuron);
        QVERIFY2(std::abs(ready.output - y.item<double>()) < 1e-12, info.id);
        for (int i = 0; i < 5; ++i)
          QVERIFY2(std::abs(ready.gradient[static_cast<std::size_t>(i)] - x.grad()[i].item<double>()) < 1e-12, info.id);
      }
    }
  }

  void theAttackAddsEpsilonTimesTheWeightsSize() {
    std::mt19937 engine(6);
    for (const Activation activation :
         {Activation::Linear, Activation::Tanh, Activation::Sigmoid, Activation::Softplus}) {
      NeuronRequest neuron = drawn(engine, activation);
      for (double& weight : neuron.weights) weight /= 8;  // where nothing saturates
      neuron.bias /= 8;
      const double size = std::transform_reduce(neuron.weights.begin(), neuron.weights.end(), 0.0, std::plus<>(),
                                                [](double w) { return std::abs(w); });
      const NeuronReady raised = evaluate(neuron);
      QVERIFY(std::abs(raised.movedSum - (raised.sum + 0.1 * size)) < 1e-12);
      QVERIFY(raised.movedOutput > raised.output);
      QVERIFY(std::abs(raised.movedOutput - activate(activation, raised.movedSum)) < 1e-12);
      neuron.raises = false;
      const NeuronReady lowered = evaluate(neuron);
      QVERIFY(std::abs(lowered.movedSum - (lowered.sum - 0.1 * size)) < 1e-12);
      neuron.epsilon = 0.0;
      QCOMPARE(evaluate(neuron).moved, neuron.inputs);
    }
  }

  void theStrongestInputHasTheLargestWeight() {
    NeuronRequest neuron;
    neuron.weights = {0.1, -3.0, 2.0};
    QCOMPARE(evaluate(neuron).strongest, 1);
  }

  void anIdleReluGivesAnAttackerNothing() {
    NeuronRequest neuron;
    neuron.activation = Activation::Relu;
    neuron.bias = -50.0;
    const NeuronReady ready = evaluate(neuron);
    QCOMPARE(ready.output, 0.0);
    QCOMPARE(ready.slope, 0.0);
    QCOMPARE(ready.strongest, -1);
    QCOMPARE(ready.moved, neuron.inputs);
  }

  void maxoutFollowsTheLargerSum() {
    NeuronRequest neuron;
    neuron.activation = Activation::Maxout;
    neuron.otherBias = 10.0;
    const NeuronReady ready = evaluate(neuron);
    QVERIFY(ready.otherCounts);
    QCOMPARE(ready.output, ready.otherSum);
    QCOMPARE(ready.gradient, neuron.otherWeights);
    QCOMPARE(ready.curveOutputs.front(), ready.otherSum);
  }

  void saturationKeepsItsDigits() {
    QVERIFY(std::abs(slopeOf(Activation::Sigmoid, 40) / std::exp(-40.0) - 1) < 1e-12);
    QVERIFY(std::abs(slopeOf(Activation::Tanh, 40) / (4 * std::exp(-80.0)) - 1) < 1e-12);
    QCOMPARE(activate(Activation::Softplus, 1000), 1000.0);
    QCOMPARE(activate(Activation::Sigmoid, -1e6), 0.0);
  }

  void theCurveHoldsThePoint() {
    NeuronRequest neuron;
    neuron.bias = 30.0;
    const NeuronReady ready = evaluate(neuron);
    QVERIFY(ready.reach > std::abs(ready.sum));
    QCOMPARE(ready.curveSums.front(), -ready.reach);
    QCOMPARE(ready.curveSums.size(), ready.curveOutputs.size());
  }

  void whatDoesNotFitIsSaid() {
    NeuronRequest neuron;
    neuron.weights.pop_back();
    QVERIFY(refusalOf(neuron).starts_with("There are 3 inputs and 2 weights."));
    neuron.inputs.clear();
    QVERIFY(refusalOf(neuron).starts_with("A neuron with 0 inputs"));
    neuron = {};
    neuron.inputs[1] = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(refusalOf(neuron).starts_with("One of the inputs is no number"));
    neuron = {};
    neuron.bias = std::numeric_limits<double>::infinity();
    QVERIFY(refusalOf(neuron).starts_with("One of the biases"));
    neuron = {};
    neuron.epsilon = -1;
    QVERIFY(refusalOf(neuron).starts_with("ε is below 0."));
  }

  void theEngineAnswers() {
    Engine engine(handTurned());
    const auto ready = lastAs<NeuronReady>(runToEnd(engine, NeuronRequest(), Lane::Preview));
    QVERIFY(ready);
    // 0.6 + 0.4 − 0.8 + 0.2
    QVERIFY(std::abs(ready->sum - 0.4) < 1e-15);
    QVERIFY(std::abs(ready->output - std::tanh(0.4)) < 1e-15);
  }
};

QTEST_GUILESS_MAIN(TestNeuron)
#include "tst_neuron.moc"
