// SPDX-License-Identifier: GPL-3.0-or-later
// The page Vanishing gradients: how small the gradients of distilled networks are, and what float32 makes of them.
#include <algorithm>

#include "widgets/controls/card.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/amplitude_figure.hpp"
#include "widgets/pages/distillation/amplitude_view.hpp"
#include "widgets/pages/distillation/bin_card.hpp"
#include "widgets/pages/distillation/report_page.hpp"
#include "widgets/plots/temperature_axis.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kFullestBin = -1;

/// Which pictures the card looks at: looked at again only where it changes.
struct Looked {
  std::string model;
  std::size_t bin = 0;
  bool isLive = false;
  bool isComplete = false;
  friend bool operator==(const Looked&, const Looked&) = default;
};

class GradientsPage : public ReportPage {
 public:
  explicit GradientsPage(const PageContext& context)
      : ReportPage(context,
                   {tr("Trained at T and used at T = 1, a network has logits T times larger, so its gradients become "
                       "tiny, which "
                       "was taken for robustness. In the log domain every gradient is still there; float32 rounds "
                       "many of them to zero."),
                    tr("Papernot et al., IEEE S&P 2016, figure 9"), tr("g(x) = mean |∂Fⱼ/∂xᵢ|"),
                    tr("Computes the gradients of all networks in the log domain and in float32"), tr("Move along T")},
                   {-1, kFullestBin, true, 200}, {100, 200, 1000, 10000}),
        m_view(new AmplitudeView),
        m_bin(new BinCard(context.engine, context.experiment)) {
    connect(m_view, &AmplitudeView::binChosen, this, &GradientsPage::chooseBin);
    connect(m_bin, &BinCard::microscopeWanted, this, [this] { emit actionWanted(QStringLiteral("page:microscope")); });
    connect(m_bin, &BinCard::settled, this, &Page::settled);
    begin(m_view, {m_view}, m_bin, 13, 8);
  }

  std::unique_ptr<Figure> figure() const override {
    if (!report().gradients) return nullptr;
    return std::make_unique<AmplitudeFigure>(m_view->bars());
  }
  bool isSettled() const override { return ReportPage::isSettled() && m_bin->isSettled(); }

 private:
  void showReport() override;
  std::vector<Request> questions() const override {
    return {GradientHistogramRequest{m_session.models(), {}, settings().pictures}};
  }
  QString measuredText() const override;
  void chooseBin(const AmplitudePlace& place);
  void look(const AmplitudePlace& place);

  AmplitudeView* m_view;
  BinCard* m_bin;
  std::optional<Looked> m_looked;
};

QString GradientsPage::measuredText() const {
  const auto& ready = report().gradients;
  if (!ready || ready->networks.empty()) return {};
  const QString name = QString::fromStdString(ready->request.data);
  const int count = ready->networks.back().count;
  return count < ready->pictures ? tr("%1 of %2 pictures of %3").arg(count).arg(ready->pictures).arg(name)
                                 : tr("%1 pictures of %2").arg(count).arg(name);
}

/// What half of the pictures have, and what float32 leaves of it.
Verdict verdictOf(const GradientHistogram& network) {
  if (network.count == 0) return {Verdict::Kind::Empty, QObject::tr("Computing"), {}};
  const QString half = QObject::tr("%1: half of the gradients are below %2; float32 rounds %3 to exactly zero")
                           .arg(temperatureText(network.temperature), amplitudeText(network.medianLog10),
                                shareText(network.zeroShareFloat32()))
                           .replace(QStringLiteral(" · "), QStringLiteral("\u00a0·\u00a0"));
  return {network.zeroFloat32 > 0 ? Verdict::Kind::Fooled : Verdict::Kind::NotFooled, half,
          QObject::tr("tiny, not gone: the log domain has them all")};
}

void GradientsPage::showReport() {
  const auto& ready = report().gradients;
  if (!ready || ready->networks.empty()) {
    m_view->setBars({});
    m_looked.reset();
    m_bin->clear();
    return showNothing();
  }
  const int stop = stopOf(static_cast<int>(ready->networks.size()));
  const GradientHistogram& network = ready->networks[static_cast<std::size_t>(stop)];
  const auto fullest = std::max_element(network.counts.begin(), network.counts.end()) - network.counts.begin();
  const AmplitudePlace place{static_cast<std::size_t>(stop),
                             static_cast<std::size_t>(settings().view == kFullestBin ? fullest : settings().view)};
  m_view->setBars({*ready, settings().showsPublished, place});
  m_view->setStop(stop);
  verdict()->setVerdict(verdictOf(network));
  look(place);
}

void GradientsPage::look(const AmplitudePlace& place) {
  const GradientHistogramsReady& ready = *report().gradients;
  const Looked looked{ready.networks[place.network].model.id, place.bin, m_session.isLive(), ready.complete};
  if (m_looked == looked) return;
  m_looked = looked;
  m_bin->setBin(ready, place);
}

void GradientsPage::chooseBin(const AmplitudePlace& place) {
  ReportSettings next = settings();
  next.stop = static_cast<int>(place.network);
  next.view = static_cast<int>(place.bin);
  edit(next, tr("Choose a bin"));
}

const RegisterPage kRegistered({QStringLiteral("gradients"), QObject::tr("Vanishing gradients"),
                                QObject::tr("Defensive distillation"), 82},
                               [](const PageContext& context) -> Page* { return new GradientsPage(context); });

}  // namespace
}  // namespace adv
