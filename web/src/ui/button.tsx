import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
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

/** Does something once: disabled while it is under way. Whoever pressed it has the focus again, which nothing disabled can have. */
export const CommandButton = ({ command, onClick, children, kind = 'plain', submit, disabled, label }: Props) => {
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  const isBusy = command.busy.value;
  if (isBusy && document.activeElement === button.current) hadFocus.current = true;
  useEffect(() => {
    if (isBusy || !hadFocus.current) return;
    hadFocus.current = false;
    if (document.activeElement === document.body) button.current?.focus();
  }, [isBusy]);
  return (
    <button
      ref={button}
      type={submit ? 'submit' : 'button'}
      class={kind}
      disabled={isBusy || disabled}
      aria-busy={isBusy}
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
};
