// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QWidget>
#include <map>
#include <vector>

#include "engine/api/image.hpp"

namespace adv {

/// The picture after one step of an attack.
struct StepPicture {
  int step = 0;
  ImagePtr image;
  bool success = false;
};

/// Which of `count` pictures to show where only `capacity` fit, in order: the first, the last and the two given ones
/// (−1 for none) always, the rest spread evenly. At least the ones that are always shown, even beyond the capacity.
std::vector<int> thinned(int count, int capacity, int current, int firstSuccess);

/// A row of the pictures of an attack's steps. A click or the arrow keys choose one.
class ThumbnailStrip : public QWidget {
  Q_OBJECT
 public:
  explicit ThumbnailStrip(QWidget* parent = nullptr);

  /// In the order of their steps; those without a picture are left out.
  void setSteps(std::vector<StepPicture> steps);
  const std::vector<StepPicture>& steps() const { return m_steps; }

  /// Marks the last picture that is not after `step`.
  void setCurrentStep(int step);
  int currentStep() const;
  /// The steps that fit and are shown, from left to right.
  std::vector<int> shownSteps() const;

  /// The strip on white, for an export: at most about `capacity` pictures with sides of `thumbnail` × `scale` pixels.
  QImage toImage(int thumbnail, qreal scale, int capacity = 12) const;

  /// Of the mark under pictures that fool the network.
  void setSuccessColour(const QColor& colour);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 signals:
  void stepChosen(int step);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct Layout {
    std::vector<int> indices;
    int thumbnail = 0;  ///< side of a picture
    int labelHeight = 0;
    int gap = 0;
    int left = 0;
    QRect cell(int place) const;
    QSize size() const;
  };

  int indexOf(int step) const;
  int firstSuccess() const;
  Layout layoutOf(int thumbnail, int width) const;
  Layout screenLayout() const;
  int indexAt(QPoint point) const;
  void choose(int index);
  void paint(QPainter& painter, const Layout& layout, const QPalette& colours, qreal ratio) const;
  void paintCell(QPainter& painter, QRect cell, const Layout& layout, int index, const QPalette& colours,
                 qreal ratio) const;
  const QImage& scaled(const ImagePtr& image, int side) const;

  std::vector<StepPicture> m_steps;
  int m_current = -1;  ///< index
  QColor m_successColour{0xd5, 0x5e, 0x00};
  mutable std::map<std::pair<ImagePtr, int>, QImage> m_scaled;
};

}  // namespace adv
