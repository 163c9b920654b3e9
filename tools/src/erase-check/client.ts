/** An answer, and its text as it came. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly items?: readonly Order[] };
}

/** A cart or an order, as far as it is looked at here. */
export interface Order {
  readonly orderId: number;
  readonly status: string;
  readonly fulfilment: { readonly personal: object | null; readonly erased?: true } | null;
}

/** Asks a system in somebody's name; comes again where it is told to. Throws where it is refused otherwise. */
export const asking =
  (door: string) =>
  async (by: string, method: string, path: string, body?: object): Promise<Answer> => {
    for (let tries = 0; ; tries++) {
      const response = await fetch(`${door}${path}`, {
        method,
        headers: { 'X-Actor': by, ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok)
        return { status: response.status, text, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
      if (response.status !== 503 || tries > 50) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
  };

export type Ask = ReturnType<typeof asking>;

/** Does the work on each of them, so many at once. */
export const each = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  atOnce = 8,
): Promise<void> => {
  const left = items[Symbol.iterator]();
  const take = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, take));
};
