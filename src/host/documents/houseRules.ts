import * as vscode from 'vscode';
import {
  parseRepositoryFile,
  repositoryFileLimit,
  repositoryFileName,
  type RepositoryFile,
} from '../../core/altText/repository';
import { styleFrom, type HouseStyle } from '../../core/altText/style';
import { readSettings } from '../settings';

/** How alt text is to be written in a document; without a language, in that of the document. */
export interface HouseRules {
  readonly style: HouseStyle;
  readonly language?: string;
}

/** What the settings say, with what the repository's own file adds. */
export async function houseRulesFor(document: vscode.Uri): Promise<HouseRules> {
  const { altText } = readSettings(document);
  const folder = vscode.workspace.getWorkspaceFolder(document)?.uri;
  const repository = folder && (await repositoryFileIn(folder));
  const language = altText.language === 'auto' ? repository?.language : altText.language;
  return {
    style: styleFrom(altText, repository),
    ...(language !== undefined && { language }),
  };
}

/** What the `.sightline.json` of a workspace folder says, where it has one that holds. */
export async function repositoryFileIn(folder: vscode.Uri): Promise<RepositoryFile | undefined> {
  // It changes what is asked, as prompts do: those of a workspace that is not trusted do not hold.
  if (!vscode.workspace.isTrusted) {
    return undefined;
  }
  const uri = vscode.Uri.joinPath(folder, repositoryFileName);
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) === 0 || size > repositoryFileLimit
      ? undefined
      : parseRepositoryFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    return undefined; // There is none.
  }
}
