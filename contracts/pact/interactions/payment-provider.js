import { eachLike, found, fromState, instant, integer, json, oneOf, problem, shaped, string } from './matching.js';

const key = (text) => ({ 'Idempotency-Key': text });
const post = (path, idempotencyKey, body) => ({ method: 'POST', path, ...json(body, key(idempotencyKey)) });

const euros = (amount) => ({ amount, currency: 'EUR' });

/** Of an answer the client reads the id and what became of it, of a refusal the code. */
const answered = (kind, status) => ({
  status: 201,
  headers: {},
  body: { id: shaped(`${kind}_\\w+`, `${kind}_1`), status },
});
const refused = (status, code) => ({ ...problem(status, code), body: { code } });

/**
 * What the client makes of each answer is in `outcome`. Amounts are in minor units, and their cents decide what the card
 * company does, as test cards do.
 */
export const charges = [
  {
    description: 'a charge',
    request: post('/charges', '900003-1', euros(15000)),
    response: answered('ch', 'approved'),
    outcome: { outcome: 'approved', providerReference: 'ch_1' },
  },
  {
    description: 'a charge that was made already',
    state: 'the charge 900004-1 of 15000 was made',
    request: post('/charges', '900004-1', euros(15000)),
    response: answered('ch', 'approved'),
    outcome: { outcome: 'approved', providerReference: 'ch_1' },
  },
  {
    description: 'a charge that was requested before there were currencies',
    state: 'the charge 900012-1 of 15000 was made without a currency',
    request: post('/charges', '900012-1', { amount: 15000 }),
    response: answered('ch', 'approved'),
    outcome: { outcome: 'approved', providerReference: 'ch_1' },
  },
  {
    description: 'another charge with a key that was used',
    state: 'the charge 900004-1 of 15000 was made',
    request: post('/charges', '900004-1', euros(20000)),
    response: refused(422, 'IDEMPOTENCY_KEY_REUSED'),
    outcome: { outcome: 'unknown' },
  },
  {
    description: 'a charge that the card does not pay',
    request: post('/charges', '900005-1', euros(15001)),
    response: refused(402, 'CARD_DECLINED'),
    outcome: { outcome: 'declined', code: 'CARD_DECLINED' },
  },
  {
    description: 'a charge that is not taken',
    request: post('/charges', '900006-1', euros(15004)),
    response: refused(503, 'PROVIDER_UNAVAILABLE'),
    outcome: { outcome: 'notCharged' },
  },
];

const charge = fromState('${charge}', 'ch_1');

export const refunds = [
  {
    description: 'a refund of a part',
    state: 'the charge 900007-1 of 15000 was made',
    request: post('/refunds', 'r-7', { charge, ...euros(5000) }),
    response: answered('re', 'refunded'),
    outcome: { outcome: 'refunded', providerReference: 're_1' },
  },
  {
    description: 'a refund of more than was charged',
    state: 'the charge 900008-1 of 15000 was made',
    request: post('/refunds', 'r-8', { charge, ...euros(20000) }),
    response: refused(409, 'REFUND_EXCEEDS_CHARGE'),
    outcome: { outcome: 'failed', code: 'REFUND_EXCEEDS_CHARGE' },
  },
  {
    description: 'a refund of a charge that there is not',
    request: post('/refunds', 'r-9', { charge: 'ch_none', ...euros(1) }),
    response: refused(404, 'CHARGE_NOT_FOUND'),
    outcome: { outcome: 'failed', code: 'CHARGE_NOT_FOUND' },
  },
];

const listed = (kind, fields) => ({
  id: shaped(`${kind}_\\w+`, `${kind}_1`),
  idempotencyKey: string('900009-1'),
  amount: integer(15000),
  created: instant(),
  ...fields,
});
const charged = listed('ch', { status: oneOf('approved', 'declined'), refunded: integer(5000) });
const paidBack = listed('re', { status: 'refunded', charge: shaped('ch_\\w+', 'ch_1'), chargeKey: string('900009-1') });
const get = (path, query) => ({ method: 'GET', path, query });
const page = (items, nextCursor = null) => found({ items, nextCursor });

const made = {
  id: 'ch_1',
  key: '900009-1',
  isApproved: true,
  amount: 15000,
  refunded: 5000,
  at: '2026-11-23T09:00:00.000Z',
};
const gone = {
  id: 're_1',
  key: '900009-1',
  charge: 'ch_1',
  chargeKey: '900009-1',
  isDone: true,
  amount: 15000,
  at: made.at,
};
const PAID_BACK = 'of the charge 900009-1 of 15000, 5000 was paid back';

/** The books; `of` is what the client asks for, `entries` what it makes of the answer. */
export const books = [
  {
    description: 'all that was charged or declined',
    state: PAID_BACK,
    request: get('/charges', { limit: '1000' }),
    response: page(eachLike(charged)),
    list: 'charges',
    of: {},
    entries: [made],
  },
  {
    description: 'the first page of what was charged',
    state: 'the charges 900010-1 and 900011-1 of 15000 were made',
    request: get('/charges', { limit: '1' }),
    response: page([charged], shaped('ch_\\w+', 'ch_1')),
    list: 'charges',
    of: {},
    page: 1,
    entries: [made],
  },
  {
    description: 'what was charged behind a charge, since a time',
    state: PAID_BACK,
    request: get('/charges', {
      limit: '1000',
      cursor: fromState('${charge}', 'ch_1'),
      since: '2999-01-01T00:00:00.000Z',
    }),
    response: page([]),
    list: 'charges',
    of: { after: 'ch_1', since: '2999-01-01T00:00:00.000Z' },
    entries: [],
  },
  {
    description: 'all that was paid back',
    state: PAID_BACK,
    request: get('/refunds', { limit: '1000' }),
    response: page(eachLike(paidBack)),
    list: 'refunds',
    of: {},
    entries: [gone],
  },
  {
    description: 'what was paid back of a charge',
    state: PAID_BACK,
    request: get('/refunds', { limit: '1000', charge: fromState('${charge}', 'ch_1') }),
    response: page([{ ...paidBack, chargeKey: '900009-1', amount: 5000 }]),
    list: 'refunds',
    of: { charge: 'ch_1' },
    entries: [{ ...gone, amount: 5000 }],
  },
];
