export { chatAnswer } from './chat';
export { tokenRequestOf } from './cloud';
export {
  isEndpointProblem,
  parseEndpoint,
  type EndpointProblem,
  type ParsedEndpoint,
} from './endpoint';
export { findLocalServers, type LocalPorts, type LocalServer } from './localServers';
export { listModels, type ModelInfo } from './models';
export type { HttpRecord, Network, TokenRequest } from './network';
export { isBlind } from './parameters';
export { recipientOf } from './recipient';
export { fetchesImages } from './remoteImages';
export { testAnswer, testConnection, type ConnectionTest } from './testConnection';
export { usualPatience, type Patience } from './watchdog';
