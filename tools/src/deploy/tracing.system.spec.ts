import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { until } from '@doremi/start';
import { run, System } from '../whole-system.js';

interface Span {
  readonly service: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}
interface Exported {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** What every process exported, kept in memory: the end of OTEL_EXPORTER_OTLP_ENDPOINT. */
const spans: Span[] = [];
let collector: Server;
let system: System;

const PACKAGES = fileURLToPath(new URL('../../../deploy/tracing', import.meta.url));
const FINDS_THEM = new URL('testing/tracing-packages.mjs', import.meta.url).href;

beforeAll(async () => {
  const installed = await run(['npm', 'ci', '--ignore-scripts', '--prefix', PACKAGES], process.env);
  expect(installed).toMatchObject({ code: 0 });
  collector = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Exported;
      for (const { resource, scopeSpans } of resourceSpans) {
        const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service }))));
      }
      response.setHeader('Content-Type', 'application/json').end('{}');
    })();
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  system = await System.start({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    NODE_OPTIONS: `--import=${FINDS_THEM}`,
  });
}, 180_000);
afterAll(async () => {
  await system.remove();
  collector.closeAllConnections();
  collector.close();
}, 30_000);

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CLIENT = 'b7ad6b7169203331';

const ask = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
  const headers = { 'Content-Type': 'application/json', traceparent: `00-${TRACE}-${CLIENT}-01` };
  const response = await fetch(system.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  expect({ path, ok: response.ok }).toEqual({ path, ok: true });
  return (await response.json()) as Record<string, unknown>;
};

test('one trace leads from the gateway through command, event, policy and projection to the query', async () => {
  await ask('POST', '/menus', { menuName: 'pizza3', menuType: 'pizza', description: '', price: 150 });
  // A store that approves before the policy has asked it is asked by its own command, which is another way.
  const asked = async (): Promise<boolean> => (await fetch(`${system.url}/stores/2002/menus/1`)).ok;
  await until('the policy to have asked the store', asked);
  await ask('POST', '/stores/2002/menus/1/approve');
  const { cartId } = await ask('POST', '/mycart/2002/create');
  await ask('POST', `/mycart/${String(cartId)}/menu/1/add`);
  await ask('GET', `/mycart/${String(cartId)}`);

  /** Whether some span of this name goes on from one of that name. */
  const goesOn = (child: string, parent: string): boolean => {
    const ofTrace = spans.filter(({ traceId }) => traceId === TRACE);
    const named = (name: string) => ofTrace.filter((span) => `${span.service}: ${span.name}` === name);
    const parents = named(parent).map(({ spanId }) => spanId);
    return named(child).some(({ parentSpanId = '' }) => parents.includes(parentSpanId));
  };
  const way = [
    ['command-api: POST /menus', 'gateway: POST commandApi'],
    // What the event carries is the span of the request that appended it.
    ['policies: policy whenMenuOffered', 'command-api: POST /menus'],
    ['projections: project MenuRegistered', 'command-api: POST /menus'],
    // What a policy does goes on from the policy.
    ['projections: project MenuConfirmationRequested', 'policies: policy whenMenuOffered'],
    // The gate before an add, and a read through the gateway.
    ['query-api: GET /stores/:storeId/menus/:menuId', 'command-api: POST /mycart/:cartId/menu/:menuId/add'],
    ['query-api: GET /mycart/:cartId', 'gateway: GET queryApi'],
  ] as const;
  const missing = () => way.filter(([child, parent]) => !goesOn(child, parent));
  await until('every part to have said what it did', () => missing().length === 0).catch(() => undefined);
  expect(missing()).toEqual([]);
  const atTheDoor = spans.filter(({ service, traceId }) => service === 'gateway' && traceId === TRACE);
  for (const { parentSpanId } of atTheDoor) expect(parentSpanId).toBe(CLIENT);
}, 60_000);
