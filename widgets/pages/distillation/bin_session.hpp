// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <string>
#include <vector>

#include "engine/api/gradient_histogram.hpp"
#include "engine/api/results.hpp"
#include "widgets/engine_port.hpp"

namespace adv {

/// Looks at some pictures of one bin, one after the other, each with its gradient. Holds no widget.
class BinSession : public QObject {
  Q_OBJECT
 public:
  /// At most so many pictures of a bin.
  static constexpr std::size_t kMostPictures = 10;

  explicit BinSession(EnginePort& engine, QObject* parent = nullptr);

  /// Forgets what was looked at before. `data` is the slice that the histogram was made of.
  void look(const std::string& model, const std::string& data, std::vector<AmplitudeSample> samples);
  const std::vector<AmplitudeSample>& samples() const { return m_samples; }
  /// As many as have come, in the order of the samples.
  const std::vector<GradientPicture>& pictures() const { return m_pictures; }
  ImageSource sourceOf(std::size_t place) const;
  const std::string& model() const { return m_model; }
  bool isSettled() const { return m_ticket == 0; }

 signals:
  void picturesChanged();
  void failed(const adv::Error& error);
  void settled();

 private:
  void askForNext();
  void onEvent(const Event& event);

  EnginePort& m_engine;
  std::string m_model;
  std::string m_data;
  std::vector<AmplitudeSample> m_samples;
  std::vector<GradientPicture> m_pictures;
  Ticket m_ticket = 0;
};

}  // namespace adv
