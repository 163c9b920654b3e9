import { describe, expect, test } from '@jest/globals';
import { Absent, Instant, Nullable, OneOf, Price, Text, Whole } from '../fields.js';
import { PageQuery } from '../paging.js';
import { get, post, put, sse, type Described } from '../route.js';
import { merged, openApiOf } from './document.js';
import { processRoutes } from './process-routes.js';

class Everything {
  @Text({ max: 5 }) name!: string;
  @Absent() @Whole({ min: 1, max: 9 }) quantity = 2;
  @Absent() @Price() price?: number;
  @Nullable() @Instant() until?: string | null;
}

class Filter extends PageQuery {
  @Absent() @OneOf(['A', 'B']) status?: string;
}

const done = () => ({ status: 200 });
const operationOf = (route: Described) => {
  const { paths } = openApiOf([route]);
  return Object.values(paths)[0]?.[route.method] as Record<string, unknown>;
};
const namesOf = (operation: Record<string, unknown>) =>
  (operation.parameters as { name?: string; $ref?: string }[]).map(({ name, $ref }) => name ?? $ref?.split('/').at(-1));

describe('a route', () => {
  test('says who may call it, what its path takes, and which headers mean something', () => {
    const command = operationOf(put('/menus/:menuId', { who: ['admin'], body: Everything, ifMatch: true }, done));
    expect(command).toMatchObject({
      operationId: 'reviseMenu',
      tags: ['menus'],
      'x-roles': ['admin'],
      parameters: [{ name: 'menuId', in: 'path', required: true, schema: { type: 'integer' } }, {}, {}, {}, {}],
    });
    expect(namesOf(command)).toEqual(['menuId', 'Actor', 'CorrelationId', 'IdempotencyKey', 'IfMatch']);
    const read = operationOf(get('/stores', { who: 'all' }, done));
    expect(read['x-roles']).toEqual(['all']);
    expect(namesOf(read)).toEqual(['Actor', 'CorrelationId', 'EventPosition', 'IfNoneMatch']);
  });

  test("takes what its class's decorators say", () => {
    const { requestBody } = operationOf(post('/menus', { who: ['admin'], body: Everything }, done));
    expect(requestBody).toMatchObject({
      required: true,
      content: {
        'application/json': {
          schema: {
            required: ['name'],
            additionalProperties: false,
            properties: {
              name: { type: 'string', minLength: 1, maxLength: 5 },
              quantity: {
                default: 2,
                anyOf: [
                  { type: 'integer', minimum: 1, maximum: 9 },
                  { type: 'string', pattern: '^-?\\d{1,15}$' },
                ],
              },
              price: { anyOf: [{ type: 'number', minimum: 0, maximum: 10_000_000 }, {}] },
              until: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] },
            },
          },
        },
      },
    });
  });

  test('has its query as parameters, those of the base class included', () => {
    const list = operationOf(get('/orders', { who: ['admin'], query: Filter }, done));
    expect(list.parameters).toMatchObject([
      { in: 'query', name: 'status', required: false, schema: { enum: ['A', 'B'] } },
      { in: 'query', name: 'limit', required: false, schema: { type: 'integer', maximum: 200, default: 50 } },
      { in: 'query', name: 'cursor', required: false, schema: { type: 'string' } },
      {},
      {},
      {},
      {},
    ]);
    expect((list.responses as Record<string, { description: string }>)[400]?.description).toContain('CURSOR_INVALID');
  });

  test('answers what its chapter says, its refusals by their status, and what any of its kind may', () => {
    const { responses } = operationOf(put('/menus/:menuId', { who: ['admin'], body: Everything, ifMatch: true }, done));
    expect(responses).toMatchObject({
      200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Menu' } } } },
      403: { description: 'FORBIDDEN' },
      404: {
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem.MENU_NOT_FOUND' } } },
      },
      409: { description: 'MENU_DELETED, TOO_MANY_WRITERS' },
      412: { description: 'MENU_CHANGED' },
      422: { description: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(operationOf(get('/stores', { who: 'all' }, done)).responses).not.toHaveProperty('403');
  });

  test('that streams says what the data of its events is', () => {
    const never = () => Promise.reject(new Error('not asked'));
    const stream = operationOf(sse('/myorder/:orderId/stream', { who: ['customer'] }, never));
    expect(namesOf(stream)).toEqual(['orderId', 'Actor', 'CorrelationId', 'EventPosition', 'LastEventId']);
    expect(stream.responses).toMatchObject({
      200: { content: { 'text/event-stream': { 'x-event-data': { $ref: '#/components/schemas/OrderTrack' } } } },
    });
    expect(stream.responses).not.toHaveProperty('304');
  });

  test('of the operator takes names, answers JSON lines, and knows nothing of positions and keys', () => {
    const verify = operationOf({
      ...{ method: 'post', path: '/ops/projections/:target/verify', who: ['operator'], of: 'operator' },
    });
    expect(verify).toMatchObject({
      operationId: 'verifyProjection',
      'x-roles': ['operator'],
      security: [{ token: [] }, {}],
      parameters: [{ name: 'target', in: 'path', schema: { type: 'string' } }, {}, {}],
      responses: {
        200: { content: { 'application/x-ndjson': { schema: { type: 'string' }, 'x-line': { anyOf: [{}, {}, {}] } } } },
        403: { description: 'FORBIDDEN' },
        404: { description: 'PROJECTION_NOT_FOUND' },
      },
    });
    expect(namesOf(verify)).toEqual(['target', 'Actor', 'CorrelationId']);
    expect(verify.responses).not.toHaveProperty('409');
    const books = operationOf({
      ...{ method: 'get', path: '/ops/payments/differences', who: ['operator'], of: 'operator' },
    });
    expect(namesOf(books)).toEqual(['since', 'Actor', 'CorrelationId']);
  });

  test('of every process is asked by machines, which bring nothing', () => {
    const [ready, metrics] = ['/health/ready', '/metrics'].map((path) =>
      operationOf(processRoutes.find((route) => route.path === path) as Described),
    );
    expect(ready).toMatchObject({ operationId: 'getReadiness', security: [{}], parameters: [] });
    expect(Object.keys(ready?.responses as object)).toEqual(['200', '503']);
    expect(metrics).toMatchObject({
      'x-roles': ['operator'],
      responses: { 200: { content: { 'text/plain': {} } }, 401: {}, 403: {} },
    });
  });

  test('that no chapter describes shows as such', () => {
    expect(operationOf(get('/nobody/:knows', { who: 'all' }, done))).toMatchObject({
      operationId: 'getNobodyKnows',
      tags: ['undocumented'],
    });
  });
});

describe('the document', () => {
  test('names every schema, parameter and header that it refers to', () => {
    const document = openApiOf([
      post('/menus', { who: ['admin'], body: Everything }, done),
      get('/orders', { who: ['admin'], query: Filter }, done),
    ]);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, kind = '', name = ''] of references) expect(document.components[kind]).toHaveProperty([name]);
  });

  test('of several services holds the operations of each', () => {
    const writes = openApiOf([put('/menus/:menuId', { who: ['admin'] }, done)]);
    const reads = openApiOf([get('/menus/:menuId', { who: ['admin'] }, done), get('/stores', { who: 'all' }, done)]);
    const { paths } = merged([writes, reads]);
    expect(Object.entries(paths).map(([path, operations]) => [path, Object.keys(operations)])).toEqual([
      ['/menus/{menuId}', ['put', 'get']],
      ['/stores', ['get']],
    ]);
  });
});
