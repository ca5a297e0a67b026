// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/jobs/robustness.hpp"

#include <algorithm>

#include "engine/api/error.hpp"
#include "engine/api/log.hpp"
#include "engine/jobs/make_job.hpp"
#include "engine/jobs/subject.hpp"
#include "engine/models/sha256.hpp"

namespace adv {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kBetweenFiles{1};

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

}  // namespace

StepOutcome RobustnessJob::step(JobContext& context) {
  if (!m_data) {
    begin();
    context.send(knownSoFar());
    return StepOutcome::More;
  }
  if (m_state.unitsDone == m_units) {
    keep();
    context.finish(knownSoFar());
    return StepOutcome::Done;
  }
  const auto start = Clock::now();
  const Unit unit = unitAt(m_state.unitsDone);
  bool isUnitDone = false;
  if (readUnit(unit)) {
    m_unitSeconds = 0.0;
  } else if (m_right.size() == 0 || (m_run && m_run->isDone())) {
    finishUnit(unit);
    isUnitDone = true;
  } else if (m_run) {
    m_run->step();
  } else {
    startUnit(unit);
  }
  m_unitSeconds += secondsSince(start);
  if (isUnitDone) {
    cellOf(unit).seconds += m_unitSeconds;
    m_unitSeconds = 0.0;
    keepNowAndThen();
    context.send(knownSoFar());
  }
  tellProgress(context);
  return StepOutcome::More;
}

void RobustnessJob::checkRequest() const {
  if (m_request.models.empty() || m_request.attacks.empty() || m_request.values.empty())
    throw userFailure("There is nothing to draw.", "Give at least one network, one attack and one value.");
  if (m_request.batch < 1 || m_request.batch > 65536)
    throw userFailure("The batch size is out of range.", "Give 1 to 65536.");
  if (!std::is_sorted(m_request.values.begin(), m_request.values.end(), std::less_equal<>()))
    throw userFailure("The values do not rise.", "Give each once, the smallest first.");
  for (const AttackChoice& choice : m_request.attacks) {
    const AttackInfo& info = findAttack(choice.attack).info();
    if (!info.param(m_request.axis))
      throw userFailure(info.title + " has no parameter \"" + m_request.axis + "\".",
                        "Choose another axis, or leave this attack out.");
    for (const double value : m_request.values) {
      ParamValues params = choice.params;
      params[m_request.axis] = value;
      checkParams(info.params, params);
    }
  }
}

void RobustnessJob::openModels() {
  for (const std::string& model : m_request.models) {
    m_models.push_back(m_workspace.classifier(model));
    checkClasses(*m_data, m_request.data, m_models.back()->info());
  }
  for (const AttackChoice& choice : m_request.attacks) m_attacks.push_back(&findAttack(choice.attack));
}

std::string RobustnessJob::identityOfPictures() const {
  std::string identity = std::to_string(m_data->count());
  if (m_data->count() == 0) return identity;
  for (const int index : {0, m_data->count() - 1}) {
    const Image image = m_data->image(index);
    identity += " " + sha256Of(image.pixels.data(), image.pixels.size());
  }
  return identity;
}

void RobustnessJob::begin() {
  checkRequest();
  const auto data = m_workspace.dataset(m_request.data);
  if (data->count() == 0) throw userFailure(m_request.data + " has no pictures.", "Choose another slice.");
  m_data = data;
  openModels();
  const std::int64_t batches = (m_data->count() + m_request.batch - 1) / m_request.batch;
  const std::size_t perBatch = m_models.size() * m_attacks.size() * m_request.values.size();
  m_units = batches * static_cast<std::int64_t>(perBatch);
  m_state.clean.resize(m_models.size());
  m_state.cells.resize(perBatch);
  restore();
  m_start = m_lastKept = Clock::now();
}

void RobustnessJob::restore() {
  std::string identity = identityOfPictures();
  for (const ClassifierPtr& model : m_models) identity += " " + model->info().weightsSha256;
  m_store.emplace(m_workspace.stateFolder(), robustnessKey(m_request, identity));
  if (m_request.startAfresh) return;
  if (auto kept = m_store->load(m_state, m_units)) m_state = std::move(*kept);
  m_unitsBefore = m_state.unitsDone;
}

