// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/path_trace.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/analysis/distortion.hpp"
#include "engine/api/error.hpp"
#include "engine/embedding/affinities.hpp"
#include "engine/jobs/noise_twins.hpp"
#include "engine/jobs/sample_slice.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/tensor/gradient.hpp"

namespace adv {
namespace {

constexpr std::size_t kMostPoints = 1000;
constexpr int kMostStations = 100;
constexpr double kLargestPerplexity = 100.0;
constexpr int kPicturesTogether = 64;
constexpr std::int64_t kPlacedEachStep = 512;

std::string networkOf(const EmbeddingPathsRequest& request, const EmbeddingSource& source) {
  if (!request.model.empty()) return request.model;
  if (!source.model.empty()) return source.model;
  return source.attack ? source.attack->model : std::string();
}

}  // namespace

PathTrace::PathTrace(EmbeddingPathsRequest request, std::shared_ptr<EmbeddingState> map, Workspace& workspace)
    : m_asked(std::move(request)),
      m_resolved(m_asked),
      m_workspace(workspace),
      m_map(std::move(map)),
      m_view(m_map->request.source, workspace),
      m_samples(m_map->request.source.data, networkOf(m_asked, m_map->request.source), workspace),
      m_attack(&findAttack(m_asked.attack.attack)),
      m_together(
          static_cast<std::size_t>(shortBatch(kPicturesTogether, m_samples.model()->info(), workspace.device()))) {
  checkRequest();
  m_resolved.model = networkOf(m_asked, m_map->request.source);
  const EmbeddingRun& run = *m_map->run;
  m_searched = std::make_shared<const SearchedPoints>(run.features(), run.metric());
  const std::int64_t count = run.features().size(0);
  m_neighbours.each = std::clamp<std::int64_t>(std::llround(3 * m_asked.perplexity), 1, count);
  m_perplexity = std::min(m_asked.perplexity, largestPerplexity(m_neighbours.each));
}

void PathTrace::checkRequest() const {
  const int count = m_map->items->count;
  if (m_asked.points.empty() || m_asked.points.size() > kMostPoints)
    throw userFailure("The number of points is out of range.", "Choose 1 to 1000 points of the map.");
  for (const int point : m_asked.points) {
    if (point < 0 || point >= count)
      throw userFailure("The map has no point " + std::to_string(point) + ".",
                        "Its points are 0 to " + std::to_string(count - 1) + ".");
  }
  if (!(m_asked.perplexity >= 1.0) || m_asked.perplexity > kLargestPerplexity)
    throw userFailure("The perplexity of the placement is out of range.", "Give 1 to 100.");
  checkTarget(m_asked.target, *m_samples.model());
  const ModelInfo& info = m_samples.model()->info();
  const PictureSize& size = m_view.size();
  if (info.width != size.width || info.height != size.height || info.channels != size.channels)
    throw userFailure("The map shows pictures of " + std::to_string(size.width) + "×" + std::to_string(size.height) +
                          ", and " + info.title + " takes " + std::to_string(info.width) + "×" +
                          std::to_string(info.height) + " with " + std::to_string(info.channels) + " channels.",
                      "Attack a network that takes the map's pictures, or map one of its layers.");
}

bool PathTrace::answers(const EmbeddingPathsRequest& request, const std::shared_ptr<EmbeddingState>& map) const {
  const EmbeddingRun& run = *map->run;
  return request == m_asked && map == m_map && run.metric() == m_searched->metric &&
         m_workspace.classifier(m_resolved.model) == m_samples.model();
}

double PathTrace::done() const {
  const double part = m_run ? static_cast<double>(m_iteration) / std::max(1, m_run->stepsPlanned()) : 1.0;
  const double here = static_cast<double>(m_next - m_begin);
  return (static_cast<double>(m_begin) + here * part) / static_cast<double>(m_asked.points.size());
}

void PathTrace::step() {
  if (!m_run) {
    begin();
  } else if (m_isLookDue) {
    look();
    m_isLookDue = false;
    if (m_run->isDone()) m_run.reset();
  } else {
    m_run->step();
    ++m_iteration;
    const int stride = (m_run->stepsPlanned() + kMostStations - 1) / kMostStations;
    m_isLookDue = m_run->isDone() || m_iteration % std::max(1, stride) == 0;
  }
}

/// Reads the next points' pictures. Their first stations need no neighbours.
void PathTrace::begin() {
  m_begin = m_next;
  m_next = std::min(m_begin + m_together, m_asked.points.size());
  const EmbeddingItems& items = *m_map->items;
  std::vector<int> pictures;
  for (std::size_t i = m_begin; i < m_next; ++i) pictures.push_back(items.pictureOf(m_asked.points[i]).index);
  m_xPixel = m_view.pictures(pictures).to(m_samples.model()->device());
  const at::Tensor logits = logitsOf(*m_samples.model(), m_xPixel);
  const at::Tensor labels = m_samples.labels(pictures, logits);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    EmbeddingPath path;
    path.point = items.isAdversarial(m_asked.points[m_begin + i]) ? pictures[i] : m_asked.points[m_begin + i];
    path.picture = {items.data, pictures[i]};
    path.target = m_asked.target;
    path.label = static_cast<int>(labels[static_cast<std::int64_t>(i)].item<std::int64_t>());
    m_paths.push_back(std::move(path));
  }
  m_iteration = 0;
  m_signs = ImageDraws(m_xPixel, m_asked.seed).signs();
  startAttack(labels);
  takeTargets();
  addStations(m_xPixel, false);
  addStations(m_xPixel, true);
  for (std::size_t i = m_begin; i < m_next; ++i) {
    m_paths[i].wrongFromStart = m_paths[i].stations.front().prediction != m_paths[i].label;
    standAtHome(m_paths[i]);
  }
}

