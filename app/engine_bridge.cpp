// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_bridge.hpp"

#include <QMetaObject>

namespace adv {

EngineBridge::EngineBridge(EngineOptions options, QObject* parent) : EnginePort(parent), m_engine(std::move(options)) {
  m_engine.onEvents([this] { QMetaObject::invokeMethod(this, &EngineBridge::deliver, Qt::QueuedConnection); });
}

QString EngineBridge::deviceText() const {
  const DeviceReport& report = m_engine.device();
  const QString name = QString::fromStdString(report.name);
  return report.reason.empty() ? name : tr("%1 (%2)").arg(name, QString::fromStdString(report.reason));
}

void EngineBridge::deliver() {
  for (const Event& event : m_engine.takeEvents()) emit eventArrived(event);
}

}  // namespace adv
