import { ErrorReply } from '../resp/reply.js';
import { fitsInt64, toInt64 } from './command.js';

/** How an expiry is given: a unit in milliseconds, counted from now or from 1970. */
export interface ExpiryForm {
  readonly unit: bigint;
  readonly from: 'now' | 'epoch';
}

/** The forms as SET's options name them. */
export const EXPIRY_OPTIONS: Readonly<Record<string, ExpiryForm>> = {
  EX: { unit: 1000n, from: 'now' },
  PX: { unit: 1n, from: 'now' },
  EXAT: { unit: 1000n, from: 'epoch' },
  PXAT: { unit: 1n, from: 'epoch' },
};

/**
 * Epoch milliseconds of an expiry argument.
 * Throws where the number is no integer or does not fit; `command` is named in that error.
 */
export const expiryTime = (amount: string, { unit, from }: ExpiryForm, command: string): number => {
  const at = toInt64(amount) * unit + (from === 'now' ? BigInt(Date.now()) : 0n);
  if (!fitsInt64(at)) throw invalidExpiry(command);
  return Number(at);
};

export const invalidExpiry = (command: string) => new ErrorReply(`ERR invalid expire time in '${command}' command`);
