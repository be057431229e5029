import * as vscode from 'vscode';
import { registerAskAboutImage } from './features/askAboutImage/index';
import { registerConnections } from './features/connections/index';
import { registerDescribeImage } from './features/describeImage';
import { registerGenerateAltText } from './features/generateAltText/index';
import { registerReadText } from './features/readText';
import { registerReviewMockup } from './features/reviewMockup';
import { createServices } from './host/services';

export function activate(context: vscode.ExtensionContext): void {
  const { services, subscriptions } = createServices(context);
  context.subscriptions.push(
    ...subscriptions,
    registerDescribeImage(services),
    registerAskAboutImage(services),
    registerGenerateAltText(services),
    registerReviewMockup(services),
    registerReadText(services),
    registerConnections(services),
  );
}
