// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/linear_data.hpp"

#include <utility>

namespace adv {
namespace {

constexpr std::size_t kKeptSets = 3;

struct KeptLoaders {
  Lru<std::string, std::shared_ptr<linear::Loader>> loaders{kKeptSets};
};

}  // namespace

std::shared_ptr<const linear::Data> LinearDataSource::step(JobContext& context) {
  auto& loaders = m_workspace.kept<KeptLoaders>().loaders;
  const auto* known = loaders.find(m_name);
  const auto loader =
      known ? *known : loaders.insert(m_name, std::make_shared<linear::Loader>(m_name, m_workspace.dataFolder()));
  if (loader->isDone()) return loader->data();
  try {
    loader->step();
  } catch (...) {
    loaders.clear();
    throw;
  }
  context.send(Progress{"reading " + m_name, loader->done(), -1.0});
  return loader->data();
}

}  // namespace adv
