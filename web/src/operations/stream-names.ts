/** The kinds of streams that there are, and how a person finds one: by which number or words. */
export const KINDS = {
  order: 'number',
  cart: 'number',
  payment: 'number',
  menu: 'number',
  store: 'number',
  storeMenu: 'store and menu',
  slots: 'store and day',
  receipts: 'store and day',
  customer: 'person',
  chain: 'only one',
  log: 'only one',
} as const;

export type StreamKind = keyof typeof KINDS;

const ID = /^[1-9]\d{0,14}$/;
const HASH = /^[0-9a-f]{64}$/;
const PATTERN = new RegExp(
  [
    '^(?:(?:menu|store|cart|payment|order)-[1-9]\\d{0,14}',
    'storeMenu-[1-9]\\d{0,14}\\.[1-9]\\d{0,14}',
    '(?:slots|receipts)-[1-9]\\d{0,14}-\\d{4}-\\d{2}-\\d{2}',
    'customer-[0-9a-f]{64}',
    '(?:chain|log)-1)$',
  ].join('|'),
);

export const isStreamName = (text: string): boolean => PATTERN.test(text);

const sha256 = async (text: string): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/**
 * The stream's name of what was asked for; null where that is none. `first` is a number, or of a customer their id (or its hash already);
 * `second` the number of the menu, or the day (YYYY-MM-DD).
 */
export const streamOf = async (kind: StreamKind, first: string, second: string): Promise<string | null> => {
  const [one, other] = [first.trim(), second.trim()];
  switch (KINDS[kind]) {
    case 'number':
      return ID.test(one) ? `${kind}-${one}` : null;
    case 'store and menu':
      return ID.test(one) && ID.test(other) ? `${kind}-${one}.${other}` : null;
    case 'store and day':
      return ID.test(one) && /^\d{4}-\d{2}-\d{2}$/.test(other) ? `${kind}-${one}-${other}` : null;
    case 'person':
      if (one === '') return null;
      return `${kind}-${HASH.test(one) ? one : await sha256(one)}`;
    case 'only one':
      return `${kind}-1`;
  }
};

/** Where a pasted text leads: the timeline of a stream, or what a correlation caused. */
export const pathOfPasted = (text: string): string | null => {
  const asked = text.trim();
  if (asked === '') return null;
  return isStreamName(asked) ? pathOfStream(asked) : pathOfCorrelation(asked);
};

/** The page of a stream, at one of its events where a revision is given. */
export const pathOfStream = (stream: string, revision?: number): string =>
  `/operations/events/stream/${encodeURIComponent(stream)}${revision === undefined ? '' : `?at=${revision}`}`;

export const pathOfCorrelation = (correlationId: string): string =>
  `/operations/events/caused/${encodeURIComponent(correlationId)}`;
