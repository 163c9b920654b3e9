import { afterEach, beforeEach, expect, test } from '@jest/globals';
import express from 'express';
import { mountOperator } from './operator.js';
import { type ParkedDocumentation, parkedRoutes, type ShownMessage } from './parked.js';
import { type InProcess, inProcess } from './testing/in-process.js';

const sealed = { keyId: 'k', iv: 'i', tag: 't', data: 'd', of: { stream: 'order-1', eventId: 'e' } };
const message = {
  ...{
    id: 'x',
    of: 'orderBoard_v1_b1',
    about: '1',
    type: 'DeliveryFailed',
    stream: 'order-1',
    reason: 'the fold threw',
  },
  ...{ parkedAt: '2026-03-01T10:00:00.000Z', asked: false },
};
const documentation: ParkedDocumentation = {
  tag: 'parked events',
  operations: { list: 'listParked', show: 'showParked', retry: 'retryParked', skip: 'skipParked' },
  outcome: 'ASKED',
  refusals: { retry: [], skip: [] },
};

let shown: ShownMessage;
let server: InProcess;
beforeEach(() => {
  const asked = () => Promise.resolve({ id: 'x', outcome: 'ASKED' as const });
  const parked = { list: () => Promise.resolve([]), show: () => Promise.resolve(shown), retry: asked, skip: asked };
  const app = express();
  mountOperator(app, parkedRoutes('/ops/projections/parked', parked, documentation));
  server = inProcess(app);
});
afterEach(() => server.stop());

const told = async () => (await (await fetch(`${server.url}/ops/projections/parked/x`)).json()) as ShownMessage;

test('what a parked event says is shown without what is personal, sealed or not', async () => {
  const data = { orderId: 1, total: 15_000, reason: 'Alice was not in', terms: { fulfilment: { personal: sealed } } };
  const place = { id: 'e', stream: 'order-1', revision: 3, position: 'p', metadata: {} };
  shown = { ...message, event: { type: 'DeliveryFailed', data, ...place } };
  expect((await told()).event).toEqual({
    type: 'DeliveryFailed',
    data: {
      ...{ orderId: 1, total: 15_000, reason: { hidden: true } },
      terms: { fulfilment: { personal: { sealed: true } } },
    },
    ...place,
  });
});

test('one that is gone is null', async () => {
  shown = { ...message, event: null };
  expect((await told()).event).toBeNull();
});
