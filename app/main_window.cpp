// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.hpp"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QInputDialog>
#include <QLabel>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "app/breadcrumb.hpp"
#include "app/fitting_image.hpp"
#include "app/help_sheet.hpp"
#include "app/navigation.hpp"
#include "app/status_line.hpp"
#include "widgets/style/icons.hpp"

namespace adv {
namespace {

constexpr double kPresentationScale = 1.6;

}  // namespace

MainWindow::MainWindow(EnginePort& engine, Settings settings, QWidget* parent)
    : QMainWindow(parent),
      m_engine(engine),
      m_settings(std::move(settings)),
      m_experiment(engine.attacks()),
      m_breadcrumb(new Breadcrumb(engine, m_experiment)),
      m_navigation(new Navigation(allPages())),
      m_pages(new QStackedWidget),
      m_status(new StatusLine),
      m_help(new HelpSheet(this)),
      m_notice(new QLabel),
      m_topBar(makeTopBar()),
      m_undoPlaces(m_experiment.undoStack(), [this] { return m_pages->currentIndex(); }) {
  setWindowTitle(QStringLiteral("AdvScope"));
  setAcceptDrops(true);
  setMinimumSize(960, 600);
  m_notice->setObjectName(QStringLiteral("notice"));
  m_notice->setWordWrap(true);
  m_notice->hide();
  connect(m_notice, &QLabel::linkActivated, this, &MainWindow::goOnWithCpu);

  auto* column = new QVBoxLayout;
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_notice);
  column->addWidget(m_pages, 1);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(m_navigation);
  row->addLayout(column, 1);
  auto* all = new QVBoxLayout;
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addWidget(m_topBar);
  all->addLayout(row, 1);
  all->addWidget(m_status);
  auto* centre = new QWidget;
  centre->setLayout(all);
  setCentralWidget(centre);
  addDockWidget(Qt::RightDockWidgetArea, m_help);
  m_help->hide();

  makeMenus();
  if (!m_settings.geometry.isEmpty()) {
    restoreGeometry(m_settings.geometry);
  } else {
    resize(1440, 900);
  }
  m_navigation->setCollapsed(m_settings.navigationCollapsed);
  m_status->setDevice(engine.deviceText(), engine.deviceText());
  m_status->setSeed(m_experiment.experiment().seed);
  connect(m_navigation, &Navigation::pageChosen, this, &MainWindow::showPageAt);
  connect(&m_undoPlaces, &UndoPlaces::placeWanted, this, &MainWindow::showPageAt);
  connect(m_status, &StatusLine::seedClicked, this, &MainWindow::editSeed);
  connect(&m_experiment, &ExperimentModel::changed, this,
          [this] { m_status->setSeed(m_experiment.experiment().seed); });
  connect(&engine, &EnginePort::eventArrived, this, &MainWindow::onEvent);
  connect(m_breadcrumb, &Breadcrumb::modelChosen, this, &MainWindow::openModel);
  connect(m_breadcrumb, &Breadcrumb::openImageWanted, this, &MainWindow::chooseImageFile);
  connect(m_breadcrumb, &Breadcrumb::openModelWanted, this, &MainWindow::chooseModelFile);
  connect(m_breadcrumb, &Breadcrumb::pasteWanted, this, &MainWindow::pasteImage);
  connect(m_breadcrumb, &Breadcrumb::drawWanted, this, &MainWindow::drawDigit);
  m_experiment.setExperiment(m_settings.experiment);
  m_experiment.undoStack().clear();
  for (const RegisteredPage& page : allPages()) {
    connectPage(page.make({m_engine, m_experiment}));
    pageAt(m_pages->count() - 1)->recall(m_settings.pages.value(page.info.id).toObject());
  }
  showPage(QStringLiteral("microscope"));
}

MainWindow::~MainWindow() = default;

