import { execFileSync } from 'node:child_process';
import { convert, MemoryLogger } from '@asciidoctor/core';
import { htmlImages } from './html';
import type { Shown } from './shown';

/** The images that Asciidoctor puts into HTML, with paths as written; `undefined` where it warns. */
export async function asciidoctorImages(text: string): Promise<Shown[] | undefined> {
  const logger = MemoryLogger.create();
  const html = await convert(text, {
    safe: 'secure',
    logger,
    attributes: { 'imagesdir!': '', showtitle: '' },
  });
  if (logger.getMessages().length > 0) {
    return undefined;
  }
  return htmlImages(typeof html === 'string' ? html : '').map(({ target, alt, computed }) => ({
    target: decoded(target),
    alt: alt === defaultAlt(decoded(target)) ? undefined : alt,
    computed,
  }));
}

/** What Asciidoctor gives an image that has no alt text. */
function defaultAlt(target: string): string {
  const name = target.split('/').at(-1) ?? '';
  return name.replace(/\.\w+$/, '').replaceAll(/[-_]/g, ' ');
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Reads texts as JSON, and writes of each the paths and alt texts of its images. */
const script = `
import json, sys
from docutils import frontend, nodes, utils
from docutils.parsers.rst import Parser
parser = Parser()
settings = frontend.OptionParser(components=(Parser,)).get_default_values()
settings.report_level, settings.halt_level, settings.warning_stream = 3, 6, False
settings.file_insertion_enabled = settings.raw_enabled = False
def images(text):
    document = utils.new_document('document', settings)
    parser.parse(text, document)
    if next(document.findall(nodes.system_message), None):
        return None
    return [[node['uri'], node.get('alt')] for node in document.findall(nodes.image)]
json.dump([images(text) for text in json.load(sys.stdin)], sys.stdout)
`;

/** Whether Python is here with docutils. */
export function hasDocutils(): boolean {
  try {
    execFileSync('python3', ['-c', 'import docutils'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The images of documents as docutils reads them; `undefined` of one where it finds an error. */
export function docutilsImages(texts: readonly string[]): (Shown[] | undefined)[] {
  const output = execFileSync('python3', ['-W', 'ignore', '-c', script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8:surrogatepass' },
    maxBuffer: 1e8,
  });
  return (JSON.parse(output) as ([string, string | null][] | null)[]).map((images) =>
    images?.map(([target, alt]) => ({ target, alt: alt ?? undefined, computed: false })),
  );
}
