import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './steps.js';

/** What a command printed: JSON is looked for on its standard output alone. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/** Why this is not the answer that the page tells of; null when it is. `…` stands for anything within a line. */
export const differenceFrom = ({ language, text }: Answer, { stdout, stderr }: Printed): string | null => {
  if (language === 'json') return isJson(stdout, text) ? null : `answered ${stdout}`;
  const lines = `${stdout}\n${stderr}`.split('\n').map((line) => line.trimEnd());
  const missing = text
    .split('\n')
    .filter((line) => line !== '')
    .filter((line) => !lines.some((printed) => like(line).test(printed)));
  return missing.length === 0 ? null : `never said:\n${missing.join('\n')}\nbut:\n${lines.join('\n')}`;
};

const isJson = (printed: string, expected: string): boolean => {
  try {
    return isDeepStrictEqual(JSON.parse(printed), JSON.parse(expected));
  } catch {
    return false;
  }
};

const like = (line: string): RegExp => new RegExp(`^${line.split('…').map(escaped).join('.*')}$`);
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
