// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/embed/misread_panel.hpp"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/pages/embed/presets.hpp"
#include "widgets/pages/embed/session.hpp"

namespace adv {

EmbedMisreadPanel::EmbedMisreadPanel(EmbedSession& session, QWidget* parent) : QWidget(parent), m_session(session) {
  auto* hint = new QLabel(
      tr("What the settings do to the same points. One click each; Ctrl+Z goes back to your own (Wattenberg, Viégas, "
         "Johnson 2016)."));
  hint->setWordWrap(true);
  hint->setObjectName(QStringLiteral("muted"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 4, 0, 4);
  layout->setSpacing(4);
  layout->addWidget(hint);
  const auto& presets = embedPresets();
  for (std::size_t i = 0; i < presets.size(); ++i) {
    auto* button = new QToolButton;
    button->setText(presets[i].title);
    button->setToolTip(presets[i].sentence);
    button->setAccessibleName(presets[i].title);
    button->setAccessibleDescription(presets[i].sentence);
    button->setObjectName(presets[i].id);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    layout->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, i] { choose(static_cast<int>(i)); });
  }
  layout->addStretch(1);
  connect(&session, &EmbedSession::setupChanged, this, &EmbedMisreadPanel::follow);
}

void EmbedMisreadPanel::choose(int index) {
  try {
    const EmbedPreset& preset = embedPresets()[static_cast<std::size_t>(index)];
    m_made = withPreset(m_session.setup(), preset);
    m_chosen = index;
    m_session.edit(m_made, preset.title);
    emit chosen();
  } catch (const Failure& failure) {
    emit failed(failure.error());
  }
}

/// Any other change of the setup is no preset any more; a restart still is, and so is what redo brings back.
void EmbedMisreadPanel::follow() {
  EmbedSetup now = m_session.setup();
  now.run = m_made.run;
  m_isShown = m_chosen >= 0 && now == m_made;
  emit sentenceChanged();
}

QString EmbedMisreadPanel::sentence() const {
  return m_isShown ? embedPresets()[static_cast<std::size_t>(m_chosen)].sentence : QString();
}

}  // namespace adv
