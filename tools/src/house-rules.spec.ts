import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';

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
    ['folds-are-pure', 'projections/src/carts.ts', CLIENT],
    ['folds-are-pure', 'projections/src/recall.ts', CLIENT],
    ['folds-are-pure', 'projections/src/remain.ts', 'shared/src/engines/mongo.ts'],
    ['folds-are-pure', 'projections/src/sold-in-all.ts', CLIENT],
    ['policies-are-pure', 'policies/src/when-add-held.ts', 'command-api/src/handle/aggregate.ts'],
    ['deciders-are-pure', 'command-api/src/cart/cart.state.ts', CLIENT],
    ['the-engine-is-a-product', 'shared/src/projection-engine/worker.ts', 'shared/src/events/log.events.ts'],
    ['the-engine-is-a-product', 'shared/src/projection-engine/worker.spec.ts', 'shared/src/process/metrics.ts'],
    ['the-engine-is-a-product', 'shared/src/projection-engine/worker.ts', 'shared/src/engines/redis.ts'],
    ['the-engine-is-a-product', 'shared/src/projection-engine/worker.ts', 'shared/src/kernel/actor.ts'],
    ['start-starts-and-nothing-else', 'start/src/main.ts', 'tools/src/walk/walk.ts'],
    ['policies-issue-commands', 'policies/src/main.ts', 'query-api/src/main.ts'],
  ])('%s: %s imports no %s', (name, from, to) => expect(forbids(name, from, to)).toBe(true));

  test.each([
    ['folds-are-pure', 'projections/src/main.ts', CLIENT],
    ['folds-are-pure', 'projections/src/carts.ts', 'shared/src/events/cart-lines.ts'],
    ['the-engine-is-a-product', 'shared/src/projection-engine/worker.ts', 'shared/src/engines/event-store.ts'],
    ['policies-are-pure', 'policies/src/when-add-held.ts', 'command-api/src/cart/cart.decider.ts'],
    ['policies-issue-commands', 'policies/src/main.ts', 'command-api/src/aggregates.ts'],
  ])('%s: %s may import %s', (name, from, to) => expect(forbids(name, from, to)).toBe(false));
});
