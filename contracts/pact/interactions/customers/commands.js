import { as, found, json } from '../matching.js';

/** Of somebody who never ordered: there is nothing to wait for, and nothing of it in other interactions. */
const accepted = { ...found({ waitsFor: [] }), status: 202 };

export const customerCommands = [
  {
    description: 'a customer has what is personal erased',
    request: { method: 'DELETE', path: '/customers/me/personal-data', headers: as('customer:carol') },
    response: accepted,
  },
  {
    description: 'an operator has what is personal erased for a customer',
    request: {
      method: 'POST',
      path: '/customers/erasures',
      ...json({ customerId: 'customer:dave', now: true }, as('operator')),
    },
    response: accepted,
  },
];
