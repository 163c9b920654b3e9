import { type OperatorRoute, type ParkedDocumentation, type ParkedMessages, parkedRoutes } from '@doremi/http';
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

/** All that an operator asks of the policies: what they put aside, and the payment provider's ledger. */
export const operatorRoutes = (
  parked: ParkedMessages,
  ...ledger: Parameters<typeof reconcileRoutes>
): readonly OperatorRoute[] => [
  ...parkedRoutes('/ops/policies/parked', parked, parkedDeliveries),
  ...reconcileRoutes(...ledger),
];
