import { useComputed } from '@preact/signals';
import { later } from '../../ui/later.js';
import { texts } from '../texts.js';
import type { Board } from './board.js';
import { Mounted } from './mounted.js';

const Card = later(() => import('./cancelled-card.js'));

/** What was cancelled and nobody has said that they know: over everything else. */
export const Cancelled = ({ board }: { readonly board: Board }) => {
  const isNone = useComputed(() => board.cancelled.value.length === 0);
  return (
    <section class="cancelled" role="alert" aria-labelledby="cancelled" hidden={isNone}>
      <h2 id="cancelled">{texts('cancelledTitle')}</h2>
      <Mounted class="gones" entries={board.cancelled} show={(entry) => <Card entry={entry} board={board} />} />
    </section>
  );
};
