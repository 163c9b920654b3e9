import { fromState, json, problem, shaped, string } from './matching.js';

const key = (text) => ({ 'Idempotency-Key': text });
const post = (path, idempotencyKey, body) => ({ method: 'POST', path, ...json(body, key(idempotencyKey)) });

/** Of an answer the client reads the id, of a refusal the code. */
const made = (kind) => ({ status: 201, headers: {}, body: { id: shaped(`${kind}_\\w+`, `${kind}_1`) } });
const refused = (status, code) => ({ ...problem(status, code), body: { code } });

/**
 * What the client makes of each answer is in `outcome`. Amounts are in minor units, and their cents decide what the card
 * company does, as test cards do.
 */
export const charges = [
  {
    description: 'a charge',
    request: post('/charges', '900003-1', { amount: 15000 }),
    response: made('ch'),
    outcome: { outcome: 'approved', providerReference: 'ch_1' },
  },
  {
    description: 'a charge that was made already',
    state: 'the charge 900004-1 of 15000 was made',
    request: post('/charges', '900004-1', { amount: 15000 }),
    response: made('ch'),
    outcome: { outcome: 'approved', providerReference: 'ch_1' },
  },
  {
    description: 'another charge with a key that was used',
    state: 'the charge 900004-1 of 15000 was made',
    request: post('/charges', '900004-1', { amount: 20000 }),
    response: refused(422, 'IDEMPOTENCY_KEY_REUSED'),
    outcome: { outcome: 'declined', code: 'IDEMPOTENCY_KEY_REUSED' },
  },
  {
    description: 'a charge that the card does not pay',
    request: post('/charges', '900005-1', { amount: 15001 }),
    response: refused(402, 'CARD_DECLINED'),
    outcome: { outcome: 'declined', code: 'CARD_DECLINED' },
  },
  {
    description: 'a charge that is not taken',
    request: post('/charges', '900006-1', { amount: 15004 }),
    response: refused(503, 'PROVIDER_UNAVAILABLE'),
    outcome: { outcome: 'notCharged' },
  },
];

const charge = fromState('${charge}', 'ch_1');

export const refunds = [
  {
    description: 'a refund of a part',
    state: 'the charge 900007-1 of 15000 was made',
    request: post('/refunds', 'r-7', { charge, amount: 5000 }),
    response: made('re'),
    outcome: { outcome: 'refunded', providerReference: 're_1' },
  },
  {
    description: 'a refund of more than was charged',
    state: 'the charge 900008-1 of 15000 was made',
    request: post('/refunds', 'r-8', { charge, amount: 20000 }),
    response: refused(409, 'REFUND_EXCEEDS_CHARGE'),
    outcome: { outcome: 'failed', code: 'REFUND_EXCEEDS_CHARGE' },
  },
  {
    description: 'a refund of a charge that there is not',
    request: post('/refunds', 'r-9', { charge: 'ch_none', amount: 1 }),
    response: refused(404, 'CHARGE_NOT_FOUND'),
    outcome: { outcome: 'failed', code: 'CHARGE_NOT_FOUND' },
  },
];
