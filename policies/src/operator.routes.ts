import type { OperatorRoute } from '@doremi/shared/http/operator';
import { parkedRoutes, type ParkedMessages } from '@doremi/shared/http/parked';
import { reconcileRoutes } from './reconcile/reconcile.routes.js';

/** All that an operator asks of the policies: what they put aside, and the payment provider's ledger. */
export const operatorRoutes = (
  parked: ParkedMessages,
  ...ledger: Parameters<typeof reconcileRoutes>
): readonly OperatorRoute[] => [...parkedRoutes('/ops/policies/parked', parked), ...reconcileRoutes(...ledger)];
