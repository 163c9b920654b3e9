import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { deadLinks, missingInComments, missingPaths } from './testing/named-paths.js';

interface Rule {
  readonly name: string;
  readonly from: { readonly path?: string; readonly pathNot?: string };
  readonly to: { readonly path?: string; readonly pathNot?: string | readonly string[] };
}

const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  readonly forbidden: readonly Rule[];
};

const isAmong = (patterns: string | readonly string[], file: string): boolean =>
  [patterns].flat().some((pattern) => new RegExp(pattern).test(file));

/** Whether the rule forbids that this file imports that one; of patterns that refer to each other nothing is said. */
const forbids = (name: string, from: string, to: string): boolean => {
  const rule = forbidden.find((one) => one.name === name);
  if (!rule) throw new Error(`there is no rule ${name}`);
  const isFrom = isAmong(rule.from.path ?? '.', from) && !(rule.from.pathNot && isAmong(rule.from.pathNot, from));
  return isFrom && isAmong(rule.to.path ?? '.', to) && !(rule.to.pathNot && isAmong(rule.to.pathNot, to));
};

/** The rules of `npm run lint` for what is pure, whatever a file is called. */
describe('a rule of the house', () => {
  const CLIENT = 'node_modules/mongodb/lib/index.js';
  test.each([
    ['folds-are-pure', 'projections/src/stores.ts', CLIENT],
    ['folds-are-pure', 'projections/src/recall.ts', CLIENT],
    ['folds-are-pure', 'projections/src/remain.ts', 'shared/read-models/src/mongo.ts'],
    ['folds-are-pure', 'projections/src/sold-in-all.ts', CLIENT],
    ['policies-are-pure', 'policies/src/when-add-held.ts', 'command-api/src/command-handler/command-handler.ts'],
    ['deciders-are-pure', 'command-api/src/cart/cart.state.ts', CLIENT],
    ['the-engine-is-a-product', 'shared/projection-engine/src/worker.ts', 'shared/domain/src/events/log.events.ts'],
    [
      'the-engine-is-a-product',
      'shared/projection-engine/src/worker.integration.spec.ts',
      'shared/process/src/metrics.ts',
    ],
    ['the-engine-is-a-product', 'shared/projection-engine/src/worker.ts', 'shared/redis/src/redis.ts'],
    ['the-engine-is-a-product', 'shared/projection-engine/src/worker.ts', 'shared/domain/src/actor.ts'],
    ['start-starts-and-nothing-else', 'start/src/main.ts', 'tools/src/walk/walk.ts'],
    ['policies-issue-commands', 'policies/src/main.ts', 'query-api/src/main.ts'],
  ])('%s: %s imports no %s', (name, from, to) => expect(forbids(name, from, to)).toBe(true));

  test.each([
    ['folds-are-pure', 'projections/src/main.ts', CLIENT],
    ['folds-are-pure', 'projections/src/stores.ts', 'shared/domain/src/events/cart-lines.ts'],
    ['the-engine-is-a-product', 'shared/projection-engine/src/worker.ts', 'shared/event-sourcing/src/event-store.ts'],
    ['policies-are-pure', 'policies/src/when-add-held.ts', 'command-api/src/index.ts'],
    ['policies-issue-commands', 'policies/src/main.ts', 'command-api/src/aggregates.ts'],
  ])('%s: %s may import %s', (name, from, to) => expect(forbids(name, from, to)).toBe(false));
});

describe('a file that is named', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));

  test('in a comment, or linked from a page, is there', () => expect(missingPaths(root)).toEqual([]));

  test('and is not there is found out', () => {
    const files = ['shared/http/src/problems.ts', 'shared/event-sourcing/src/refusal.ts'];
    // Put together, so that they are none of this file.
    const long = (text: string): string => `/${'*'} ${text} */`;
    const short = (text: string): string => `const url = 'http://no.ts'; /${'/'} ${text}`;
    const names =
      'src/problems.ts, refusal.ts, ../../http/src/problems.ts, when-….ts, *.spec.ts and shared/http/problems.ts';
    const missing = ['shared/event-sourcing/src/refusal.ts: shared/http/problems.ts'];
    expect(missingInComments('shared/event-sourcing/src/refusal.ts', long(names), files)).toEqual(missing);
    expect(missingInComments('a.ts', short('nowhere.ts'), files)).toEqual(['a.ts: nowhere.ts']);
    const page = '[here](README.md#top) [docs](docs) [there](docs/none.md) [out](https://example.org/none.md)';
    expect(deadLinks('README.md', page, ['README.md', 'docs/domain.md'])).toEqual(['README.md: docs/none.md']);
  });
});
