// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "widgets/canvas/display_mode.hpp"
#include "widgets/canvas/image_canvas.hpp"
#include "widgets/canvas/linked_view.hpp"

class QActionGroup;
class QLabel;
class QSlider;
class QToolButton;

namespace adv {

class ElidingLabel;

/// Original, perturbation and adversarial picture side by side, with their captions; they move as one.
class ViewsPanel : public QWidget {
  Q_OBJECT
 public:
  explicit ViewsPanel(QWidget* parent = nullptr);

  void setContent(const CanvasContent& content);
  const CanvasContent& content() const { return m_adversarial->content(); }
  /// Under the perturbation: "L∞ 4/255 · L2 4.07 · PSNR 39.6 dB".
  /// With `details` as its tool tip.
  void setDistortionText(const QString& text, const QString& details);
  const DisplayMode& mode() const { return m_perturbation->mode(); }
  void setMode(const DisplayMode& mode);
  void setBlinking(bool blinking) { m_view.setBlinking(blinking); }
  /// Hides the small controls.
  void setPresenting(bool presenting);

 signals:
  /// The height beyond which the pictures cannot grow, as the panel is not wider.
  void naturalHeightChanged(int height);
  void linkActivated(const QString& link);
  void fileDropped(const QString& path);
  void imageDropped(const QImage& image);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* column(const QString& title, QLabel* remark, QWidget* control, ImageCanvas* canvas, QLabel* caption);
  QWidget* makeModeControl();
  QWidget* makeWipeControl();
  void fitHeights();
  void applyMode();

  LinkedView m_view;
  ImageCanvas* m_original;
  ImageCanvas* m_perturbation;
  ImageCanvas* m_adversarial;
  QLabel* m_size;
  QLabel* m_originalCaption;
  ElidingLabel* m_distortion;
  QLabel* m_adversarialCaption;
  QToolButton* m_modeButton;
  QActionGroup* m_kinds;
  QSlider* m_gain;
  QToolButton* m_wipe;
};

}  // namespace adv
