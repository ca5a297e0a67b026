// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that are dragged onto a canvas.
#include <QDragEnterEvent>
#include <QMimeData>

#include "widgets/canvas/image_canvas.hpp"

namespace adv {
namespace {

/// The first file among what is dragged; empty where there is none on this machine.
QString firstFile(const QMimeData& data) {
  for (const QUrl& url : data.urls()) {
    if (url.isLocalFile()) return url.toLocalFile();
  }
  return {};
}

}  // namespace

void ImageCanvas::dragEnterEvent(QDragEnterEvent* event) {
  m_dropping = !firstFile(*event->mimeData()).isEmpty() || event->mimeData()->hasImage();
  if (m_dropping) event->acceptProposedAction();
  refreshOverlay();
}

void ImageCanvas::dragLeaveEvent(QDragLeaveEvent*) {
  m_dropping = false;
  refreshOverlay();
}

void ImageCanvas::dropEvent(QDropEvent* event) {
  m_dropping = false;
  refreshOverlay();
  const QMimeData& dragged = *event->mimeData();
  if (const QString file = firstFile(dragged); !file.isEmpty()) {
    emit fileDropped(file);
  } else if (const auto image = qvariant_cast<QImage>(dragged.imageData()); !image.isNull()) {
    emit imageDropped(image);
  } else {
    return event->ignore();
  }
  event->acceptProposedAction();
}

}  // namespace adv
