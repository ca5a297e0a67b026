# SPDX-License-Identifier: GPL-3.0-or-later
# The three OpenCV libraries that the engine uses, by name. Debian's own CMake configuration comes only with a package
# that brings every module (and, with highgui, another Qt).
#
#   opencv_core  opencv_imgproc  opencv_imgcodecs
find_path(OPENCV_INCLUDE_DIR opencv2/core.hpp PATH_SUFFIXES opencv4)
include(FindPackageHandleStandardArgs)
foreach(part core imgproc imgcodecs)
  find_library(OPENCV_${part}_LIBRARY opencv_${part})
  if(OPENCV_${part}_LIBRARY AND OPENCV_INCLUDE_DIR AND NOT TARGET opencv_${part})
    add_library(opencv_${part} SHARED IMPORTED)
    set_target_properties(opencv_${part} PROPERTIES IMPORTED_LOCATION ${OPENCV_${part}_LIBRARY})
    target_include_directories(opencv_${part} SYSTEM INTERFACE ${OPENCV_INCLUDE_DIR})
  endif()
endforeach()
find_package_handle_standard_args(OpenCVParts REQUIRED_VARS OPENCV_INCLUDE_DIR OPENCV_core_LIBRARY OPENCV_imgproc_LIBRARY
                                                            OPENCV_imgcodecs_LIBRARY)
