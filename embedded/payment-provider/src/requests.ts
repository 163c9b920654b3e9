import type { Request } from 'express';
import { type Behaviour, behaviourOf } from './card.js';
import { Problem } from './problem.js';

export interface ChargeRequest {
  readonly key: string;
  /** Integer minor units (1/100). */
  readonly amount: number;
  readonly currency: string;
  readonly reference?: string;
}

export interface RefundRequest {
  readonly key: string;
  /** Id of the charge, `ch_…`. */
  readonly charge: string;
  /** Integer minor units (1/100). */
  readonly amount: number;
}

const DEFAULT_CURRENCY = 'KRW';

/** A charge as it is asked for, and what the card makes of it. Throws a 400 Problem for whatever is missing or malformed. */
export const chargeRequest = (request: Request): { asked: ChargeRequest; behaviour: Behaviour } => {
  const key = idempotencyKey(request);
  const { amount: units, currency: given, reference } = fields(request);
  const amount = minorUnits(units, 0);
  const currency = given === undefined ? null : text('currency', given);
  const asked = { key, amount, currency: currency ?? DEFAULT_CURRENCY, ...optional(reference) };
  return { asked, behaviour: behaviourOf(amount, currency) };
};

/** Throws a 400 Problem for whatever is missing or malformed. */
export const refundRequest = (request: Request): RefundRequest => {
  const key = idempotencyKey(request);
  const { amount, charge } = fields(request);
  return { key, charge: text('charge', charge), amount: minorUnits(amount, 1) };
};

const idempotencyKey = (request: Request): string => {
  const key = request.get('Idempotency-Key') ?? '';
  if (/^[!-~]{1,255}$/.test(key)) return key;
  throw new Problem(400, 'IDEMPOTENCY_KEY_REQUIRED', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
};

const fields = ({ body }: Request): Record<string, unknown> => {
  if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  throw new Problem(400, 'BAD_REQUEST', 'The body must be a JSON object.');
};

const minorUnits = (amount: unknown, least: number): number => {
  if (typeof amount === 'number' && Number.isSafeInteger(amount) && amount >= least) return amount;
  throw new Problem(400, 'INVALID_AMOUNT', `amount must be an integer of minor units, at least ${least}.`);
};

const text = (name: string, value: unknown): string => {
  if (typeof value === 'string' && value.length > 0) return value;
  throw new Problem(400, 'BAD_REQUEST', `${name} must be a text.`);
};

const optional = (reference: unknown): { reference?: string } =>
  reference === undefined ? {} : { reference: text('reference', reference) };
