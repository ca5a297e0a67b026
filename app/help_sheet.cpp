// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/help_sheet.hpp"

#include <QFile>
#include <QTextBrowser>

namespace adv {

HelpSheet::HelpSheet(QWidget* parent) : QDockWidget(parent), m_text(new QTextBrowser) {
  setWindowTitle(tr("About this page"));
  setObjectName(QStringLiteral("helpSheet"));
  setFeatures(QDockWidget::DockWidgetClosable);
  m_text->setObjectName(QStringLiteral("helpText"));
  m_text->setMinimumWidth(360);
  m_text->setOpenExternalLinks(true);
  setWidget(m_text);
}

void HelpSheet::showPage(const PageInfo& page) {
  QFile file(QStringLiteral(":/help/%1.md").arg(page.id));
  if (file.open(QIODevice::ReadOnly)) m_text->setMarkdown(QString::fromUtf8(file.readAll()));
}

}  // namespace adv
