// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/embedding_pictures.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/data/number_table.hpp"
#include "engine/data/resize.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/tensor/convert.hpp"

namespace adv {
namespace {

constexpr int kLongestSide = 32;
constexpr std::chrono::milliseconds kShortStep{5};

}  // namespace

StepOutcome EmbeddingPicturesJob::step(JobContext& context) {
  if (!m_hasBegun) {
    begin();
  } else if (m_adversaries && !m_adversaries->isDone()) {
    m_adversaries->step();
    context.send(Progress{"Attacking the pictures", m_adversaries->done(), -1.0});
  } else if (m_next < m_pictures->count) {
    addSome();
    context.send(Progress{"Reading the pictures", static_cast<double>(m_next) / m_pictures->count, -1.0});
  } else {
    context.finish(EmbeddingPicturesReady{m_request, m_pictures});
    return StepOutcome::Done;
  }
  return StepOutcome::More;
}

void EmbeddingPicturesJob::begin() {
  m_hasBegun = true;
  const EmbeddingSource& source = m_request.source;
  if (isNumberTable(source.data)) return;
  m_data = openPictures(source.data, m_workspace);
  m_clean = firstOf(source.count, m_data->count());
  m_pictures->count = m_clean;
  if (source.attack) {
    m_adversaries.emplace(source, m_workspace);
    m_pictures->count = 2 * m_clean;
  }
  const Image first = m_data->image(0);
  const double scale = std::min(1.0, static_cast<double>(kLongestSide) / std::max(first.width, first.height));
  m_pictures->width = std::max(1, static_cast<int>(std::lround(first.width * scale)));
  m_pictures->height = std::max(1, static_cast<int>(std::lround(first.height * scale)));
  m_pictures->channels = first.channels;
  m_pictures->pixels.reserve(static_cast<std::size_t>(m_pictures->count) * m_pictures->bytesEach());
}

Image EmbeddingPicturesJob::whole(int item) const {
  if (item < m_clean) return m_data->image(item);
  return toImage(m_adversaries->result()->pictures(item - m_clean, item - m_clean + 1));
}

void EmbeddingPicturesJob::addSome() {
  const auto end = std::chrono::steady_clock::now() + kShortStep;
  while (m_next < m_pictures->count && std::chrono::steady_clock::now() < end) {
    const Image small = fitToInput(whole(m_next++), m_pictures->width, m_pictures->height, m_pictures->channels, true);
    m_pictures->pixels.insert(m_pictures->pixels.end(), small.pixels.begin(), small.pixels.end());
  }
}

namespace {
const RegisterJob<EmbeddingPicturesRequest, EmbeddingPicturesJob> kRegistered;
}  // namespace

}  // namespace adv
