// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/dimension_words.hpp"

#include <QLocale>
#include <QObject>
#include <QStringList>
#include <cmath>

#include "widgets/style/format.hpp"

namespace adv {
namespace {

QString counted(int number) { return QLocale(QLocale::English).toString(number); }

}  // namespace

QString shapeText(const PictureOfNumbers& shape) {
  QString text = QStringLiteral("%1 × %2").arg(shape.height).arg(shape.width);
  if (shape.channels > 1) text += QStringLiteral(" × %1").arg(shape.channels);
  return text + QStringLiteral(" = ") + counted(shape.numbers());
}

QString dimensionSentence(const DimensionPicture& picture) {
  return QObject::tr("At d = %1 a nudge of %2 of every number flips the class.")
      .arg(counted(picture.shape.numbers()), levelsText(picture.epsilon));
}

QString dimensionReason(const DimensionPicture& picture) {
  const double times = picture.adversarialPush / picture.noisePush;
  const QString eight =
      picture.fitsEightBits ? QString() : QObject::tr(" So little does not even reach the next 8-bit level.");
  return QObject::tr("Random signs of that size do %1 times less: ±%2 of the score.%3")
      .arg(significant(times, times < 10 ? 2 : 3), significant(picture.noisePush, 2), eight);
}

QString trainedName(const std::string& data) {
  if (data == "mnist") return QStringLiteral("MNIST");
  if (data == "mnist-3-7") return QObject::tr("MNIST 3 / 7");
  if (data == "cifar10") return QStringLiteral("CIFAR-10");
  if (data == "signs") return QObject::tr("signs");
  return QString::fromStdString(data);
}

QString trainedSentence(const DimensionsTrained& trained) {
  QStringList parts;
  for (const TrainedPoint& point : trained.points)
    parts << trainedName(point.data) + QLatin1Char(' ') + levelsText(point.epsilon);
  return parts.isEmpty() ? QString()
                         : QObject::tr("◆ Softmax regression trained on pictures, median: %1.")
                               .arg(parts.join(QStringLiteral(", ")));
}

}  // namespace adv
