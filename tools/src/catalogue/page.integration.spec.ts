import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { policies as allPolicies } from '@doremi/policies/testing';
import { allProjections } from '@doremi/projections/testing';
import { describe, expect, test } from '@jest/globals';
import type { AsyncApi } from './asyncapi.js';
import { readEvents } from './events.js';
import { declares, inRepository, readSources, type Sources } from './program.js';
import { asyncApiFaults } from './testing/asyncapi-faults.js';
import { driftFaults } from './testing/drift-faults.js';
import { edited } from './testing/edited.js';

const written = Object.fromEntries(
  ['docs/events.md', 'docs/asyncapi.json'].map((file) => [file, readFileSync(inRepository(file), 'utf8')]),
);
let sources: Sources;
const today = () => (sources ??= readSources(edited(ORDER, '', '')));
const ORDER = 'shared/domain/src/events/order.events.ts';

describe('the catalogue', () => {
  test('is as the types are; `npm run docs:events` writes it', () => {
    expect(driftFaults(written, today())).toEqual([]);
  });

  test('knows every projection and every policy of this release, whatever their files are called', () => {
    const { projections, policies } = today();
    const names = (files: readonly { readonly fileName: string }[]) =>
      files.map(({ fileName }) => basename(fileName, '.ts')).sort();
    const inFiles = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    expect(names(projections)).toEqual(allProjections.map(({ name }) => inFiles(name)).sort());
    expect(names(policies)).toEqual(allPolicies.map(({ name }) => inFiles(name)).sort());
    expect(declares('projection', 'export const orders = projection<Order, OrderEvent>({')).toBe(true);
    expect(declares('projection', 'export const allProjections: readonly AnyProjection[] = [')).toBe(false);
  });

  test('knows an aggregate with a single event, and misses one without', () => {
    const events = readEvents(today()).find(({ name }) => name === 'log')?.events;
    expect(events?.map(({ type }) => type)).toEqual(['LogAccepted']);
    const none = () =>
      readEvents(readSources(edited('shared/domain/src/events/log.events.ts', 'DomainEvent<', 'Record<')));
    expect(none).toThrow('log.events.ts: no events found');
  });

  // What somebody changes in the sources, and forgets to write down.
  test.each<[string, string, string, string, readonly string[]]>([
    ['an event renamed', ORDER, "'CookingRecalled'", "'CookingUndone'", ['events.md', 'asyncapi.json']],
    [
      'an event more',
      ORDER,
      '  | DomainEvent<',
      "  | DomainEvent<'PizzaBurnt', OrderIds>\n  | DomainEvent<",
      ['events.md', 'asyncapi.json'],
    ],
    ['an event gone', ORDER, "  | DomainEvent<'CookingStarted', OrderIds>\n", '', ['events.md', 'asyncapi.json']],
    ['a field renamed', ORDER, 'paidAt: string', 'payedAt: string', ['events.md', 'asyncapi.json']],
    [
      'a field of another type',
      ORDER,
      'readonly cartId: number',
      'readonly cartId: string',
      ['events.md', 'asyncapi.json'],
    ],
    [
      'a field that may be missing',
      ORDER,
      'readonly by: string',
      'readonly by?: string',
      ['events.md', 'asyncapi.json'],
    ],
    ['a field explained', ORDER, '/** ISO 8601. */', '/** ISO 8601, UTC. */', ['events.md']],
    [
      'a projection that folds no more',
      'projections/src/order-board.ts',
      'CookingRecalled: (order)',
      'CookingUndone: (order)',
      ['events.md'],
    ],
    [
      'a policy that reacts to another event',
      'policies/src/when-order-cancelled.ts',
      'OrderCancelled: ',
      'OrderUndone: ',
      ['events.md'],
    ],
  ])('is stale after %s', (_, path, from, to, stale) => {
    const faults = driftFaults(written, readSources(edited(path, from, to)));
    expect(faults).toEqual(stale.map((file) => expect.stringMatching(new RegExp(`^docs/${file}:\\d+: `))));
  });

  test.each([
    ['a line changed', (text: string) => text.replace('CookingRecalled', 'CookingUndone')],
    ['a line gone', (text: string) => text.replace(/\n.*\n$/, '\n')],
    ['a line more', (text: string) => `${text}\n`],
    ['nothing in it', () => ''],
  ])('is stale with %s by hand', (_, change) => {
    for (const [file, text] of Object.entries(written))
      expect(driftFaults({ ...written, [file]: change(text) }, today())).toEqual([
        expect.stringMatching(new RegExp(`^${file}:`)),
      ]);
  });
});

describe('docs/asyncapi.json', () => {
  const document = JSON.parse(written['docs/asyncapi.json'] ?? '') as AsyncApi;

  test('is AsyncAPI 3.0, and every reference in it leads somewhere', () => {
    expect(asyncApiFaults(document)).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    ['an address that is none', { channels: { cart: { address: 7 } } }, /^\/channels\/cart/],
    ['an operation that is none', { operations: { append: { action: 'write' } } }, /^\/operations\/append/],
    ['no version', { asyncapi: '2.6.0' }, /^\/asyncapi /],
    [
      'an event without its shape',
      { components: { ...document.components, schemas: {} } },
      /^components\/schemas\/CartPaid leads nowhere/,
    ],
  ])('is found out with %s', (_, change, fault) => {
    expect(asyncApiFaults({ ...document, ...change })).toContainEqual(expect.stringMatching(fault));
  });
});
