export type { MainColour } from './reader/colours';
export { inspectImage } from './structure/inspect';
export type { Prepared, PreparedPicture, PrepareOptions } from './engine/messages';
export { prepareImage, readImage, startImaging, disposeImaging } from './engine/work';
export type { ImageReading } from './reader/reading';
