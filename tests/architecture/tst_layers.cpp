// SPDX-License-Identifier: GPL-3.0-or-later
// The layer rules of ARCHITECTURE.md, read from the includes.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace {

bool startsWithAny(const QString& text, const QStringList& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const QString& beginning) { return text.startsWith(beginning); });
}

bool isQt(const QString& header) {
  static const QRegularExpression qt(QStringLiteral("^(Qt?[A-Z]\\w*(/.*)?|q[a-z0-9]+\\.h)$"));
  return qt.match(header).hasMatch();
}

bool isComputing(const QString& header) {
  return startsWithAny(header, {"torch/", "ATen/", "c10/", "caffe2/", "opencv2/", "cuda", "cudnn", "cublas"});
}

/// Headers of the C++ standard library have neither a folder nor an ending.
bool isStandard(const QString& header) {
  static const QRegularExpression standard(QStringLiteral("^[a-z_0-9]+$"));
  return standard.match(header).hasMatch();
}

bool isApi(const QString& path) { return path.startsWith("engine/api/"); }

QString problemInEngine(const QString& file, const QString& header) {
  if (isQt(header)) return "the engine includes no Qt";
  if (startsWithAny(header, {"widgets/", "app/"})) return "the engine knows nothing above it";
  if (!isApi(file)) return {};
  if (header.startsWith("engine/") && !isApi(header)) return "engine/api includes nothing else of the engine";
  if (isComputing(header)) return "engine/api includes no LibTorch, OpenCV or CUDA";
  if (file.endsWith(".hpp") && !isApi(header) && !isStandard(header))
    return "headers of engine/api are standard C++ only";
  return {};
}

QString problemAbove(const QString& file, const QString& header) {
  if (isComputing(header)) return "widgets and app include no LibTorch, OpenCV or CUDA header";
  if (header.startsWith("engine/") && !isApi(header)) return "widgets and app include of the engine only engine/api";
  if (file.startsWith("widgets/") && header.startsWith("app/")) return "widgets know nothing of the app";
  if (header == "qcustomplot.h" && file != "widgets/plots/qcustomplot.hpp") {
    return "only widgets/plots/qcustomplot.hpp includes QCustomPlot";
  }
  return {};
}

/// What is wrong with including `header` in `file` (a path from the source folder); empty where it is allowed.
QString problemOf(const QString& file, const QString& header) {
  if (file.startsWith("engine/kernels/") && header.startsWith("cuda")) return {};
  return file.startsWith("engine/") ? problemInEngine(file, header) : problemAbove(file, header);
}

QStringList includesIn(const QString& text) {
  static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                          QRegularExpression::MultilineOption);
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
    QTest::newRow("Qt in the engine") << "engine/core/x.cpp"
                                      << "#include <QString>" << false;
    QTest::newRow("Qt module in the engine") << "engine/core/x.cpp"
                                             << "#include <QtCore/qglobal.h>" << false;
    QTest::newRow("Qt by its C header") << "engine/core/x.cpp"
                                        << "#include <qglobal.h>" << false;
    QTest::newRow("Qt in a kernel") << "engine/kernels/x.cu"
                                    << "#include <QtGlobal>" << false;
    QTest::newRow("CUDA in a kernel") << "engine/kernels/x.cu"
                                      << "#include <cuda_runtime.h>" << true;
    QTest::newRow("CUDA in widgets") << "widgets/x.cpp"
                                     << "#include <cuda_runtime.h>" << false;
    QTest::newRow("app in the engine") << "engine/core/x.cpp"
                                       << "#include \"app/paths.hpp\"" << false;
    QTest::newRow("JSON in an api header") << "engine/api/x.hpp"
                                           << "#include <nlohmann/json.hpp>" << false;
    QTest::newRow("a C library in an api header") << "engine/api/x.hpp"
                                                  << "#include <zlib.h>" << false;
    QTest::newRow("the logger behind the api") << "engine/api/log.cpp"
                                               << "#include <spdlog/spdlog.h>" << true;
    QTest::newRow("api in the api") << "engine/api/x.hpp"
                                    << "#include \"engine/api/image.hpp\"" << true;
    QTest::newRow("kernels in app") << "app/main.cpp"
                                    << "#include \"engine/kernels/kernels.h\"" << false;
    QTest::newRow("widgets in the engine") << "engine/core/x.cpp"
                                           << "#include \"widgets/style/theme.hpp\"" << false;
    QTest::newRow("torch in the api") << "engine/api/x.hpp"
                                      << "#include <ATen/ATen.h>" << false;
    QTest::newRow("core in the api") << "engine/api/x.hpp"
                                     << "#include \"engine/core/job.hpp\"" << false;
    QTest::newRow("torch in widgets") << "widgets/x.cpp"
                                      << "#  include <torch/torch.h>" << false;
    QTest::newRow("opencv in app") << "app/x.cpp"
                                   << "#include <opencv2/core.hpp>" << false;
    QTest::newRow("core in app") << "app/x.cpp"
                                 << "#include \"engine/core/job.hpp\"" << false;
    QTest::newRow("app in widgets") << "widgets/x.cpp"
                                    << "#include \"app/paths.hpp\"" << false;
    QTest::newRow("plot elsewhere") << "widgets/x.cpp"
                                    << "#include <qcustomplot.h>" << false;
    QTest::newRow("plot in its place") << "widgets/plots/qcustomplot.hpp"
                                       << "#include <qcustomplot.h>" << true;
    QTest::newRow("api in widgets") << "widgets/x.cpp"
                                    << "#include \"engine/api/image.hpp\"" << true;
    QTest::newRow("torch in the engine") << "engine/tensor/x.cpp"
                                         << "#include <ATen/ATen.h>" << true;
    QTest::newRow("standard in the api") << "engine/api/x.hpp"
                                         << "#include <vector>" << true;
  }
  void theRulesCatchWhatTheyForbid() {
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, allowed);
    const QStringList headers = includesIn(line);
    QCOMPARE(headers.size(), 1);
    QCOMPARE(problemOf(file, headers.first()).isEmpty(), allowed);
  }

  void includesAreFoundInText() {
    const QString text("// #include <QString>\n#include <vector>\n  #  include \"app/paths.hpp\"\nint include;\n");
    QCOMPARE(includesIn(text), QStringList({"vector", "app/paths.hpp"}));
  }

  void theSourcesKeepTheRules() {
    const QDir root(QStringLiteral(ADVSCOPE_SOURCE_DIR));
    int seen = 0;
    for (const char* layer : {"engine", "widgets", "app"}) {
      QDirIterator it(root.filePath(layer), {"*.cpp", "*.hpp", "*.h", "*.cu", "*.cuh"}, QDir::Files,
                      QDirIterator::Subdirectories);
      while (it.hasNext()) {
        QFile source(it.next());
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QString file = root.relativeFilePath(source.fileName());
        for (const QString& header : includesIn(QString::fromUtf8(source.readAll()))) {
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
