import type { ComponentChildren } from 'preact';
import type { Command } from '../api/use-command.js';
import { common } from '../texts/common.js';
import { CommandButton } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { OpsProblem } from './look.js';

interface Props {
  readonly title: string;
  /** What happens, and what does not. */
  readonly children: ComponentChildren;
  /** What the button says that does it. */
  readonly does: string;
  readonly isDangerous?: boolean;
  readonly command: Command<[], unknown>;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks before something is done, says what it means, and stays open with the reason where it was refused. */
export const Confirm = ({ title, children, does, isDangerous, command, onClose, onDone }: Props) => {
  const go = async (): Promise<void> => {
    const done = await command.run();
    if (done === undefined) return;
    onDone?.();
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <OpsProblem of={command.problem.value} />
      <div class="row">
        <CommandButton command={command} kind={isDangerous ? 'danger' : 'main'} onClick={() => void go()}>
          {does}
        </CommandButton>
        <button type="button" onClick={onClose}>
          {common('cancel')}
        </button>
      </div>
    </Dialog>
  );
};
