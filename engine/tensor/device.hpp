// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <c10/core/Device.h>

#include <exception>

#include "engine/api/engine.hpp"

namespace adv {

/// Where tensors live, and the report for the status bar.
struct ChosenDevice {
  c10::Device device;
  DeviceReport report;
};

/// Opens the CUDA part of LibTorch where a driver and a device are there. Call once, before the first tensor, on the
/// engine's thread. Throws `Failure` where `choice` is Cuda and there is none.
ChosenDevice chooseDevice(DeviceChoice choice, int threads);

/// Waits until the device has done all that it was given, so that a step's time is the step's own.
void synchronise(c10::Device device);

/// An exception of a step in words; empties the GPU's caches where its memory ran out.
Error explainException(std::exception_ptr exception);

}  // namespace adv
