// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler and the result box, turned by hand: no thread, no sleeping (except one test of the thread loop).
#include <QRegularExpression>
#include <QTest>
#include <atomic>
#include <thread>

#include "engine/core/lru.hpp"
#include "engine/core/scheduler.hpp"
#include "engine/tensor/device.hpp"

using namespace adv;

namespace {

/// Counts its steps into a log, and ends after `steps`.
class CountingJob : public Job {
 public:
  CountingJob(QString name, int steps, QStringList& log) : m_name(std::move(name)), m_steps(steps), m_log(log) {}
  StepOutcome step(JobContext& context) override {
    m_log << m_name + QString::number(++m_done);
    if (m_done < m_steps) return StepOutcome::More;
    context.finish(Trained{m_name.toStdString(), 0.0, 0.0});
    return StepOutcome::Done;
  }

 private:
  QString m_name;
  int m_steps;
  QStringList& m_log;
  int m_done = 0;
};

class ThrowingJob : public Job {
 public:
  StepOutcome step(JobContext&) override { throw userFailure("The file is empty.", "Choose another."); }
};

class SilentJob : public Job {
 public:
  StepOutcome step(JobContext&) override { return StepOutcome::Done; }
};

Event frameEvent(Ticket ticket, int step) {
  auto frame = std::make_shared<Frame>();
  frame->step = step;
  return {ticket, Lane::Attack, false, AttackProgressed{{frame}, 10}};
}

}  // namespace

class TestScheduler : public QObject {
  Q_OBJECT

 private:
  ResultBox m_box;
  Scheduler m_scheduler{m_box, explainException};
  QStringList m_log;

  Ticket put(Lane lane, const QString& name, int steps, const std::string& channel = "a") {
    return m_scheduler.submit(lane, channel, [=, this] { return std::make_unique<CountingJob>(name, steps, m_log); });
  }
  std::vector<Event> endings() {
    std::vector<Event> all = m_box.take();
    std::erase_if(all, [](const Event& event) { return !event.isLast; });
    return all;
  }

 private slots:
  void init() {
    QTest::failOnWarning(QRegularExpression(".*"));
    m_scheduler.dropAll();
    m_box.take();
    m_log.clear();
  }

  void mostUrgentLaneGoesFirst() {
    put(Lane::Batch, "b", 2);
    put(Lane::Attack, "a", 2);
    m_scheduler.runOneStep();
    put(Lane::Preview, "p", 1);
    while (m_scheduler.runOneStep()) {
    }
    QCOMPARE(m_log, QStringList({"a1", "p1", "a2", "b1", "b2"}));
    QVERIFY(m_scheduler.isIdle());
  }

  void latestWinsWithinAChannel() {
    const Ticket first = put(Lane::Preview, "x", 5);
    m_scheduler.runOneStep();
    const Ticket second = put(Lane::Preview, "y", 5);
    const Ticket third = put(Lane::Preview, "z", 1);
    while (m_scheduler.runOneStep()) {
    }
    QCOMPARE(m_log, QStringList({"x1", "z1"}));
    const auto ends = endings();
    QCOMPARE(ends.size(), 3U);
    QCOMPARE(ends[0].ticket, second);
    QCOMPARE(ends[1].ticket, first);
    QVERIFY(ends[0].payload.is<Cancelled>() && ends[1].payload.is<Cancelled>());
    QCOMPARE(ends[2].ticket, third);
    QVERIFY(ends[2].payload.is<Trained>());
  }

  void channelsTakeTurns() {
    put(Lane::Load, "a", 2, "a");
    put(Lane::Load, "b", 2, "b");
    while (m_scheduler.runOneStep()) {
    }
    QCOMPARE(m_log, QStringList({"a1", "b1", "a2", "b2"}));
  }

  void cancelEndsWaitingAndRunning() {
    const Ticket running = put(Lane::Attack, "r", 9);
    m_scheduler.runOneStep();
    m_scheduler.cancel(running);
    const Ticket waiting = put(Lane::Batch, "w", 9);
    m_scheduler.cancelLane(Lane::Batch);
    while (m_scheduler.runOneStep()) {
    }
    QCOMPARE(m_log, QStringList({"r1"}));
    const auto ends = endings();
    QCOMPARE(ends.size(), 2U);
    QCOMPARE(ends[0].ticket, waiting);
    QCOMPARE(ends[1].ticket, running);
  }

