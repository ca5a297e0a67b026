// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/templates.hpp"

namespace adv::test {

/// Three classes on 1 x 2 x 2 pixels; each likes a pixel of its own.
inline linear::WeightsPtr someWeights() {
  auto weights = std::make_shared<linear::Weights>();
  weights->channels = 1;
  weights->height = 2;
  weights->width = 2;
  weights->labels = {"stop", "a \"quoted\" class", "other"};
  weights->values = {1, 0, 0, 0, 0, 2, -2, 0, 0, 0, 0, 4};
  weights->bias = {0, 0, 0};
  return weights;
}

inline TemplatesReady someTraining(double epochs = 40.0, bool isMeasured = true) {
  TemplatesReady ready;
  ready.run = 0;
  ready.weights = someWeights();
  ready.trainCount = 300;
  ready.testCount = 100;
  ready.epochs = epochs;
  ready.updates = 1280;
  ready.learningRate = 0.1;
  ready.points = {{0, 0.0, 1.1, 0.3, 1.1, 0.3}, {1280, epochs, 0.5, 0.8, 0.6, 0.75}};
  ready.isMeasured = isMeasured;
  ready.measures.count = 100;
  ready.measures.epsilon = 4.0 / 255;
  ready.measures.accuracy = 0.75;
  ready.measures.fgsmError = 0.5;
  ready.check = {100, 100, 0.5, 2.0};
  return ready;
}

inline Prediction saying(int index, double probability) { return {{{index, probability, 1.0}}, probability, 0.0}; }

/// A picture of "stop" that becomes class 1 at 6/255, at an amount of 8/255.
inline TemplateMixed someMix() {
  TemplateMixed mixed;
  mixed.pictureName = "test picture 0";
  mixed.label = 0;
  mixed.labelIsKnown = true;
  mixed.target = 1;
  mixed.amount = 8.0 / 255;
  mixed.original = std::make_shared<const Image>(Image{2, 2, 1, {10, 20, 30, 40}});
  mixed.sum = std::make_shared<const Image>(Image{2, 2, 1, {10, 28, 22, 40}});
  mixed.clean = saying(0, 0.6);
  mixed.mixed = mixed.mixedFloat = saying(1, 0.55);
  mixed.linf = 8.0 / 255;
  mixed.l2 = 0.044;
  mixed.templateScale = 2.0;
  mixed.curve = {{0.0, 8.0 / 255, 16.0 / 255}, {0.6, 0.4, 0.2}, {0.3, 0.55, 0.7}, {0.6, 0.55, 0.7}, {0, 1, 1}};
  mixed.needed = 6.0 / 255;
  return mixed;
}

inline TradeOffReady someTradeOff() {
  TradeOffReady ready;
  ready.request.strengths = {0.0, 0.1, 10.0};
  ready.request.epsilon = 4.0 / 255;
  for (const double l2 : ready.request.strengths) {
    TradeOffPoint point{l2, {}, someWeights()};
    point.measures.accuracy = 0.8 - 0.03 * l2;
    point.measures.fgsmError = 0.5;
    point.measures.medianFlip = (5.0 + l2) / 255;
    ready.points.push_back(point);
  }
  ready.done = 1.0;
  return ready;
}

}  // namespace adv::test
