// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draw_dialog.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/controls/draw_canvas.hpp"

namespace adv {

DrawDialog::DrawDialog(QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Draw a digit"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* canvas = new DrawCanvas;
  auto* undo = new QPushButton(tr("&Undo stroke"));
  auto* clear = new QPushButton(tr("&Clear"));
  auto* done = new QPushButton(tr("&Done"));
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(undo);
  buttons->addWidget(clear);
  buttons->addStretch(1);
  buttons->addWidget(done);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(new QLabel(tr("Draw large, in the middle. The prediction follows your hand.")));
  layout->addWidget(canvas, 1);
  layout->addLayout(buttons);
  connect(canvas, &DrawCanvas::drawn, this, &DrawDialog::drawn);
  connect(undo, &QPushButton::clicked, canvas, &DrawCanvas::undoStroke);
  connect(clear, &QPushButton::clicked, canvas, &DrawCanvas::clear);
  connect(done, &QPushButton::clicked, this, &QDialog::accept);
}

}  // namespace adv
