import type { Difference, Verification } from '../engine/verify.js';
import type { FieldDifference } from '../engine/difference.js';
import { OpsError, type OpsClient } from './ops-client.js';

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
  const told = differences.map(differenceText);
  const more = differing > differences.length ? [`  … and ${differing - differences.length} more`] : [];
  const waiting = parked.length > 0 ? [`  ${parked.length} held back by a parked event: ${some(parked)}`] : [];
  const against = `against a fresh fold of ${events} events`;
  const verdict = differing === 0 ? 'all the same' : `${differing} DIFFER`;
  return [`${build}: ${documents} documents ${against}: ${verdict}`, ...told, ...more, ...waiting].join('\n');
};

const NAMED = 10;

const some = (keys: readonly string[]): string =>
  keys.slice(0, NAMED).join(', ') + (keys.length > NAMED ? ` and ${keys.length - NAMED} more` : '');

const differenceText = ({ key, kind, fields, reason }: Difference): string => {
  switch (kind) {
    case 'MISSING':
      return `  ${key} is missing`;
    case 'SURPLUS':
      return `  ${key} is there, and no event speaks of it`;
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
