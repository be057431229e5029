import type { DocumentFacts, ReferenceFacts } from '../facts';

/**
 * Keys that are equal where two references show the same picture: the same file or URL, or the twins that
 * a page shows in its light and its dark theme. Undefined where that is not known.
 */
export function imageKeys(
  documents: readonly DocumentFacts[],
): (reference: ReferenceFacts, document: DocumentFacts) => string | undefined {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    const way: string[] = [];
    let root = key;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) {
      way.push(root);
      root = next;
    }
    way.forEach((step) => parents.set(step, root));
    return root;
  };
  for (const document of documents) {
    for (const [light, dark] of twinsIn(document)) {
      const [one, other] = [keyOf(light, document), keyOf(dark, document)];
      if (one !== undefined && other !== undefined && rootOf(one) !== rootOf(other)) {
        parents.set(rootOf(other), rootOf(one));
      }
    }
  }
  return (reference, document) => {
    const key = keyOf(reference, document);
    return key === undefined ? undefined : rootOf(key);
  };
}

/** Two references side by side, the one for the light and the other for the dark theme. */
function twinsIn({ references }: DocumentFacts): (readonly [ReferenceFacts, ReferenceFacts])[] {
  const twins: (readonly [ReferenceFacts, ReferenceFacts])[] = [];
  for (let at = 0; at + 1 < references.length; at++) {
    const [one, other] = [references[at], references[at + 1]];
    if (one?.theme !== undefined && other?.theme !== undefined && one.theme !== other.theme) {
      twins.push([one, other]);
      at++;
    }
  }
  return twins;
}

function keyOf(
  { image, target }: ReferenceFacts,
  { path }: Pick<DocumentFacts, 'path'>,
): string | undefined {
  switch (image.kind) {
    case 'file':
    case 'missing':
      return `file:${image.path.normalize('NFC')}`;
    case 'otherCase':
      return `file:${realPath(image).normalize('NFC')}`;
    case 'url':
      return image.url.split('#')[0];
    case 'embedded':
      // Each document has attachments of its own.
      return /^data:/i.test(target) ? target : `${path}#${target}`;
    case 'unknown':
      return undefined;
  }
}

/** The path of the file that differs in capital letters from the one that is asked for; `name` is its end. */
export function realPath({ path, name }: { readonly path: string; readonly name: string }): string {
  const asked = path.split('/');
  return [...asked.slice(0, -name.split('/').length), name].join('/');
}
