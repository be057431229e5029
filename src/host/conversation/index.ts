import * as vscode from 'vscode';
import { loadImaging, loadSending } from '../chunks';
import type { Connections } from '../connections/connections';
import type { NextAnswererWatch } from '../connections/nextAnswerer';
import { imageFacts } from '../images/imageFacts';
import { readImage } from '../images/imageFiles';
import { ImageStore } from '../images/imageStore';
import { cutPart } from '../images/parts';
import { fewAtATime } from '../images/together';
import type { Log } from '../log';
import { readSettings } from '../settings';
import type { Actions } from '../actions';
import type { Jobs } from '../jobs';
import { Drawings } from './drawings';
import { Panels } from './panels';
import { placeAnswer } from './places/places';
import { runConversation, type RunConversation, type RunStart } from './runConversation';
import { sessionFolder } from './sessionFolder';
import { SessionStore } from './sessionStore';

/** What conversations are made of. */
export interface ConversationServices {
  readonly extensionUri: vscode.Uri;
  /** Where the extension may keep files. */
  readonly storage: vscode.Uri;
  readonly connections: Connections;
  readonly next: NextAnswererWatch;
  readonly actions: Actions;
  readonly jobs: Jobs;
  readonly log: Log;
}

/** The open conversations, and those that are kept. */
export interface LoadedConversations {
  readonly panels: Panels;
  readonly history: SessionStore;
  /** A conversation of a run over many images, as `runConversation` leads it. */
  lead(start: RunStart, signal: AbortSignal): RunConversation;
}

export function createConversations(services: ConversationServices): LoadedConversations {
  const { extensionUri, storage, connections, next, actions, jobs, log } = services;
  const images = new ImageStore(fewAtATime(readImage), cutPart);
  const history = new SessionStore(
    sessionFolder(vscode.Uri.joinPath(storage, 'conversations')),
    () => readSettings().history,
  );
  const ports = {
    images,
    jobs,
    prepared: new WeakMap(),
    answerer: () => connections.answerer(),
    settings: readSettings,
    loadSending,
    withPlaces: placeAnswer({ images, loadImaging }),
    factsOf: imageFacts,
    log,
  };
  const panels = new Panels({ extensionUri, images, jobs, actions, next, log }, ports, history);
  const lead = (start: RunStart, signal: AbortSignal): RunConversation =>
    runConversation(ports, new Drawings({ images, loadImaging, log }), start, signal);
  return { panels, history, lead };
}
