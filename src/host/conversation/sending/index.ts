export type { Consent } from './consent';
export { sendImages, type Sending } from './send';
