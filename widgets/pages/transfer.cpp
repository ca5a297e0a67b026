// SPDX-License-Identifier: GPL-3.0-or-later
// The Transfer page: adversarial pictures made on one network, tried on the others.
#include <QVBoxLayout>
#include <algorithm>

#include "engine/api/transfer.hpp"
#include "widgets/controls/epsilon_axis_card.hpp"
#include "widgets/controls/verdict_card.hpp"
#include "widgets/figures/transfer_figure.hpp"
#include "widgets/pages/batch_page.hpp"
#include "widgets/pages/transfer/matrix_view.hpp"
#include "widgets/pages/transfer/session.hpp"
#include "widgets/plots/trust_lines.hpp"
#include "widgets/style/format.hpp"

namespace adv {
namespace {

constexpr int kMargin = 18;
constexpr double kLevels = 255.0;

class TransferPage : public BatchPage {
 public:
  explicit TransferPage(const PageContext& context)
      : BatchPage(context, m_session,
                  {tr("Transfer matrix"), tr("Fooled against ε"), tr("Stop; the cells that are there stay"),
                   tr("Make and try the pictures once more")}),
        m_session(context.engine, context.experiment),
        m_matrix(new MatrixView) {
    setFocusProxy(m_axis);
    arrange();
    begin();
  }

  std::unique_ptr<Figure> figure() const override {
    const auto& report = m_session.report();
    if (!report || report->matrices.empty() || m_session.isRunning() || !m_experiment.attack()) return nullptr;
    return std::make_unique<TransferFigure>(*report, *m_experiment.attack());
  }
  void setPresenting(bool) override {}

 private:
  void arrange();
  void showReport() override;

  TransferSession m_session;
  MatrixView* m_matrix;
};

void TransferPage::arrange() {
  m_axis->putLegendInHeader();
  m_card->body()->addWidget(m_matrix, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(kMargin, 14, kMargin, 14);
  layout->setSpacing(12);
  layout->addWidget(m_verdict);
  layout->addWidget(m_card, 15);
  layout->addWidget(m_axis, 10);
}

void TransferPage::showReport() {
  const auto& report = m_session.report();
  const double epsilon = report ? report->epsilon : std::max(0.0, m_experiment.param("epsilon"));
  const ModelInfo model = report && !report->models.empty() ? report->models.front() : m_session.model();
  m_axis->setReach(kLevels *
                   (report && report->request.reach > 0 ? report->request.reach : trustReach(model, epsilon)));
  m_axis->setLines(report ? transferLines(*report) : std::vector<Series>());
  if (!report) {
    m_matrix->clear();
    m_verdict->setVerdict({Verdict::Kind::Empty, tr("Not tried yet"), {}});
    return;
  }
  m_matrix->setReport(*report);
  m_card->setSubtitle(
      tr("fooled, of the pictures that both networks classify rightly without attack; %1 pictures of %2")
          .arg(report->count)
          .arg(QString::fromStdString(report->request.data)));
  const QString sentence = transferSentence(*report);
  if (sentence.isEmpty())
    return m_verdict->setVerdict({Verdict::Kind::Empty, tr("Making pictures on each network"), {}});
  const QString alone =
      tr("Open the card of a second one, or set ADVSCOPE_DATA to a folder with the MNIST networks and choose one of "
         "those.");
  const TransferMatrix& matrix = report->matrices.front();
  const TransferCell carried = matrix.carriedOver();
  const QString detail = report->note.empty()
                             ? tr("%1 of %2 attacked pictures, over all pairs of different networks, at ε = %3.")
                                   .arg(carried.fooled)
                                   .arg(carried.of)
                                   .arg(levelsText(matrix.epsilon))
                             : QString::fromStdString(report->note) + QLatin1Char(' ') + alone;
  m_verdict->setVerdict(
      {report->note.empty() ? Verdict::Kind::Fooled : Verdict::Kind::WrongFromStart, sentence, detail});
}

const RegisterPage kRegistered({QStringLiteral("transfer"), QObject::tr("Transfer"), QObject::tr("Attacks"), 60},
                               [](const PageContext& context) -> Page* { return new TransferPage(context); });

}  // namespace
}  // namespace adv
