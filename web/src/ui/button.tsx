import type { ComponentChildren } from 'preact';
import type { Command } from '../api/use-command.js';

interface Props {
  readonly command: Pick<Command<never, unknown>, 'busy'>;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
  readonly kind?: 'main' | 'plain' | 'danger';
  /** Of the form that it is in: the form's `onSubmit` does it. */
  readonly submit?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
}

/** Does something once: disabled while it is under way. */
export const CommandButton = ({ command, onClick, children, kind = 'plain', submit, disabled, label }: Props) => (
  <button
    type={submit ? 'submit' : 'button'}
    class={kind}
    disabled={command.busy.value || disabled}
    aria-busy={command.busy.value}
    aria-label={label}
    onClick={onClick}
  >
    {children}
  </button>
);
