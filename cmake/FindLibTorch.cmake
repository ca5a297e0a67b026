# SPDX-License-Identifier: GPL-3.0-or-later
# Finds the LibTorch that tools/setup unpacked. Torch's own CMake configuration insists on a whole CUDA set-up, which a
# machine without a GPU does not have; two imported libraries are all that is needed.
#
#   LibTorch::LibTorch      headers, libtorch_cpu, libc10
#   LIBTORCH_LIBRARY_DIR    for run-time search paths
set(ADVSCOPE_LIBTORCH "$ENV{ADVSCOPE_LIBTORCH}" CACHE PATH "Folder that holds torch/include and torch/lib")
if(NOT ADVSCOPE_LIBTORCH)
  if(DEFINED ENV{XDG_CACHE_HOME})
    set(ADVSCOPE_LIBTORCH "$ENV{XDG_CACHE_HOME}/advscope/libtorch-2.11.0")
  else()
    set(ADVSCOPE_LIBTORCH "$ENV{HOME}/.cache/advscope/libtorch-2.11.0")
  endif()
endif()

find_path(LIBTORCH_INCLUDE_DIR ATen/ATen.h PATHS ${ADVSCOPE_LIBTORCH}/torch/include NO_DEFAULT_PATH)
find_library(LIBTORCH_CPU_LIBRARY torch_cpu PATHS ${ADVSCOPE_LIBTORCH}/torch/lib NO_DEFAULT_PATH)
find_library(LIBTORCH_C10_LIBRARY c10 PATHS ${ADVSCOPE_LIBTORCH}/torch/lib NO_DEFAULT_PATH)
set(LIBTORCH_LIBRARY_DIR ${ADVSCOPE_LIBTORCH}/torch/lib)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  LibTorch
  REQUIRED_VARS LIBTORCH_INCLUDE_DIR LIBTORCH_CPU_LIBRARY LIBTORCH_C10_LIBRARY
  REASON_FAILURE_MESSAGE "Run ./tools/build, which fetches it, or set ADVSCOPE_LIBTORCH to its folder.")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::c10 SHARED IMPORTED)
  set_target_properties(LibTorch::c10 PROPERTIES IMPORTED_LOCATION ${LIBTORCH_C10_LIBRARY})
  add_library(LibTorch::LibTorch SHARED IMPORTED)
  set_target_properties(LibTorch::LibTorch PROPERTIES IMPORTED_LOCATION ${LIBTORCH_CPU_LIBRARY})
  target_include_directories(LibTorch::LibTorch SYSTEM INTERFACE ${LIBTORCH_INCLUDE_DIR}
                                                                 ${LIBTORCH_INCLUDE_DIR}/torch/csrc/api/include)
  target_link_libraries(LibTorch::LibTorch INTERFACE LibTorch::c10)
endif()
