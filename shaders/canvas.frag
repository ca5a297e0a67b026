#version 330 core
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows two 8-bit pictures or their difference; the rules are those of widgets/canvas/display_mode.hpp, in integers.

uniform usampler2D cleanPicture;
uniform usampler2D adversarialPicture;
uniform sampler2D columns;     // one AxisSpan (first, count, firstWeight, lastWeight) for each device column
uniform sampler2D rows;        // the same for each device row, top to bottom
uniform sampler2D colourMaps;  // 256 x 2: diverging, viridis
uniform int channels;
uniform int kind;              // DisplayMode::Kind: 0 picture, 1 signed grey, 2 diverging, 3 absolute
uniform int gain64;
uniform int wipeColumn;        // columns left of it show the clean picture
uniform bool showClean;
uniform int gridWidth;
uniform vec4 gridColour;
uniform vec3 background;
uniform int viewHeight;

out vec4 colour;

ivec3 bytesOf(uvec4 texel) { return channels == 1 ? ivec3(texel.r) : ivec3(texel.rgb); }

// round(amount * gain / divisor), halves away from zero.
int amplified(int amount, int divisor) {
  int unit = 64 * divisor;
  int magnitude = (2 * abs(amount) * gain64 + unit) / (2 * unit);
  return amount < 0 ? -magnitude : magnitude;
}

vec3 shown(ivec2 place, bool clean) {
  ivec3 c = bytesOf(texelFetch(cleanPicture, place, 0));
  ivec3 a = bytesOf(texelFetch(adversarialPicture, place, 0));
  if (kind == 0) return vec3(clean ? c : a);
  ivec3 d = a - c;
  if (kind == 1) {
    return vec3(clamp(128 + ivec3(amplified(d.r, 1), amplified(d.g, 1), amplified(d.b, 1)), 0, 255));
  }
  if (kind == 2) {
    int sum = channels == 1 ? d.r : d.r + d.g + d.b;
    return 255.0 * texelFetch(colourMaps, ivec2(clamp(128 + amplified(sum, channels), 0, 255), 0), 0).rgb;
  }
  int largest = max(abs(d.r), max(abs(d.g), abs(d.b)));
  return 255.0 * texelFetch(colourMaps, ivec2(min(255, amplified(largest, 1)), 1), 0).rgb;
}

float weightOf(vec4 span, int tap) {
  if (tap == 0) return span.z;
  return tap + 1 == int(span.y) ? span.w : (1.0 - span.z - span.w) / (span.y - 2.0);
}

bool onGrid(sampler2D spans, int place, vec4 here) {
  if (gridWidth <= 0 || place < gridWidth) return false;
  vec4 before = texelFetch(spans, ivec2(place - gridWidth, 0), 0);
  return before.y > 0.0 && before.x != here.x;
}

void main() {
  ivec2 pixel = ivec2(int(gl_FragCoord.x), viewHeight - 1 - int(gl_FragCoord.y));
  vec4 across = texelFetch(columns, ivec2(pixel.x, 0), 0);
  vec4 down = texelFetch(rows, ivec2(pixel.y, 0), 0);
  if (across.y <= 0.0 || down.y <= 0.0) {
    colour = vec4(background, 1.0);
    return;
  }
  bool clean = showClean || pixel.x < wipeColumn;
  vec3 sum = vec3(0.0);
  for (int j = 0; j < int(down.y); ++j) {
    for (int i = 0; i < int(across.y); ++i) {
      ivec2 place = ivec2(int(across.x) + i, int(down.x) + j);
      sum += weightOf(across, i) * weightOf(down, j) * shown(place, clean);
    }
  }
  vec3 mean = sum / 255.0;
  if (onGrid(columns, pixel.x, across) || onGrid(rows, pixel.y, down)) mean = mix(mean, gridColour.rgb, gridColour.a);
  colour = vec4(mean, 1.0);
}
