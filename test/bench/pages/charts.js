/* global document */
// Draws each <svg data-chart="kind" data-seed="number"> of a page.
import { generator } from './photos/noise.js';

const colours = ['#4c8dff', '#f2a541', '#3fbf8f', '#e5637f', '#9b7bea', '#45bfd4', '#b8c04a'];

const kinds = { lines, area, bars, ring, heat };

for (const svg of document.querySelectorAll('svg[data-chart]')) {
  const { chart, seed, series = '1', labels = '' } = svg.dataset;
  const box = svg.getBoundingClientRect();
  svg.setAttribute('viewBox', `0 0 ${box.width} ${box.height}`);
  const plot = {
    random: generator(Number(seed)),
    width: box.width,
    height: box.height,
    series: Number(series),
    labels: labels.split(','),
    first: Number(svg.dataset.first ?? 0),
  };
  svg.innerHTML = kinds[chart](plot);
}

/** A walk that comes back to its middle, with a peak now and then. */
function walk(random, count, middle) {
  let value = middle;
  return Array.from({ length: count }, () => {
    value += (random() - 0.5) * 0.11 + (middle - value) * 0.09;
    const peak = random() < 0.02 ? random() * 0.3 : 0;
    return Math.min(0.97, Math.max(0.03, value + peak));
  });
}

function grid({ width, height, labels }) {
  const [top, bottom, unit] = [Number(labels[0]), height - 22, labels[1] ?? ''];
  const rows = [0, 1, 2, 3, 4].map((row) => {
    const y = 8 + ((bottom - 8) * row) / 4;
    const value = Math.round((top * (4 - row)) / 4).toLocaleString('en');
    return `<path class="grid" d="M52 ${y}H${width - 6}"/>
      <text x="46" y="${y + 4}" text-anchor="end">${value}${unit}</text>`;
  });
  const times = labels.slice(2).map((time, index, all) => {
    const x = 66 + ((width - 100) * index) / (all.length - 1);
    return `<text x="${x}" y="${height - 4}" text-anchor="middle">${time}</text>`;
  });
  return [...rows, ...times].join('');
}

function path(values, { width, height }) {
  const at = (value, index) =>
    `${(52 + ((width - 58) * index) / (values.length - 1)).toFixed(1)} ${(8 + (height - 30) * (1 - value)).toFixed(1)}`;
  return `M${values.map(at).join('L')}`;
}

function lines(plot) {
  const drawn = Array.from({ length: plot.series }, (_, index) => {
    const values = walk(plot.random, 120, 0.2 + plot.random() * 0.55);
    const colour = colours[(index + plot.first) % colours.length];
    return `<path d="${path(values, plot)}" fill="none" stroke="${colour}" stroke-width="1.6"/>`;
  });
  return grid(plot) + drawn.join('');
}

function area(plot) {
  const all = Array.from({ length: plot.series }, () => walk(plot.random, 90, 0.8 / plot.series));
  const drawn = all.map((_, index) => {
    const sum = all[0].map((__, at) =>
      all.slice(index).reduce((total, values) => total + values[at] * 0.9, 0),
    );
    const colour = colours[(index + plot.first) % colours.length];
    const line = path(sum, plot);
    return `<path d="${line}V${plot.height - 22}H52Z" fill="${colour}" fill-opacity=".28"/>
      <path d="${line}" fill="none" stroke="${colour}" stroke-width="2"/>`;
  });
  return grid(plot) + drawn.join('');
}

function bars(plot) {
  const { random, width, height, series, first } = plot;
  const count = 26;
  const drawn = Array.from({ length: count }, (_, index) => {
    let y = height - 22;
    const x = 58 + ((width - 66) * index) / count;
    return Array.from({ length: series }, (__, part) => {
      const tall = ((height - 40) * (0.25 + random() * 0.7)) / series;
      y -= tall;
      return `<rect x="${x}" y="${y}" width="${((width - 66) / count) * 0.7}" height="${tall}"
        fill="${colours[(part + first) % colours.length]}"/>`;
    }).join('');
  });
  return grid(plot) + drawn.join('');
}

function ring({ random, width, height, series, labels, first }) {
  const radius = height / 2 - 24;
  const around = 2 * Math.PI * radius;
  const shares = Array.from({ length: series }, () => 0.3 + random());
  const total = shares.reduce((sum, share) => sum + share, 0);
  let from = 0;
  return shares
    .map((share, index) => {
      const colour = colours[(index + first) % colours.length];
      const length = (share / total) * around;
      const y = height / 2 - series * 13 + index * 26;
      const arc = `<circle cx="${height / 2}" cy="${height / 2}" r="${radius}" fill="none"
        stroke="${colour}" stroke-width="30" stroke-dasharray="${length - 2} ${around}"
        stroke-dashoffset="${-from}"/>`;
      from += length;
      return `${arc}<rect x="${height + 16}" y="${y}" width="12" height="12" rx="3" fill="${colour}"/>
        <text x="${height + 36}" y="${y + 11}">${labels[index]}</text>
        <text x="${width - 8}" y="${y + 11}" text-anchor="end">${Math.round((share / total) * 100)}%</text>`;
    })
    .join('');
}

function heat(plot) {
  const { random, width, height } = plot;
  const [columns, rows] = [60, 14];
  const wide = (width - 58) / columns;
  const tall = (height - 30) / rows;
  const cells = Array.from({ length: columns * rows }, (_, index) => {
    const row = Math.floor(index / columns);
    const heat = Math.max(0, 1 - Math.abs(row - 9) / 6) * (0.3 + random() * 0.7);
    return `<rect x="${52 + (index % columns) * wide}" y="${8 + row * tall}" width="${wide - 1}"
      height="${tall - 1}" fill="hsl(${260 - heat * 230} 75% ${22 + heat * 40}%)"/>`;
  });
  return cells.join('') + grid(plot);
}
