import { findingsOf, imageNamesIn, isNamed, unshownImages } from '../core/altText/check';
import type { DocumentFacts } from '../core/altText/facts';
import type { Report } from '../core/altText/report';
import { styleFrom } from '../core/altText/style';
import { largestDocument, scanDocuments, type Files } from '../documents';
import { collect, type Collected } from './collect';
import { nativePath, slashed } from './paths';
import { Projects, type Project } from './project';

/** What the check needs of its surroundings. */
export interface Surroundings {
  /** As the system writes it. */
  readonly workingFolder: string;
  readonly files: Files;
  /** Gets what is worth knowing and no reason to end, a sentence at a time. */
  readonly warn: (words: string) => void;
}

/** The findings at paths, which are as the user wrote them. Rejects with a `Refusal` where the check cannot run. */
export async function check(
  paths: readonly string[],
  { fromRepository }: { readonly fromRepository: boolean },
  { workingFolder, files, warn }: Surroundings,
): Promise<Omit<Report, 'toolVersion'>> {
  const here = slashed('.', workingFolder);
  const projects = new Projects(files, here, warn);
  const collected = await collect(
    paths.map((path) => slashed(path, workingFolder)),
    files,
    { projects, warn },
  );
  const documents = await scan(collected.documents, files, warn);
  const images = await unnamed(unshownImages(documents, [...collected.images]), collected, files);
  const styles = new Map(
    Array.from(new Set(collected.documents.values()), (project) => [project, styleOf(project)]),
  );
  const findings = findingsOf(documents, {
    images,
    styleFor: (path) => {
      const project = collected.documents.get(path);
      return (project && styles.get(project)) ?? styleOf({ folder: '' });
    },
  });
  return {
    findings,
    root: (fromRepository ? await projects.repositoryOf(here) : undefined) ?? here,
    documents: documents.length,
    references: documents.reduce((sum, { references }) => sum + references.length, 0),
  };
}

function styleOf({ file }: Project) {
  return {
    style: styleFrom({ rules: {} }, file),
    ...(file?.language !== undefined && { language: file.language }),
  };
}

async function scan(
  documents: Collected['documents'],
  files: Files,
  warn: (words: string) => void,
): Promise<DocumentFacts[]> {
  const folders = new Set(Array.from(documents.values(), ({ folder }) => folder));
  const roots = Array.from(folders, (path) => ({ path }));
  const facts: DocumentFacts[] = [];
  for await (const document of scanDocuments([...documents.keys()], files, { roots })) {
    facts.push(document);
    if (document.problem !== undefined) {
      const why = document.problem === 'tooLarge' ? 'is larger than 4 MB' : 'cannot be read';
      warn(`${nativePath(document.path)} ${why}, and is left out`);
    }
  }
  return facts;
}

/** Of images those that no text names: a style or a link may use what no document shows. */
async function unnamed(
  images: readonly string[],
  { documents, texts }: Collected,
  files: Files,
): Promise<string[]> {
  let left = [...images];
  for (const path of new Set([...documents.keys(), ...texts])) {
    if (left.length === 0) {
      break;
    }
    const bytes = await files.read(path, largestDocument).catch(() => undefined);
    const names = new Set(bytes && imageNamesIn(new TextDecoder().decode(bytes)));
    left =
      names.size === 0 ? left : left.filter((image) => image === path || !isNamed(image, names));
  }
  return left;
}
