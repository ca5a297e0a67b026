// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <set>

#include "engine/api/error.hpp"
#include "engine/data/sources.hpp"

namespace adv {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 100'000;

bool isPicture(const fs::path& path) {
  static const std::set<std::string> kExtensions{".png", ".jpg", ".jpeg", ".bmp", ".webp",
                                                 ".pbm", ".pgm", ".ppm",  ".pnm"};
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return kExtensions.contains(extension);
}

fs::directory_iterator listed(const fs::path& folder) {
  std::error_code problem;
  fs::directory_iterator entries(folder, problem);
  if (problem)
    throw userFailure(folder.string() + " cannot be listed.", "Check that it is a folder, and its permissions.");
  return entries;
}

std::vector<fs::path> classFolders(const fs::path& folder) {
  std::vector<fs::path> folders;
  for (const auto& entry : listed(folder)) {
    if (entry.is_directory() && !entry.path().filename().string().starts_with('.')) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

class ImageFolder final : public Dataset {
 public:
  explicit ImageFolder(const fs::path& folder) {
    const auto classes = classFolders(folder);
    for (std::size_t cls = 0; cls < classes.size(); ++cls) {
      add(picturesIn(classes[cls]), static_cast<int>(cls));
      m_names.push_back(classes[cls].filename().string());
    }
    if (m_files.empty()) {
      m_names.clear();
      add(picturesIn(folder), -1);
    }
    if (m_files.empty()) {
      throw userFailure(folder.string() + " holds no pictures.",
                        "Choose a folder of PNG, JPEG, BMP, WebP or PNM files, or of one folder for each class.");
    }
  }
  int count() const override { return static_cast<int>(m_files.size()); }
  Image image(int index) const override { return readImageFile(m_files[static_cast<std::size_t>(index)]); }
  int label(int index) const override { return m_labels[static_cast<std::size_t>(index)]; }
  const std::vector<std::string>& labels() const override { return m_names; }

 private:
  void add(const std::vector<fs::path>& files, int label) {
    m_files.insert(m_files.end(), files.begin(), files.end());
    m_labels.insert(m_labels.end(), files.size(), label);
    if (m_files.size() > kMostFiles)
      throw userFailure("The folder holds more than 100,000 pictures.", "Choose a smaller one.");
  }

  std::vector<fs::path> m_files;
  std::vector<int> m_labels;
  std::vector<std::string> m_names;
};

}  // namespace

std::vector<fs::path> picturesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : listed(folder)) {
    if (!isPicture(entry.path()) || !entry.is_regular_file()) continue;
    if (files.size() == kMostFiles)
      throw userFailure(folder.string() + " holds more than 100,000 pictures.", "Choose a smaller folder.");
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::shared_ptr<const Dataset> openImageFolder(const fs::path& folder) {
  return std::make_shared<const ImageFolder>(folder);
}

}  // namespace adv
