export { download } from './download';
export { parseImageUrl, type ImageUrlProblem } from './imageUrl';
