// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/pill.hpp"

#include <QLineEdit>
#include <algorithm>

#include "widgets/style/theme.hpp"

namespace adv {
namespace {

constexpr int kWidth = 108;
constexpr int kAround = 32;  ///< beside a longer text

}  // namespace

void makePill(QLineEdit* edit) {
  edit->setObjectName(QStringLiteral("pill"));
  edit->setAlignment(Qt::AlignCenter);
  const auto fit = [edit] {
    const int text = edit->fontMetrics().horizontalAdvance(edit->text()) + static_cast<int>(kAround * typeScale());
    edit->setFixedWidth(std::max(static_cast<int>(kWidth * typeScale()), text));
  };
  QObject::connect(edit, &QLineEdit::textChanged, edit, fit);
  QObject::connect(themeNotifier(), &ThemeNotifier::themeChanged, edit, fit);
  fit();
}

}  // namespace adv