RobustnessJob::Unit RobustnessJob::unitAt(std::int64_t index) const {
  const auto split = [&index](std::size_t count) {
    const auto size = static_cast<std::int64_t>(count);
    const auto place = static_cast<std::size_t>(index % size);
    index /= size;
    return place;
  };
  Unit unit{};
  unit.value = split(m_request.values.size());
  unit.attack = split(m_attacks.size());
  unit.model = split(m_models.size());
  unit.batch = static_cast<std::size_t>(index);
  return unit;
}

RobustnessCell& RobustnessJob::cellOf(const Unit& unit) {
  return m_state.cells[(unit.model * m_attacks.size() + unit.attack) * m_request.values.size() + unit.value];
}

/// Reads and predicts the unit's pictures, once for all attacks and values. False where they are there already.
bool RobustnessJob::readUnit(const Unit& unit) {
  const auto wanted = static_cast<std::int64_t>(unit.batch * m_models.size() + unit.model);
  if (m_readFor == wanted) return false;
  const Classifier& model = *m_models[unit.model];
  const int begin = static_cast<int>(unit.batch) * m_request.batch;
  const int end = std::min(m_data->count(), begin + m_request.batch);
  const LabelledBatch batch = readBatch(*m_data, m_request.data, begin, end, model.info(), m_workspace.device());
  m_right = rightFromStart(model, batch);
  m_read = end - begin;
  m_readFor = wanted;
  return true;
}

void RobustnessJob::startUnit(const Unit& unit) {
  BatchAttackSetup setup{m_models[unit.model], m_attacks[unit.attack], m_request.attacks[unit.attack].params, {},
                         m_request.seed,       m_request.eightBit};
  setup.params[m_request.axis] = m_request.values[unit.value];
  m_run = std::make_unique<BatchAttack>(setup, m_right, m_workspace);
}

void RobustnessJob::finishUnit(const Unit& unit) {
  RobustnessCell& cell = cellOf(unit);
  const int right = static_cast<int>(m_right.size());
  cell.count += m_read;
  cell.attacked += right;
  if (m_run) {
    const BatchOutcome outcome = m_run->outcome();
    cell.robust += outcome.robust();
    cell.cost.gradients += outcome.cost.gradients;
    cell.cost.queries += outcome.cost.queries;
    m_run.reset();
  }
  // Counted with the first of the batch's units, so that a run that goes on counts nothing twice.
  if (unit.attack == 0 && unit.value == 0) {
    m_state.clean[unit.model].count += m_read;
    m_state.clean[unit.model].correct += right;
  }
  ++m_state.unitsDone;
  m_isKept = false;
}

void RobustnessJob::keepNowAndThen() {
  if (Clock::now() - m_lastKept < kBetweenFiles) return;
  keep();
}

/// A full disk must not stop the work: it is told of, and tried again later.
void RobustnessJob::keep() {
  if (m_isKept || !m_store) return;
  m_lastKept = Clock::now();
  try {
    m_store->save(m_state);
    m_isKept = true;
    m_note.clear();
  } catch (const Failure& failure) {
    m_note = "Results cannot be kept for later: " + failure.error().message;
    logWarning(m_note);
  }
}

RobustnessReady RobustnessJob::knownSoFar() const {
  RobustnessReady ready;
  ready.request = m_request;
  ready.pictures = m_data->count();
  for (std::size_t model = 0; model < m_models.size(); ++model)
    ready.clean.push_back({m_models[model]->info(), m_state.clean[model].count, m_state.clean[model].correct});
  ready.cells = m_state.cells;
  ready.complete = m_state.unitsDone == m_units;
  ready.resumed = m_unitsBefore > 0;
  ready.note = m_note;
  return ready;
}

void RobustnessJob::tellProgress(JobContext& context) const {
  const double done = static_cast<double>(m_state.unitsDone) / static_cast<double>(m_units);
  const auto doneHere = static_cast<double>(m_state.unitsDone - m_unitsBefore);
  const auto left = static_cast<double>(m_units - m_state.unitsDone);
  const Unit unit = unitAt(std::min(m_state.unitsDone, m_units - 1));
  context.send(Progress{m_attacks[unit.attack]->info().title + " on " + m_models[unit.model]->info().title, done,
                        doneHere > 0 ? secondsSince(m_start) / doneHere * left : -1.0});
}

namespace {
const RegisterJob<RobustnessRequest, RobustnessJob> kRegistered;
}  // namespace

}  // namespace adv
