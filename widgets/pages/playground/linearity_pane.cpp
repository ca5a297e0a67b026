// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/linearity_pane.hpp"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include "widgets/canvas/image_canvas.hpp"
#include "widgets/controls/card.hpp"
#include "widgets/controls/levels_edit.hpp"
#include "widgets/figures/linearity_figure.hpp"
#include "widgets/pages/playground/linearity_card.hpp"
#include "widgets/plots/linearity_text.hpp"
#include "widgets/style/format.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kSideWidth = 300;
constexpr int kFirstPicture = 3;

QLabel* muted() {
  auto* label = new QLabel;
  label->setObjectName(QStringLiteral("muted"));
  label->setWordWrap(true);
  return label;
}

}  // namespace

LinearityPane::LinearityPane(EnginePort& engine, QWidget* parent)
    : QWidget(parent),
      m_engine(engine),
      m_request(linearityRequest(linearitySources().front(), kFirstPicture)),
      m_verdict{Verdict::Kind::Empty, tr("Nothing to judge yet"), tr("The lines are computed first.")},
      m_picture(new Card(tr("The picture"))),
      m_clean(new ImageCanvas(ImageCanvas::Role::Original)),
      m_moved(new ImageCanvas(ImageCanvas::Role::Original)),
      m_movedCaption(muted()),
      m_source(new QComboBox),
      m_number(new QSpinBox),
      m_edit(new LevelsEdit) {
  arrange();
  connect(&engine, &EnginePort::eventArrived, this, &LinearityPane::onEvent);
  connect(m_source, &QComboBox::activated, this, &LinearityPane::ask);
  connect(m_number, &QSpinBox::valueChanged, this, &LinearityPane::ask);
  connect(m_edit, &LevelsEdit::levelsChanged, this, &LinearityPane::moveTo);
}

void LinearityPane::arrange() {
  for (const LinearitySource& source : linearitySources()) m_source->addItem(source.title);
  m_source->setToolTip(tr("Pictures and their four networks; digits need MNIST in the data folder"));
  m_source->setAccessibleName(tr("Pictures"));
  m_number->setRange(0, 9999);
  m_number->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_number->setValue(kFirstPicture);
  m_number->setPrefix(tr("picture "));
  m_number->setToolTip(tr("Which picture of the data set, counted from 0"));
  m_number->setAccessibleName(tr("Number of the picture"));
  m_edit->setAccessibleName(tr("t along the FGSM direction, in levels of 255"));
  m_edit->setToolTip(tr("t along the FGSM direction, within the reach of the axis. Click to type 8/255, −8 or 0.03."));
  m_clean->setAccessibleName(tr("The original"));
  m_moved->setAccessibleName(tr("The picture at t"));
  m_picture->setHeaderWidget(m_edit);
  auto* caption = muted();
  caption->setText(
      tr("Solid: logits along x + t · sign ∇J, not clipped. Dashed: least-squares lines. Blue: the label; "
         "vermilion: what rises above it."));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_source, m_number}) m_picture->body()->addWidget(widget);
  m_picture->body()->addSpacing(4);
  m_picture->body()->addWidget(m_clean, 1);
  m_picture->body()->addWidget(m_moved, 1);
  m_picture->body()->addWidget(m_movedCaption);
  m_picture->body()->addWidget(caption);
  m_picture->setFixedWidth(kSideWidth);
  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setHorizontalSpacing(14);
  layout->setVerticalSpacing(12);
  layout->addWidget(m_picture, 0, 0, 2, 1);
  const QString titles[] = {QStringLiteral("ReLU"), QStringLiteral("maxout"), QStringLiteral("tanh"),
                            QStringLiteral("sigmoid")};
  for (const QString& title : titles) {
    const int index = static_cast<int>(m_cards.size());
    m_cards.push_back(new LinearityCard(title));
    layout->addWidget(m_cards.back(), index / 2, 1 + index % 2);
    connect(m_cards.back(), &LinearityCard::moved, this, &LinearityPane::moveTo);
  }
  setFocusProxy(m_cards.front());
  layout->setColumnStretch(1, 1);
  layout->setColumnStretch(2, 1);
}

void LinearityPane::setShown(bool shown) {
  if (shown && !m_ready && m_ticket == 0) ask();
}

void LinearityPane::ask() {
  const LinearitySource& source = linearitySources()[static_cast<std::size_t>(std::max(0, m_source->currentIndex()))];
  const bool isOther = source.reachLevels / 255 != m_request.reach || !m_ready;
  m_request = linearityRequest(source, m_number->value());
  if (isOther) {
    for (LinearityCard* card : m_cards) card->setReach(source.reachLevels);
    m_edit->setRange(-source.reachLevels, source.reachLevels);
    m_levels = source.usualLevels;
  }
  if (m_ticket != 0) m_engine.cancel(m_ticket);
  m_ticket = m_engine.submit(Lane::Batch, m_request);
  emit busyChanged();
}

void LinearityPane::onEvent(const Event& event) {
  if (m_ticket == 0 || event.ticket != m_ticket) return;
  if (event.isLast) m_ticket = 0;
  if (const auto* ready = event.payload.as<LinearityReady>()) {
    m_ready = *ready;
    showAnswer();
  } else if (const auto* failed = event.payload.as<Failed>()) {
    m_verdict = verdictOf(failed->error);
    m_picture->clearProgress();
    emit verdictChanged();
  }
  if (!event.isLast) return;
  emit busyChanged();
  emit settled();
}

void LinearityPane::showAnswer() {
  for (std::size_t i = 0; i < m_ready->rows.size(); ++i) m_cards[i]->setRow(*m_ready, m_ready->rows[i]);
  m_ready->done < 1.0 ? m_picture->setProgress(tr("counting errors"), m_ready->done, -1) : m_picture->clearProgress();
  showPlace();
}

void LinearityPane::moveTo(double levels) {
  m_levels = levels;
  showPlace();
}

void LinearityPane::showPlace() {
  m_edit->setLevels(m_levels);
  if (!m_ready || m_ready->rows.empty()) return;
  for (std::size_t i = 0; i < m_ready->rows.size(); ++i) m_cards[i]->setPlace(*m_ready, m_ready->rows[i], m_levels);
  const LinearityRow& row = m_ready->rows.front();
  m_clean->setContent({m_ready->image, nullptr});
  m_moved->setContent({row.pictures[pictureAt(*m_ready, m_levels)], nullptr});
  m_movedCaption->setText(tr("Above: “%1”. Below: t = %2 along the ReLU network’s direction.")
                              .arg(QString::fromStdString(row.model.labelOf(row.label)), levelsText(m_levels / 255)));
  m_verdict = linearityVerdict(*m_ready, m_levels);
  emit verdictChanged();
}

std::unique_ptr<Figure> LinearityPane::figure() const {
  if (!m_ready || m_ready->done < 1.0) return nullptr;
  return std::make_unique<LinearityFigure>(m_request, *m_ready, m_levels);
}

void LinearityPane::setPresenting(bool presenting) {
  m_picture->setFixedWidth(static_cast<int>(kSideWidth * typeScale()));
  for (QWidget* widget : std::initializer_list<QWidget*>{m_source, m_number}) widget->setVisible(!presenting);
}

void LinearityPane::reset() {
  const QSignalBlocker quiet(m_number);
  m_source->setCurrentIndex(0);
  m_number->setValue(kFirstPicture);
  m_ready.reset();
  ask();
}

}  // namespace adv
