export type { MainColour } from './reader/colours';
export { withDrawing } from './engine/drawing';
export { inspectImage } from './engine/inspect';
export type { Prepared, PreparedPicture, PrepareOptions } from './engine/prepared';
export type { RunOptions } from './engine/thread';
export {
  cropImage,
  disposeImaging,
  fingerprintOf,
  prepareImage,
  readText,
  startImaging,
} from './engine/work';
export { browserText } from './svg/browserText';
export type {
  ImageReading,
  ReadCell,
  ReadLine,
  ReadTable,
  ReadWord,
  UnsureWord,
} from './reader/reading';
