import { findingText } from '../check/findingText';
import type { Finding } from '../check/finding';
import { isIn, pathIn, printedJson, toolName, withSlash, type Report } from './report';
import { ruleHelp } from './ruleHelp';

const schema =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const baseId = '%SRCROOT%';
const fingerprint = 'sightlineAltText/v1';
const ruleIds: readonly string[] = Object.keys(ruleHelp);

/** SARIF 2.1.0 (OASIS Standard, errata 01), as code scanning takes it. */
export function sarifReport({ findings, root, toolVersion }: Report): string {
  const occurrences = new Map<string, number>();
  return printedJson({
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: toolName,
            version: toolVersion,
            rules: Object.entries(ruleHelp).map(([id, { title, help }]) => ({
              id,
              shortDescription: { text: title },
              help: { text: help },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [baseId]: { uri: fileUri(withSlash(root)) } },
        results: findings.map((finding) => result(finding, root, occurrences)),
      },
    ],
  });
}

function result(finding: Finding, root: string, occurrences: Map<string, number>): object {
  const { rule, severity, path, place, target = '', text = '' } = finding;
  const nameOf = (other: string) => pathIn(root, other);
  const identity = JSON.stringify([rule, nameOf(path), target, text]);
  // Equal places of a document are told apart by their order, and not by lines, which move.
  const count = (occurrences.get(identity) ?? 0) + 1;
  occurrences.set(identity, count);
  return {
    ruleId: rule,
    ruleIndex: ruleIds.indexOf(rule),
    level: severity,
    message: { text: plainMessage(findingText(finding, { nameOf })) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: isIn(root, path)
            ? { uri: encoded(nameOf(path)), uriBaseId: baseId }
            : { uri: fileUri(path) },
          ...(place && { region: { startLine: place.line, startColumn: place.column } }),
        },
      },
    ],
    partialFingerprints: { [fingerprint]: hash(`${identity}#${count}`) },
  };
}

/** Without links (3.11.6) and placeholders (3.11.5), which a viewer would make of brackets and braces. */
function plainMessage(text: string): string {
  return text.replaceAll('](', '] (').replaceAll(/[{}]/g, '$&$&');
}

function fileUri(path: string): string {
  // The share of a Windows server has two slashes, a drive a colon.
  const uri = encoded(path).replace(/^\/([a-z])%3A(?=\/)/i, '/$1:');
  return path.startsWith('//') ? `file:${uri}` : `file://${uri}`;
}

function encoded(path: string): string {
  return path
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

/** 64 bits in hexadecimal: FNV-1a (Fowler, Noll, Vo) over UTF-16 units, from two starting values. */
function hash(text: string): string {
  return [0x811c9dc5, 0x9747b28c]
    .map((start) => {
      let value = start;
      for (let at = 0; at < text.length; at++) {
        value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
      }
      return (value >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}
