import { money } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import type { Command } from '../../api/use-command.js';
import { Dialog } from '../../ui/dialog.js';
import { inWords } from '../texts.js';
import type { ChangedLine, Changes, MovedLine } from './changes.js';
import { say } from './texts.js';

export interface ChangedProps {
  readonly changes: Changes;
  readonly currency: string | null;
  readonly command: Pick<Command<never, unknown>, 'busy'>;
  readonly onOrder: () => void;
  readonly onClose: () => void;
}

const lineInWords = ({ line, reason, now }: ChangedLine, currency: string | null): string => {
  const menu = line.menuName;
  if (now === null) return say('isGone', { menu, why: inWords(reason) });
  const amounts = { menu, now: money(now, currency), was: money(line.unitPrice, currency) };
  return say(now === line.unitPrice ? 'revised' : 'priceWas', amounts);
};

const movedInWords = ({ was, now }: MovedLine, currency: string | null): string => {
  if (!was || !now) return say(now ? 'came' : 'went', { menu: (now ?? was)?.menuName ?? '' });
  const menu = now.menuName;
  if (was.unitPrice !== now.unitPrice)
    return say('priceWas', { menu, now: money(now.unitPrice, currency), was: money(was.unitPrice, currency) });
  return say('howMany', { menu, now: now.quantity, was: was.quantity });
};

/** What is different from what somebody saw, line by line, and what it comes to: nobody pays it unasked. */
const ChangedDialog = ({ changes, currency, command, onOrder, onClose }: ChangedProps) => {
  const { lines, moved, fee, was, now } = changes;
  const isLeft = changes.cart.lines.length > 0;
  const amounts = { now: money(now, currency), was: money(was, currency) };
  return (
    <Dialog title={say('changedTitle')} onClose={onClose}>
      <ul>
        {lines.map((changed) => (
          <li key={changed.line.lineId}>{lineInWords(changed, currency)}</li>
        ))}
        {fee && <li>{say('feeWas', { now: money(fee.now, currency), was: money(fee.was, currency) })}</li>}
        {moved.map((one) => (
          <li key={`moved ${one.was?.lineId} ${one.now?.lineId}`}>{movedInWords(one, currency)}</li>
        ))}
        {lines.length + moved.length === 0 && !fee && <li>{say('otherwise')}</li>}
      </ul>
      <p>
        <strong>{!isLeft ? say('nothingLeft') : say(now === was ? 'sameTotal' : 'nowWas', amounts)}</strong>
      </p>
      <div class="row">
        {isLeft && (
          <CommandButton command={command} kind="main" onClick={onOrder}>
            {say('orderAnyway', amounts)}
          </CommandButton>
        )}
        <button type="button" onClick={onClose}>
          {say('notNow')}
        </button>
      </div>
    </Dialog>
  );
};

export default ChangedDialog;
