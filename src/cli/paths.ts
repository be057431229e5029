import path from 'node:path';

/** A path of this system in, absolute or from `folder`; the same with `/` out, on Windows as `/c:/…`, without one at its end. */
export function slashed(
  native: string,
  folder: string,
  { resolve, sep } = path as Pick<path.PlatformPath, 'resolve' | 'sep'>,
): string {
  const whole = resolve(folder, native);
  const plain = sep === '\\' ? whole.replaceAll('\\', '/') : whole;
  return plain
    .replace(/^([a-z]):/i, (_, drive: string) =>
      sep === '\\' ? `/${drive.toLowerCase()}:` : `${drive}:`,
    )
    .replace(/\/$/, '');
}

/** The reverse of `slashed`, in a form that Node takes. */
export function nativePath(
  slashedPath: string,
  { sep } = path as Pick<path.PlatformPath, 'sep'>,
): string {
  if (sep === '/') {
    return slashedPath === '' ? '/' : slashedPath;
  }
  return slashedPath.replace(/^\/(?=[a-z]:)/i, '').replace(/^[a-z]:$/i, '$&/');
}

/** The folder that holds a file or folder; that of the topmost is itself. */
export function folderOf(slashedPath: string): string {
  return slashedPath.slice(0, Math.max(0, slashedPath.lastIndexOf('/')));
}
