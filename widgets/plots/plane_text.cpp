// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plots/plane_text.hpp"

#include <QObject>
#include <QRegularExpression>

#include "widgets/plots/plane_painter.hpp"
#include "widgets/style/format.hpp"

namespace adv {
QString layersText(const std::vector<int>& layers) {
  QStringList parts;
  for (const int units : layers) parts << QString::number(units);
  return parts.join(QStringLiteral(", "));
}

std::vector<int> readLayers(const QString& text) {
  std::vector<int> layers;
  for (const QString& part : text.split(QRegularExpression(QStringLiteral("[,; ]+")), Qt::SkipEmptyParts)) {
    const int units = part.toInt();
    if (units < 1 || units > 64) return {};
    layers.push_back(units);
  }
  return layers.size() <= 6 ? layers : std::vector<int>();
}

QString nameOf(const PlaneModel& model) {
  const auto network = [&](const QString& name) {
    return QObject::tr("%1 network, %2").arg(name, layersText(model.layers));
  };
  switch (model.kind) {
    case PlaneModelKind::Linear: return QObject::tr("linear");
    case PlaneModelKind::Polynomial: return QObject::tr("polynomial of degree %1").arg(model.degree);
    case PlaneModelKind::Relu: return network(QStringLiteral("ReLU"));
    case PlaneModelKind::Tanh: return network(QStringLiteral("tanh"));
    case PlaneModelKind::Sigmoid: return network(QStringLiteral("sigmoid"));
    case PlaneModelKind::Maxout: return network(QStringLiteral("maxout"));
    case PlaneModelKind::Radial: break;
  }
  return QObject::tr("RBF network, %1 centres").arg(model.centres);
}

const char* idOf(PlaneModelKind kind) {
  switch (kind) {
    case PlaneModelKind::Linear: return "linear";
    case PlaneModelKind::Polynomial: return "polynomial";
    case PlaneModelKind::Relu: return "relu";
    case PlaneModelKind::Tanh: return "tanh";
    case PlaneModelKind::Sigmoid: return "sigmoid";
    case PlaneModelKind::Maxout: return "maxout";
    case PlaneModelKind::Radial: break;
  }
  return "rbf";
}

std::vector<Series> stepSeries(const PlaneProbed& probed) {
  return {{QObject::tr("%1, attacked").arg(nameOf(probed.label)), SeriesRole::Adversarial, probed.epsilons,
           probed.attackProbability},
          {.name = QObject::tr("%1, noise").arg(nameOf(probed.label)),
           .role = SeriesRole::Control,
           .x = probed.epsilons,
           .y = probed.noiseProbability,
           .low = probed.noiseLow,
           .high = probed.noiseHigh}};
}

namespace {

constexpr double kOverfits = 0.03;  ///< so many more of the points learned from than of others

/// What speaks for overfitting, and what against it.
QString explanationText(const PlaneModel& model, const PlaygroundReady& ready) {
  if (model.kind == PlaneModelKind::Linear) return QObject::tr("a straight boundary cannot overfit");
  const QString right = shareText(ready.accuracy);
  if (!ready.heldOutAccuracy) return QObject::tr("%1 of the points right").arg(right);
  const QString others = shareText(*ready.heldOutAccuracy);
  return ready.accuracy - *ready.heldOutAccuracy >= kOverfits
             ? QObject::tr("overfitting: %1 of its points right, %2 of others").arg(right, others)
             : QObject::tr("no overfitting: %1 of its points right, %2 of others").arg(right, others);
}

}  // namespace

Verdict playgroundVerdict(const PlaneModel& model, const PlaygroundReady& ready, const PlaneProbed& probed,
                          double epsilon) {
  Verdict verdict{Verdict::Kind::NotFooled, {}, explanationText(model, ready)};
  const QString label = nameOf(probed.label), step = significant(epsilon);
  const QString confidence = percentText(probed.stepped.confidence);
  if (probed.start.says != probed.label) {
    verdict.kind = Verdict::Kind::WrongFromStart;
    verdict.headline = QObject::tr("This %1 is taken for %2 from the start, at %3")
                           .arg(label, nameOf(probed.start.says), percentText(probed.start.confidence));
  } else if (probed.flat) {
    verdict.kind = Verdict::Kind::WrongFromStart;
    verdict.headline = QObject::tr("The gradient is zero here: it shows the attack no direction");
  } else if (probed.stepped.says != probed.label) {
    verdict.kind = Verdict::Kind::Fooled;
    verdict.headline = QObject::tr("A step of %1 leads from %2 to %3 at %4; noise in %5 of tries")
                           .arg(step, label, nameOf(probed.stepped.says), confidence, shareText(probed.noiseFooled));
  } else {
    verdict.headline = QObject::tr("A step of %1 is not enough: still %2 at %3").arg(step, label, confidence);
    if (probed.smallestStep)
      verdict.headline += QObject::tr("; one of %1 would be").arg(significant(*probed.smallestStep));
  }
  return verdict;
}

}  // namespace adv
