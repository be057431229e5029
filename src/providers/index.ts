export { chatAnswer } from './request/chat';
export { tokenRequestOf } from './endpoints/cloud';
export {
  isEndpointProblem,
  parseEndpoint,
  type EndpointProblem,
  type ParsedEndpoint,
} from './endpoints/endpoint';
export { findLocalServers, type LocalPorts, type LocalServer } from './models/localServers';
export { listModels, type ModelInfo } from './models/models';
export type { HttpRecord, Network, TokenRequest } from './request/network';
export { isBlind } from './request/parameters';
export { recipientOf } from './request/recipient';
export { fetchesImages } from './request/remoteImages';
export { confirmationFor } from './request/target';
export { testAnswer, testConnection, type ConnectionTest } from './request/testConnection';
export { usualPatience, type Patience } from './request/watchdog';
