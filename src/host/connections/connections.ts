import * as vscode from 'vscode';
import { hostOf, originOf, type Connection } from '../../core/connections/connection';
import { VisionError } from '../../core/errors';
import { sendableTypes } from '../../core/images/images';
import type { Recipient } from '../../core/connections/recipient';
import type { HttpRecord, Network, Patience } from '../../providers';
import { fetchedAhead, WarmFetch } from '../headStart';
import type { Answerer } from './answerer';
import { loadImageAnalysis, loadLanguageModels, loadProviders } from '../chunks';
import { isLanguageModelName, offlineName } from './connectionNames';
import { environmentConnection } from '../../core/connections/environment';
import { guardedFetch } from './guardedFetch';
import type { Keys } from './keys';
import type { LanguageModel } from './languageModels';
import type { Log } from '../log';
import { offlineAnswer, type ChooseLanguages } from './offlineReader';
import type { ConfirmedHosts } from './confirmedHosts';
import { readSettings } from '../settings';
import type { SignIn } from './signIn';

/** Who will answer. */
export interface NextAnswerer {
  readonly label: string;
  readonly isOffline?: boolean;
  /** It can be told how closely to look. */
  readonly takesDetail?: boolean;
}

/** Finds what answers the next request, and gives the providers their network. */
export class Connections {
  readonly network: Network;
  private readonly fetch = new WarmFetch();

  constructor(
    private readonly keys: Keys,
    private readonly signIn: SignIn,
    log: Log,
    confirmedHosts: ConfirmedHosts,
    private readonly chooseLanguages?: ChooseLanguages,
  ) {
    this.network = {
      fetch: guardedFetch(),
      key: (origin) => keys.get(origin),
      token: (request) => signIn.token(request),
      secret: (origin, name) => keys.secret(origin, name),
      mayUsePlainHttp: (host) => confirmedHosts.has(host, 'plainHttp'),
      mayUseToken: (host) => confirmedHosts.has(host, 'token'),
      maySendUnsigned: (host) => confirmedHosts.has(host, 'keyless'),
      record: (entry) => log.network(entry),
      lessons: new Map(),
    };
  }

  /**
   * The connection in use: the one that is named in the settings, else the first of the list, else
   * the environment's. Undefined where there is none, or where a model of VS Code or the offline
   * reader is named. Throws a VisionError if the named one is broken, or if all of the list are.
   */
  async current(): Promise<Connection | undefined> {
    const { connections, brokenConnections, connection: name } = readSettings();
    const named = connections.find((item) => item.name === name);
    const isNamedBroken = name !== '' && brokenConnections.includes(name);
    const areAllBroken = connections.length === 0 && brokenConnections.length > 0;
    if (named === undefined && (isNamedBroken || areAllBroken)) {
      const broken = isNamedBroken ? name : (brokenConnections[0] ?? '');
      throw new VisionError('connectionInvalid', { connection: broken });
    }
    if (named === undefined && (isLanguageModelName(name) || name === offlineName)) {
      return undefined;
    }
    return named ?? connections[0] ?? (await fromEnvironment());
  }

  /**
   * What answers the next request: the connection in use, else a model of VS Code, else the offline
   * reader. `tries` says how often a connection is asked where that fails in a way that is likely to pass.
   * Throws a VisionError as `current` and `usedLanguageModel` do.
   */
  async answerer(patience: Partial<Pick<Patience, 'tries'>> = {}): Promise<Answerer> {
    const connection = await this.current();
    if (connection !== undefined) {
      return this.answererOf(connection, patience);
    }
    const model = await modelInUse();
    return model === undefined ? offlineAnswerer(this.chooseLanguages) : modelAnswerer(model);
  }

  /** What answers by a connection. */
  async answererOf(
    connection: Connection,
    patience: Partial<Pick<Patience, 'tries'>> = {},
  ): Promise<Answerer> {
    const wantsKey = (connection.auth ?? 'key') === 'key';
    const network = wantsKey
      ? {
          ...this.network,
          key: fetchedAhead((origin) => this.keys.get(origin), keyOrigin(connection)),
        }
      : this.network;
    const tries: HttpRecord[] = [];
    const record = (entry: HttpRecord): void => {
      tries.push(entry);
      network.record(entry);
    };
    const [providers] = await Promise.all([loadProviders(), this.fetch.ready()]);
    const { chatAnswer, checkCredentials, fetchesImages, recipientOf, usualPatience } = providers;
    const answer = chatAnswer(
      connection,
      { ...network, record },
      { ...usualPatience, nextText: readSettings().stallTimeout * 1000, ...patience },
    );
    return {
      label: connectionLabel(connection),
      answer,
      ...(fetchesImages(connection) && { answerUrls: answer }),
      connection,
      ...(wantsKey && { fetching: network.key(keyOrigin(connection)) }),
      recipient: () => recipientOf(connection, network),
      checkAccess: () => checkCredentials(connection, network),
      tries,
    };
  }

