import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startRedis } from '@doremi/embedded-redis';
import { hasRealRedis, startRealRedis, tellRedis } from '@doremi/embedded-redis/testing';
import express from 'express';
import { startGateway, type TestGateway } from '../testing/gateway.js';
import { trustProxies } from '../trusted-proxies.js';
import { Limiter } from './limiter.js';
import type { Limits } from './settings.js';

const LIMITS: Limits = { reads: { requests: 3, seconds: 60 }, payments: { requests: 1, seconds: 60 } };

interface Running {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean();
});

const redis = async (start: () => Promise<Running>): Promise<Running> => {
  const server = await start();
  let isStopped = false;
  const stop = async (): Promise<void> => {
    if (isStopped) return;
    isStopped = true;
    await server.stop();
  };
  cleanUp.push(stop);
  return { port: server.port, stop };
};

const gatewayOn = async (
  { port }: Pick<Running, 'port'>,
  limits = LIMITS,
  isShared = false,
  trustedProxies = '',
): Promise<TestGateway> => {
  const limiter = new Limiter(`redis://127.0.0.1:${port}`, limits);
  const gateway = await startGateway(undefined, { limiter, trustedProxies });
  cleanUp.push(gateway.stop, () => limiter.close());
  while (isShared && !limiter.isShared) await setImmediate();
  return gateway;
};

const statuses = async (
  gateway: TestGateway,
  count: number,
  path = '/orders',
  init?: RequestInit,
): Promise<number[]> => {
  const answers: number[] = [];
  for (let n = 0; n < count; n++) answers.push((await gateway.ask(path, init)).status);
  return answers;
};

const playing = (name: string): RequestInit => ({ headers: { 'X-Actor': `customer:${name}` } });

describe.each<[string, () => Promise<Running>, boolean]>([
  ['in memory, beside the stand-in', () => startRedis({ port: 0 }), false],
  ['in memory, without any Redis', () => Promise.resolve({ port: 1, stop: () => Promise.resolve() }), false],
  ...(hasRealRedis() ? [['in a real Redis', startRealRedis, true] as [string, () => Promise<Running>, boolean]] : []),
])('requests are counted %s', (_, start, isShared) => {
  const door = async (limits?: Limits): Promise<TestGateway> => gatewayOn(await redis(start), limits, isShared);

  test('each answer says what is left, and what is above is told when to come again', async () => {
    const gateway = await door();
    const first = await gateway.ask('/orders');
    expect(first.status).toBe(200);
    expect(first.headers.get('RateLimit-Policy')).toBe('"reads";q=3;w=60');
    expect(first.headers.get('RateLimit')).toMatch(/^"reads";r=2;t=(59|60)$/);
    expect(await statuses(gateway, 3)).toEqual([200, 200, 429]);
    const refused = await gateway.ask('/orders');
    expect(refused.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 429, code: 'RATE_LIMITED', limit: 'reads' });
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(60);
    expect(refused.headers.get('RateLimit')).toMatch(/^"reads";r=0;t=\d+$/);
    expect(gateway.queryApi.received).toHaveLength(3);
  });

  test('for each class and each client of their own', async () => {
    const gateway = await door();
    expect(await statuses(gateway, 4)).toEqual([200, 200, 200, 429]);
    expect(await statuses(gateway, 2, '/orders', playing('alice'))).toEqual([200, 200]);
    const pay = { ...playing('alice'), method: 'POST' };
    expect(await statuses(gateway, 2, '/mycart/1/order', pay)).toEqual([200, 429]);
    expect(await statuses(gateway, 3, '/mycart/1/menu/1/add', pay)).toEqual([200, 200, 200]);
    expect(await statuses(gateway, 2, '/orders', playing('alice'))).toEqual([200, 429]);
    expect(await statuses(gateway, 1, '/orders', playing('bob'))).toEqual([200]);
  });

  test('anew when the window is over', async () => {
    const gateway = await door({ reads: { requests: 1, seconds: 1 } });
    const isAllowed = async (): Promise<boolean> => (await gateway.ask('/orders')).status === 200;
    expect([await isAllowed(), await isAllowed()]).toEqual([true, false]);
    while (!(await isAllowed()));
  });
});

