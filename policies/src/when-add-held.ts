import type { CartEvent } from '@doremi/domain';
import { policy } from './policy.js';

/** The menu service is asked again; while it is busy, the sweep goes on asking until it answers or the hold expires. */
export const whenAddHeld = policy<CartEvent>({
  name: 'whenAddHeld',
  whenever: { MenuAddHeld: ({ cartId }) => [{ do: 'confirmHolds', cartId }] },
});
