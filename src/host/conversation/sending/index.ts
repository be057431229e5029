export type { Consent } from './consent';
export type { PreparedImages } from './plan';
export type { Sending } from './send';
export { sendRequest } from './sources';
