// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the program as a shell would, on a machine without a display, with a network whose every number is known.
#pragma once

#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <bit>

namespace adv::test {

struct CliResult {
  int status = -1;
  QByteArray out;
  QByteArray err;

  /// Empty where standard output is anything but one JSON object.
  QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
  QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
};

inline QProcessEnvironment environmentWithoutDisplay() {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"})
    environment.remove(QString::fromLatin1(name));
  return environment;
}

inline CliResult runCli(const QStringList& arguments, const QString& folder = {}) {
  QProcess process;
  process.setProcessEnvironment(environmentWithoutDisplay());
  if (!folder.isEmpty()) process.setWorkingDirectory(folder);
  process.start(QStringLiteral(ADVSCOPE_BINARY_DIR "/bin/advscope"), arguments);
  const bool isOver = process.waitForFinished(120'000);
  CliResult result{isOver && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                   process.readAllStandardOutput(), process.readAllStandardError()};
  return result;
}

inline void writeWhole(const QString& path, const QByteArray& bytes) {
  QFile file(path);
  QVERIFY2(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), qPrintable(path));
}

inline void writeFlatPng(const QString& path, int level) {
  QImage image(4, 4, QImage::Format_Grayscale8);
  image.fill(level);
  QVERIFY2(image.save(path, "PNG"), qPrintable(path));
}

/// A linear network for 4×4 grey pictures. With s the sum of the 16 pixels in [0, 1] the logits are
/// bright: s − 8, dark: 8 − s, grey: −100; so level 127 is dark and level 128 is bright.
inline void writeBrightnessModel(const QString& folder) {
  QVERIFY(QDir().mkpath(folder));
  QByteArray data;
  const auto append = [&](float value) {
    const auto bits = std::bit_cast<quint32>(value);
    for (int shift = 0; shift < 32; shift += 8) data.append(static_cast<char>(bits >> shift & 0xff));
  };
  for (const float weight : {1.0F, -1.0F, 0.0F}) {
    for (int pixel = 0; pixel < 16; ++pixel) append(weight);
  }
  for (const float bias : {-8.0F, 8.0F, -100.0F}) append(bias);
  const QByteArray header =
      R"({"out.weight":{"dtype":"F32","shape":[3,16],"data_offsets":[0,192]},"out.bias":{"dtype":"F32","shape":[3],"data_offsets":[192,204]}})";
  QByteArray size;
  for (int shift = 0; shift < 64; shift += 8)
    size.append(static_cast<char>(static_cast<quint64>(header.size()) >> shift & 0xff));
  writeWhole(folder + "/weights.safetensors", size + header + data);
  writeWhole(folder + "/model.json",
             R"({"id":"brightness","title":"Brightness","input":{"width":4,"height":4,"channels":1},
    "labels":["bright","dark","grey"],"weights":"weights.safetensors","layers":[{"type":"flatten"},{"type":"linear","name":"out"}]})");
}

}  // namespace adv::test
