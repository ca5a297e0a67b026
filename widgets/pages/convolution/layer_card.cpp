// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/convolution/layer_card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include "engine/api/error.hpp"
#include "widgets/style/theme.hpp"

namespace adv {

LayerCard::LayerCard(ConvolutionSession& session, QWidget* parent)
    : Card(tr("A whole layer"), parent), m_session(session), m_result(new QLabel), m_formula(new QLabel) {
  auto* row = new QHBoxLayout;
  row->setSpacing(3);
  const auto word = [row](const QString& text) {
    auto* label = new QLabel(text);
    label->setObjectName(QStringLiteral("muted"));
    row->addWidget(label);
  };
  row->addWidget(makeSpin(&LayerShape::width, 4096, tr("Width of the input")), 1);
  word(QStringLiteral("×"));
  row->addWidget(makeSpin(&LayerShape::height, 4096, tr("Height of the input")), 1);
  word(QStringLiteral("×"));
  row->addWidget(makeSpin(&LayerShape::channels, 4096, tr("Channels of the input")), 1);
  word(QStringLiteral(","));
  row->addWidget(makeSpin(&LayerShape::filters, 4096, tr("Filters")), 1);
  word(tr("of"));
  row->addWidget(makeSpin(&LayerShape::size, 64, tr("Size of the filters")), 1);
  for (QLabel* label : {m_result, m_formula}) label->setWordWrap(true);
  m_formula->setObjectName(QStringLiteral("muted"));
  body()->addLayout(row);
  body()->addWidget(m_result);
  body()->addWidget(m_formula);
  connect(&session, &ConvolutionSession::stateChanged, this, &LayerCard::showShape);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &LayerCard::showShape);
  showShape();
}

QSpinBox* LayerCard::makeSpin(int LayerShape::*part, int most, const QString& name) {
  auto* spin = new QSpinBox;
  spin->setRange(1, most);
  spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
  spin->setAlignment(Qt::AlignCenter);
  spin->setMinimumWidth(30);
  spin->setStyleSheet(QStringLiteral("padding: 2px 1px;"));
  spin->setAccessibleName(name);
  spin->setToolTip(tr("%1, 1 to %2.").arg(name).arg(most));
  spin->setValue(m_shape.*part);
  connect(spin, &QSpinBox::valueChanged, this, [this, part](int value) {
    m_shape.*part = value;
    showShape();
  });
  m_spins.emplace_back(spin, part);
  return spin;
}

void LayerCard::reset() {
  m_shape = {};
  for (const auto& [spin, part] : m_spins) {
    const QSignalBlocker quiet(spin);
    spin->setValue(m_shape.*part);
  }
  showShape();
}

void LayerCard::showShape() {
  m_shape.stepping = m_session.state().stepping;
  try {
    m_result->setText(QString::fromStdString(describeLayer(m_shape)));
    m_formula->setText(tr("%1\n%L2 weights and biases")
                           .arg(QString::fromStdString(sizeFormula(m_shape.width, m_shape.size, m_shape.stepping)))
                           .arg(parameterCount(m_shape)));
  } catch (const Failure& failure) {
    m_result->setText(QString::fromStdString(failure.error().message));
    m_formula->setText(QString::fromStdString(failure.error().advice));
  }
  m_result->setStyleSheet(QStringLiteral("font-weight: 600;"));
  m_formula->setStyleSheet(QStringLiteral("font-size: %1px;").arg(typeSize(12)));
}

}  // namespace adv
