export { batchApi, takesBatches, type FileLimits } from './batch/api';
export { batchClient, type BatchClient } from './batch/client';
export type { BatchReply, BatchResult, Outcome } from './batch/result';
export { BatchRun } from './batch/run/batchRun';
export type { Clock, NumberedRequest, RunPorts } from './batch/run/ports';
export {
  isOver,
  newRun,
  progressOf,
  type BatchRunState,
  type Range,
  type RunProgress,
} from './batch/run/state';
export { memorySpool, type SpoolFile } from './batch/split';
export { chatAnswer } from './request/chat';
export { tokenRequestOf } from './endpoints/cloud';
export { isEndpointProblem, parseEndpoint } from './endpoints/endpoint';
export { findLocalServers, type LocalPorts, type LocalServer } from './models/localServers';
export type { EndpointProblem, ParsedEndpoint } from './endpoints/parsedEndpoint';
export { listModels } from './models/models';
export type { ModelInfo } from './models/modelInfo';
export type { HttpRecord, Network, TokenRequest } from './request/network';
export { takesImages } from './request/parameters';
export { confirmationFor } from './request/confirmation';
export { checkCredentials } from './request/credentials';
export { fetchesImages, recipientOf } from './request/recipient';
export { isPassing, pauseAfter, reached } from './request/retry';
export { testAnswer, testConnection, type ConnectionTest } from './request/testConnection';
export type { Analysis, Finding } from './vision/analysis';
export { imageAnalyser, type Analyse } from './vision/analyse';
export { checkVisionAccess, visionConfirmation, visionRecipient } from './vision/resource';
export { usualPatience, type Patience } from './request/watchdog';
