import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { NextAnswererWatch } from '../../src/host/connections/nextAnswerer';
import { createConversations, type LoadedConversations } from '../../src/host/conversation';
import { Conversations } from '../../src/host/conversations';
import { suggestionJob } from '../../src/features/generateAltText/job';
import {
  createInDocuments,
  type InDocuments,
} from '../../src/features/generateAltText/inDocuments';
import type { Services } from '../../src/host/services';
import { startEmulator, type Emulator, type RecordedRequest } from '../support/emulator';
import { useServices, type TestServices } from './services';
import { configure, sightline } from './sightline';

/** What a model says about an image in its document. */
export function suggestion(altText: string, role = 'informative', more = {}): string {
  return JSON.stringify({
    subject: 'A dashboard',
    reasons: 'It shows the figures that the text speaks of.',
    role,
    altText,
    longDescription: '',
    ...more,
  });
}

/** Alt texts in documents, with a model that says what a test wants, in a folder of the workspace. */
export class DocumentStage {
  readonly services: () => TestServices;
  emulator!: Emulator;
  inDocuments!: InDocuments;
  conversations!: LoadedConversations;
  /** The services with conversations that are real. */
  all!: Services;
  private folder = '';
  private readonly source: string;

  constructor() {
    this.services = useServices();
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    this.source = path.join(root, 'screenshots', 'dashboard.png');
    beforeEach(async () => {
      this.folder = mkdtempSync(path.join(root, 'documents-'));
      this.emulator = await startEmulator({ kind: 'azure', deployments: ['gpt-4o'] });
      const connection = {
        name: 'documents',
        provider: 'azure',
        endpoint: this.emulator.url,
        deployment: 'gpt-4o',
        auth: 'none',
      };
      await configure({ connections: [connection] });
      this.begin();
    });
    afterEach(async () => {
      this.inDocuments.dispose();
      await this.conversations.panels.close();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await this.emulator.close();
      rmSync(this.folder, { recursive: true });
    });
  }

  /** Writes a document beside `dashboard.png`, and opens it. */
  async open(name: string, text: string, images = ['dashboard.png']): Promise<vscode.TextDocument> {
    for (const image of images) {
      const file = path.join(this.folder, image);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.copyFile(this.source, file);
    }
    const file = path.join(this.folder, name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  }

  uri(name: string): vscode.Uri {
    return vscode.Uri.file(path.join(this.folder, name));
  }

  /** What the user does with a review; by default all changes are ticked and applied. */
  review = async (edit: vscode.WorkspaceEdit): Promise<boolean> => {
    const ticked = new vscode.WorkspaceEdit();
    edit.entries().forEach(([uri, edits]) => ticked.set(uri, edits));
    return vscode.workspace.applyEdit(ticked);
  };

  /** Has the model say these, one after the other; the last for all further ones. */
  says(...replies: readonly string[]): void {
    const rest = [...replies];
    this.emulator.behave({
      reply: () => (rest.length > 1 ? rest.shift() : rest[0]) ?? assert.fail('nothing to say'),
    });
  }

  get requests(): readonly RecordedRequest[] {
    return this.emulator.requests;
  }

  /** The question of a request. */
  question(index: number): string {
    const { messages } = (this.requests[index]?.json ?? assert.fail('no such request')) as {
      messages: { role: string; content: string | { type: string; text?: string }[] }[];
    };
    const { content } = messages.at(-1) ?? assert.fail('no message');
    return typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('\n');
  }

  private begin(): void {
    const services = this.services();
    const { extensionUri } = sightline();
    const storage = vscode.Uri.file(path.join(this.folder, '.storage'));
    const next = new NextAnswererWatch(services.connections);
    this.conversations = createConversations({ ...services, extensionUri, storage, next });
    const conversations = new Conversations(() => Promise.resolve(this.conversations));
    services.jobs.register('altTextInDocument', () => Promise.resolve(suggestionJob));
    this.all = { ...services, conversations, storage };
    this.inDocuments = createInDocuments(this.all, ['markdown', 'html'], (edit) =>
      this.review(edit),
    );
  }
}
