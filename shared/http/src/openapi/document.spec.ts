import { describe, expect, test } from '@jest/globals';
import { Absent, Instant, Nullable, OneOf, Price, Text, Whole } from '../fields.js';
import { PageQuery } from '../paging.js';
import { describedOf, operatorGet, operatorPost } from '../operator.js';
import { get, post, put, sse, type Described } from '../route.js';
import { anyOf, id, money, named, object, pageOf, text } from '../responses/schemas.js';
import { madeUp } from '../testing/made-up.js';
import { merged, openApiOf } from './document.js';
import { inForms, jsonLines, printedForm } from './media.js';
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

const never = () => Promise.reject(new Error('not asked'));
const anything = { ...madeUp, roles: ['admin'] } as const;
const operationOf = (route: Described) => {
  const { paths } = openApiOf([route]);
  return Object.values(paths)[0]?.[route.method] as Record<string, unknown>;
};
const namesOf = (operation: Record<string, unknown>) =>
  (operation.parameters as { name?: string; $ref?: string }[]).map(({ name, $ref }) => name ?? $ref?.split('/').at(-1));

const Menu = named('Menu', { menuId: id, price: money });
const revision = put(
  '/menus/:menuId',
  {
    tag: 'menus',
    operation: 'reviseMenu',
    summary: 'Revise a menu',
    roles: ['admin'],
    body: Everything,
    ifMatch: true,
    responses: { 200: Menu },
    refusals: ['MENU_NOT_FOUND', 'MENU_DELETED', 'MENU_CHANGED'],
  },
  never,
);
const list = get('/orders', { ...anything, query: Filter, responses: { 200: pageOf(Menu) } }, never);

describe('a route', () => {
  test('says who may call it, what its path takes, and which headers mean something', () => {
    const command = operationOf(revision);
    expect(command).toMatchObject({
      operationId: 'reviseMenu',
      summary: 'Revise a menu',
      tags: ['menus'],
      'x-roles': ['admin'],
      parameters: [{ name: 'menuId', in: 'path', required: true, schema: { type: 'integer' } }, {}, {}, {}, {}],
    });
    expect(namesOf(command)).toEqual(['menuId', 'Actor', 'CorrelationId', 'IdempotencyKey', 'IfMatch']);
    const read = operationOf(get('/stores', { ...madeUp, roles: 'all' }, never));
    expect(read['x-roles']).toEqual(['all']);
    expect(namesOf(read)).toEqual(['Actor', 'CorrelationId', 'EventPosition', 'IfNoneMatch']);
  });

  test("takes what its class's decorators say", () => {
    const { requestBody } = operationOf(post('/menus', { ...anything, body: Everything }, never));
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
    const { parameters, responses } = operationOf(list);
    expect(parameters).toMatchObject([
      { in: 'query', name: 'status', required: false, schema: { enum: ['A', 'B'] } },
      { in: 'query', name: 'limit', required: false, schema: { type: 'integer', maximum: 200, default: 50 } },
      { in: 'query', name: 'cursor', required: false, schema: { type: 'string' } },
      {},
      {},
      {},
      {},
    ]);
    expect((responses as Record<string, { description: string }>)[400]?.description).toContain('CURSOR_INVALID');
  });

  test('responds what it says, its refusals by their status, and what any of its kind may', () => {
    const { responses } = operationOf(revision);
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
    expect(operationOf(get('/stores', { ...madeUp, roles: 'all' }, never)).responses).not.toHaveProperty('403');
  });

  test('that is printed in several languages says how to ask for one, and which it is in', () => {
    const forms = { responses: { 200: inForms(Menu, printedForm('text/plain')) }, languages: ['en', 'ko'] };
    const print = operationOf(get('/orders', { ...anything, ...forms }, never));
    expect(namesOf(print)).toEqual(['Actor', 'CorrelationId', 'EventPosition', 'IfNoneMatch', 'Accept-Language']);
    expect((print.parameters as object[]).at(-1)).toMatchObject({
      ...{ in: 'header', required: false, schema: { type: 'string' } },
      description: expect.stringContaining('`ko`, or `en`, which is what everybody else gets') as object,
    });
    const languageOf = 'headers.Content-Language.$ref';
    expect(print.responses).toHaveProperty(`200.${languageOf}`, '#/components/headers/ContentLanguage');
    expect(print.responses).not.toHaveProperty(`400.${languageOf}`);
    expect(operationOf(list).responses).not.toHaveProperty(`200.${languageOf}`);
  });

  test('that streams says what the data of its events is', () => {
    const stream = operationOf(
      sse(
        '/myorder/:orderId/stream',
        { ...madeUp, roles: ['customer'], event: named('OrderTrack', { orderId: id }) },
        never,
      ),
    );
    expect(namesOf(stream)).toEqual(['orderId', 'Actor', 'CorrelationId', 'EventPosition', 'LastEventId']);
    expect(stream.responses).toMatchObject({
      200: { content: { 'text/event-stream': { 'x-event-data': { $ref: '#/components/schemas/OrderTrack' } } } },
    });
    expect(stream.responses).not.toHaveProperty('304');
  });

  test('of the operator takes names, answers JSON lines, and knows nothing of positions and keys', () => {
    const [verify = {}, books = {}] = describedOf([
      operatorPost(
        '/ops/projections/:target/verify',
        {
          ...madeUp,
          responses: { 200: jsonLines(anyOf(object({ result: id }), object({ progress: id }))) },
          refusals: ['PROJECTION_NOT_FOUND'],
        },
        never,
      ),
      operatorGet('/ops/payments/differences', { ...madeUp, parameters: { since: text } }, never),
    ]).map(operationOf);
    expect(verify).toMatchObject({
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
});

describe('the document', () => {
  test('names every schema, parameter and header that it refers to', () => {
    const document = openApiOf([revision, list]);
    expect(document.components.schemas).toHaveProperty('Menu', {
      type: 'object',
      properties: {
        menuId: { type: 'integer', minimum: 1 },
        price: expect.objectContaining({ type: 'number' }) as object,
      },
      required: ['menuId', 'price'],
      additionalProperties: false,
    });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(50);
    for (const [, kind = '', name = ''] of references) expect(document.components[kind]).toHaveProperty([name]);
  });

  test('of several services holds the operations of each', () => {
    const MenuView = named('MenuView', { menuId: id });
    const writes = openApiOf([revision]);
    const reads = openApiOf([
      get('/menus/:menuId', { ...anything, responses: { 200: MenuView } }, never),
      get('/stores', anything, never),
    ]);
    const { paths, components } = merged([writes, reads]);
    expect(components.schemas).toMatchObject({ Menu: {}, MenuView: {} });
    expect(Object.entries(paths).map(([path, operations]) => [path, Object.keys(operations)])).toEqual([
      ['/menus/{menuId}', ['put', 'get']],
      ['/stores', ['get']],
    ]);
  });

  test('has one schema for each name', () => {
    const other = get('/menus', { ...anything, responses: { 200: named('Menu', { menuId: text }) } }, never);
    expect(() => openApiOf([revision, other])).toThrow('two schemas are called Menu');
  });
});
