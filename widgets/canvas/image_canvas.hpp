// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QPointer>
#include <QWidget>
#include <optional>

#include "widgets/canvas/canvas_scene.hpp"
#include "widgets/canvas/linked_view.hpp"

namespace adv {

class CanvasOverlay;

/// One view of the microscope: the original, the perturbation or the adversarial picture. It grows with its place,
/// keeps pixels square, and moves together with every canvas that has the same LinkedView.
///
/// Wheel or pinch zooms at the pointer, drag pans, double click fits; + − 0 and the arrows do it from the keyboard. A
/// wipe line (clean left, adversarial right) is dragged, or moved with Shift and the arrows.
class ImageCanvas : public QWidget {
  Q_OBJECT
 public:
  enum class Role { Original, Perturbation, Adversarial };

  explicit ImageCanvas(Role role, QWidget* parent = nullptr);

  Role role() const { return m_role; }
  /// The pictures of the experiment; every role takes both. A picture of another size is shown fitted.
  void setContent(const CanvasContent& content);
  const CanvasContent& content() const { return m_content; }

  /// How the perturbation is shown; the two picture roles ignore it.
  void setMode(const DisplayMode& mode);
  const DisplayMode& mode() const { return m_mode; }

  /// Without one the canvas has a view of its own. The view is not owned.
  void setLinkedView(LinkedView* view);
  LinkedView* linkedView() const { return m_view; }

  /// Only in the adversarial view: 0 to 1 along the visible part of the picture, or nothing for no wipe line.
  void setWipe(std::optional<double> wipe);
  std::optional<double> wipe() const { return m_wipe; }

  /// Rich text with links for a canvas that has nothing to show.
  void setEmptyText(const QString& text);
  /// Where a picture lies that does not fill the canvas; in the middle unless said otherwise.
  void setAlignment(Qt::Alignment alignment);
  /// The colour around the canvas, behind its rounded corners; otherwise the palette's window colour.
  void setSurroundings(const QColor& colour);

  /// The visible part of the picture, in the canvas's coordinates; empty where there is none.
  QRectF pictureArea() const;
  /// What is drawn at this moment, for a view of `devicePixels`; also what an export may render larger.
  CanvasScene scene(QSize devicePixels) const;
  /// Of the pixel that is hovered in any of the linked views; empty for none.
  QString readout() const;

  QSize sizeHint() const override { return {320, 320}; }
  QSize minimumSizeHint() const override { return {96, 96}; }

 signals:
  /// "open", "paste" or "gallery": a link in the empty canvas.
  void linkActivated(const QString& link);
  void readoutChanged(const QString& text);
  void wipeChanged(double wipe);
  void fileDropped(const QString& path);
  void imageDropped(const QImage& image);

 protected:
  bool event(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  enum class Drag { None, Pan, Wipe };

  Side side() const;
  bool isShowing() const { return !m_shownSize.isEmpty(); }
  Viewport viewport() const;
  QPoint pixelAt(QPointF point) const;
  QColor surroundings() const;
  std::optional<double> wipeLine() const;
  bool isOnWipeLine(QPointF point) const;
  void moveWipeTo(double x);
  void moveByKeyboard(QPointF steps, bool wipes);
  void updateCursor(QPointF point);
  void refresh();
  void refreshOverlay();
  void announce();

  const Role m_role;
  CanvasContent m_content;
  DisplayMode m_mode;
  QSize m_shownSize;
  std::optional<double> m_wipe;
  QColor m_surroundings;
  Qt::Alignment m_alignment = Qt::AlignCenter;
  LinkedView* m_ownView;
  QPointer<LinkedView> m_view;
  QWidget* m_surface;
  CanvasOverlay* m_overlay;
  QLabel* m_empty;
  Drag m_drag = Drag::None;
  QPointF m_dragFrom;
  bool m_keyboardFocus = false;
  bool m_dropping = false;
};

}  // namespace adv