  void pauseHoldsAndStepsOnDemand() {
    m_scheduler.setPaused(Lane::Attack, true);
    put(Lane::Attack, "a", 3);
    QVERIFY(!m_scheduler.runOneStep());
    m_scheduler.stepOnce(Lane::Attack);
    QVERIFY(m_scheduler.runOneStep());
    QVERIFY(!m_scheduler.runOneStep());
    QCOMPARE(m_log, QStringList({"a1"}));
    m_scheduler.setPaused(Lane::Attack, false);
    while (m_scheduler.runOneStep()) {
    }
    QCOMPARE(m_log.size(), 3);
  }

  void cancelWorksWhilePaused() {
    const Ticket ticket = put(Lane::Attack, "a", 3);
    m_scheduler.runOneStep();
    m_scheduler.setPaused(Lane::Attack, true);
    m_scheduler.cancel(ticket);
    QVERIFY(m_scheduler.runOneStep());
    QCOMPARE(endings().size(), 1U);
    QVERIFY(m_scheduler.isIdle());
  }

  void everySubmissionEndsOnce() {
    m_scheduler.submit(Lane::Load, "t", [] { return std::make_unique<ThrowingJob>(); });
    m_scheduler.submit(Lane::Load, "s", [] { return std::make_unique<SilentJob>(); });
    m_scheduler.submit(Lane::Load, "m", []() -> std::unique_ptr<Job> { throw std::bad_alloc(); });
    while (m_scheduler.runOneStep()) {
    }
    const auto ends = endings();
    QCOMPARE(ends.size(), 3U);
    QCOMPARE(ends[0].payload.get<Failed>().error.message, std::string("The file is empty."));
    QCOMPARE(ends[1].payload.get<Failed>().error.kind, ErrorKind::Library);
    QCOMPARE(ends[2].payload.get<Failed>().error.kind, ErrorKind::Resource);
  }

  void framesMergeScalarsAreKeptEndingsComeLast() {
    m_box.put(frameEvent(1, 0));
    m_box.put({2, Lane::Batch, true, Cancelled{}});
    m_box.put(frameEvent(1, 1));
    m_box.put({1, Lane::Attack, false, Progress{"", 0.1, -1}});
    m_box.put({1, Lane::Attack, false, Progress{"", 0.2, -1}});
    const auto events = m_box.take();
    QCOMPARE(events.size(), 3U);
    QCOMPARE(events[0].payload.get<AttackProgressed>().frames.size(), 2U);
    QCOMPARE(events[1].payload.get<Progress>().done, 0.2);
    QVERIFY(events[2].isLast);
    QVERIFY(m_box.take().empty());
  }

  void stalePreviewPicturesAreDropped() {
    AttackFinished finished;
    finished.picture = std::make_shared<const Image>(Image{1, 1, 1, {7}});
    m_box.put({1, Lane::Preview, true, finished});
    m_box.put({2, Lane::Preview, true, finished});
    const auto events = m_box.take();
    QVERIFY(!events[0].payload.get<AttackFinished>().picture);
    QVERIFY(events[1].payload.get<AttackFinished>().picture);
  }

  void oneWakeUpInFlight() {
    ResultBox box;
    int wakeUps = 0;
    box.onFirst([&] { ++wakeUps; });
    box.put(frameEvent(1, 0));
    box.put(frameEvent(1, 1));
    QCOMPARE(wakeUps, 1);
    box.take();
    box.put(frameEvent(1, 2));
    QCOMPARE(wakeUps, 2);
  }

  void theThreadLoopEndsAndLosesNothing() {
    ResultBox box;
    Scheduler scheduler(box, explainException);
    QStringList log;
    std::jthread thread([&](std::stop_token stop) { scheduler.run(stop); });
    std::atomic<int> endingsSeen = 0;
    for (int i = 0; i < 200; ++i) {
      scheduler.submit(static_cast<Lane>(i % kLaneCount), std::to_string(i),
                       [&] { return std::make_unique<CountingJob>("j", 3, log); });
    }
    QTRY_VERIFY_WITH_TIMEOUT((endingsSeen += static_cast<int>(
                                  std::ranges::count_if(box.take(), [](const Event& e) { return e.isLast; }))) == 200,
                             20000);
    QVERIFY(scheduler.isIdle());
    thread.request_stop();
    thread.join();
    QCOMPARE(log.size(), 600);
  }

  void lruForgetsTheOldest() {
    Lru<int, int> lru(2);
    lru.insert(1, 10);
    lru.insert(2, 20);
    QCOMPARE(*lru.find(1), 10);
    lru.insert(3, 30);
    QVERIFY(!lru.find(2) && lru.find(1) && lru.find(3));
    lru.insert(1, 11);
    QCOMPARE(*lru.find(1), 11);
    QCOMPARE(lru.size(), 2U);
  }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
