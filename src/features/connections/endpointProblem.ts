import * as vscode from 'vscode';
import type { Provider } from '../../core/connections/connection';
import type { EndpointProblem } from '../../providers';

/** Why a pasted endpoint cannot be used, with the forms that can. */
export function endpointProblem(problem: EndpointProblem['problem'], provider: Provider): string {
  switch (problem) {
    case 'insecure':
      return vscode.l10n.t('This service is reached over https:// only.');
    case 'looksLikeKey':
      return vscode.l10n.t(
        'This looks like a key. The endpoint comes first; the key is asked for next.',
      );
    case 'unknownForm':
      return provider === 'azure'
        ? vscode.l10n.t(
            'This is not an address that Azure shows. These can be used: https://NAME.openai.azure.com, https://NAME.services.ai.azure.com, https://NAME.cognitiveservices.azure.com, or a Target URI.',
          )
        : vscode.l10n.t('This is not an address. It looks like https://models.example.com/v1.');
  }
}
