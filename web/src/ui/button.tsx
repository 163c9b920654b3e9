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
  /** The id of what explains it. */
  readonly describedBy?: string | undefined;
}

/** Does something once: disabled while it is under way; whoever pressed it has the focus again (keep-focus.ts). */
export const CommandButton = ({
  command,
  onClick,
  children,
  kind = 'plain',
  submit,
  disabled,
  label,
  describedBy,
}: Props) => {
  const isBusy = command.busy.value;
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={kind}
      disabled={isBusy || disabled}
      aria-busy={isBusy}
      aria-label={label}
      aria-describedby={describedBy}
      onClick={onClick}
    >
      {children}
    </button>
  );
};
