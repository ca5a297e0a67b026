#version 330 core
// SPDX-License-Identifier: GPL-3.0-or-later
// One point of a map. The view is drawn with a margin around it, as a point whose middle is clipped is not drawn at all.
layout(location = 0) in float placeX;
layout(location = 1) in float placeY;
layout(location = 2) in vec4 fill;  // opacity in alpha
layout(location = 3) in vec4 rim;   // number of the shape in alpha

uniform vec2 centre;
uniform float scale;
uniform vec2 viewSize;  // device pixels
uniform float margin;   // device pixels
uniform float subpixels;

flat out vec2 middle;  // device pixels, y upwards
flat out vec4 fillColour;
flat out vec3 rimColour;
flat out int shape;

void main() {
  vec2 place = vec2((placeX - centre.x) * scale + viewSize.x / 2.0, (centre.y - placeY) * scale + viewSize.y / 2.0);
  vec2 snapped = floor(place * subpixels + 0.5) / subpixels;
  middle = vec2(snapped.x, viewSize.y - snapped.y);
  fillColour = fill;
  rimColour = rim.rgb;
  shape = int(rim.a * 255.0 + 0.5);
  gl_Position = vec4((middle - viewSize / 2.0) / (viewSize / 2.0 + margin), 0.0, 1.0);
  gl_PointSize = 2.0 * margin + 1.0;
}
