// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/microscope/run_model.hpp"

#include <algorithm>

namespace adv {
namespace {

constexpr std::size_t kLongRun = 400;
constexpr int kQuietMilliseconds = 60;

}  // namespace

RunModel::RunModel(QObject* parent) : QObject(parent) {
  m_quiet.setSingleShot(true);
  m_quiet.setInterval(kQuietMilliseconds);
  connect(&m_quiet, &QTimer::timeout, this, [this] {
    if (m_untold) tellOfFrames();
  });
}

void RunModel::tellOfFrames() {
  const bool isLong = m_frames.size() > kLongRun && !m_finished;
  m_untold = isLong && m_quiet.isActive();
  if (m_untold) return;
  if (isLong) m_quiet.start();
  emit framesChanged();
  emit currentChanged();
}

void RunModel::follow(Ticket ticket) {
  m_ticket = ticket;
  m_awaitsFirst = true;
  m_failed = false;
  m_finished.reset();
}

void RunModel::clear() {
  m_ticket = 0;
  m_frames.clear();
  m_finished.reset();
  m_firstSuccess = -1;
  m_current = -1;
  emit framesChanged();
  emit currentChanged();
}

void RunModel::begin(int stepsPlanned) {
  m_awaitsFirst = false;
  m_frames.clear();
  m_firstSuccess = -1;
  m_current = -1;
  m_followsNewest = true;
  m_stepsPlanned = stepsPlanned;
}

bool RunModel::handle(const Event& event) {
  if (event.ticket != m_ticket || m_ticket == 0) return false;
  if (const auto* progressed = event.payload.as<AttackProgressed>()) {
    if (m_awaitsFirst) begin(progressed->stepsPlanned);
    for (const FramePtr& frame : progressed->frames) {
      if (frame->success && m_firstSuccess < 0) m_firstSuccess = frame->step;
      m_frames.push_back(frame);
    }
    if (m_followsNewest) m_current = static_cast<int>(m_frames.size()) - 1;
    if (m_wanted >= 0) m_current = std::min(m_wanted, m_current);
    tellOfFrames();
  } else if (const auto* finished = event.payload.as<AttackFinished>()) {
    m_finished = *finished;
    m_wanted = -1;
    if (m_untold) tellOfFrames();
    emit ended();
    emit currentChanged();
  } else if (const auto* failure = event.payload.as<Failed>()) {
    m_failed = true;
    emit failed(failure->error);
  } else if (event.payload.is<Cancelled>()) {
    m_failed = true;
    if (m_untold) tellOfFrames();
    emit ended();
  }
  return true;
}

const Frame* RunModel::currentFrame() const {
  return m_current >= 0 && m_current < static_cast<int>(m_frames.size())
             ? m_frames[static_cast<std::size_t>(m_current)].get()
             : nullptr;
}

ImagePtr RunModel::currentPicture() const {
  for (int index = m_current; index >= 0; --index) {
    if (const ImagePtr& picture = m_frames[static_cast<std::size_t>(index)]->picture) return picture;
  }
  return nullptr;
}

void RunModel::setCurrentIndex(int index) {
  m_wanted = -1;
  if (m_frames.empty()) return;
  index = std::clamp(index, 0, static_cast<int>(m_frames.size()) - 1);
  m_followsNewest = isRunning() && index + 1 == static_cast<int>(m_frames.size());
  if (index == m_current) return;
  m_current = index;
  emit currentChanged();
}

}  // namespace adv
