import {
  HttpFault,
  jsonLines,
  operatorGet,
  operatorPost,
  type OperatorRequest,
  type OperatorRoute,
} from '@doremi/http';
import type { Logger } from '@doremi/process';
import { ReconciliationLine, reconciliationQuery } from './reconcile.responses.js';
import type { ReconciliationRequest } from './reconciliation.js';

type Reconcile = (request: ReconciliationRequest) => AsyncIterable<ReconciliationLine>;

const ofBooks = {
  tag: 'reconciliation',
  parameters: reconciliationQuery,
  responses: { 200: jsonLines(ReconciliationLine) },
} as const;

/** The operator's look at the payment provider's ledger, and what comes of it, line by line. `mayApply` throws while nothing may. */
export const reconcileRoutes = (reconcile: Reconcile, mayApply: () => Promise<void>, log: Logger): OperatorRoute[] => {
  const lines = async ({ query, by, signal }: OperatorRequest<unknown>, apply: boolean) => {
    const { since } = query;
    if (since !== undefined && Number.isNaN(Date.parse(since)))
      throw new HttpFault(400, 'SINCE_INVALID', 'since must be a time as ISO 8601 has it');
    if (apply) await mayApply();
    const request = { apply, by, signal, ...(since && { since: new Date(since).toISOString() }) };
    return { status: 200 as const, lines: written(reconcile(request), by, log) };
  };
  return [
    operatorGet(
      '/ops/payments/differences',
      {
        ...ofBooks,
        operation: 'listPaymentDifferences',
        summary: 'What the card company charged or gave back and the log does not know',
        refusals: ['SINCE_INVALID'],
      },
      (request) => lines(request, false),
    ),
    operatorPost(
      '/ops/payments/reconcile',
      {
        ...ofBooks,
        operation: 'reconcilePayments',
        summary: 'Record or refund it; `left` says why something is still to be done',
        refusals: ['SINCE_INVALID', 'EVENT_STORE_MISMATCH'],
      },
      (request) => lines(request, true),
    ),
  ];
};

/** What was done about money is in the log of the process, with who wanted it. */
async function* written(lines: AsyncIterable<ReconciliationLine>, by: string, log: Logger) {
  for await (const line of lines) {
    if ('difference' in line && line.left !== undefined)
      log.warn({ by, ...line.difference, left: line.left }, 'a difference with the payment provider was reconciled');
    yield line;
  }
}
