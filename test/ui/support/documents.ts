import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { demoWorkspace } from '../../support/paths';
import type { Stage } from './stage';

/** Puts the documents of the demo back as they were before each test: the tests write into them. */
export function useFreshDocuments(stage: () => Stage): void {
  beforeEach(async () => {
    const docs = path.join(stage().editor.workspace, 'docs');
    await rm(docs, { recursive: true });
    await cp(path.join(demoWorkspace, 'docs'), docs, { recursive: true });
  });
}
