// SPDX-License-Identifier: GPL-3.0-or-later
// Exported figures parse, say how to repeat them, and appear whole or not at all.
#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <cmath>
#include <nlohmann/json.hpp>

#include "widgets/figures/export_figure.hpp"
#include "widgets/figures/microscope_figure.hpp"
#include "widgets/figures/save_picture.hpp"
#include "widgets/style/theme.hpp"

using namespace adv;

namespace {

ImagePtr picture(int add) {
  Image image{8, 8, 3, {}};
  for (int i = 0; i < 8 * 8 * 3; ++i)
    image.pixels.push_back(static_cast<std::uint8_t>(40 + i % 160 + add * (i % 2 ? 1 : -1)));
  return std::make_shared<const Image>(image);
}

MicroscopeFigure aFigure() {
  MicroscopeFigureData data;
  data.content = {picture(0), picture(4)};
  data.mode = {DisplayMode::Kind::SignedGrey, 20};
  data.clean.model.id = "signs";
  data.clean.model.title = "Traffic signs";
  data.clean.model.labels = {"stop", "a \"quoted\" class"};
  data.clean.prediction.top = {{0, 0.98, 5}, {1, 0.02, 1}};
  data.clean.label = 0;
  data.frame.step = 1;
  data.frame.prediction.top = {{1, 0.9, 4}, {0, 0.1, 2}};
  data.frame.distortion = {.linf = 4.0 / 255, .l2 = 0.2, .psnr = 36.0};
  data.frames = {std::make_shared<Frame>(Frame{0, 0.02, data.clean.prediction, {}, false, {}, nullptr}),
                 std::make_shared<Frame>(data.frame)};
  data.attack.id = "bim";
  data.attack.title = "BIM";
  data.attack.norm = "L∞";
  data.attack.params = {{"epsilon", "ε", ParamKind::Levels, "L∞", 0, 1, 0, false, {}, "", ""}};
  data.request.params = {{"epsilon", 4.0 / 255}};
  data.request.subject.image = SampleImage{"signs-test", 3};
  data.request.seed = 9;
  data.headline = QStringLiteral("Fooled: now “yield”");
  data.repeat = R"({"model":"signs"})";
  return MicroscopeFigure(std::move(data));
}

QByteArray contentsOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestFigures : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { applyTheme(ThemeChoice::Dark); }
  void init() { QTest::failOnWarning(QRegularExpression(".*")); }

  void everyFormatInEveryStyle() {
    QTemporaryDir folder;
    const MicroscopeFigure figure = aFigure();
    for (const FigureStyle& style : figureStyles()) {
      for (const char* ending : {"png", "pdf", "svg"}) {
        QStringList written;
        const QString path = folder.filePath(style.name + QLatin1Char('.') + QLatin1String(ending));
        QCOMPARE(exportFigure(figure, style, path, 150, &written), QString());
        QCOMPARE(written.size(), 3);
        for (const QString& file : written) QVERIFY2(QFile(file).size() > 0, qPrintable(file));
      }
    }
  }

  void thePngHasItsResolution() {
    QTemporaryDir folder;
    QCOMPARE(exportFigure(aFigure(), figureStyles().at(2), folder.filePath("f.png"), 300), QString());
    const QImage image(folder.filePath("f.png"));
    QVERIFY(std::abs(image.dotsPerMeterX() * 0.0254 - 300) < 1);
    QVERIFY(std::abs(image.width() - (figureStyles().at(2).width + 16) / 72 * 300) < 2);
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
    FigureStyle clear = figureStyles().at(2);
    clear.transparent = true;
    QCOMPARE(renderFigure(aFigure(), clear, 72).pixelColor(0, 0).alpha(), 0);
  }

  void theSvgKeepsItsTextAsText() {
    QTemporaryDir folder;
    QCOMPARE(exportFigure(aFigure(), figureStyles().front(), folder.filePath("f.svg"), 72), QString());
    QXmlStreamReader xml(contentsOf(folder.filePath("f.svg")));
    QString texts;
    while (!xml.atEnd()) {
      xml.readNext();
      if (xml.isStartElement() && xml.name() == QLatin1String("text"))
        texts += xml.readElementText() + QLatin1Char('\n');
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const char* word : {"Original", "Perturbation", "Adversarial", "signed, × 20", "Fooled", "stop"})
      QVERIFY2(texts.contains(QString::fromUtf8(word)), word);
  }

  void thePdfHoldsFontsAndATitle() {
    QTemporaryDir folder;
    QCOMPARE(exportFigure(aFigure(), figureStyles().front(), folder.filePath("f.pdf"), 72), QString());
    const QByteArray pdf = contentsOf(folder.filePath("f.pdf"));
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.contains("/FontFile") || pdf.contains("/FontDescriptor"));
    QVERIFY(pdf.contains("/Title"));
  }

  void theJsonRepeatsItAndTheCsvHasEveryStep() {
    const MicroscopeFigure figure = aFigure();
    const auto json = nlohmann::json::parse(figure.repeatJson());
    for (const char* field :
         {"experiment", "attack", "parameters", "seed", "step", "label", "model", "image_sha256", "caption"})
      QVERIFY2(json.contains(field), field);
    QCOMPARE(json["seed"].get<int>(), 9);
    const QStringList lines = QString::fromStdString(figure.csv()).trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[2].contains(QStringLiteral("\"a \"\"quoted\"\" class\"")));
    QVERIFY(figure.caption().contains(QStringLiteral("ε = 4/255")) &&
            figure.caption().contains(QStringLiteral("seed 9")));
  }

  void whatCannotBeWrittenIsSaidAndLeavesNothing() {
    QVERIFY(exportFigure(aFigure(), figureStyles().front(), QStringLiteral("/no/such/folder/f.png"), 72)
                .contains(QStringLiteral("Choose another folder")));
    QVERIFY(
        exportFigure(aFigure(), figureStyles().front(), QStringLiteral("f.gif"), 72).contains(QStringLiteral(".gif")));
    QVERIFY(!savePicture(QStringLiteral("/no/such/folder/p.png"), *picture(0)).isEmpty());
    QVERIFY(!QDir(QStringLiteral("/no/such/folder")).exists());
  }

  void aSavedPictureReadsBackTheSame() {
    QTemporaryDir folder;
    QCOMPARE(savePicture(folder.filePath("p.png"), *picture(3)), QString());
    const QImage back = QImage(folder.filePath("p.png")).convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < 8; ++y)
      QVERIFY(std::equal(back.constScanLine(y), back.constScanLine(y) + 24, picture(3)->at(0, y)));
  }
};

QTEST_MAIN(TestFigures)
#include "tst_figures.moc"
