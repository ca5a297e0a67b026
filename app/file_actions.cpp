// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window does with files, the clipboard and drawings.
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>

#include "app/draw_dialog.hpp"
#include "app/main_window.hpp"
#include "widgets/canvas/convert.hpp"
#include "widgets/figures/export_dialog.hpp"
#include "widgets/figures/figure.hpp"
#include "widgets/figures/save_picture.hpp"

namespace adv {
namespace {

const QString kImageFilter = QStringLiteral("Pictures (*.png *.jpg *.jpeg *.bmp *.webp *.ppm *.pgm)");

}  // namespace

void MainWindow::chooseImageFile() {
  const QString path = QFileDialog::getOpenFileName(this, tr("Open a picture"), m_settings.imageFolder, kImageFilter);
  if (!path.isEmpty()) openImage(path);
}

void MainWindow::chooseModelFile() {
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a model card"), m_settings.modelFolder, tr("Model cards (*.json)"));
  if (path.isEmpty()) return;
  m_settings.modelFolder = QFileInfo(path).absolutePath();
  openModel(path);
}

void MainWindow::pasteImage() {
  const QImage image = QApplication::clipboard()->image();
  if (image.isNull()) return setNotice(tr("There is no picture in the clipboard. Copy one first."));
  useImage(tr("pasted picture"), image);
}

void MainWindow::useImage(const QString& name, const QImage& image) {
  setNotice({});
  m_experiment.setImage(MemoryImage{name.toStdString(), std::make_shared<const Image>(fromQImage(image))});
}

void MainWindow::drawDigit() {
  auto* dialog = new DrawDialog(this);
  connect(dialog, &DrawDialog::drawn, this, [this](const ImagePtr& image) {
    m_experiment.setImage(MemoryImage{"drawing", image});
  });
  dialog->show();
}

void MainWindow::saveImage() {
  const ImagePtr picture = currentPage()->picture();
  if (!picture) return setNotice(tr("There is no picture to save yet."));
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Save the picture (8-bit PNG)"),
                                   m_settings.exportFolder + QStringLiteral("/adversarial.png"), tr("PNG (*.png)"));
  if (path.isEmpty()) return;
  m_settings.exportFolder = QFileInfo(path).absolutePath();
  setNotice(savePicture(path, *picture));
}

void MainWindow::exportFigure() {
  std::unique_ptr<Figure> figure = currentPage()->figure();
  if (!figure) return setNotice(tr("There is nothing to export yet. Wait for the first result."));
  auto* dialog = new ExportDialog(std::move(figure), m_settings.exportFolder, this);
  connect(dialog, &ExportDialog::exported, this, [this](const QString& folder) { m_settings.exportFolder = folder; });
  dialog->show();
}

void MainWindow::openDropped(const QString& path) {
  const QFileInfo file(path);
  const bool isCard = file.suffix().compare(QStringLiteral("json"), Qt::CaseInsensitive) == 0;
  if (isCard || file.isDir()) return openModel(file.absoluteFilePath());
  openImage(path);
}

}  // namespace adv