void PathTrace::startAttack(const at::Tensor& labels) {
  AttackProblem problem{m_samples.model(), m_xPixel, labels, {}, m_asked.attack.params, m_asked.seed};
  if (m_asked.target) problem.targets = at::full_like(labels, *m_asked.target);
  problem.pictures = picturesLike(m_samples.model(), m_workspace);
  m_run = m_attack->start(std::move(problem));
  m_resolved.attack.params = m_run->resolvedParams();
  m_isLookDue = m_run->isDone();
}

void PathTrace::look() {
  const auto ball = ballOf(m_attack->info(), m_resolved.attack.params);
  const at::Tensor adversarial = roundInsideBall(m_run->adversarial(), m_xPixel, ball);
  const at::Tensor noise =
      noiseTwins(adversarial, m_xPixel, m_signs, m_attack->info().normWith(m_resolved.attack.params));
  takeTargets();
  addStations(adversarial, false);
  addStations(noise, true);
  addNeighbours(at::cat({adversarial, noise}));
}

void PathTrace::takeTargets() {
  const at::Tensor targets = m_run->targets();
  for (std::size_t i = m_begin; targets.defined() && i < m_next; ++i)
    m_paths[i].target = static_cast<int>(targets[static_cast<std::int64_t>(i - m_begin)].item<std::int64_t>());
}

void PathTrace::addStations(const at::Tensor& xPixel, bool isNoise) {
  const auto [confidence, prediction] = logitsOf(*m_samples.model(), xPixel).softmax(1).to(at::kCPU).max(1);
  const BatchDistances sizes = measureDistances(xPixel, m_xPixel);
  for (std::size_t i = m_begin; i < m_next; ++i) {
    const auto row = static_cast<std::int64_t>(i - m_begin);
    EmbeddingPath& path = m_paths[i];
    EmbeddingStation station;
    station.iteration = m_iteration;
    station.prediction = static_cast<int>(prediction[row].item<std::int64_t>());
    station.confidence = confidence[row].item<float>();
    station.linf = static_cast<float>(sizes.linf[row].item<double>());
    station.l2 = static_cast<float>(sizes.l2[row].item<double>());
    const bool isFooled = path.target ? station.prediction == *path.target : station.prediction != path.label;
    if (isNoise) {
      path.noiseSuccess = isFooled;
    } else {
      path.success = isFooled;
      if (isFooled && path.firstSuccess < 0) path.firstSuccess = m_iteration;
    }
    stationsOf(i, isNoise).push_back(station);
  }
}

/// Of the last stations of the attacks, then of the twins.
void PathTrace::addNeighbours(const at::Tensor& xPixel) {
  NeighbourSearch search(m_map->run->reduce(m_view.look(xPixel).features), m_searched, m_neighbours.each);
  while (!search.isDone()) search.step();
  const Neighbours found = search.take();
  const std::vector<float> weights = conditionalProbabilities(found, m_perplexity);
  m_neighbours.count += found.count;
  m_neighbours.index.insert(m_neighbours.index.end(), found.index.begin(), found.index.end());
  m_neighbours.distance.insert(m_neighbours.distance.end(), found.distance.begin(), found.distance.end());
  m_weights.insert(m_weights.end(), weights.begin(), weights.end());
  for (const bool isNoise : {false, true}) {
    for (std::size_t i = m_begin; i < m_next; ++i)
      m_stations.push_back({i, isNoise, stationsOf(i, isNoise).size() - 1});
  }
}

std::vector<EmbeddingStation>& PathTrace::stationsOf(std::size_t path, bool isNoise) {
  return isNoise ? m_paths[path].noise : m_paths[path].stations;
}

void PathTrace::standAtHome(EmbeddingPath& path) const {
  const Points& map = m_placement.map();
  const auto point = static_cast<std::size_t>(path.point);
  for (EmbeddingStation* first : {&path.stations.front(), &path.noise.front()}) {
    first->x = static_cast<float>(map.x[point]);
    first->y = static_cast<float>(map.y[point]);
  }
}

void PathTrace::takeMap() {
  m_placement.start(m_map->run->tsne().points());
  m_mapIteration = m_map->run->iterations();
  m_isFieldReady = false;
  m_placed = 0;
  for (EmbeddingPath& path : m_paths) standAtHome(path);
}

bool PathTrace::placeSome() {
  if (!m_isFieldReady) {
    m_isFieldReady = !m_placement.prepareNext();
    return true;
  }
  const std::int64_t end = std::min(m_placed + kPlacedEachStep, m_neighbours.count);
  if (m_placed == end) return false;
  const Points placed = m_placement.place(m_neighbours, m_weights, m_placed, end);
  for (std::int64_t i = m_placed; i < end; ++i) {
    const StationOf& of = m_stations[static_cast<std::size_t>(i)];
    EmbeddingStation& station = stationsOf(of.path, of.isNoise)[of.index];
    station.x = static_cast<float>(placed.x[static_cast<std::size_t>(i - m_placed)]);
    station.y = static_cast<float>(placed.y[static_cast<std::size_t>(i - m_placed)]);
  }
  m_placed = end;
  return m_placed < m_neighbours.count;
}

EmbeddingPathsReady PathTrace::known() const {
  EmbeddingPathsReady ready;
  ready.request = m_resolved;
  ready.source = m_map->request.source;
  ready.mapIteration = m_mapIteration;
  ready.paths = std::make_shared<const EmbeddingPaths>(EmbeddingPaths{m_paths});
  ready.isComplete = isDone();
  return ready;
}

}  // namespace adv
