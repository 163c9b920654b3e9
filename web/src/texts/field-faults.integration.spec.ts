import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { faults as en, fieldNames as enNames } from './field-faults.en.js';
import { faults as ko, fieldNames as koNames } from './field-faults.ko.js';
import { sentences } from './problem-sentences.en.js';

const ROOT = new URL('../../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const sourcesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => textOf(folder + path));

const SOURCES = ['shared/http/src/', 'command-api/src/', 'query-api/src/'].flatMap(sourcesIn);

/** Where the codes of rules stand that are about several fields together. */
const RULES = [
  'shared/domain/src/hours/hours-faults.ts',
  'shared/domain/src/hours/wanted-at.ts',
  'shared/domain/src/option-groups.ts',
  'command-api/src/store-menu/choice.decider.ts',
];
/** Why a line of a cart is gone: no code of an error. */
const OTHERS = ['OPTION_GONE'];

const found = (texts: readonly string[], pattern: RegExp): string[] =>
  texts.flatMap((text) => [...text.matchAll(pattern)].map(([, code = '']) => code));

const codes = (): string[] => {
  const ofKinds = found(SOURCES, /\bfield\(\{\s*name: '(\w+)'/g).map((name) => name.toUpperCase());
  const ofPlaces = found(SOURCES, /code: '([A-Z_]+)', detail/g);
  const ofRules = found(RULES.map(textOf), /'([A-Z]+(?:_[A-Z]+)*)'/g);
  const all = new Set([...ofKinds, ...ofPlaces, ...ofRules, 'INVALID']);
  return [...all].filter((code) => !OTHERS.includes(code) && !Object.hasOwn(sentences, code));
};

const placesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

describe('what is wrong with a field', () => {
  test('has a sentence for every code that a service answers, and for no other', () => {
    expect(Object.keys(en)).toEqual(codes().sort());
  });

  test('says the same in both languages', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en));
    expect(Object.keys(koNames)).toEqual(Object.keys(enNames));
    expect(Object.values(ko).map(placesIn)).toEqual(Object.values(en).map(placesIn));
  });

  test('names every field of a request in words', () => {
    const asked = found(
      sourcesIn('command-api/src/').filter((text) => text.includes("from '@doremi/http'")),
      /^ {2}@[A-Z].*\) (?:readonly )?(\w+)(?:!:|\?:| = )/gm,
    );
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((name) => !Object.hasOwn(enNames, name) && name !== 'now')).toEqual([]);
  });
});
