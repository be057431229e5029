import type * as vscode from 'vscode';
import { registerAltTextReview } from './features/altTextReview/index';
import { registerAnalyzeImage } from './features/analyzeImage';
import { registerAskAboutImage } from './features/askAboutImage/index';
import { registerConnections } from './features/connections/index';
import { registerDescribeImage } from './features/describeImage';
import { registerGenerateAltText } from './features/generateAltText/index';
import { registerHistory } from './features/history/index';
import { registerReadText } from './features/readText';
import { registerReviewMockup } from './features/reviewMockup';
import { createServices } from './host/services';

let close: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const { services, subscriptions } = createServices(context);
  close = () => services.conversations.close();
  context.subscriptions.push(
    ...subscriptions,
    registerDescribeImage(services),
    registerAskAboutImage(services),
    registerGenerateAltText(services),
    registerAltTextReview(services),
    registerReviewMockup(services),
    registerReadText(services),
    registerAnalyzeImage(services),
    registerConnections(services),
    registerHistory(services),
  );
}

/** What runs is ended and kept; VS Code waits for it. */
export async function deactivate(): Promise<void> {
  await close?.();
}