  /**
   * What finds text and objects with Azure AI Vision: the resource of the connection in use, else that of the
   * first that has one. Throws `connectionInvalid` where none has.
   */
  async imageAnalysis(): Promise<Answerer> {
    const connection = visionConnection();
    if (connection === undefined) {
      throw new VisionError('connectionInvalid', { service: 'imageAnalysis' });
    }
    const [{ imageAnalysisAnswerer }] = await Promise.all([
      loadImageAnalysis(),
      this.fetch.ready(),
    ]);
    const nextText = readSettings().stallTimeout * 1000;
    return imageAnalysisAnswerer(connection, this.network, { nextText });
  }

  /** Who answers the next request, for people. Throws a VisionError as `answerer` does. */
  async next(): Promise<NextAnswerer> {
    const connection = await this.current();
    if (connection !== undefined) {
      return { label: connectionLabel(connection), takesDetail: true };
    }
    const model = await modelInUse();
    return model
      ? { label: model.label }
      : { label: vscode.l10n.t('Offline text reader'), isOffline: true };
  }

  /**
   * The model of VS Code that answers the next request; undefined where something else does. Throws a
   * VisionError as `usedLanguageModel` does.
   */
  async languageModel(): Promise<LanguageModel | undefined> {
    const connection = await this.current().catch(() => 'broken' as const);
    return connection === undefined ? modelInUse() : undefined;
  }

  /** All connections that can be chosen, the environment's last. */
  async all(): Promise<Connection[]> {
    const inEnvironment = await fromEnvironment();
    return [...readSettings().connections, ...(inEnvironment ? [inEnvironment] : [])];
  }

  /** Lets the user sign in once more for a connection. False where the user declined; may reject. */
  async signInAnew(connection: Connection): Promise<boolean> {
    const { tokenRequestOf } = await loadProviders();
    return (await this.signIn.token(tokenRequestOf(connection), true)) !== undefined;
  }
}

function connectionLabel({ deployment, endpoint }: Connection): string {
  return vscode.l10n.t('{deployment} at {host}', { deployment, host: hostOf(endpoint) });
}

async function modelInUse(): Promise<LanguageModel | undefined> {
  const { connection: name } = readSettings();
  return name === offlineName ? undefined : (await loadLanguageModels()).usedLanguageModel(name);
}

async function modelAnswerer(model: LanguageModel): Promise<Answerer> {
  const { languageModelAnswer } = await loadLanguageModels();
  const nextText = readSettings().stallTimeout * 1000;
  const recipient: Recipient = {
    // Each vendor is a recipient of its own.
    host: `VS Code (${model.chat.vendor})`,
    deployment: model.label,
    names: [model.chat.id, model.chat.family],
    isOpenAi: false,
    ignoresDetail: true,
    types: sendableTypes,
    maxImages: Infinity,
  };
  return {
    label: model.label,
    answer: languageModelAnswer(model, { nextText }),
    recipient: () => recipient,
    tries: [],
  };
}

function offlineAnswerer(choose: ChooseLanguages | undefined): Answerer {
  return {
    label: vscode.l10n.t('Offline text reader'),
    answer: offlineAnswer(choose),
    isOffline: true,
    tries: [],
  };
}

async function fromEnvironment(): Promise<Connection | undefined> {
  const found = environmentConnection(process.env);
  if (found === undefined) {
    return undefined;
  }
  const { parseEndpoint } = await loadProviders();
  const parsed = parseEndpoint(found.endpoint, found.provider);
  const deployment = found.deployment ?? ('endpoint' in parsed ? parsed.deployment : undefined);
  if (!('endpoint' in parsed) || deployment === undefined) {
    return undefined;
  }
  const apiVersion = found.apiVersion ?? parsed.apiVersion;
  return {
    name: vscode.l10n.t('{host} (environment)', { host: hostOf(parsed.endpoint) }),
    provider: found.provider,
    endpoint: parsed.endpoint,
    deployment,
    ...(apiVersion !== undefined && { apiVersion }),
  };
}

/** The connection whose Azure AI Vision resource is asked; undefined where none has one. */
export function visionConnection(): Connection | undefined {
  const { connections, connection: name } = readSettings();
  const all = connections.filter(({ vision }) => vision !== undefined);
  return all.find((one) => one.name === name) ?? all[0];
}

/** The origin that a connection's key is bound to. */
export function keyOrigin(connection: Pick<Connection, 'endpoint'>): string {
  return originOf(connection.endpoint) ?? connection.endpoint;
}
