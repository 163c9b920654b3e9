import { HttpFault } from '@doremi/shared/http/http-fault';
import type { OperatorAsked, OperatorRoute } from '@doremi/shared/http/operator';
import type { Logger } from '@doremi/shared/process/log';
import type { Asked, ReconciliationLine } from './reconciliation.js';

type Reconcile = (asked: Asked) => AsyncIterable<ReconciliationLine>;

/** The operator's look at the payment provider's ledger, and what comes of it, line by line. `mayApply` throws while nothing may. */
export const reconcileRoutes = (reconcile: Reconcile, mayApply: () => Promise<void>, log: Logger): OperatorRoute[] => {
  const lines = async ({ query, by, signal }: OperatorAsked, apply: boolean) => {
    const { since } = query;
    if (since !== undefined && Number.isNaN(Date.parse(since)))
      throw new HttpFault(400, 'SINCE_INVALID', 'since must be a time as ISO 8601 has it');
    if (apply) await mayApply();
    const asked = { apply, by, signal, ...(since && { since: new Date(since).toISOString() }) };
    return { status: 200, lines: written(reconcile(asked), by, log) };
  };
  return [
    { method: 'get', path: '/ops/payments/differences', handle: (asked) => lines(asked, false) },
    { method: 'post', path: '/ops/payments/reconcile', handle: (asked) => lines(asked, true) },
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
