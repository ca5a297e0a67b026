// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "engine/api/dimensions.hpp"
#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"

namespace adv {

/// The page opens on as many numbers as an MNIST digit has.
inline constexpr int kStartD = 784;

/// What the Dimensions page asks of the engine and hears. Holds no widget. The picture comes from the Preview lane, the
/// measured line is behind it, and training begins with the first look at the page and goes on behind everything.
class DimensionsSession : public QObject {
  Q_OBJECT
 public:
  explicit DimensionsSession(EnginePort& engine, QObject* parent = nullptr);

  const DimensionSetting& setting() const { return m_setting; }
  int d() const { return m_d; }
  const std::optional<DimensionsMeasured>& measured() const { return m_measured; }
  const std::optional<DimensionPicture>& picture() const { return m_picture; }
  const std::optional<DimensionsTrained>& trained() const { return m_trained; }
  bool isTraining() const { return m_trainedTicket != 0; }
  bool isSettled() const { return m_measuredTicket == 0 && m_pictureTicket == 0 && m_trainedTicket == 0; }

  void setShown();
  void setSetting(const DimensionSetting& setting);
  void setD(int d);
  void cancelTraining();
  void trainAgain();

 signals:
  void measuredChanged();
  void pictureChanged();
  void trainedChanged();
  void trainingProgressed(const adv::Progress& progress);
  void trainingChanged();  ///< it began or ended
  void failed(const adv::Error& error);
  void settled();

 private:
  void onEvent(const Event& event);
  void take(const Event& event);
  void askForPicture();
  void askForAll();

  EnginePort& m_engine;
  DimensionSetting m_setting;
  int m_d = kStartD;
  std::optional<DimensionsMeasured> m_measured;
  std::optional<DimensionPicture> m_picture;
  std::optional<DimensionsTrained> m_trained;
  Ticket m_measuredTicket = 0;
  Ticket m_pictureTicket = 0;
  Ticket m_trainedTicket = 0;
  bool m_wasShown = false;
};

}  // namespace adv
