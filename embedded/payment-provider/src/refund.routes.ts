import { Router } from 'express';
import { answerOddly } from './answer-oddly.js';
import { keyReused } from './charge.routes.js';
import type { Ledger } from './ledger.js';
import type { Oddness } from './odd-answers.js';
import { Problem } from './problem.js';
import { refundRequest } from './requests.js';

/** Refunds; the cents of the amount mean nothing here. */
export const refundRoutes = (ledger: Ledger, oddness: Oddness): Router =>
  Router().post('/refunds', async (request, response) => {
    const asked = refundRequest(request);
    const odd = await ledger.drawOddAnswer(`refund ${asked.key}`, oddness);
    if (odd) return answerOddly(odd, response, () => ledger.refund(asked));
    const outcome = await ledger.refund(asked);
    switch (outcome.type) {
      case 'made':
      case 'repeated':
        response.status(201).json(outcome.refund);
        return;
      case 'keyReused':
        throw keyReused();
      case 'unknownCharge':
        throw new Problem(404, 'CHARGE_NOT_FOUND', `There is no approved charge ${asked.charge}.`);
      case 'tooMuch':
        throw new Problem(409, 'REFUND_EXCEEDS_CHARGE', `Only ${outcome.left} of ${asked.charge} is left.`);
    }
  });
