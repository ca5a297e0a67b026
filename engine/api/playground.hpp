// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/surface.hpp"

namespace adv {

/// A place on the playground's plane, which reaches from −1 to 1 on both axes.
struct PlanePlace {
  double x = 0.0;
  double y = 0.0;
  friend bool operator==(const PlanePlace&, const PlanePlace&) = default;
};

/// A logit below 0 says O, one above 0 says X; P(X) = sigmoid(logit).
enum class PlaneClass { O, X };

struct PlanePoint {
  PlanePlace at;
  PlaneClass of = PlaneClass::O;
  friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

enum class PlaneModelKind { Linear, Polynomial, Relu, Tanh, Sigmoid, Maxout, Radial };

/// A classifier of the plane. Each kind reads what concerns it.
struct PlaneModel {
  PlaneModelKind kind = PlaneModelKind::Relu;
  int degree = 3;                      ///< of a polynomial, 2 to 7
  std::vector<int> layers = {12, 12};  ///< units of a network's hidden layers: 1 to 6 layers of 1 to 64
  int centres = 12;                    ///< of an RBF network, 1 to 64
  friend bool operator==(const PlaneModel&, const PlaneModel&) = default;
};

/// How lengths are measured: the step of a given length is along the gradient (L2) or along its sign (L∞, FGSM).
enum class PlaneNorm { L2, Linf };

struct PlaneTraining {
  bool adam = true;                 ///< otherwise gradient descent
  double learningRate = 0.03;       ///< in (0, 10]
  double weightDecay = 0.0;         ///< for each step of unit learning rate, in [0, 10]; biases are left out
  double adversarialEpsilon = 0.0;  ///< in [0, 1]; above 0 half of the loss is that of the attacked points
  PlaneNorm norm = PlaneNorm::L2;   ///< of the attack on them
  friend bool operator==(const PlaneTraining&, const PlaneTraining&) = default;
};

/// Where a training stands: what it needs to go on, on the same or on other points.
struct PlaneState {
  int steps = 0;
  std::vector<double> parameters;
  std::vector<double> mean;    ///< Adam's first moments
  std::vector<double> square;  ///< and second ones
  friend bool operator==(const PlaneState&, const PlaneState&) = default;
};
using PlaneStatePtr = std::shared_ptr<const PlaneState>;

/// Trains a classifier of the plane for some steps. Answers: `PlaygroundReady` as it stands, then at the end. Whoever
/// asks again from the last state, with what has changed meanwhile, trains on without a break.
struct PlaygroundRequest {
  std::vector<PlanePoint> points;
  std::vector<PlanePoint> heldOut;  ///< points that are not learned from; may be empty
  PlaneModel model;
  PlaneTraining training;
  std::uint64_t seed = 1;
  PlaneStatePtr from;     ///< null: from the start
  int steps = 1;          ///< to do now; 0 only looks
  double epsilon = 0.25;  ///< of the attack that the points are tried with, in [0, 2], in the training's norm
};

struct PlaygroundReady {
  PlaneStatePtr state;
  std::vector<double>
      losses;             ///< before each step of this request: mean cross-entropy in nats, attacked points included
  double loss = 0.0;      ///< of the points now
  double accuracy = 0.0;  ///< of the points, in [0, 1]; as all shares below
  double attackedAccuracy = 0.0;          ///< after a step of `epsilon`
  std::optional<double> heldOutAccuracy;  ///< none where no point is held out
  double alignment = 0.0;     ///< length of the mean unit direction against class O: 1 where all directions are one
  int side = 0;               ///< the grid's points on a side, from −1 to 1
  std::vector<float> logits;  ///< side²: row by row from the bottom, each from the left
};

/// An attack from one place. Answer: `PlaneProbed`.
struct PlaneProbeRequest {
  PlaneModel model;
  PlaneStatePtr state;
  PlanePlace at;
  std::optional<PlaneClass> label;  ///< of a point; none: what the classifier says there
  PlaneNorm norm = PlaneNorm::L2;
  double epsilon = 0.25;   ///< length of the step, in [0, reach]
  double reach = 1.0;      ///< of the curves, in (0, 2]
  std::uint64_t seed = 1;  ///< of the noise
};

/// A place and what the classifier says there.
struct PlaneVerdict {
  PlanePlace at;
  double logit = 0.0;
  PlaneClass says = PlaneClass::O;
  double confidence = 0.5;  ///< in what it says, at least ½
};

struct PlaneProbed {
  PlaneVerdict start;
  PlaneClass label = PlaneClass::O;
  bool flat = false;  ///< the gradient is zero: there is no direction, and the step stays where it is
  PlaneVerdict stepped;
  PlaneVerdict noise;                     ///< a step of the same length in a random direction
  double noiseFooled = 0.0;               ///< share of random directions in which that length leads out of the label
  std::optional<double> smallestStep;     ///< the shortest step along the straight direction that changes the class
  std::optional<PlaneVerdict> boundary;   ///< the nearest place on the boundary that the iterated attack found
  double boundaryDistance = 0.0;          ///< to it, in L2
  std::vector<double> epsilons;           ///< from 0 to the reach
  std::vector<double> attackProbability;  ///< of the label after a step of each length
  std::vector<double> noiseProbability;   ///< its mean over random directions, with the 10 % and 90 % quantiles
  std::vector<double> noiseLow;
  std::vector<double> noiseHigh;
  std::vector<double> line;    ///< t from −reach to reach along the direction
  std::vector<double> logits;  ///< at those places
  LineFit fit;                 ///< of them, for a change of 1 on the plane
};

/// Points to begin with. Answer: `PlanePoints`.
struct PlanePointsRequest {
  std::string preset;  ///< "blobs", "xor", "circles", "spirals", "lecture" or "outlier"
  std::uint64_t seed = 1;
};

struct PlanePoints {
  std::string preset;
  std::vector<PlanePoint> points;
  std::vector<PlanePoint> heldOut;  ///< drawn in the same way; none for points that were placed by hand
  int start = 0;                    ///< the O that is nearest to an X: a point to attack first
};

}  // namespace adv
