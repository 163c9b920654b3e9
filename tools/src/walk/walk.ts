import type { Body, Ids, Step } from './steps.js';

/** What one step answered, and every way in which that is not what the contract says. */
export interface StepResult {
  readonly request: string;
  readonly status: number;
  readonly faults: readonly string[];
  /** The request and its answer as they went over the wire. */
  readonly exchange: {
    readonly method: string;
    readonly path: string;
    readonly status: number;
    readonly header: (name: string) => string | null;
    readonly body: string;
  };
}

/**
 * Walks from a registered menu to a delivered pizza through the gateway at `url`, comparing status, fields and money
 * with the contract. It goes on after a fault as far as the ids that it learned carry. `signed` gives the headers that say
 * who asks, for the step of this number, from 1.
 */
export async function* walk(
  url: string,
  steps: readonly Step[],
  signed: (step: number) => Readonly<Record<string, string>> = () => ({}),
): AsyncGenerator<StepResult> {
  const ids: Ids = { menuId: Number.NaN, cartId: Number.NaN, orderId: Number.NaN };
  for (const [index, step] of steps.entries()) {
    const who = signed(index + 1);
    const { method, path, body } = step.request(ids);
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...who, ...(method === 'POST' && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'error',
    });
    const { status } = response;
    const text = await response.text();
    const answered = bodyOf(text);
    step.learn?.(answered, ids);
    const faults = status === step.status ? [] : [`status ${status} instead of ${step.status}`];
    const inspected = step.item ? await itemOf(step, answered, ids, `${url}${path}`, who) : answered;
    faults.push(...differences(step.body(ids), inspected, 'body'));
    const exchange = { method, path, status, header: (name: string) => response.headers.get(name), body: text };
    yield { request: `${method} ${path}`, status, faults, exchange };
  }
}

/** The step's item of a list, on whichever page it is. */
const itemOf = async (
  step: Step,
  first: Body,
  ids: Ids,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> => {
  for (let page = first; ;) {
    const items = Array.isArray(page.items) ? (page.items as Body[]) : [];
    const found = items.find((item) => step.item?.(item, ids));
    if (found || typeof page.nextCursor !== 'string') return found;
    const next = await fetch(`${url}?cursor=${encodeURIComponent(page.nextCursor)}`, { headers });
    page = bodyOf(await next.text());
  }
};

/** The answer as an object; an empty one where it is none, and then every field is missing. */
const bodyOf = (text: string): Body => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Body) : {};
  } catch {
    return {};
  }
};

/** Where `actual` is not what is expected: fields that are not named may be anything, lists must have the same length. */
const differences = (expected: unknown, actual: unknown, path: string): string[] => {
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(expected, actual)
      ? []
      : [`${path} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
  }
  if (typeof actual !== 'object' || actual === null) return [`${path} is missing`];
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length))
    return [`${path} does not have ${expected.length} items`];
  return Object.entries(expected).flatMap(([field, value]) =>
    differences(value, (actual as Record<string, unknown>)[field], `${path}.${field}`),
  );
};
