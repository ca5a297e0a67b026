// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/playground/plane_card.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/pages/playground/points_command.hpp"

namespace adv {

PlaneCard::PlaneCard(PlaygroundSession& session, QUndoStack& undo, QWidget* parent)
    : Card(tr("The plane"), parent), m_session(session), m_undo(undo), m_view(new PlaneView), m_presets(new QComboBox) {
  addTools();
  addPresets();
  body()->addWidget(m_view, 1);
  setFocusProxy(m_view);
  connect(m_view, &PlaneView::pointsMoved, &session, &PlaygroundSession::setPoints);
  connect(m_view, &PlaneView::pointsEdited, this, &PlaneCard::edit);
  connect(m_view, &PlaneView::probeMoved, &session, &PlaygroundSession::moveProbe);
  connect(m_view, &PlaneView::toolAsked, this,
          [this](PlaneView::Tool tool) { m_tools.button(static_cast<int>(tool))->click(); });
  for (const auto signal : {&PlaygroundSession::pointsChanged, &PlaygroundSession::snapshotChanged,
                            &PlaygroundSession::probeChanged, &PlaygroundSession::setupChanged})
    connect(&session, signal, this, &PlaneCard::showScene);
}

void PlaneCard::addTools() {
  const struct {
    PlaneView::Tool tool;
    QString text;
    QString help;
  } tools[] = {
      {PlaneView::Tool::Probe, tr("Probe"), tr("Click or drag anywhere: the attack from there (P)")},
      {PlaneView::Tool::O, tr("O"), tr("Click to add a point of class O (O)")},
      {PlaneView::Tool::X, tr("X"), tr("Click to add a point of class X (X)")},
  };
  for (const auto& [tool, text, help] : tools) {
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(help);
    button->setAccessibleName(tr("Tool: %1").arg(text));
    button->setCheckable(true);
    button->setChecked(tool == PlaneView::Tool::Probe);
    m_tools.addButton(button, static_cast<int>(tool));
    actions()->addWidget(button);
    m_secondary.push_back(button);
  }
  connect(&m_tools, &QButtonGroup::idClicked, this, [this](int id) { m_view->setTool(PlaneView::Tool(id)); });
}

void PlaneCard::addPresets() {
  const std::pair<const char*, QString> presets[] = {
      {"outlier", tr("One outlier")}, {"lecture", tr("The lecture’s O and X")},
      {"blobs", tr("Two blobs")},     {"xor", tr("XOR")},
      {"circles", tr("Circles")},     {"spirals", tr("Spirals")}};
  for (const auto& [id, name] : presets) m_presets->addItem(name, QString::fromLatin1(id));
  m_presets->setToolTip(tr("Points to begin with; the training starts again"));
  m_presets->setAccessibleName(tr("Points to begin with"));
  connect(m_presets, &QComboBox::activated, this,
          [this] { m_session.choosePreset(m_presets->currentData().toString()); });
  auto* clear = new QToolButton;
  clear->setText(tr("Clear"));
  clear->setToolTip(tr("Removes all points; Undo brings them back"));
  connect(clear, &QToolButton::clicked, this, [this] { edit(m_session.points(), {}, tr("clear the plane")); });
  for (QWidget* widget : std::initializer_list<QWidget*>{m_presets, clear}) {
    actions()->addWidget(widget);
    m_secondary.push_back(widget);
  }
  actions()->addStretch(1);
}

void PlaneCard::edit(const std::vector<PlanePoint>& before, const std::vector<PlanePoint>& points,
                     const QString& what) {
  if (before == points) return;
  m_undo.push(new PointsCommand(&m_session, before, points, what));
}

void PlaneCard::showScene() {
  m_view->setScene(
      {m_session.points(), m_session.ready(), m_session.probed(), m_session.epsilon(), m_session.training().norm, -1});
  const int row = m_presets->findData(m_session.preset());
  if (row >= 0) m_presets->setCurrentIndex(row);
}

void PlaneCard::setPresenting(bool presenting) {
  for (QWidget* widget : m_secondary) widget->setVisible(!presenting);
}

}  // namespace adv
