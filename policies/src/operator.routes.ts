import { type OperatorRoute, type ParkedDocumentation, type ParkedMessages, parkedRoutes } from '@doremi/http';
import { type Work, workRoutes } from './open-work/work.routes.js';
import { reconcileRoutes } from './reconcile/reconcile.routes.js';

/** What a policy could not react to, and how that is called. */
export const parkedDeliveries: ParkedDocumentation = {
  tag: 'parked deliveries',
  operations: {
    list: 'listParkedDeliveries',
    show: 'getParkedDelivery',
    retry: 'retryParkedDelivery',
    skip: 'skipParkedDelivery',
  },
  outcome: 'DONE',
  refusals: { retry: ['EVENT_GONE', 'RETRY_FAILED'], skip: [] },
};

/** All that an operator asks of the policies: what is open, what they put aside, and the payment provider's ledger. */
export const operatorRoutes = (
  parked: ParkedMessages,
  work: Omit<Work, 'parked'>,
  ...ledger: Parameters<typeof reconcileRoutes>
): readonly OperatorRoute[] => [
  ...workRoutes({ ...work, parked }),
  ...parkedRoutes('/ops/policies/parked', parked, parkedDeliveries),
  ...reconcileRoutes(...ledger),
];
