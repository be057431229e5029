/* global document */
// Draws the streets of a made-up town into <svg class="map" data-seed="number">.
import { generator, noise } from './photos/noise.js';

const names =
  `Orchard Lane,Mill Street,Harbour Road,Kingfisher Way,Station Road,Chapel Row,Long Acre,
Weaver Street,Quarry Hill,Rope Walk,Castle Street,Fennel Close,Bridge Street,Tanner Row`.split(
    /,\s*/,
  );
const svg = document.querySelector('svg.map');
const box = svg.getBoundingClientRect();
const random = generator(Number(svg.dataset.seed));
const bend = noise(Number(svg.dataset.seed));
svg.setAttribute('viewBox', `0 0 ${box.width} ${box.height}`);

const street = (at, isUpright, sway) => {
  const points = Array.from({ length: 24 }, (_, index) => {
    const along = (index / 23) * (isUpright ? box.height : box.width);
    const off = at + (bend(at * 0.03, index * 0.17) - 0.5) * sway;
    return isUpright ? `${off.toFixed(1)} ${along.toFixed(1)}` : `${along} ${off.toFixed(1)}`;
  });
  return `M${points.join('L')}`;
};
const houses = Array.from({ length: 520 }, () => {
  const [x, y] = [random() * box.width, random() * box.height];
  const [wide, tall] = [6 + random() * 14, 6 + random() * 12];
  return `<rect x="${x}" y="${y}" width="${wide}" height="${tall}" fill="#e3dcd0" stroke="#cfc6b6"
    stroke-width=".6" transform="rotate(${(bend(x * 0.01, y * 0.01) - 0.5) * 60} ${x} ${y})"/>`;
});
const parks = Array.from({ length: 7 }, () => {
  const [x, y] = [random() * box.width, random() * box.height];
  return `<ellipse cx="${x}" cy="${y}" rx="${30 + random() * 50}" ry="${24 + random() * 40}"
    fill="#c8e2b8"/>`;
});
const ways = Array.from({ length: 30 }, (_, index) => ({
  path: street((index % 15) * (index < 15 ? 58 : 32) + random() * 20, index >= 15, 90),
  wide: [4, 4, 6, 9][Math.floor(random() * 4)],
}));
const draw = (extra, colour) =>
  ways.map(
    ({ path, wide }) =>
      `<path d="${path}" fill="none" stroke="${wide === 9 ? colour[1] : colour[0]}"
        stroke-width="${wide + extra}"/>`,
  );
const labels = names.map((name, index) => {
  const way = ways[index];
  return `<path id="way${index}" d="${way.path}" fill="none"/><text dy="4"><textPath
    href="#way${index}" startOffset="${10 + random() * 55}%">${name}</textPath></text>`;
});
svg.innerHTML = `<rect width="100%" height="100%" fill="#f1ece2"/>${parks.join('')}
  <path d="${street(box.width * 0.62, true, 260)}" fill="none" stroke="#a9d0ec" stroke-width="46"/>
  ${houses.join('')}${draw(2, ['#d3cabb', '#d9a74a']).join('')}${draw(0, ['#fff', '#fbe3a0']).join('')}
  <path d="${street(box.height * 0.36, false, 120)}" fill="none" stroke="#2f6fe0" stroke-width="7"
    stroke-linecap="round"/>
  <g fill="#4d4a44" font-size="12" stroke="#fff" stroke-width="3" paint-order="stroke">
  ${labels.join('')}</g>
  <circle cx="${box.width * 0.3}" cy="${box.height * 0.36}" r="11" fill="#2f6fe0" stroke="#fff"
    stroke-width="4"/>`;
