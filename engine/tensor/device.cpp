// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tensor/device.hpp"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <thread>

#include "engine/api/log.hpp"

namespace adv {
namespace {

/// The first CUDA device's name by the driver's C interface, which needs no toolkit; or why there is none.
struct DriverAnswer {
  std::string name;
  std::string reason;
};

DriverAnswer askDriver() {
  void* driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL);
  if (!driver) return {{}, "no NVIDIA driver found"};
  const auto init = reinterpret_cast<int (*)(unsigned)>(dlsym(driver, "cuInit"));
  const auto count = reinterpret_cast<int (*)(int*)>(dlsym(driver, "cuDeviceGetCount"));
  const auto nameOfDevice = reinterpret_cast<int (*)(char*, int, int)>(dlsym(driver, "cuDeviceGetName"));
  int devices = 0;
  if (!init || !count || !nameOfDevice || init(0) != 0 || count(&devices) != 0 || devices == 0)
    return {{}, "no CUDA device found"};
  std::array<char, 128> name{};
  nameOfDevice(name.data(), static_cast<int>(name.size()), 0);
  return {name.data(), {}};
}

/// Registers LibTorch's CUDA backend; empty where that worked, otherwise the reason.
std::string openCudaBackend() {
  if (!dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL)) {
    const char* why = dlerror();
    logInfo(std::string("CUDA backend not loaded: ") + (why ? why : "unknown reason"));
    return "the CUDA packages are not installed: ./tools/run --gpu fetches them";
  }
  if (!at::hasCUDA() || at::getNumGPUs() == 0) return "the driver does not offer a usable CUDA device";
  return {};
}

std::string cpuName(int threads) { return "CPU, " + std::to_string(threads) + (threads == 1 ? " thread" : " threads"); }

}  // namespace

ChosenDevice chooseDevice(DeviceChoice choice, int threads) {
  if (threads <= 0) threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  std::string reason = "--device cpu was given";
  if (choice != DeviceChoice::Cpu) {
    const DriverAnswer answer = askDriver();
    reason = answer.reason.empty() ? openCudaBackend() : answer.reason;
    if (reason.empty()) return {c10::Device(c10::kCUDA, 0), {true, answer.name, {}}};
    if (choice == DeviceChoice::Cuda) throw userFailure("CUDA is not available: " + reason + ".", "Use --device cpu.");
  }
  at::set_num_threads(threads);
  return {c10::Device(c10::kCPU), {false, cpuName(threads), reason}};
}

void synchronise(c10::Device device) {
  if (device.is_cuda()) c10::impl::VirtualGuardImpl(device.type()).synchronizeDevice(device.index());
}

Error explainException(std::exception_ptr exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const c10::OutOfMemoryError& error) {
    logError(std::string("out of GPU memory: ") + error.what_without_backtrace());
    if (at::hasCUDA()) at::getDeviceAllocator(c10::kCUDA)->emptyCache();
    return {ErrorKind::Resource, "The GPU's memory is full.",
            "Go on with the CPU (--device cpu), or take a smaller batch or network."};
  } catch (const std::bad_alloc&) {
    return {ErrorKind::Resource, "The memory is full.", "Take a smaller batch, image or network."};
  } catch (const c10::Error& error) {
    logError(error.what());
    const std::string text = error.what_without_backtrace();
    return {ErrorKind::Library, "LibTorch could not do this: " + text.substr(0, text.find('\n')), {}};
  } catch (const std::exception& error) {
    logError(error.what());
    return {ErrorKind::Library, std::string("Something failed inside: ") + error.what(), {}};
  } catch (...) {
    return {ErrorKind::Library, "Something failed inside, without saying what.", {}};
  }
}

}  // namespace adv
