import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { upcast } from '@doremi/domain';
import {
  anyCartEvent,
  anyCustomerEvent,
  anyMenuEvent,
  anyOrderEvent,
  anyPaymentEvent,
  anySlotEvent,
  anyReceiptEvent,
  anyStoreEvent,
  anyStoreMenuEvent,
} from '@doremi/domain/testing';
import type { Decider, DomainEvent } from '@doremi/event-sourcing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cart } from '../cart/cart.decider.js';
import { customer } from '../customer/customer.decider.js';
import { menu } from '../menu/menu.decider.js';
import { order } from '../order/order.decider.js';
import { payment } from '../payment/payment.decider.js';
import { slots } from '../slots/slots.decider.js';
import { receipts } from '../receipt/receipts.decider.js';
import { storeMenu } from '../store-menu/store-menu.decider.js';
import { store } from '../store/store.decider.js';

/**
 * Events of every type and version as they were written, and the sum of the states that they led to under each number of the
 * fold. A sum never changes: a fold that leads elsewhere, or knows another type, gets the next number and a sum of its own,
 * which a failing test tells. Events are added together with a number.
 */
interface Golden {
  readonly sums: Readonly<Record<number, string>>;
  readonly events: readonly {
    readonly type: string;
    readonly schemaVersion: number;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}

type AnyDecider = Pick<Decider<object, never, DomainEvent>, 'evolve' | 'initial' | 'foldVersion'>;

const folder = new URL('./golden/', import.meta.url);
const goldenOf = (name: string): Golden => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Golden;

/** Of the state after each of the events. */
const sumOf = ({ evolve, initial }: AnyDecider, { events }: Golden): string => {
  let state = initial;
  const states = events.map(({ type, schemaVersion, data }, revision) => {
    state = evolve(state, upcast(type, schemaVersion, data), revision);
    return state;
  });
  return hash('sha1', JSON.stringify(states));
};

const typesOf = (anyEvent: fc.Arbitrary<DomainEvent>): string[] =>
  [...new Set(fc.sample(anyEvent, 2_000).map(({ type }) => type))].sort();

describe.each<[string, AnyDecider, fc.Arbitrary<DomainEvent>]>([
  ['cart', cart as never, anyCartEvent],
  ['customer', customer as never, anyCustomerEvent],
  ['menu', menu as never, anyMenuEvent],
  ['order', order as never, anyOrderEvent],
  ['payment', payment as never, anyPaymentEvent],
  ['slots', slots as never, anySlotEvent],
  ['receipts', receipts as never, anyReceiptEvent],
  ['store', store as never, anyStoreEvent],
  ['store-menu', storeMenu as never, anyStoreMenuEvent],
])('the fold of %s', (name, decider, anyEvent) => {
  const { foldVersion = 0 } = decider;
  const golden = goldenOf(name);

  test('leads where it led when it got its number', () =>
    expect({ [foldVersion]: sumOf(decider, golden) }).toEqual({ [foldVersion]: golden.sums[foldVersion] }));

  test('has the highest number that there is', () =>
    expect(Math.max(...Object.keys(golden.sums).map(Number))).toBe(foldVersion));

  test('got its number when it knew every type that it knows now', () =>
    expect([...new Set(golden.events.map(({ type }) => type))].sort()).toEqual(typesOf(anyEvent)));
});
