import { useComputed } from '@preact/signals';
import { texts } from '../texts.js';
import type { Desk } from './desk.js';
import { Mounted } from './mounted.js';
import type { Column } from './order-steps.js';
import { Ticket } from './ticket.js';

interface Props {
  readonly name: Column;
  readonly desk: Desk;
}

/** The orders that are at one step, oldest first. */
export const BoardColumn = ({ name, desk }: Props) => {
  const entries = desk.board.columns[name];
  const count = useComputed(() => entries.value.length);
  return (
    <section class="column" data-name={name} aria-labelledby={`column-${name}`}>
      <h2 id={`column-${name}`}>
        {texts(name)} <span class="tag">{count}</span>
      </h2>
      <Mounted class="tickets" entries={entries} show={(entry) => <Ticket entry={entry} desk={desk} />} />
      <p class="soft nothing">{texts('nothing')}</p>
    </section>
  );
};
