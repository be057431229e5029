/* global document, devicePixelRatio, OffscreenCanvas */
// Paints each <canvas data-photo="scene" data-seed="number"> of a page, before its load event.
import { dusk, firs, lake } from './land.js';
import { city, flowers, meadow, night, plate, wood } from './near.js';
import { generator } from './noise.js';

const scenes = {
  lake: [lake],
  dusk: [dusk],
  firs: [firs],
  food: [wood, plate],
  city: [night, city],
  flowers: [meadow, flowers],
};

for (const canvas of document.querySelectorAll('canvas[data-photo]')) {
  const { photo, seed, detail } = canvas.dataset;
  const box = canvas.getBoundingClientRect();
  canvas.width = Math.round(box.width * devicePixelRatio);
  canvas.height = Math.round(box.height * devicePixelRatio);
  const [ground, things] = scenes[photo];
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  const small = surface(ground(Number(seed)), canvas, Number(detail ?? 1));
  context.drawImage(small, 0, 0, canvas.width, canvas.height);
  context.save();
  things?.(context, canvas.width, canvas.height, Number(seed));
  context.restore();
  grain(context, canvas, Number(seed));
}

/** The picture at `detail` of the canvas's own resolution: most photos on a screen are enlarged. */
function surface(shade, { width, height }, detail) {
  const columns = Math.ceil(width * detail);
  const rows = Math.ceil(height * detail);
  const image = new OffscreenCanvas(columns, rows);
  const context = image.getContext('2d');
  const pixels = context.createImageData(columns, rows);
  const { data } = pixels;
  const colour = new Float32Array(3);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      shade(column / rows, row / rows, colour);
      data[at++] = colour[0];
      data[at++] = colour[1];
      data[at++] = colour[2];
      data[at++] = 255;
    }
  }
  context.putImageData(pixels, 0, 0);
  return image;
}

/** What the sensor of a camera adds. The tile's size is a prime number, so that no pattern shows. */
function grain(context, { width, height }, seed) {
  const size = 509;
  const random = generator(seed + 40);
  const tile = new OffscreenCanvas(size, size);
  const tileContext = tile.getContext('2d');
  const pixels = tileContext.createImageData(size, size);
  for (let at = 0; at < pixels.data.length; at += 4) {
    const value = 128 + (random() + random() + random() - 1.5) * 80;
    pixels.data.set([value, value, value, 255], at);
  }
  tileContext.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = 'overlay';
  context.globalAlpha = 0.09;
  context.fillStyle = context.createPattern(tile, 'repeat');
  context.fillRect(0, 0, width, height);
}
