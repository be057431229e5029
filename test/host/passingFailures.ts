import type { Behaviour } from '../support/emulator';

/** A failure of the emulated Azure resource, and the card that tells of it. */
export interface FailureCase {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly title: string;
  readonly detail: RegExp;
  readonly buttons: readonly string[];
  /** What has come of the reply, and stays. */
  readonly kept?: RegExp;
}

const begun = /You asked: “Describe this image/;

/** Failures that may be over when they are tried again. `HOST` stands for the host in `detail`. */
export const passingFailures: readonly FailureCase[] = [
  {
    name: 'a refusal of the network (403)',
    behaviour: { fail: { status: 403 } },
    title: 'Access is forbidden',
    detail:
      /HOST knows you .* It said \(status 403\): “Access denied due to Virtual Network\/Firewall rules\.”/,
    buttons: ['Retry', 'Show Log', 'Copy Details'],
  },
  {
    name: 'a timeout of the service (408)',
    behaviour: { fail: { status: 408 } },
    title: 'The server stopped answering',
    detail: /HOST sent nothing .* It said \(status 408\): “The operation was timeout\.”/,
    buttons: ['Retry', 'Show Log', 'Copy Details'],
  },
  {
    name: 'a rate limit (429)',
    behaviour: { fail: { status: 429, retryAfter: '1' } },
    title: 'Too many requests',
    detail:
      /HOST has reached its limit for now\. Try again in a moment\. It said \(status 429\): “Requests to the ChatCompletions_Create Operation/,
    buttons: ['Retry', 'Select Connection…', 'Copy Details'],
  },
  {
    name: 'a failure of the model (500)',
    behaviour: { fail: { status: 500 } },
    title: 'The server failed',
    detail: /HOST reported .* It said \(status 500\): “The server had an error while processing/,
    buttons: ['Retry', 'Show Log', 'Copy Details'],
  },
  {
    name: 'an overloaded service (503)',
    behaviour: { fail: { status: 503 } },
    title: 'The server failed',
    detail: /HOST reported .* It said \(status 503\): “The service is temporarily unable/,
    buttons: ['Retry', 'Show Log', 'Copy Details'],
  },
  {
    name: 'a stream that is cut',
    behaviour: { stream: 'cut' },
    title: 'The reply broke off',
    detail: /The connection to HOST ended before the reply did\. What came is above\./,
    buttons: ['Retry', 'Show Log', 'Copy Details'],
    kept: begun,
  },
  {
    name: 'a stream without a finish reason',
    behaviour: { stream: 'noFinish' },
    title: 'The reply broke off',
    detail: /The connection to HOST ended/,
    buttons: ['Retry', 'Show Log', 'Copy Details'],
    kept: /Seen by the emulator/,
  },
  {
    name: 'a garbled stream',
    behaviour: { stream: 'garbage' },
    title: 'The reply cannot be understood',
    detail: /HOST sent something that is no chat completion\./,
    buttons: ['Retry', 'Open Settings', 'Show Log', 'Copy Details'],
    kept: begun,
  },
  {
    name: 'a web page in the place of a reply',
    behaviour: { stream: 'html' },
    title: 'The reply cannot be understood',
    detail: /HOST sent something that is no chat completion\./,
    buttons: ['Retry', 'Open Settings', 'Show Log', 'Copy Details'],
  },
  {
    name: 'an empty stream',
    behaviour: { stream: 'empty' },
    title: 'The reply is empty',
    detail: /HOST ended its reply without a word\./,
    buttons: ['Retry', 'Show Log', 'Copy Details'],
  },
];
