// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, off screen: how long its thread stalls while ε is dragged 240 times a second over attacks of 200
// steps.
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMouseEvent>
#include <QTimer>
#include <algorithm>

#include "app/cli/bench_case.hpp"
#include "app/engine_bridge.hpp"
#include "app/main_window.hpp"
#include "app/paths.hpp"
#include "app/window_app.hpp"
#include "widgets/plots/epsilon_plot.hpp"

namespace adv {
namespace {

constexpr int kTicks = 1200;  ///< five seconds at 240 Hz
constexpr int kSteps = 200;
constexpr int kSweep = 300;  ///< ticks from one end of the axis to the other

/// Comes back to the event loop as often as it can, and writes down the gaps.
class Heartbeat : public QObject {
 public:
  Heartbeat() {
    m_timer.start();
    connect(&m_beat, &QTimer::timeout, this,
            [this] { m_gaps.push_back(static_cast<double>(m_timer.nsecsElapsed()) / 1e6), m_timer.restart(); });
    m_beat.start(0);
  }
  const std::vector<double>& gaps() const { return m_gaps; }

 private:
  QTimer m_beat;
  QElapsedTimer m_timer;
  std::vector<double> m_gaps;
};

void sendMouse(EpsilonPlot& plot, QEvent::Type type, double level) {
  const QPointF place(plot.pixelOf(level), plot.plotArea().center().y());
  const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
  QMouseEvent event(type, place, plot.mapToGlobal(place), button,
                    type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, {});
  QApplication::sendEvent(&plot, &event);
}

void waitUntilSettled(MainWindow& window) {
  QEventLoop loop;
  QObject::connect(window.currentPage(), &Page::settled, &loop, &QEventLoop::quit);
  QTimer::singleShot(60000, &loop, &QEventLoop::quit);
  if (!window.currentPage()->isSettled()) loop.exec();
}

}  // namespace

Json benchWindow(const std::string& device) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  int argc = 1;
  char name[] = "advscope";
  char* argv[] = {name, nullptr};
  QApplication app(argc, argv);
  applyTheme(ThemeChoice::Light);
  EngineBridge engine(defaultEngineOptions(device == "cuda" ? DeviceChoice::Cuda : DeviceChoice::Cpu, true));
  MainWindow window(engine, Settings());
  window.show();
  waitUntilSettled(window);
  window.experiment().setParam("steps", kSteps);
  auto* plot = window.findChild<EpsilonPlot*>();
  const double memoryBefore = residentMemory();
  Heartbeat heartbeat;
  QTimer drag;
  drag.setTimerType(Qt::PreciseTimer);
  QElapsedTimer clock;
  clock.start();
  int tick = 0;
  sendMouse(*plot, QEvent::MouseButtonPress, 0);
  QObject::connect(&drag, &QTimer::timeout, &window, [&] {
    for (; tick < kTicks && clock.nsecsElapsed() > tick * (1'000'000'000LL / 240); ++tick) {
      const int phase = tick % (2 * kSweep);
      sendMouse(*plot, QEvent::MouseMove, plot->high() * (phase < kSweep ? phase : 2 * kSweep - phase) / kSweep);
    }
    if (tick == kTicks) QApplication::quit();
  });
  drag.start(1);
  QApplication::exec();
  sendMouse(*plot, QEvent::MouseButtonRelease, plot->high() / 2);
  Json result = summary(heartbeat.gaps(), "ms between returns to the event loop");
  result["longest_stall_ms"] = *std::max_element(heartbeat.gaps().begin(), heartbeat.gaps().end());
  result["stalls_over_16_ms"] =
      std::count_if(heartbeat.gaps().begin(), heartbeat.gaps().end(), [](double gap) { return gap > 16.0; });
  result["resident_mib_before"] = memoryBefore;
  result["resident_mib_after"] = residentMemory();
  return result;
}

}  // namespace adv
