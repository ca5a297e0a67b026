// SPDX-License-Identifier: GPL-3.0-or-later
// The layer rules of ARCHITECTURE.md, read from the includes.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

bool startsWithAny(const QString& text, const QStringList& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](const QString& beginning) { return text.startsWith(beginning); });
}

bool isQt(const QString& header) {
  static const QRegularExpression qt(QStringLiteral("^(Qt?[A-Z].*|Qt[A-Z][A-Za-z]*/.*|qcustomplot\\.h)$"));
  return qt.match(header).hasMatch();
}

bool isComputing(const QString& header) {
  return startsWithAny(header, {"torch/", "ATen/", "c10/", "caffe2/", "opencv2/", "cuda"});
}

/// What is wrong with including `header` in `file` (a path from the source folder); empty where it is allowed.
QString problemOf(const QString& file, const QString& header) {
  const bool isEngine = file.startsWith("engine/");
  const bool isApi = file.startsWith("engine/api/");
  if (isEngine && isQt(header)) return "the engine includes no Qt";
  if (isEngine && startsWithAny(header, {"widgets/", "app/"})) return "the engine knows nothing above it";
  if (isApi && (isComputing(header) || header.contains(QRegularExpression("^(nlohmann|CLI)/")))) return "engine/api is standard C++ only";
  if (isApi && header.startsWith("engine/") && !header.startsWith("engine/api/")) return "engine/api includes nothing else of the engine";
  if (!isEngine && isComputing(header)) return "widgets and app include no LibTorch, OpenCV or CUDA header";
  if (!isEngine && header.startsWith("engine/") && !header.startsWith("engine/api/")) return "widgets and app include of the engine only engine/api";
  if (file.startsWith("widgets/") && header.startsWith("app/")) return "widgets know nothing of the app";
  if (header == "qcustomplot.h" && file != "widgets/plots/qcustomplot.hpp") return "only widgets/plots/qcustomplot.hpp includes QCustomPlot";
  return {};
}

QStringList includesIn(const QString& text) {
  static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"), QRegularExpression::MultilineOption);
  QStringList headers;
  for (auto it = include.globalMatch(text); it.hasNext();) headers << it.next().captured(1);
  return headers;
}

}  // namespace

class TestLayers : public QObject {
  Q_OBJECT

 private slots:
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void theRulesCatchWhatTheyForbid_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("Qt in the engine") << "engine/core/x.cpp" << "#include <QString>" << false;
    QTest::newRow("Qt module in the engine") << "engine/core/x.cpp" << "#include <QtCore/qglobal.h>" << false;
    QTest::newRow("widgets in the engine") << "engine/core/x.cpp" << "#include \"widgets/style/theme.hpp\"" << false;
    QTest::newRow("torch in the api") << "engine/api/x.hpp" << "#include <ATen/ATen.h>" << false;
    QTest::newRow("core in the api") << "engine/api/x.hpp" << "#include \"engine/core/job.hpp\"" << false;
    QTest::newRow("torch in widgets") << "widgets/x.cpp" << "#  include <torch/torch.h>" << false;
    QTest::newRow("opencv in app") << "app/x.cpp" << "#include <opencv2/core.hpp>" << false;
    QTest::newRow("core in app") << "app/x.cpp" << "#include \"engine/core/job.hpp\"" << false;
    QTest::newRow("app in widgets") << "widgets/x.cpp" << "#include \"app/paths.hpp\"" << false;
    QTest::newRow("plot elsewhere") << "widgets/x.cpp" << "#include <qcustomplot.h>" << false;
    QTest::newRow("plot in its place") << "widgets/plots/qcustomplot.hpp" << "#include <qcustomplot.h>" << true;
    QTest::newRow("api in widgets") << "widgets/x.cpp" << "#include \"engine/api/image.hpp\"" << true;
    QTest::newRow("torch in the engine") << "engine/tensor/x.cpp" << "#include <ATen/ATen.h>" << true;
    QTest::newRow("standard in the api") << "engine/api/x.hpp" << "#include <vector>" << true;
  }
  void theRulesCatchWhatTheyForbid() {
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const QStringList headers = includesIn(line);
    QCOMPARE(headers.size(), 1);
    QCOMPARE(problemOf(file, headers.first()).isEmpty(), allowed);
  }

  void theSourcesKeepTheRules() {
    const QDir root(QStringLiteral(ADVSCOPE_SOURCE_DIR));
    int seen = 0;
    for (const char* layer : {"engine", "widgets", "app"}) {
      QDirIterator it(root.filePath(layer), {"*.cpp", "*.hpp", "*.h", "*.cu"}, QDir::Files, QDirIterator::Subdirectories);
      while (it.hasNext()) {
        QFile source(it.next());
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QString file = root.relativeFilePath(source.fileName());
        for (const QString& header : includesIn(QString::fromUtf8(source.readAll()))) {
          if (file.startsWith("engine/kernels/") && header.startsWith("cuda")) continue;
          const QString problem = problemOf(file, header);
          QVERIFY2(problem.isEmpty(), qPrintable(file + " includes " + header + ": " + problem));
        }
        ++seen;
      }
    }
    QVERIFY(seen > 50);
  }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
