import type { ViewerStrings } from '../../../src/protocol/viewer';

/** The texts of the viewer, as they are in English. */
export const viewer: ViewerStrings = {
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fit: 'Fit',
  actualSize: 'Actual Size',
  previousImage: 'Previous Image',
  nextImage: 'Next Image',
  close: 'Close',
  zoom: 'Zoom: {0} %',
  position: '{0} of {1}',
  regions: 'Regions',
  showRegions: 'Show Regions',
  savePng: 'Save with Regions as PNG…',
  saveJson: 'Save Regions as JSON…',
  markPart: 'Mark a Part',
  markHelp:
    'Drag over a part of the image. Or press arrow keys to move the rectangle, Shift and arrow keys to resize it, Enter to mark it, Escape to stop.',
  marked: 'Part {0} is marked.',
  part: 'Marked part',
  reading: 'Reading the image…',
  broken: 'This image cannot be shown.',
};
