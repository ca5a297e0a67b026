// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/pill.hpp"

#include <QLineEdit>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kWidth = 108;

}  // namespace

void makePill(QLineEdit* edit) {
  edit->setObjectName(QStringLiteral("pill"));
  edit->setAlignment(Qt::AlignCenter);
  const auto fit = [edit] { edit->setFixedWidth(static_cast<int>(kWidth * typeScale())); };
  QObject::connect(themeNotifier(), &ThemeNotifier::themeChanged, edit, fit);
  fit();
}

}  // namespace adv
