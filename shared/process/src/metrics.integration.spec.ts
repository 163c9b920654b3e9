import express from 'express';
import { expect, test } from '@jest/globals';
import { EventStreams, get, mount, sse } from '@doremi/http';
import { eventually } from '@doremi/event-sourcing/testing';
import { inProcess, madeUp, madeUpStream } from '@doremi/http/testing';
import { createMetrics, measureStreams, observeRequests } from './metrics.js';

const lines = async (registry: ReturnType<typeof createMetrics>, name: string): Promise<string[]> =>
  (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));

test('nothing of the process is measured before somebody reads', async () => {
  const registry = createMetrics();
  expect(registry.getMetricsAsArray()).toEqual([]);
  const [mean = ''] = await lines(registry, 'nodejs_eventloop_lag_mean_seconds ');
  expect(Number.isFinite(Number(mean.split(' ')[1]))).toBe(true);
});

test('an event loop that is held up shows', async () => {
  const registry = createMetrics();
  const holdUp = async (): Promise<void> => {
    const until = performance.now() + 250;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await eventually(async () => {
    // Reading the delay starts its measurement anew, and the first interval of a new one is not counted: the second is.
    await holdUp();
    await holdUp();
    const [line = ''] = await lines(registry, 'nodejs_eventloop_lag_max_seconds ');
    return Number(line.split(' ')[1]) > 0.2;
  });
});

test('requests are timed by route, never by id, and those who listen to a stream are counted', async () => {
  const registry = createMetrics();
  const app = express();
  const streams = new EventStreams();
  observeRequests(app, registry);
  measureStreams(registry, streams);
  const routes = [
    get('/stores/:storeId', { ...madeUp, roles: 'all' }, () => ({ status: 200, body: {} })),
    sse('/stores/:storeId/board/stream', { ...madeUpStream, roles: 'all' }, () =>
      Promise.resolve(() => () => undefined),
    ),
  ];
  mount(app, routes, undefined, streams);
  const { url, stop } = inProcess(app);
  for (const path of ['/stores/2001', '/stores/2002', '/stores/x', '/alice@example.com'])
    await (await fetch(url + path)).text();
  const listening = new AbortController();
  const stream = await fetch(`${url}/stores/2002/board/stream`, { signal: listening.signal });
  expect(await lines(registry, 'doremi_live_stream_clients')).toEqual(['doremi_live_stream_clients 1']);
  listening.abort();
  await stream.text().catch(() => undefined);
  await eventually(async () => (await lines(registry, 'doremi_live_stream_clients'))[0]?.endsWith(' 0') ?? false);
  expect((await lines(registry, 'http_server_request_duration_seconds_count')).sort()).toEqual([
    'http_server_request_duration_seconds_count{method="GET",route="/stores/:storeId",status="200"} 2',
    'http_server_request_duration_seconds_count{method="GET",route="none",status="404"} 2',
  ]);
  stop();
});
