import { hash } from 'node:crypto';

const NAMESPACE = Buffer.from('6f1cf1d69b1b5b539a0e0c5d1f0a7a11', 'hex');

/**
 * A UUIDv5 of the parts: the same parts give the same id, on every replica and after every restart.
 * They are written as JSON, so that no two lists of parts run together to the same text.
 */
export const idOf = (...parts: readonly (string | number)[]): string => uuidV5(JSON.stringify(parts));

/** The id of a command's n-th event. Deterministic, so a repeated append is the event store's own idempotency. */
export const eventIdOf = (commandId: string, index: number): string => idOf(commandId, index);

/** RFC 9562, section 5.5. Every event needs one, and the uuid package takes three times as long. */
const uuidV5 = (name: string): string => {
  const digest = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'hex');
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) & 3];
  const groups = [digest.slice(0, 8), digest.slice(8, 12), `5${digest.slice(13, 16)}`];
  return [...groups, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
};