(hasRealRedis() ? describe : describe.skip)('with a real Redis', () => {
  test('two gateways share what they count', async () => {
    const server = await redis(startRealRedis);
    const [one, other] = [await gatewayOn(server, LIMITS, true), await gatewayOn(server, LIMITS, true)];
    expect([...(await statuses(one, 2)), ...(await statuses(other, 2))]).toEqual([200, 200, 200, 429]);
    expect(await statuses(one, 1)).toEqual([429]);
  });

  test('that is emptied, the count begins anew, and nobody is refused for it', async () => {
    const server = await redis(startRealRedis);
    const gateway = await gatewayOn(server, LIMITS, true);
    expect(await statuses(gateway, 2)).toEqual([200, 200]);
    await tellRedis(server.port, 'FLUSHALL');
    expect(await statuses(gateway, 4)).toEqual([200, 200, 200, 429]);
  });

  test('that was restored older, the count goes on from there, and ends with its window', async () => {
    const server = await redis(startRealRedis);
    const gateway = await gatewayOn(server, LIMITS, true);
    expect(await statuses(gateway, 3)).toEqual([200, 200, 200]);
    const [key = ''] = (await tellRedis(server.port, 'KEYS', 'rate:reads:*')) as string[];
    await tellRedis(server.port, 'SET', key, 1, 'PX', 60_000);
    expect(await statuses(gateway, 3)).toEqual([200, 200, 429]);
    expect(Number(await tellRedis(server.port, 'PTTL', key))).toBeGreaterThan(0);
  });

  test('that goes away, each counts for itself, and nobody waits', async () => {
    const server = await redis(startRealRedis);
    const gateway = await gatewayOn(server, { reads: { requests: 100, seconds: 60 } }, true);
    expect(await statuses(gateway, 2)).toEqual([200, 200]);
    await server.stop();
    const asked = performance.now();
    expect(await statuses(gateway, 20)).toEqual(Array<number>(20).fill(200));
    expect(performance.now() - asked).toBeLessThan(5_000);
  });
});

test('a class without a limit is not counted', async () => {
  const gateway = await gatewayOn({ port: 1 }, {});
  const answer = await gateway.ask('/orders');
  expect([answer.status, answer.headers.get('RateLimit')]).toEqual([200, null]);
});

describe('where a request comes from', () => {
  const from = (address: string): RequestInit => ({ headers: { 'X-Forwarded-For': address } });

  test('is what a trusted proxy says', async () => {
    const gateway = await gatewayOn({ port: 1 }, LIMITS, false, 'loopback, 10.0.0.0/8');
    expect(await statuses(gateway, 4, '/orders', from('192.0.2.1'))).toEqual([200, 200, 200, 429]);
    expect(await statuses(gateway, 1, '/orders', from('192.0.2.2'))).toEqual([200]);
    // What the client itself wrote in front of what the proxy saw changes nothing.
    expect(await statuses(gateway, 1, '/orders', from('203.0.113.9, 192.0.2.1, 10.1.2.3'))).toEqual([429]);
  });

  test('is the connection where no proxy is trusted, whatever the client says', async () => {
    const gateway = await gatewayOn({ port: 1 });
    expect(await statuses(gateway, 2, '/orders', from('192.0.2.1'))).toEqual([200, 200]);
    expect(await statuses(gateway, 2, '/orders', from('192.0.2.2'))).toEqual([200, 429]);
  });

  test('cannot be said by what is no address', () => {
    expect(() => trustProxies(express(), 'the proxy')).toThrow(
      'TRUSTED_PROXIES must be addresses and networks, not "the proxy"',
    );
  });
});
