/** A document that an image is copied for, and that image; paths are absolute, with `/`. */
export interface Copied {
  readonly documentPath: string;
  /** Of the workspace folder that the document is in. */
  readonly folderPath: string | undefined;
  readonly fileName: string;
  readonly now: Date;
}

/**
 * The path of a new file for an image that was pasted or dropped, as VS Code's own setting
 * `markdown.copyFiles.destination` writes it: variables are filled in, a path with a `/` at its end is a
 * folder, one with a `/` at its beginning begins in the workspace folder, all others beside the document.
 */
export function copyPath(destination: string, copied: Copied): string {
  const { documentPath, folderPath, fileName } = copied;
  const directory = upTo(documentPath);
  const written = destination.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => {
    return variables(copied)[name] ?? whole;
  });
  const full = written === '' || written.endsWith('/') ? `${written}${fileName}` : written;
  const isInside = full.startsWith(directory) || (folderPath && full.startsWith(`${folderPath}/`));
  return isInside
    ? full
    : full.startsWith('/')
      ? `${folderPath ?? directory}${full}`
      : `${directory}/${full}`;
}

function variables(copied: Copied): Readonly<Record<string, string>> {
  const { documentPath, folderPath, fileName, now } = copied;
  const documentDirName = upTo(documentPath);
  const documentFileName = after(documentPath, '/');
  const documentExtName = documentFileName.includes('.') ? after(documentFileName, '.') : '';
  const relative = (path: string): string =>
    folderPath !== undefined && path.startsWith(folderPath)
      ? path.slice(folderPath.length).replace(/^\//, '')
      : path;
  return {
    documentDirName,
    documentRelativeDirName: relative(documentDirName),
    documentFileName,
    documentBaseName: withoutEnding(documentFileName),
    documentExtName,
    documentFilePath: documentPath,
    documentRelativeFilePath: relative(documentPath),
    documentWorkspaceFolder: folderPath ?? documentDirName,
    fileName,
    fileExtName: fileName.includes('.') ? after(fileName, '.') : '',
    unixTime: String(now.getTime()),
    isoTime: now.toISOString(),
  };
}

/** `image.png`, `image-1.png`, `image-2.png` … */
export function numbered(path: string, number: number): string {
  const name = after(path, '/');
  const numberedName = number === 0 ? name : `${withoutEnding(name)}-${number}${endingOf(name)}`;
  return `${upTo(path)}/${numberedName}`;
}

function upTo(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function after(text: string, mark: string): string {
  return text.slice(text.lastIndexOf(mark) + 1);
}

function withoutEnding(name: string): string {
  return name.slice(0, name.length - endingOf(name).length);
}

function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot) : '';
}
