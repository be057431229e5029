export type { MainColour } from './colours';
export { inspectImage } from './inspect';
export type { Prepared, PreparedPicture, PrepareOptions } from './messages';
export { prepareImage, readImage, startImaging, disposeImaging } from './work';
export type { ImageReading } from './reading';
