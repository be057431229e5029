import { execFileSync } from 'node:child_process';
import { convert } from '@asciidoctor/core';
import { htmlImages } from './html';
import type { Shown } from './shown';

/** The images that Asciidoctor puts into HTML, with paths as written. */
export async function asciidoctorImages(text: string): Promise<Shown[]> {
  const html = await convert(text, {
    safe: 'secure',
    // Its warnings of broken documents go to the console.
    logger: false,
    attributes: { 'imagesdir!': '', showtitle: '' },
  });
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
settings.report_level, settings.halt_level = 5, 6
settings.file_insertion_enabled = settings.raw_enabled = False
def images(text):
    document = utils.new_document('document', settings)
    parser.parse(text, document)
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

/** The images of documents as docutils reads them. */
export function docutilsImages(texts: readonly string[]): Shown[][] {
  const output = execFileSync('python3', ['-W', 'ignore', '-c', script], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8:surrogatepass' },
    maxBuffer: 1e8,
  });
  return (JSON.parse(output) as [string, string | null][][]).map((images) =>
    images.map(([target, alt]) => ({ target, alt: alt ?? undefined, computed: false })),
  );
}
