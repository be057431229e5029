import * as vscode from 'vscode';
import { endingOf } from '../../core/images/fileName';
import type { ImageId } from '../../core/images/imageId';
import type { ImageType } from '../../core/images/images';
import type { SourceImage } from '../../core/images/images';
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
import { linesOf, placeAnswer } from './places/places';
import { runConversation, type RunConversation, type RunStart } from './runConversation';
import { sessionFolder } from './sessionFolder';
import { SessionStore } from './sessionStore';

/** Thousands of images are not read one by one before they are sent. */
const noLines = (): Promise<[]> => Promise.resolve([]);

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
  const folder = vscode.Uri.joinPath(storage, 'conversations');
  const history = new SessionStore(sessionFolder(folder), () => readSettings().history);
  const ports = {
    images,
    jobs,
    prepared: new WeakMap(),
    answerer: () => connections.answerer(),
    settings: readSettings,
    loadSending,
    withPlaces: placeAnswer({ images, loadImaging }),
    readLines: (image: SourceImage, signal: AbortSignal) => linesOf(image, loadImaging, signal),
    factsOf: imageFacts,
    log,
  };
  const pastedAddress = (id: ImageId, type: ImageType): vscode.Uri =>
    vscode.Uri.joinPath(folder, `${id}.${endingOf(type)}`);
  const shown = { extensionUri, images, pastedAddress, dialogs: vscode.window };
  const panels = new Panels({ ...shown, jobs, actions, next, log }, ports, history);
  const lead = (start: RunStart, signal: AbortSignal): RunConversation =>
    runConversation(
      { ...ports, readLines: noLines },
      new Drawings({ images, loadImaging, log }),
      start,
      signal,
    );
  return { panels, history, lead };
}
