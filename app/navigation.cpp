// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/navigation.hpp"

#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/style/icons.hpp"
#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kWide = 208;
constexpr int kNarrow = 52;

}  // namespace

Navigation::Navigation(const std::vector<RegisteredPage>& pages, QWidget* parent)
    : QFrame(parent), m_scroll(new QScrollArea) {
  setObjectName(QStringLiteral("navigation"));
  auto* list = new QWidget;
  list->setObjectName(QStringLiteral("navigationList"));
  auto* layout = new QVBoxLayout(list);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->setSpacing(2);
  QString section;
  for (std::size_t index = 0; index < pages.size(); ++index) {
    const PageInfo& info = pages[index].info;
    if (info.section != section) {
      section = info.section;
      auto* heading = new QLabel(section);
      heading->setObjectName(QStringLiteral("navigationHeading"));
      heading->setContentsMargins(10, 10, 0, 2);
      layout->addWidget(heading);
      m_headings.push_back(heading);
    }
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("navigationButton"));
    button->setText(QStringLiteral("  ") + info.title);
    button->setToolTip(tr("%1 (Ctrl+%2)").arg(info.title).arg(index + 1));
    button->setAccessibleName(info.title);
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setMinimumHeight(32);
    if (index < 9) button->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(index + 1)));
    m_buttons.addButton(button, static_cast<int>(index));
    m_ids.push_back(info.id);
    layout->addWidget(button);
  }
  layout->addStretch(1);
  m_scroll->setWidget(list);
  m_scroll->setWidgetResizable(true);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_scroll->setFocusPolicy(Qt::NoFocus);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(m_scroll);
  m_buttons.setExclusive(true);
  connect(&m_buttons, &QButtonGroup::idClicked, this, &Navigation::pageChosen);
  connect(themeNotifier(), &ThemeNotifier::themeChanged, this, &Navigation::refreshIcons);
  refreshIcons();
  setCollapsed(false);
}

void Navigation::setCurrent(int index) {
  QAbstractButton* button = m_buttons.button(index);
  if (!button) return;
  button->setChecked(true);
  m_scroll->ensureWidgetVisible(button, 0);
}

void Navigation::setCollapsed(bool collapsed) {
  m_collapsed = collapsed;
  setFixedWidth(static_cast<int>((collapsed ? kNarrow : kWide) * typeScale()));
  for (QWidget* heading : m_headings) heading->setVisible(!collapsed);
  for (QAbstractButton* button : m_buttons.buttons()) {
    static_cast<QToolButton*>(button)->setToolButtonStyle(collapsed ? Qt::ToolButtonIconOnly
                                                                    : Qt::ToolButtonTextBesideIcon);
  }
}

void Navigation::refreshIcons() {
  for (std::size_t index = 0; index < m_ids.size(); ++index)
    m_buttons.button(static_cast<int>(index))->setIcon(themedIcon(m_ids[index]));
}

}  // namespace adv
