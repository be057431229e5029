/* global OffscreenCanvas */
import { blend, clouds, generator, light, noise, step } from './noise.js';

/** A wooden table from above. */
export function wood(seed) {
  const grain = clouds(seed, 6);
  const board = noise(seed + 1);
  return (x, y, colour) => {
    const plank = Math.floor(x * 5.2);
    const tone = board(plank * 3.1, 4);
    const line = grain(x * 46, y * 1.6 + plank * 11);
    colour.set([128, 88, 56]);
    blend(colour, [72, 46, 28], step(0.3, 0.72, line));
    light(colour, 0.8 + tone * 0.45);
    const gap = Math.abs(x * 5.2 - plank - 0.5);
    light(colour, 1 - 0.75 * step(0.485, 0.498, gap));
  };
}

/** A plate of food on the table. The canvas has the table already. */
export function plate(context, width, height, seed) {
  const random = generator(seed);
  const radius = Math.min(width, height) * 0.4;
  context.translate(width / 2, height / 2);
  disc(context, radius * 0.05, radius * 0.07, radius * 1.03, ['#0009', '#0006', '#0000']);
  disc(context, 0, 0, radius, ['#f2efe8', '#fbfaf6', '#d9d4c9']);
  disc(context, 0, 0, radius * 0.74, ['#e9e4da', '#f4f1ea', '#e2dccf']);
  const foods = [
    ['#7c9a3c', '#4f7326', '#2f4c18'],
    ['#e4553b', '#b92f22', '#7c1a14'],
    ['#f3c95b', '#dd9f2e', '#a86d16'],
    ['#f4e6cc', '#dcc08f', '#a88755'],
    ['#8d5a3a', '#67391f', '#3c1f10'],
  ];
  for (let piece = 0; piece < 170; piece++) {
    const away = Math.sqrt(random()) * radius * 0.62;
    const turn = random() * Math.PI * 2;
    const food = foods[Math.floor(random() * foods.length)];
    context.save();
    context.translate(Math.cos(turn) * away, Math.sin(turn) * away);
    context.rotate(random() * 3);
    context.scale(1, 0.45 + random() * 0.5);
    const large = radius * (0.05 + random() * 0.1);
    disc(context, large * 0.12, large * 0.2, large * 1.12, ['#0008', '#0005', '#0000']);
    disc(context, 0, 0, large, food);
    disc(context, -large * 0.3, -large * 0.35, large * 0.22, ['#fff9', '#fff4', '#fff0']);
    context.restore();
  }
}

/** The dark between houses at night, a little lighter at the ground. */
export function night(seed) {
  const haze = clouds(seed, 5);
  return (x, y, colour) => {
    colour.set([10, 14, 30]);
    blend(colour, [64, 44, 66], step(0.1, 0.75, y) * 0.9);
    light(colour, 0.7 + 0.7 * haze(x * 2, y * 3));
  };
}

/** Houses with lit windows, and lights in front of them that are out of focus. */
export function city(context, width, height, seed) {
  const random = generator(seed);
  for (let house = 0; house < 70; house++) {
    const wide = width * (0.02 + random() * 0.04);
    const left = random() * (width + wide) - wide;
    const top = height * (0.28 + random() * 0.4 + house * 0.004);
    const tone = 12 + house * 0.3;
    context.fillStyle = `rgb(${tone} ${tone + 3} ${tone + 18})`;
    context.fillRect(left, top, wide, height);
    const cell = width * 0.0022;
    for (let x = left + cell; x < left + wide - cell; x += cell * 1.9) {
      for (let y = top + cell; y < height; y += cell * 2.6) {
        if (random() < 0.3) {
          context.fillStyle = `hsl(${28 + random() * 26} 80% ${34 + random() * 44}%)`;
          context.fillRect(x, y, cell, cell * 1.3);
        }
      }
    }
  }
  context.globalCompositeOperation = 'lighter';
  for (let lamp = 0; lamp < 90; lamp++) {
    const hue = [38, 12, 205, 320, 48][Math.floor(random() * 5)];
    const radius = height * (0.008 + random() * 0.026);
    const x = random() * width;
    const y = height * (0.74 + random() * 0.26);
    const colour = `hsl(${hue} 90% 60% / `;
    disc(context, x, y, radius, [`${colour}0.26)`, `${colour}0.3)`, `${colour}0.4)`]);
  }
  context.globalCompositeOperation = 'source-over';
}

/** A green that is far out of focus. */
export function meadow(seed) {
  const tone = clouds(seed, 3);
  return (x, y, colour) => {
    colour.set([62, 96, 44]);
    blend(colour, [186, 200, 112], step(0.3, 0.66, tone(x * 2.6, y * 2.6)));
    blend(colour, [30, 52, 34], step(0.4, 1.1, y) * 0.7);
  };
}

/** Flowers, the far ones blurred: those are drawn small and enlarged. */
export function flowers(context, width, height, seed) {
  const random = generator(seed);
  for (const [count, large, coarse] of [
    [30, 0.03, 14],
    [16, 0.06, 5],
    [12, 0.1, 1],
  ]) {
    const layer = new OffscreenCanvas(width / coarse, height / coarse);
    const layerContext = layer.getContext('2d');
    layerContext.scale(1 / coarse, 1 / coarse);
    for (let flower = 0; flower < count; flower++) {
      const x = random() * width;
      const y = height * (0.12 + random() * 0.8);
      draw(layerContext, x, y, large * height * (0.8 + random() * 0.5), random);
    }
    context.drawImage(layer, 0, 0, width, height);
  }
}

function draw(context, x, y, large, random) {
  context.save();
  context.translate(x, y);
  context.strokeStyle = `hsl(${88 + random() * 20} 38% 26%)`;
  context.lineWidth = large * 0.1;
  context.beginPath();
  context.moveTo(0, 0);
  context.quadraticCurveTo(large * 0.7, large * 3, large * 0.4, large * 12);
  context.stroke();
  const hue = 285 + random() * 90;
  for (let petal = 0; petal < 9; petal++) {
    context.save();
    context.rotate((petal * Math.PI * 2) / 9 + random() * 0.3);
    context.translate(large * 0.55, 0);
    context.scale(1, 0.5);
    const tone = 62 + random() * 16;
    const end = `hsl(${hue} 66% ${tone - 22}%)`;
    disc(context, 0, 0, large * 0.56, [`hsl(${hue} 70% ${tone}%)`, end, end]);
    context.restore();
  }
  disc(context, 0, 0, large * 0.3, ['#ffe08a', '#e2a52c', '#8a5a12']);
  context.restore();
}

function disc(context, x, y, radius, [inner, middle, outer]) {
  const fill = context.createRadialGradient(x - radius / 4, y - radius / 4, 0, x, y, radius);
  fill.addColorStop(0, inner);
  fill.addColorStop(0.7, middle);
  fill.addColorStop(1, outer);
  context.fillStyle = fill;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}
