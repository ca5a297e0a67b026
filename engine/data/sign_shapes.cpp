// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/data/sign_shapes.hpp"

#include <string_view>

namespace adv {
namespace {

constexpr Colour kRed{198, 20, 34}, kBlue{0, 88, 160}, kYellow{252, 190, 10}, kGreen{20, 150, 70};
constexpr Colour kWhite{246, 246, 243}, kBlack{22, 22, 24}, kEdge{120, 122, 124};

using Marks = std::vector<Mark>;

Mark fill(Colour colour, const std::string& path) { return {Mark::Kind::Fill, colour, 0.0, parsePath(path)}; }
Mark stroke(Colour colour, double width, const std::string& path) {
  return {Mark::Kind::Stroke, colour, width, parsePath(path)};
}
Mark rounded(Colour colour, double width, const std::string& path) {
  return {Mark::Kind::Rounded, colour, width, parsePath(path)};
}

Marks operator+(Marks below, const Marks& above) {
  below.insert(below.end(), above.begin(), above.end());
  return below;
}

// Plates.
Marks disc(Colour colour) { return {fill(kEdge, "O 0 0 99"), fill(kWhite, "O 0 0 97"), fill(colour, "O 0 0 93")}; }
Marks prohibition() {
  return {fill(kEdge, "O 0 0 99"), fill(kWhite, "O 0 0 97"), fill(kRed, "O 0 0 95"), fill(kWhite, "O 0 0 71")};
}
Marks warning() {
  return {rounded(kEdge, 24, "M 0 -78 L 88 74 L -88 74 Z"), rounded(kWhite, 20, "M 0 -78 L 88 74 L -88 74 Z"),
          rounded(kRed, 15, "M 0 -78 L 88 74 L -88 74 Z"), rounded(kWhite, 4, "M 0 -53 L 66 61 L -66 61 Z")};
}

// Glyphs 76 units high (digits) and 50 units high (letters), drawn with strokes around their origin.
constexpr std::string_view kZero = "M -13 -14 C -13 -38 13 -38 13 -14 L 13 14 C 13 38 -13 38 -13 14 Z ";
constexpr std::string_view kThree =
    "M -14 -20 C -12 -36 14 -37 14 -18 C 14 -5 4 -3 -4 -3 C 6 -3 15 2 15 15 C 15 38 -14 36 -15 18 ";
constexpr std::string_view kFive = "M 12 -32 L -10 -32 L -12 -3 C -4 -11 15 -10 15 11 C 15 37 -12 36 -15 20 ";
constexpr std::string_view kEight =
    "M 0 -3 C -17 -3 -17 -32 0 -32 C 17 -32 17 -3 0 -3 C -20 -3 -20 32 0 32 C 20 32 20 -3 0 -3 Z ";
constexpr std::string_view kS = "M 10 -12 C 9 -26 -10 -26 -10 -11 C -10 2 10 -2 10 11 C 10 26 -10 26 -11 11 ";
constexpr std::string_view kT = "M -12 -21 L 12 -21 M 0 -21 L 0 22 ";
constexpr std::string_view kO = "M -10 -9 C -10 -26 10 -26 10 -9 L 10 9 C 10 26 -10 26 -10 9 Z ";
constexpr std::string_view kP = "M -9 22 L -9 -21 L 1 -21 C 15 -21 15 3 1 3 L -9 3 ";

/// The glyph of size `scale` with its middle at (x, 0).
std::string placed(std::string_view glyph, int x, const char* scale) {
  return "T " + std::to_string(x) + " 0 " + scale + " " + std::string(glyph);
}

Marks speedLimit(std::string_view tens) {
  return prohibition() + Marks{stroke(kBlack, 13, placed(tens, -26, "1.08") + placed(kZero, 26, "1.08"))};
}

Marks stop() {
  const std::string octagon = "M -38 -92 L 38 -92 L 92 -38 L 92 38 L 38 92 L -38 92 L -92 38 L -92 -38 Z";
  return {rounded(kEdge, 10, octagon), rounded(kWhite, 8, octagon), fill(kRed, "T 0 0 0.94 " + octagon),
          stroke(kWhite, 10.5,
                 placed(kS, -57, "1.12") + placed(kT, -20, "1.12") + placed(kO, 18, "1.12") + placed(kP, 59, "1.12"))};
}

Marks giveWay() {
  return {rounded(kEdge, 24, "M 0 82 L 88 -72 L -88 -72 Z"), rounded(kWhite, 20, "M 0 82 L 88 -72 L -88 -72 Z"),
          rounded(kRed, 15, "M 0 82 L 88 -72 L -88 -72 Z"), rounded(kWhite, 4, "M 0 50 L 62 -57 L -62 -57 Z")};
}

Marks noEntry() { return disc(kRed) + Marks{rounded(kWhite, 4, "M -66 -15 L 66 -15 L 66 15 L -66 15 Z")}; }

Marks car(Colour colour, const std::string& place) {
  return {fill(colour, place + "M -19 -13 C -17 -33 17 -33 19 -13 L 24 -2 L 24 17 L -24 17 L -24 -2 Z M -22 14 L -22 "
                               "26 L -11 26 L -11 14 Z "
                               "M 22 14 L 22 26 L 11 26 L 11 14 Z"),
          fill(kWhite, place + "M -13 -13 C -12 -24 12 -24 13 -13 L 15 -6 L -15 -6 Z O -15 5 4 O 15 5 4")};
}
Marks noOvertaking() { return prohibition() + car(kRed, "T -31 4 1.18 ") + car(kBlack, "T 31 4 1.18 "); }

Marks priorityRoad() {
  return {rounded(kEdge, 14, "M 0 -91 L 91 0 L 0 91 L -91 0 Z"), rounded(kWhite, 10, "M 0 -91 L 91 0 L 0 91 L -91 0 Z"),
          rounded(kBlack, 6, "M 0 -61 L 61 0 L 0 61 L -61 0 Z"),
          rounded(kYellow, 2, "M 0 -60 L 60 0 L 0 60 L -60 0 Z")};
}

Marks aheadOnly() {
  return disc(kBlue) + Marks{fill(kWhite, "M -12 68 L -12 -10 L 12 -10 L 12 68 Z M 0 -74 L 46 -8 L -46 -8 Z")};
}

Marks turnRight() {
  return disc(kBlue) +
         Marks{fill(kWhite,
                    "M -46 62 L -46 12 Q -46 -26 -8 -26 L 14 -26 L 14 -2 L -4 -2 Q -22 -2 -22 16 L -22 62 Z "
                    "M 76 -14 L 12 -58 L 12 30 Z")};
}

Marks roundabout() {
  const std::string arc = "A 0 0 50 50 -20 ", head = "M 28 -9 L 72 -23 L 31 -44 Z ";
  return disc(kBlue) + Marks{stroke(kWhite, 20, "R 0 " + arc + "R 120 " + arc + "R 240 " + arc),
                             fill(kWhite, "R 0 " + head + "R 120 " + head + "R 240 " + head)};
}

Marks pedestrianCrossing() {
  const std::string square = "M -84 -84 L 84 -84 L 84 84 L -84 84 Z";
  return {rounded(kEdge, 26, square),
          rounded(kWhite, 22, square),
          rounded(kBlue, 14, square),
          fill(kWhite, "M 0 -76 L 78 66 L -78 66 Z"),
          fill(kBlack,
               "M -46 66 L -36 47 L -24 47 L -30 66 Z M -10 66 L -7 47 L 7 47 L 10 66 Z M 46 66 L 36 47 L 24 47 L 30 "
               "66 Z O 3 -37 9.5"),
          stroke(kBlack, 14, "M 1 -18 L -1 8"),
          stroke(kBlack, 9, "M -1 8 L 9 26 L 17 44 M -2 8 L -9 27 L -22 42"),
          stroke(kBlack, 7, "M 3 -20 L 14 -4 L 23 2 M 0 -20 L -13 -8 L -17 4")};
}

Marks roadworks() {
  return warning() + Marks{fill(kBlack, "O 5 -18 9 M 10 56 Q 32 16 54 56 Z"),
                           stroke(kBlack, 15, "M -1 0 L -14 20"),
                           stroke(kBlack, 10, "M -14 22 L 2 34 L 0 52 M -17 22 L -26 38 L -40 52"),
                           stroke(kBlack, 8, "M 0 -2 L 14 14 L 18 18"),
                           stroke(kBlack, 6, "M -4 14 L 31 30"),
                           stroke(kBlack, 9, "M 29 28 L 37 34")};
}

Marks curveRight() {
  return warning() +
         Marks{stroke(kBlack, 17, "M -15 50 L -15 18 Q -15 2 0 -1 L 6 -2"), fill(kBlack, "M 36 -4 L 0 -25 L 3 20 Z")};
}

Marks wildAnimals() {
  return warning() +
         Marks{fill(kBlack,
                    "M -30 22 C -22 6 -4 12 8 4 L 20 -10 L 30 -6 L 22 6 C 22 18 14 24 2 25 C -8 26 -18 28 -26 34 Z "
                    "M 17 -8 L 24 -16 L 40 -6 L 38 -1 L 26 -2 Z"),
               stroke(kBlack, 6,
                      "M 14 16 L 28 22 L 36 34 M 8 20 L 22 30 L 20 40 M -24 26 L -36 34 L -44 50 M -22 28 L -26 42 L "
                      "-36 52"),
               stroke(kBlack, 3.6,
                      "M 22 -14 L 14 -24 L 16 -34 M 14 -24 L 5 -26 M 24 -14 L 22 -26 L 27 -36 M -29 24 L -34 19")};
}

Marks trafficSignals() {
  return warning() + Marks{rounded(kBlack, 8, "M -13 -22 L 13 -22 L 13 50 L -13 50 Z"), fill(kRed, "O 0 -13 11"),
                           fill(kYellow, "O 0 14 11"), fill(kGreen, "O 0 41 11")};
}

std::vector<SignShape> makeShapes() {
  return {{"stop", stop()},
          {"give way", giveWay()},
          {"no entry", noEntry()},
          {"speed limit 30", speedLimit(kThree)},
          {"speed limit 50", speedLimit(kFive)},
          {"speed limit 80", speedLimit(kEight)},
          {"no overtaking", noOvertaking()},
          {"priority road", priorityRoad()},
          {"ahead only", aheadOnly()},
          {"turn right", turnRight()},
          {"roundabout", roundabout()},
          {"pedestrian crossing", pedestrianCrossing()},
          {"roadworks", roadworks()},
          {"curve to the right", curveRight()},
          {"wild animals", wildAnimals()},
          {"traffic signals", trafficSignals()}};
}

}  // namespace

const std::vector<SignShape>& signShapes() {
  static const std::vector<SignShape> shapes = makeShapes();
  return shapes;
}

}  // namespace adv
