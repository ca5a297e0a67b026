// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window_app.hpp"

#include <QApplication>
#include <QTimer>
#include <cstdio>

#include "app/engine_bridge.hpp"
#include "app/main_window.hpp"
#include "app/paths.hpp"
#include "app/settings.hpp"
#include "app/version.hpp"

namespace adv {
namespace {

constexpr int kPatienceMilliseconds = 60000;
/// After the last answer: one frame for paints that are still queued.
constexpr int kLastPaintMilliseconds = 150;

void nameApplication() {
  QCoreApplication::setApplicationName(QStringLiteral("advscope"));
  QCoreApplication::setOrganizationName(QStringLiteral("AdvScope"));
  QCoreApplication::setApplicationVersion(QString::fromLatin1(kVersion));
}

ThemeChoice themeOf(const std::string& name, ThemeChoice fallback) {
  if (name == "light") return ThemeChoice::Light;
  if (name == "dark") return ThemeChoice::Dark;
  return fallback;
}

/// Applies what the command line asks for. False where there is no such page.
bool apply(const WindowOptions& options, MainWindow& window) {
  if (!options.page.empty() && !window.showPage(QString::fromStdString(options.page))) {
    std::fprintf(stderr, "advscope: there is no page \"%s\"\n", options.page.c_str());
    return false;
  }
  if (!options.image.empty()) window.openImage(QString::fromStdString(options.image));
  if (!options.model.empty()) window.openModel(QString::fromStdString(options.model));
  window.setPresenting(options.presenting);
  return true;
}

/// Without a display Qt ends the process by itself, with a long list of plug-ins.
bool displayIsThere() {
  for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
    if (!qEnvironmentVariableIsEmpty(variable)) return true;
  std::fprintf(stderr,
               "advscope: the window needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. "
               "Without one there are the subcommands (advscope --help) and --screenshot FILE.png.\n");
  return false;
}

int sayWhy(const Failure& failure) {
  std::fprintf(stderr, "advscope: %s\n", failure.error().text().c_str());
  return 1;
}

int grabWhenSettled(QApplication& app, MainWindow& window, const ScreenshotOptions& options) {
  const auto grab = [&] {
    if (!window.currentPage()->isSettled() || window.isLoading()) return;
    QTimer::singleShot(kLastPaintMilliseconds, &window, [&] {
      if (!window.currentPage()->isSettled() || window.isLoading()) return;
      const bool written = window.grab().save(QString::fromStdString(options.file), "PNG");
      if (!written)
        std::fprintf(stderr, "advscope: %s cannot be written. Choose another place.\n", options.file.c_str());
      app.exit(written ? 0 : 1);
    });
  };
  QObject::connect(window.currentPage(), &Page::settled, &window, grab);
  QTimer::singleShot(kPatienceMilliseconds, &window, [&] {
    std::fprintf(stderr, "advscope: the page was not ready after %d seconds.\n", kPatienceMilliseconds / 1000);
    app.exit(1);
  });
  return app.exec();
}

}  // namespace

int runWindow(int& argc, char** argv, const WindowOptions& options) try {
  if (!displayIsThere()) return 1;
  nameApplication();
  QApplication app(argc, argv);
  Settings settings = loadSettings();
  applyTheme(themeOf(options.theme, settings.theme));
  EngineBridge engine(defaultEngineOptions(options.device, true));
  MainWindow window(engine, std::move(settings));
  window.show();
  if (!apply(options, window)) return 2;
  return QApplication::exec();
} catch (const Failure& failure) {
  return sayWhy(failure);
}

int renderScreenshot(int& argc, char** argv, const ScreenshotOptions& options) try {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
  nameApplication();
  QApplication app(argc, argv);
  applyTheme(themeOf(options.window.theme, ThemeChoice::Light));
  EngineBridge engine(defaultEngineOptions(options.window.device, true));
  MainWindow window(engine, Settings());
  window.resize(options.width, options.height);
  window.show();
  if (!apply(options.window, window)) return 2;
  return grabWhenSettled(app, window, options);
} catch (const Failure& failure) {
  return sayWhy(failure);
}

}  // namespace adv
