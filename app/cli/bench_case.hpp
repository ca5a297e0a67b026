// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <vector>

#include "app/cli/headless_engine.hpp"
#include "app/cli/output.hpp"

namespace adv {

/// One benchmark. `run` throws `Failure` where what it needs is not there.
struct BenchCase {
  const char* name;
  const char* what;
  Json (*run)(const std::string& device);
};

const std::vector<BenchCase>& benchCases();

/// While an attack of 200 steps runs on the engine's own thread, a slider asks for previews 240 times a second.
Json benchSliderReplay(const std::string& device);

/// While attacks of 200 steps run, ε is dragged in the real window 240 times a second: the stalls of the window's
/// thread.
Json benchWindow(const std::string& device);

/// The attacks that other libraries are measured with: PGD with restarts, DeepFool, Carlini and Wagner, Square.
Json benchFamily(const std::string& device);

/// Resident memory of this process in MiB.
double residentMemory();

/// {"median", "min", "max", "mean", "mad" (median absolute deviation), "runs", "unit"} of repeated measurements.
Json summary(const std::vector<double>& values, const char* unit);

/// {"cpu", "cores", "device", "os", "version"}.
Json describeMachine(const DeviceReport& device);

/// Wall-clock time of `work` in milliseconds.
template <class Work>
double millisecondsOf(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace adv
