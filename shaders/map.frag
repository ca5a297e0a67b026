#version 330 core
// SPDX-License-Identifier: GPL-3.0-or-later
// The outline of a point from its signed distance, as `shapeDistance` computes it.
flat in vec2 middle;
flat in vec4 fillColour;
flat in vec3 rimColour;
flat in int shape;

uniform float radius;
uniform float rimWidth;

out vec4 colour;

const float kHalfRoot = 0.70710678;

float triangle(vec2 p) { return max(p.y, 0.8660254 * abs(p.x) - 0.5 * p.y) - 0.72 * radius; }

float plusSign(vec2 p) {
  float length = 1.15 * radius, halfWidth = 0.4 * radius;
  return min(max(abs(p.x) - length, abs(p.y) - halfWidth), max(abs(p.y) - length, abs(p.x) - halfWidth));
}

float shapeDistance(vec2 p) {
  switch (shape) {
    case 0: return length(p) - radius;
    case 1: return max(abs(p.x), abs(p.y)) - 0.88 * radius;
    case 2: return triangle(p);
    case 3: return (abs(p.x) + abs(p.y) - 1.25 * radius) * kHalfRoot;
    case 4: return plusSign(vec2(p.x + p.y, p.x - p.y) * kHalfRoot);
    case 5: return plusSign(p);
    case 6: return triangle(vec2(p.x, -p.y));
    default: return abs(length(p) - 0.8 * radius) - 0.3 * radius;
  }
}

void main() {
  vec2 offset = gl_FragCoord.xy - middle;
  float distance = shapeDistance(vec2(offset.x, -offset.y));
  float whole = clamp(0.5 - distance, 0.0, 1.0);
  float inner = clamp(0.5 - distance - rimWidth, 0.0, 1.0);
  colour = vec4(fillColour.rgb * inner + rimColour * (whole - inner), whole) * fillColour.a;
}
