import type { Known } from './known.js';
import type { Operation } from './operations.js';
import { recipes, type Ingredients } from './recipes.js';
import type { FuzzRequest } from './request.js';
import { valueOf } from './values.js';

/** A request in parts, so that a mutation can change one of them. */
export interface Draft {
  readonly operation: Operation;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly learn: NonNullable<Ingredients['learn']>;
}

let sent = 0;

/** A request of the route that makes sense; null where there is nothing yet that it could act on. */
export const wellFormed = (operation: Operation, known: Known): Draft | null => {
  const { random } = known;
  const ingredients = (recipes[operation.key] ?? plain)(known);
  if (!ingredients) return null;
  const { params, body, learn = () => undefined } = ingredients;
  const path = operation.template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
  const query = operation.query
    .filter(({ name }) => name !== 'cursor' && random.chance(0.4))
    .map(({ name, schema }) => [name, String(valueOf(schema, random))] as const);
  const made = operation.body ? { ...(valueOf(operation.body, random) as object), ...body } : null;
  const fields = made && Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
  const isCommand = operation.method !== 'GET';
  const headers = {
    'X-Correlation-Id': `fuzz-${++sent}`,
    ...(fields && { 'Content-Type': 'application/json' }),
    ...(isCommand && random.chance(0.5) && { 'Idempotency-Key': `fuzz-key-${sent}` }),
  };
  return { operation, path, query, headers, fields, learn };
};

const plain = (): Ingredients => ({ params: {} });

/** The draft as it goes over the wire. */
export const requestOf = ({ operation, path, query, headers, fields }: Draft): FuzzRequest => ({
  method: operation.method,
  target: targetOf(path, query),
  headers,
  body: fields && Buffer.from(JSON.stringify(fields)),
});

const targetOf = (path: string, query: Draft['query']): string =>
  query.length === 0 ? path : `${path}?${new URLSearchParams(Object.fromEntries(query)).toString()}`;
