import { describe, expect, test } from '@jest/globals';
import { loadedWith } from './loaded-modules.js';

/** What takes long to load, or talks to somebody. */
const HEAVY = ['express', 'class-validator', 'typebox', 'pino', 'prom-client', '@opentelemetry/api', 'jose'];
const CLIENTS = ['@eventstore/db-client', '@grpc/grpc-js', 'mongodb', 'ioredis'];
const clientsOf = (entry: string): string[] => CLIENTS.filter((client) => loadedWith(entry).packages.has(client));

describe('a spec of what is pure', () => {
  test.each([
    ['command-api/src/cart/cart.decider.spec.ts'],
    ['command-api/src/order/order.decider.spec.ts'],
    ['projections/src/carts.spec.ts'],
    ['policies/src/when-add-held.spec.ts'],
  ])('%s loads a handful of modules, and no client, server or validator', (spec) => {
    const { modules, packages } = loadedWith(spec);
    expect([...CLIENTS, ...HEAVY].filter((name) => packages.has(name))).toEqual([]);
    expect(modules.size).toBeLessThan(150);
  });
});

describe('an index', () => {
  test.each([
    ['shared/event-sourcing/src/index.ts', []],
    ['shared/domain/src/index.ts', []],
    ['shared/event-store/src/index.ts', ['@eventstore/db-client', '@grpc/grpc-js']],
    ['shared/read-models/src/index.ts', ['mongodb']],
    ['shared/personal-data/src/index.ts', ['mongodb']],
    ['shared/redis/src/index.ts', ['ioredis']],
    ['shared/http/src/index.ts', []],
    ['shared/process/src/index.ts', []],
    ['shared/domain/src/testing.ts', []],
    ['shared/event-sourcing/src/testing.ts', []],
  ])('%s loads no client but its own', (index, own) => expect(clientsOf(index)).toEqual(own));
});

describe('npm start', () => {
  test('loads settings and what it starts with, and nothing that its processes are made of', () => {
    const { modules, packages } = loadedWith('start/src/main.ts');
    expect([...packages]).toEqual(['fastest-levenshtein']);
    expect(modules.size).toBeLessThan(30);
  });
});

describe('a process', () => {
  test.each(['gateway', 'query-api', 'command-api', 'policies', 'projections'])(
    '%s loads no package whose index brings along hundreds of modules, of which it needs none',
    (name) => {
      const { packages } = loadedWith(`${name}/src/main.ts`);
      // Nor is what only some settings want loaded before they say so.
      const heavy = ['typebox', 'class-validator', 'jose', '@grpc/reflection', '@grpc/proto-loader'];
      expect(heavy.filter((one) => packages.has(one))).toEqual([]);
    },
  );

  test.each([
    ['gateway', ['ioredis']],
    ['query-api', ['mongodb', 'ioredis']],
    ['command-api', ['@eventstore/db-client', '@grpc/grpc-js', 'mongodb', 'ioredis']],
  ])('%s loads the clients of what it talks to, and no other', (name, own) =>
    expect(clientsOf(`${name}/src/main.ts`)).toEqual(own),
  );
});
