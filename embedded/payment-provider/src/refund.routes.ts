import { Router } from 'express';
import { keyReused } from './charge.routes.js';
import type { Ledger } from './ledger.js';
import { Problem } from './problem.js';
import { refundRequest } from './requests.js';

/** Refunds; the cents of the amount mean nothing here. */
export const refundRoutes = (ledger: Ledger): Router =>
  Router().post('/refunds', async (request, response) => {
    const asked = refundRequest(request);
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
