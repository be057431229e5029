/** Drawn on a 16 × 16 grid; the stylesheet gives stroke and colour. */
const shapes = {
  copy: '<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.5a1 1 0 0 1-1-1V4A1.5 1.5 0 0 1 4 2.5h5.5a1 1 0 0 1 1 1"/>',
  check: '<path d="M3 8.5l3.2 3.2L13 5"/>',
  send: '<path d="M8 13V3.5M4 7.5l4-4 4 4"/>',
  stop: '<rect class="solid" x="4" y="4" width="8" height="8" rx="1.5"/>',
  info: '<circle cx="8" cy="8" r="5.5"/><path d="M8 7.5v3.2M8 5.2v.1"/>',
  error: '<circle cx="8" cy="8" r="5.5"/><path d="M8 5v3.7M8 10.9v.1"/>',
  warning: '<path d="M8 2.8l5.7 10.2H2.3zM8 6.7v3M8 11.2v.1"/>',
  history: '<path d="M3 3.5V6h2.5M3.2 6A5.2 5.2 0 1 1 2.8 8.6M8 5.2V8l2 1.3"/>',
  close: '<path d="M4 4l8 8M12 4l-8 8"/>',
  question:
    '<circle cx="8" cy="8" r="5.5"/><path d="M6.4 6.6a1.6 1.6 0 1 1 2.5 1.3c-.6.4-.9.7-.9 1.4M8 11v.1"/>',
  back: '<path d="M9.5 4.5L6 8l3.5 3.5"/>',
  forward: '<path d="M6.5 4.5L10 8l-3.5 3.5"/>',
  chevron: '<path d="M4.5 6.5L8 10l3.5-3.5"/>',
  zoomIn: '<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3M7 5v4M5 7h4"/>',
  zoomOut: '<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3M5 7h4"/>',
  fit: '<path d="M2.5 6V3.5H6M10 3.5h3.5V6M13.5 10v2.5H10M6 12.5H2.5V10"/>',
  actualSize: '<path d="M3 5.3l1.7-1.1v7.6M10.6 5.3l1.7-1.1v7.6M8 6.6v.1M8 9.9v.1"/>',
  regions:
    '<rect x="2.5" y="3.5" width="6" height="5" rx="0.5"/><rect x="7.5" y="7.5" width="6" height="5" rx="0.5"/>',
  text: '<path d="M3.5 4V3h9v1M8 3v10M6.3 13h3.4"/>',
  savePicture:
    '<path d="M8 8.5v4.8M6 11.4l2 2 2-2M4.5 11.5h-1a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-1M3 9l3-3 2.2 1.6"/>',
  saveData:
    '<path d="M8 8.5v4.8M6 11.4l2 2 2-2M5.5 2.5c-1.5 0-1.5.8-1.5 1.8S3.7 6 2.8 6.2c.9.2 1.2.9 1.2 1.9s0 1.9 1 1.9M10.5 2.5c1.5 0 1.5.8 1.5 1.8s.3 1.7 1.2 1.9c-.9.2-1.2.9-1.2 1.9s0 1.9-1 1.9"/>',
  mark: '<path d="M2.5 5.5v-2h2M7 3.5h2M11.5 3.5h2v2M2.5 8v1.5M2.5 12.5h2M7 12.5h1M11.5 8v5M9 10.5h5"/>',
  add: '<path d="M8 3v10M3 8h10"/>',
  open: '<path d="M8.5 3.5h-4A1.5 1.5 0 0 0 3 5v6.5A1.5 1.5 0 0 0 4.5 13H11a1.5 1.5 0 0 0 1.5-1.5v-4M10 2.5h3.5V6M13.3 2.7L7.5 8.5"/>',
  save: '<path d="M8 2.5v7M5 6.8l3 2.9 3-2.9M3 11v1.5a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V11"/>',
  picture:
    '<rect x="2.5" y="3" width="11" height="10" rx="1.5"/><circle cx="5.8" cy="6.2" r="1"/><path d="M3 11.5l3.5-3 2 1.7 2.3-2.4 2.5 2.7"/>',
} as const;

export type IconName = keyof typeof shapes;

/** The icon's SVG markup, hidden from assistive tools. */
export function iconMarkup(name: IconName): string {
  return `<svg class="icon icon-${name}" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`;
}

/** The icon as a new element. */
export function icon(name: IconName): Node {
  const template = document.createElement('template');
  template.innerHTML = iconMarkup(name);
  return template.content;
}
