import { useSignal } from '@preact/signals';
import { useCommand } from '../../api/use-command.js';
import { when } from '../../texts/formats.js';
import { CommandButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ProblemNote } from '../../ui/problem.js';
import { dateIn, endOfDay, instantIn } from '../local-time.js';
import { type Choice, sellOut, type StoreMenu } from './menu-commands.js';
import { texts } from './texts.js';

const UNTIL = ['untilEnd', 'untilGood', 'untilTime'] as const;

interface Props {
  readonly menu: StoreMenu;
  readonly choice: Choice | null;
  readonly name: string;
  readonly timezone: string;
  readonly onClose: () => void;
}

/** Until when there is none of it. */
export const SellOutDialog = ({ menu, choice, name, timezone, onClose }: Props) => {
  const until = useSignal<(typeof UNTIL)[number]>('untilEnd');
  const time = useSignal(`${dateIn(timezone)}T18:00`);
  const selling = useCommand(sellOut);
  const end = endOfDay(timezone);
  const instant = { untilEnd: end, untilGood: null, untilTime: instantIn(timezone, time.value) };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (await selling.run(menu, instant[until.value], choice)) onClose();
  };
  return (
    <Dialog title={texts('sellOutTitle', { name })} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        {UNTIL.map((one) => (
          <label key={one} class="check">
            <input type="radio" name="until" checked={until.value === one} onChange={() => (until.value = one)} />
            {texts(one, { at: when(end, timezone) })}
          </label>
        ))}
        {until.value === 'untilTime' && (
          <label class="field">
            {texts('time')}
            <input
              type="datetime-local"
              required
              value={time.value}
              onInput={({ currentTarget }) => (time.value = currentTarget.value || time.value)}
            />
          </label>
        )}
        <ProblemNote of={selling.problem.value} />
        <CommandButton command={selling} submit kind="main">
          {texts('sellOutIt')}
        </CommandButton>
      </form>
    </Dialog>
  );
};
