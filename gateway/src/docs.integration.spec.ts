import { type Described, describedOf, madeUp, openApiOf, type TSchema } from '@doremi/http/testing';
import { get, named, operatorGet, put, text } from '@doremi/http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';
import type { TinyService } from './testing/tiny-server.js';

let door: TestGateway;
beforeEach(async () => (door = await startGateway()));
afterEach(() => door.stop());

const never = () => Promise.reject(new Error('not asked'));
const answering = (body: TSchema) => ({ ...madeUp, roles: ['admin'] as const, responses: { 200: body } });
const describes = (service: TinyService, ...routes: Described[]): void => {
  service.answer = (request, response) => {
    expect(request.url).toBe('/openapi.json');
    response.end(JSON.stringify(openApiOf(routes)));
  };
};

describe('/docs/openapi.json', () => {
  beforeEach(() => {
    for (const service of [door.commandApi, door.queryApi, door.projections, door.policies]) describes(service);
  });

  test('is one document of what each service describes', async () => {
    describes(door.commandApi, put('/menus/:menuId', answering(named('Menu', { menuName: text })), never));
    describes(door.queryApi, get('/menus/:menuId', answering(named('MenuView', { menuName: text })), never));
    describes(door.projections, ...describedOf([operatorGet('/ops/projections', madeUp, never)]));
    describes(door.policies, ...describedOf([operatorGet('/ops/policies/parked', madeUp, never)]));
    const answer = await door.ask('/docs/openapi.json');
    expect(answer.headers.get('Content-Type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({
      openapi: '3.1.0',
      paths: { '/menus/{menuId}': { put: {}, get: {} }, '/ops/projections': {}, '/ops/policies/parked': {} },
      components: { schemas: { Menu: {}, MenuView: {}, 'Problem.MENU_NOT_FOUND': {} } },
    });
  });

  test.each(['away', 'talking nonsense', 'not well'])('is 503 while a service is %s', async (state) => {
    describes(door.queryApi, get('/menus/:menuId', answering(text), never));
    if (state === 'away') await door.commandApi.stop();
    if (state === 'talking nonsense') door.commandApi.answer = (_, response) => response.end('<html>');
    if (state === 'not well') door.commandApi.answer = (_, response) => response.writeHead(500).end('{}');
    const answer = await door.ask('/docs/openapi.json');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('1');
    expect(await answer.json()).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });
});

describe('/docs', () => {
  test.each(['/docs', '/docs/'])('%s is a page, and all that it asks for is there', async (path) => {
    const answer = await door.ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    const assets = [...(await answer.text()).matchAll(/(?:href|src)="(\/docs\/[\w.-]+\.(?:css|js))"/g)];
    expect(assets).toHaveLength(3);
    for (const [, asset = ''] of assets) expect(await door.ask(asset)).toMatchObject({ status: 200 });
    expect(door.queryApi.received).toEqual([]);
  });

  test('runs no script but its own, and only it may style as it likes', async () => {
    const policyOf = async (path: string) => (await door.ask(path)).headers.get('Content-Security-Policy');
    expect(await policyOf('/docs')).toContain("script-src 'self';style-src 'self' 'unsafe-inline'");
    expect(await policyOf('/')).not.toContain('unsafe');
  });

  test.each(['/docs/nothing.js', '/docs/package.json', '/docs/%2e%2e/package.json'])('%s is no page', async (path) =>
    expect(await (await door.ask(path)).json()).toEqual({ service: 'query-api' }),
  );
});
