// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adv {

/// How a parameter is measured; decides its control, its text form and its parsing.
enum class ParamKind {
  Levels,   ///< a distance in pixel space; the value is in [0, 1], shown as n/255
  Real,     ///< a plain number
  Integer,  ///< a whole number
  Choice,   ///< one of `choices`; the value is the index
  Flag,     ///< 0 or 1
};

/// One parameter of an attack, described well enough that a form, a command line and a test can be made from it.
struct ParamSpec {
  std::string name;   ///< as on the command line: "epsilon", "step-size"
  std::string label;  ///< as on screen: "ε", "α", "Iterations"
  ParamKind kind = ParamKind::Real;
  std::string unit;  ///< "L∞", "steps"; empty for none
  double minimum = 0.0;
  double maximum = 1.0;
  double fallback = 0.0;   ///< the default; ignored where `automatic`
  bool automatic = false;  ///< may be left out: the attack then works it out (Kurakin's iteration count)
  std::vector<std::string> choices;
  std::string help;
  std::string citation;  ///< paper and equation
};

/// Parameter values by name; a name that is missing takes its default (or is worked out, where `automatic`).
using ParamValues = std::map<std::string, double>;

/// "8/255", "10", "true", "linf": what `parseParam` reads back to the same value.
std::string formatParam(const ParamSpec& spec, double value);
/// Reads a value typed by a person; throws `Failure` naming the parameter, its range and unit.
double parseParam(const ParamSpec& spec, std::string_view text, bool plainMeansLevels = false);
/// Throws `Failure` where a name is unknown or a value outside its range or not finite.
void checkParams(const std::vector<ParamSpec>& specs, const ParamValues& values);

/// Whether an attack can be given a class to reach.
enum class Targeting {
  Never,        ///< untargeted only
  Optional,     ///< untargeted without a target, targeted with one
  LeastLikely,  ///< always targeted: at argmin p(y|X), or at the given class
};

/// An attack as the program shows it.
struct AttackInfo {
  std::string id;       ///< "fgsm": file name, command line
  std::string title;    ///< "FGSM"
  std::string norm;     ///< "L∞"; where a parameter "norm" chooses, the first of its choices
  std::string summary;  ///< one sentence
  std::string formula;  ///< plain text with the paper's symbols
  std::string citation;
  Targeting targeting = Targeting::Never;
  bool oneStep = false;  ///< its direction does not depend on ε: the curve over ε is one batched forward pass
  bool usesGradient = true;
  bool isAnytime = false;  ///< step k of a run is the result of a run of k steps
  bool isControl = false;  ///< random noise: expected to fail, shown in grey
  std::vector<ParamSpec> params;

  const ParamSpec* param(std::string_view name) const;
  /// "L∞", "L2" or "L0": what ε, or the smallest change, is measured in with these parameters.
  std::string normWith(const ParamValues& values) const;
};

/// A network as the program shows it: the model card plus what the loader found.
struct ModelInfo {
  std::string id;
  std::string title;
  std::string description;
  std::string architecture;  ///< "squeezenet1_1", or "layers"
  int width = 0;             ///< input size in pixels
  int height = 0;
  int channels = 0;             ///< 1 = grey, 3 = RGB
  std::string resize = "crop";  ///< how a picture of another size is fitted: "crop" (shorter side, centre) or "stretch"
  std::vector<std::string> labels;  ///< one for each class, in order
  std::string data;                 ///< the data set it was trained on
  std::string samples;              ///< a data set with fitting pictures, such as "mnist-test"; may be empty
  std::string licence;
  std::string provenance;  ///< where the weights come from, or the command that trained them
  std::string weightsSha256;
  double usualEpsilon = 8.0 / 255.0;  ///< in [0, 1]: the L∞ size that attacks on its data are usually shown with
  double cleanAccuracy = -1.0;        ///< in [0, 1] on its test data; negative where it was not measured
  std::string accuracyNote;           ///< on what, how many
  std::string group;       ///< "distillation-mnist": one of a set that is looked at as a set; empty: stands for itself
  std::uint64_t seed = 0;  ///< of its training; 0 where unknown
  std::optional<double> temperature;  ///< of defensive distillation; nothing where it was not distilled
  double teacherAccuracy = -1.0;      ///< of the network that its labels came from; negative where there was none
  std::string cardPath;
  bool available = true;
  std::string whyNot;  ///< where not available: the reason and what to do, in a sentence

  int classCount() const { return static_cast<int>(labels.size()); }
  /// The label of class `index`, or "class 7" where there is none.
  std::string labelOf(int index) const;
};

}  // namespace adv
