export type { MainColour } from './colours';
export { inspectImage } from './inspect';
export { disposeReader, readImage } from './reader';
export type { ImageReading } from './reading';
