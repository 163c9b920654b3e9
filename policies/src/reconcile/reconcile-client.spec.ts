import { EngineUnavailable, EventStoreMismatch } from '@doremi/event-sourcing';
import { describedOf, heldToContract, inProcess, type InProcess } from '@doremi/http/testing';
import { mountOperator, OpsAway, OpsError } from '@doremi/http';
import { silentLog } from '@doremi/process/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { Difference } from './difference.js';
import { ReconcileClient } from './reconcile-client.js';
import { reconcileRoutes } from './reconcile.routes.js';
import type { ReconciliationLine } from './reconcile.responses.js';
import type { ReconciliationRequest } from './reconciliation.js';

const lost: Difference = {
  of: 'charge',
  key: '17-1',
  amount: 15050,
  at: '2026-11-28T12:00:00.000Z',
  found: 'CART_UNKNOWN',
  remedy: 'refund',
};
const cancelled: Difference = {
  ...lost,
  of: 'refund',
  key: '9-cancelled',
  found: 'REFUND_UNKNOWN',
  remedy: 'record',
  order: 'RECEIVED',
};
const odd: Difference = { ...lost, key: '3-1', found: 'AMOUNT_DIFFERS', remedy: 'none' };
const result = { charges: 3, refunds: 1, underWay: 0, foreign: 0, differences: 0, done: 0 };

describe('the reconciliation over HTTP', () => {
  let server: InProcess;
  let client: ReconcileClient;
  let asDocumented: () => void;
  /** What it was asked, and what it tells. */
  let asked: ReconciliationRequest[];
  let mayApply: () => Promise<void>;
  let tells: () => AsyncIterable<ReconciliationLine>;

  const lines = (...given: ReconciliationLine[]) =>
    (tells = () => ({
      [Symbol.asyncIterator]: () => {
        const rest = [...given];
        return {
          next: () => Promise.resolve({ value: rest[0] as ReconciliationLine, done: rest.shift() === undefined }),
        };
      },
    }));

  beforeEach(() => {
    asked = [];
    mayApply = () => Promise.resolve();
    const app = express();
    const reconcile = (asking: ReconciliationRequest) => {
      asked.push(asking);
      return tells();
    };
    const routes = reconcileRoutes(reconcile, () => mayApply(), silentLog);
    asDocumented = heldToContract(app, describedOf(routes));
    mountOperator(app, routes);
    server = inProcess(app);
    client = new ReconcileClient(server.url);
  });
  afterEach(() => {
    server.stop();
    asDocumented();
  });

  const printed = async (options: Parameters<ReconcileClient['payments']>[0]) => {
    const output: string[] = [];
    const isDone = await client.payments(options, (line) => output.push(line));
    return { isDone, output };
  };

  test('that finds nothing says so, and is done', async () => {
    lines({ result: { ...result, underWay: 2, foreign: 1 } });
    expect(await printed({})).toEqual({
      isDone: true,
      output: [
        '3 charges and 1 refunds looked at, 2 under way, 1 with keys of somebody else: the log knows all of it.',
      ],
    });
    expect(asked).toMatchObject([{ apply: false, by: 'anonymous' }]);
    expect(asked[0]).not.toHaveProperty('since');
  });

  test('that only looks says what would be done, and is not done', async () => {
    lines(
      { difference: lost },
      { difference: cancelled },
      { difference: odd },
      { result: { ...result, differences: 3 } },
    );
    expect(await printed({ since: '2026-11-28' })).toEqual({
      isDone: false,
      output: [
        'charge 17-1 of 150.50 (2026-11-28T12:00:00.000Z): the log has no such cart → to be refunded',
        'refund 9-cancelled of 150.50 (2026-11-28T12:00:00.000Z): the log has no such refund; its order is RECEIVED all the same → to be recorded',
        'charge 3-1 of 150.50 (2026-11-28T12:00:00.000Z): the log has another amount → to be looked at by somebody',
        '3 charges and 1 refunds looked at: 3 to be done. Nothing was changed: --apply does it.',
      ],
    });
    expect(asked).toMatchObject([{ apply: false, since: '2026-11-28T00:00:00.000Z' }]);
  });

  test('that is to do it says what was done and what is left, and why', async () => {
    lines(
      { difference: lost, left: null },
      { difference: { ...lost, found: 'ATTEMPT_UNKNOWN', remedy: 'adopt' }, left: 'NO_ANSWER' },
      { difference: { ...lost, found: 'ATTEMPT_OPEN', remedy: 'record' }, left: null },
      { difference: { ...lost, found: 'ATTEMPT_DECLINED', remedy: 'record' }, left: null },
      { difference: odd, left: 'AMOUNT_DIFFERS' },
      { result: { ...result, differences: 5, done: 3 } },
    );
    const { isDone, output } = await printed({ apply: true });
    expect(isDone).toBe(false);
    expect(output.map((line) => line.split(' → ').at(-1))).toEqual([
      'refunded',
      'NOT recorded as lost and refunded: NO_ANSWER',
      'recorded as approved',
      'recorded as approved too late and refunded',
      'to be looked at by somebody',
      '3 charges and 1 refunds looked at: 3 done, 2 left.',
    ]);
    expect(asked).toMatchObject([{ apply: true }]);
    lines({ difference: lost, left: null }, { result: { ...result, differences: 1, done: 1 } });
    expect(await printed({ apply: true })).toMatchObject({ isDone: true });
  });

  test('that breaks off on the way is no result', async () => {
    lines({ difference: lost, left: null });
    await expect(printed({ apply: true })).rejects.toThrow(
      'It was broken off. Ask again: what was done is not done twice.',
    );
    tells = () => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new EngineUnavailable('away')) }),
    });
    await expect(printed({ apply: true })).rejects.toThrow(new OpsError('It waits for its engines.'));
    tells = () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => server.stop()),
      }),
    });
    await expect(printed({ apply: true })).rejects.toThrow(OpsAway);
  });

  test('that may not do anything says why, and may look', async () => {
    mayApply = () => Promise.reject(new EventStoreMismatch('another one'));
    await expect(printed({ apply: true })).rejects.toThrow('The event store is not the one that was read');
    expect(asked).toEqual([]);
    lines({ result });
    expect(await printed({})).toMatchObject({ isDone: true });
  });

  test('wants a time that is one, and a process that is there', async () => {
    await expect(printed({ since: 'yesterday' })).rejects.toThrow('--since wants a time');
    expect(asked).toEqual([]);
    server.stop();
    await expect(printed({})).rejects.toThrow(OpsAway);
  });
});