QWidget* MainWindow::makeTopBar() {
  auto* bar = new QFrame;
  bar->setObjectName(QStringLiteral("topBar"));
  auto* layout = new QHBoxLayout(bar);
  layout->setContentsMargins(8, 8, 16, 8);
  layout->setSpacing(10);
  auto* collapse = new QToolButton;
  collapse->setIcon(themedIcon(QStringLiteral("menu")));
  collapse->setAutoRaise(true);
  collapse->setFocusPolicy(Qt::TabFocus);
  collapse->setToolTip(tr("Show or hide the names of the pages (Ctrl+B)"));
  collapse->setAccessibleName(tr("Collapse the navigation"));
  collapse->setShortcut(QKeySequence(QStringLiteral("Ctrl+B")));
  connect(collapse, &QToolButton::clicked, this, [this] { m_navigation->setCollapsed(!m_navigation->isCollapsed()); });
  auto* name = new QLabel(QStringLiteral("AdvScope"));
  name->setObjectName(QStringLiteral("appName"));
  auto* figure = new QPushButton(tr("Export figure"));
  figure->setToolTip(tr("Write the page's figure as PNG, PDF or SVG, with its numbers (Ctrl+E)"));
  connect(figure, &QPushButton::clicked, this, &MainWindow::exportFigure);
  auto* present = new QPushButton(tr("Present"));
  present->setToolTip(tr("Show only what the back row needs (F5; Esc ends)"));
  connect(present, &QPushButton::clicked, this, [this] { setPresenting(!m_presenting); });
  layout->addWidget(collapse);
  layout->addWidget(name);
  layout->addSpacing(28);
  layout->addWidget(m_breadcrumb, 1);
  layout->addWidget(figure);
  layout->addWidget(present);
  return bar;
}

void MainWindow::connectPage(Page* page) {
  m_pages->addWidget(page);
  connect(page, &Page::activityChanged, m_status, &StatusLine::setActivity);
  connect(page, &Page::previewMeasured, m_status, &StatusLine::setPreview);
  connect(page, &Page::actionWanted, this, &MainWindow::onAction);
  connect(page, &Page::fileDropped, this, &MainWindow::openDropped);
  connect(page, &Page::imageDropped, this, [this](const QImage& image) { useImage(tr("dropped picture"), image); });
}

Page* MainWindow::currentPage() const { return static_cast<Page*>(m_pages->currentWidget()); }

Page* MainWindow::pageAt(int index) const { return static_cast<Page*>(m_pages->widget(index)); }

bool MainWindow::showPage(const QString& id) {
  for (std::size_t index = 0; index < allPages().size(); ++index) {
    if (allPages()[index].info.id != id) continue;
    showPageAt(static_cast<int>(index));
    return true;
  }
  return false;
}

void MainWindow::showPageAt(int index) {
  if (index < 0 || index >= m_pages->count()) return;
  m_pages->setCurrentIndex(index);
  currentPage()->setFocus();
  m_navigation->setCurrent(index);
  m_help->showPage(allPages()[static_cast<std::size_t>(index)].info);
}

void MainWindow::onAction(const QString& action) {
  if (action == QStringLiteral("open")) chooseImageFile();
  if (action == QStringLiteral("paste")) pasteImage();
  if (action == QStringLiteral("gallery")) m_breadcrumb->openImageChooser();
  if (const QString page = QStringLiteral("page:"); action.startsWith(page)) showPage(action.mid(page.size()));
}

void MainWindow::openImage(const QString& path) {
  setNotice({});
  m_settings.imageFolder = QFileInfo(path).absolutePath();
  m_experiment.setImage(FileImage{QFileInfo(path).absoluteFilePath().toStdString()});
}

void MainWindow::openModel(const QString& model) {
  setNotice({});
  m_openTicket = m_engine.submit(Lane::Load, OpenModelRequest{model.toStdString()});
  const auto& known = m_engine.models();
  m_openedByPath =
      std::none_of(known.begin(), known.end(), [&](const ModelInfo& info) { return info.id == model.toStdString(); });
  m_status->setActivity(tr("loading %1").arg(QFileInfo(model).fileName()));
}

