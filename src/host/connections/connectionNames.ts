/** What `sightline.connection` says where the offline reader shall answer whatever else there is. */
export const offlineName = 'offline';

/** With this begins what `sightline.connection` says where a model of VS Code shall answer. */
export const languageModelPrefix = 'vscode:';

/** True where `sightline.connection` names a model of VS Code. */
export function isLanguageModelName(name: string): boolean {
  return name.startsWith(languageModelPrefix);
}
