// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>
#include <QWidget>
#include <memory>
#include <vector>

#include "engine/api/error.hpp"
#include "widgets/engine_port.hpp"
#include "widgets/experiment/experiment_model.hpp"

namespace adv {

class Figure;

/// What a page is given: it owns none of it.
struct PageContext {
  EnginePort& engine;
  ExperimentModel& experiment;
};

/// One page of the window. A page hears the engine and the experiment by signals and never waits.
class Page : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;

  /// The figure that "Export figure" writes; null where there is nothing to export yet.
  virtual std::unique_ptr<Figure> figure() const = 0;
  /// The picture that "Save image" and "Copy" take; null where there is none.
  virtual ImagePtr picture() const { return nullptr; }
  /// Shows only what the back row needs, and back.
  virtual void setPresenting(bool presenting) = 0;
  /// Back to the example that the page opens on.
  virtual void reset() = 0;
  /// True where nothing is under way: a screenshot shows the final state.
  virtual bool isSettled() const = 0;
  /// What the page keeps from one start to the next; nothing unless it says so.
  virtual QJsonObject remembered() const { return {}; }
  /// Told once, before the page is shown, what it had kept; values that make no sense are left out.
  virtual void recall(const QJsonObject& kept) { Q_UNUSED(kept) }

 signals:
  void settled();
  /// What the engine is busy with, for the status line; empty when idle.
  void activityChanged(const QString& text);
  void previewMeasured(double milliseconds);
  /// The page asks the window for something: "open", "paste", "gallery", or another page: "page:microscope".
  void actionWanted(const QString& action);
  void fileDropped(const QString& path);
  void imageDropped(const QImage& image);

 protected:
  /// Told when the page comes to be seen, and when it no longer is.
  virtual void shownChanged(bool shown) { Q_UNUSED(shown) }
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
};

/// A page as the navigation shows it.
struct PageInfo {
  QString id;  ///< "microscope": file name, --page, help text
  QString title;
  QString section;  ///< heading in the navigation; empty for the first group
  int order = 0;    ///< in the lecture
};

using MakePage = Page* (*)(const PageContext& context);
struct RegisteredPage {
  PageInfo info;
  MakePage make;
};

/// All registered pages, in the lecture's order.
const std::vector<RegisteredPage>& allPages();

/// Put one at namespace scope in each page's file.
struct RegisterPage {
  RegisterPage(PageInfo info, MakePage make);
};

}  // namespace adv
