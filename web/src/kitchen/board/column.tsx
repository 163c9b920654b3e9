import { texts } from '../texts.js';
import type { Desk } from './desk.js';
import type { Column } from './order-steps.js';
import { Ticket } from './ticket.js';

interface Props {
  readonly name: Column;
  readonly desk: Desk;
}

/** The orders that are at one step, oldest first. A ticket is drawn anew by itself, not with its column. */
export const BoardColumn = ({ name, desk }: Props) => {
  const entries = desk.board.columns[name].value;
  return (
    <section class="column" data-name={name} aria-labelledby={`column-${name}`}>
      <h2 id={`column-${name}`}>
        {texts(name)} <span class="tag">{entries.length}</span>
      </h2>
      <div class="tickets">
        {entries.length === 0 && <p class="soft">{texts('nothing')}</p>}
        {entries.map((entry) => (
          <Ticket key={entry.orderId} entry={entry} desk={desk} />
        ))}
      </div>
    </section>
  );
};
