# SPDX-License-Identifier: GPL-3.0-or-later
# Flags of the project's own code; third-party headers come in as SYSTEM and stay quiet.
add_library(adv_options INTERFACE)
target_compile_options(adv_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror -Winvalid-pch)
# GCC 12 reports array bounds and restrict violations inside its own std::string that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(adv_options INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
endif()
target_include_directories(adv_options INTERFACE ${CMAKE_SOURCE_DIR})

if(ADVSCOPE_SANITIZE)
  add_compile_options(-fsanitize=${ADVSCOPE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ADVSCOPE_SANITIZE})
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()

find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()
