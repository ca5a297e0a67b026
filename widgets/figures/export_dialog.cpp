// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figures/export_dialog.hpp"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/figures/export_figure.hpp"

namespace adv {
namespace {

constexpr int kDefaultDpi = 300;

}  // namespace

ExportDialog::ExportDialog(std::unique_ptr<Figure> figure, const QString& folder, QWidget* parent)
    : QDialog(parent),
      m_figure(std::move(figure)),
      m_folder(folder),
      m_style(new QComboBox),
      m_format(new QComboBox),
      m_dpi(new QSpinBox),
      m_transparent(new QCheckBox(tr("&Transparent background"))),
      m_preview(new QLabel),
      m_result(new QLabel) {
  setWindowTitle(tr("Export figure"));
  setAttribute(Qt::WA_DeleteOnClose);
  for (const FigureStyle& style : figureStyles()) m_style->addItem(style.name);
  m_format->addItems({QStringLiteral("PNG"), QStringLiteral("PDF"), QStringLiteral("SVG")});
  m_dpi->setRange(72, 1200);
  m_dpi->setValue(kDefaultDpi);
  m_dpi->setSuffix(tr(" dpi"));
  m_dpi->setToolTip(tr("Pixels an inch of the PNG, 72 to 1200; PDF and SVG are drawn, not rastered"));
  m_preview->setAlignment(Qt::AlignCenter);
  m_preview->setMinimumSize(520, 320);
  m_preview->setAccessibleName(tr("Preview of the figure"));
  m_result->setWordWrap(true);

  auto* form = new QFormLayout;
  form->addRow(tr("&Use"), m_style);
  form->addRow(tr("&Format"), m_format);
  form->addRow(tr("&Resolution"), m_dpi);
  form->addRow(QString(), m_transparent);
  auto* caption = new QLabel(m_figure->caption());
  caption->setObjectName(QStringLiteral("muted"));
  caption->setWordWrap(true);
  caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* copy = new QPushButton(tr("&Copy caption"));
  auto* save = new QPushButton(tr("&Export…"));
  save->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(copy);
  buttons->addStretch(1);
  buttons->addWidget(save);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_preview, 1);
  layout->addWidget(caption);
  layout->addLayout(form);
  layout->addWidget(m_result);
  layout->addLayout(buttons);
  connect(m_style, &QComboBox::currentIndexChanged, this, &ExportDialog::showPreview);
  connect(m_transparent, &QCheckBox::toggled, this, &ExportDialog::showPreview);
  connect(m_format, &QComboBox::currentIndexChanged, this, [this](int index) { m_dpi->setEnabled(index == 0); });
  connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_figure->caption()); });
  connect(save, &QPushButton::clicked, this, &ExportDialog::write);
  resize(760, 640);
  showPreview();
}

ExportDialog::~ExportDialog() = default;

FigureStyle ExportDialog::style() const {
  FigureStyle style = figureStyles().at(static_cast<std::size_t>(m_style->currentIndex()));
  style.transparent = m_transparent->isChecked();
  return style;
}

void ExportDialog::showPreview() {
  const double ratio = devicePixelRatioF();
  const double wide = m_preview->width() * ratio;
  const double tall = m_preview->height() * ratio;
  const FigureStyle chosen = style();
  const double dpi = 72.0 * std::min(wide / (chosen.width + 16), tall / (m_figure->height(chosen) + 16));
  QPixmap picture = QPixmap::fromImage(renderFigure(*m_figure, chosen, dpi));
  picture.setDevicePixelRatio(ratio);
  m_preview->setPixmap(picture);
}

void ExportDialog::resizeEvent(QResizeEvent* event) {
  QDialog::resizeEvent(event);
  showPreview();
}

void ExportDialog::write() {
  const QString ending = m_format->currentText().toLower();
  const QString proposal = m_folder + QLatin1Char('/') + m_figure->fileStem() + QLatin1Char('.') + ending;
  const QString path = QFileDialog::getSaveFileName(this, tr("Export figure"), proposal, QStringLiteral("*.") + ending);
  if (path.isEmpty()) return;
  QStringList written;
  const QString problem = exportFigure(*m_figure, style(), path, m_dpi->value(), &written);
  if (!problem.isEmpty()) return m_result->setText(problem);
  m_folder = QFileInfo(path).absolutePath();
  QStringList names;
  for (const QString& file : written) names << QFileInfo(file).fileName();
  m_result->setText(tr("Written: %1").arg(names.join(QStringLiteral(", "))));
  emit exported(m_folder);
}

}  // namespace adv
