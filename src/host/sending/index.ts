export { sendImages, type Consent, type Sending } from './send';
