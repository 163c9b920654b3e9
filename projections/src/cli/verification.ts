import { OpsError } from '@doremi/http';
import type { Comparison, VerifyLine } from '@doremi/projection-engine';
import type { OpsClient } from './ops-client.js';

type Verification = Extract<VerifyLine, { readonly result: unknown }>['result'];
type Difference = Comparison['differences'][number];
type FieldDifference = Difference['fields'][number];

/** Verifies one projection; returns what was found. `onProgress` hears how far it is. */
export const verification = async (
  client: Pick<OpsClient, 'verify'>,
  target: string,
  onProgress: (text: string) => void,
): Promise<Verification> => {
  for await (const line of client.verify(target)) {
    if ('result' in line) return line.result;
    const { build, handled, total } = line.progress;
    onProgress(`${build}: ${handled}/${total} events folded anew`);
  }
  throw new OpsError(`The verification of ${target} was broken off. Ask again.`);
};

/** What a verification found, in words. */
export const verificationText = ({
  build,
  documents,
  events,
  differing,
  differences,
  parked,
}: Verification): string => {
  const told = differences.map((difference) => differenceText(difference, BY_EVENTS));
  const more = differing > differences.length ? [`  … and ${differing - differences.length} more`] : [];
  const waiting = parked.length > 0 ? [`  ${parked.length} held back by a parked event: ${some(parked)}`] : [];
  const against = `against a fresh fold of ${events} events`;
  const verdict = differing === 0 ? 'all the same' : `${differing} DIFFER`;
  return [`${build}: ${documents} documents ${against}: ${verdict}`, ...told, ...more, ...waiting].join('\n');
};

/** How a build that is live by now differs from the one before it, in words. */
export const comparisonText = ({
  build,
  with: other,
  documents,
  byHash,
  differing,
  differences,
}: Comparison): string => {
  if (differing === 0) return `${build}: ${documents} documents, the same as in ${other} (${byHash} by hash)`;
  const verdict = `${differing} of ${documents} documents are not as in ${other} (expected); ${byHash} judged by hash; verify says which are right`;
  const more = differing > differences.length ? [`  … and ${differing - differences.length} more`] : [];
  return [`${build}: ${verdict}`, ...differences.map((one) => differenceText(one, BY_BUILD)), ...more].join('\n');
};

const NAMED = 10;

const some = (keys: readonly string[]): string =>
  keys.slice(0, NAMED).join(', ') + (keys.length > NAMED ? ` and ${keys.length - NAMED} more` : '');

/** What it means that a document is missing, or there. */
const BY_EVENTS = { MISSING: 'is missing', SURPLUS: 'is there, and no event speaks of it' } as const;
const BY_BUILD = { MISSING: 'is not there any more', SURPLUS: 'was not there' } as const;

const differenceText = (
  { key, kind, fields, reason }: Difference,
  words: typeof BY_EVENTS | typeof BY_BUILD,
): string => {
  switch (kind) {
    case 'MISSING':
    case 'SURPLUS':
      return `  ${key} ${words[kind]}`;
    case 'UNFOLDABLE':
      return `  ${key} cannot be folded: ${reason ?? ''}`;
    case 'DIFFERS':
      return fields.map((field) => `  ${key}  ${fieldText(field)}`).join('\n');
  }
};

const fieldText = ({ path, ...values }: FieldDifference): string => {
  const shown = (name: 'expected' | 'found'): string => (name in values ? JSON.stringify(values[name]) : 'nothing');
  return `${path}: expected ${shown('expected')}, found ${shown('found')}`;
};