void MainWindow::onEvent(const Event& event) {
  const auto* failure = event.payload.as<Failed>();
  if (failure && failure->error.kind == ErrorKind::Resource) {
    setNotice(tr("%1 <a href=\"cpu\">Go on with the CPU</a>")
                  .arg(QString::fromStdString(failure->error.message).toHtmlEscaped()));
  }
  if (event.ticket != m_openTicket || m_openTicket == 0) return;
  m_openTicket = 0;
  m_status->setActivity({});
  if (const auto* opened = event.payload.as<ModelOpened>()) {
    const ImageSource image = fittingImage(opened->info, m_experiment.experiment().image);
    // Its usual ε, unless the ε of the network before was moved.
    std::optional<double> epsilon;
    if (std::abs(m_experiment.param("epsilon") - m_usualEpsilon) < 1e-6) epsilon = opened->info.usualEpsilon;
    m_usualEpsilon = opened->info.usualEpsilon;
    m_experiment.setModelAndImage(m_openedByPath ? opened->info.cardPath : opened->info.id, image, epsilon);
  } else if (const auto* failed = event.payload.as<Failed>()) {
    setNotice(QString::fromStdString(failed->error.text()));
  }
}

/// The engine's device is chosen once, at its start: the program starts again where it was.
void MainWindow::goOnWithCpu() {
  close();
  QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--device"), QStringLiteral("cpu")});
}

void MainWindow::setNotice(const QString& text) {
  m_notice->setText(text);
  m_notice->setVisible(!text.isEmpty());
}

void MainWindow::editSeed() {
  bool accepted = false;
  const int seed = QInputDialog::getInt(this, tr("Seed"), tr("The same seed repeats every random draw:"),
                                        static_cast<int>(m_experiment.experiment().seed), 0, 2147483647, 1, &accepted);
  if (accepted) m_experiment.setSeed(static_cast<std::uint64_t>(seed));
}

void MainWindow::copyText(const QString& text, const QString& what) {
  QApplication::clipboard()->setText(text);
  m_status->setActivity(tr("%1 copied").arg(what));
}

void MainWindow::setTheme(ThemeChoice choice) {
  m_settings.theme = choice;
  applyTheme(choice, m_presenting ? kPresentationScale : 1.0);
}

void MainWindow::setPresenting(bool presenting) {
  if (presenting == m_presenting) return;
  m_presenting = presenting;
  for (QWidget* widget : std::initializer_list<QWidget*>{m_topBar, m_navigation, m_status, menuBar()})
    widget->setVisible(!presenting);
  applyTheme(m_settings.theme, presenting ? kPresentationScale : 1.0);
  for (int index = 0; index < m_pages->count(); ++index) pageAt(index)->setPresenting(presenting);
  presenting ? qApp->installEventFilter(this) : qApp->removeEventFilter(this);
}

/// A clicker's Page keys turn pages, whatever has the focus.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress || QApplication::activeModalWidget())
    return QMainWindow::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key != Qt::Key_PageDown && key != Qt::Key_PageUp) return QMainWindow::eventFilter(watched, event);
  if (watched->isWidgetType()) showPageAt(m_pages->currentIndex() + (key == Qt::Key_PageDown ? 1 : -1));
  return true;
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() || event->mimeData()->hasImage()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const QMimeData* dropped = event->mimeData();
  if (dropped->hasUrls() && dropped->urls().first().isLocalFile())
    return openDropped(dropped->urls().first().toLocalFile());
  if (dropped->hasImage()) useImage(tr("dropped picture"), qvariant_cast<QImage>(dropped->imageData()));
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && m_presenting) return setPresenting(false);
  QMainWindow::keyPressEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  m_settings.geometry = saveGeometry();
  m_settings.navigationCollapsed = m_navigation->isCollapsed();
  m_settings.experiment = m_experiment.experiment();
  for (int index = 0; index < m_pages->count(); ++index) {
    const QJsonObject kept = pageAt(index)->remembered();
    if (!kept.isEmpty()) m_settings.pages.insert(allPages()[static_cast<std::size_t>(index)].info.id, kept);
  }
  saveSettings(m_settings);
  for (const Lane lane : {Lane::Preview, Lane::Load, Lane::Attack}) m_engine.cancelLane(lane);
  event->accept();
}

}  // namespace adv
