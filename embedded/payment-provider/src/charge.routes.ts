import { type Response, Router } from 'express';
import { answerOddly } from './answer-oddly.js';
import type { Charge, Ledger } from './ledger.js';
import type { Oddness } from './odd-answers.js';
import { Problem } from './problem.js';
import { chargeRequest } from './requests.js';
import { waitWhileConnected } from './wait.js';

/** Charges; `slowMs` is how long the first answer to an amount of .03 takes. */
export const chargeRoutes = (ledger: Ledger, slowMs: number, oddness: Oddness): Router =>
  Router()
    .post('/charges', async (request, response) => {
      const { asked, behaviour } = chargeRequest(request);
      if (behaviour === 'unavailable') {
        throw new Problem(503, 'PROVIDER_UNAVAILABLE', 'The card company is away; nothing was charged.');
      }
      const odd = await ledger.drawOddAnswer(`charge ${asked.key}`, oddness);
      if (odd) return answerOddly(odd, response, () => ledger.charge(asked, behaviour));
      const outcome = await ledger.charge(asked, behaviour);
      if (outcome.type === 'keyReused') throw keyReused();
      const isFirst = outcome.type === 'made';
      if (isFirst && behaviour === 'cut') return void request.socket.destroy();
      if (isFirst && behaviour === 'slow') await waitWhileConnected(response, slowMs);
      answer(response, outcome.charge);
    })
    .get('/charges/:key', ({ params }, response) => {
      const charge = ledger.find(params.key);
      if (charge === undefined) throw new Problem(404, 'CHARGE_NOT_FOUND', `There is no charge of ${params.key}.`);
      response.json(charge);
    });

export const keyReused = () =>
  new Problem(422, 'IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request.');

const answer = (response: Response, charge: Charge): void => {
  if (charge.status === 'declined') throw new Problem(402, 'CARD_DECLINED', 'The card was declined.');
  response.status(201).json(charge);
};
