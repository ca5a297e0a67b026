// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/distillation/bin_card.hpp"

#include <QHBoxLayout>
#include <QToolButton>

#include "widgets/controls/picture_strip.hpp"
#include "widgets/pages/distillation/amplitude_view.hpp"
#include "widgets/pages/distillation/gradient_maps.hpp"
#include "widgets/style/icons.hpp"

namespace adv {

BinCard::BinCard(EnginePort& engine, ExperimentModel& experiment, QWidget* parent)
    : Card(tr("Pictures of a bin"), parent),
      m_experiment(experiment),
      m_session(engine),
      m_strip(new PictureStrip),
      m_maps(new GradientMaps),
      m_open(new QToolButton) {
  m_open->setText(tr("&Open in the Microscope"));
  m_open->setIcon(themedIcon(QStringLiteral("microscope")));
  m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_open->setToolTip(tr("Takes this picture and this network to the Microscope"));
  m_open->setAccessibleName(tr("Open in the Microscope"));
  actions()->addStretch(1);
  actions()->addWidget(m_open);
  auto* row = new QHBoxLayout;
  row->setSpacing(20);
  row->addWidget(m_strip, 10);
  row->addWidget(m_maps, 11);
  body()->addLayout(row, 1);
  connect(m_strip, &PictureStrip::pictureChosen, this, &BinCard::showChosen);
  connect(m_open, &QToolButton::clicked, this, &BinCard::openInMicroscope);
  connect(&m_session, &BinSession::picturesChanged, this, &BinCard::showPictures);
  connect(&m_session, &BinSession::settled, this, &BinCard::settled);
  connect(&m_session, &BinSession::failed, this, [this](const Error& error) {
    m_strip->setEntries({});
    m_strip->setEmptyText(QString::fromStdString(error.message + ' ' + error.advice));
  });
  clear();
}

void BinCard::setBin(const GradientHistogramsReady& histograms, const AmplitudePlace& place) {
  setSubtitle(amplitudePlaceText(histograms, place));
  const GradientHistogram& network = histograms.networks[place.network];
  m_strip->setEmptyText(network.counts[place.bin] > 0 ? tr("The report keeps no picture of this bin.")
                                                      : tr("No picture is in this bin."));
  m_session.look(network.model.id, histograms.request.data, samplesOf(network, place.bin));
}

void BinCard::clear() {
  setSubtitle({});
  m_strip->setEmptyText(tr("Click a part of a bar to see its pictures."));
  m_session.look({}, {}, {});
}

void BinCard::showPictures() {
  const auto& samples = m_session.samples();
  const auto& pictures = m_session.pictures();
  std::vector<PictureStrip::Entry> entries;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const QString number = QString::number(samples[i].index);
    entries.push_back({i < pictures.size() ? pictures[i].image : nullptr, QStringLiteral("#%1").arg(number),
                       tr("Picture %1: mean gradient %2%3")
                           .arg(number, amplitudeText(static_cast<double>(samples[i].log10)),
                                samples[i].isZeroFloat32 ? tr(", exactly 0 in float32") : QString())});
  }
  m_strip->setEntries(std::move(entries));
  if (pictures.empty() || m_strip->chosen() < 0) m_strip->setChosen(0);
  showChosen();
}

void BinCard::showChosen() {
  const auto chosen = static_cast<std::size_t>(m_strip->chosen());
  const bool isThere = m_strip->chosen() >= 0 && chosen < m_session.pictures().size();
  m_maps->setPicture(isThere ? std::optional(m_session.pictures()[chosen]) : std::nullopt);
  m_open->setVisible(isThere);
}

void BinCard::openInMicroscope() {
  m_experiment.setModelAndImage(m_session.model(), m_session.sourceOf(static_cast<std::size_t>(m_strip->chosen())));
  emit microscopeWanted();
}

std::vector<AmplitudeSample> samplesOf(const GradientHistogram& histogram, std::size_t bin) {
  std::vector<AmplitudeSample> inBin;
  if (!histogram.samples) return inBin;
  for (const AmplitudeSample& sample : *histogram.samples) {
    if (amplitudeBin(static_cast<double>(sample.log10)) == bin) inBin.push_back(sample);
  }
  return inBin;
}

}  // namespace adv
