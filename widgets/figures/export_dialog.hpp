// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <memory>

#include "widgets/figures/figure.hpp"

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace adv {

/// Preset, format, resolution, background and a live preview of a figure's export.
class ExportDialog : public QDialog {
  Q_OBJECT
 public:
  ExportDialog(std::unique_ptr<Figure> figure, const QString& folder, QWidget* parent = nullptr);
  ~ExportDialog() override;

 signals:
  void exported(const QString& folder);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  FigureStyle style() const;
  void showPreview();
  void write();

  std::unique_ptr<Figure> m_figure;
  QString m_folder;
  QComboBox* m_style;
  QComboBox* m_format;
  QSpinBox* m_dpi;
  QCheckBox* m_transparent;
  QLabel* m_preview;
  QLabel* m_result;
};

}  // namespace adv
