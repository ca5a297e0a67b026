// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/page.hpp"

#include <algorithm>

namespace adv {
namespace {

std::vector<RegisteredPage>& registry() {
  static std::vector<RegisteredPage> pages;
  return pages;
}

}  // namespace

const std::vector<RegisteredPage>& allPages() { return registry(); }

void Page::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  shownChanged(true);
}

void Page::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  shownChanged(false);
}

RegisterPage::RegisterPage(PageInfo info, MakePage make) {
  auto& pages = registry();
  const auto place = std::upper_bound(pages.begin(), pages.end(), info.order,
                                      [](int order, const RegisteredPage& page) { return order < page.info.order; });
  pages.insert(place, {std::move(info), make});
}

}  // namespace adv
