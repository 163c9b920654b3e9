import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { common } from '../texts/common.js';
import { focusFirst } from './first-focus.js';
import { goBackTo } from './focus-place.js';
import { whereFocusIs } from './keep-focus.js';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
  /** Whether it is what is printed of the page. */
  readonly printed?: boolean;
}

/**
 * A question that comes first; open for as long as it is there, and begun at its first field or at what it is for. Escape closes it, and
 * whoever asked goes on where they were.
 */
export const Dialog = ({ title, onClose, children, wide, printed }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  useEffect(() => {
    const before = whereFocusIs();
    dialog.current?.showModal();
    const stopLooking = dialog.current && heading.current && focusFirst(dialog.current, heading.current);
    // Once it is gone: what is behind it takes no focus until then.
    return () => {
      stopLooking?.();
      queueMicrotask(() => before && goBackTo(before));
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={[wide && 'wide', printed && 'print'].filter(Boolean).join(' ')}
      aria-labelledby={id}
      onClose={onClose}
    >
      <header>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" class="quiet" aria-label={common('close')} onClick={onClose}>
          ×
        </button>
      </header>
      {children}
    </dialog>
  );
};
