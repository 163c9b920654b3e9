const FIELDS = ':is(input:not([type="hidden"]), select, textarea):enabled';
const MAIN = ':is(button:enabled, a).main';
const HARMLESS = 'button:enabled:not(.danger)';

/** Of a choice, what is chosen. */
const chosenOf = (dialog: Element, field: HTMLElement): HTMLElement =>
  field instanceof HTMLInputElement && field.type === 'radio'
    ? (dialog.querySelector<HTMLElement>(`input[type="radio"][name="${CSS.escape(field.name)}"]:checked`) ?? field)
    : field;

/** Where somebody begins: the first field, else what the dialog is for, else a button that does no harm. */
const beginningOf = (dialog: Element): HTMLElement | null => {
  const first = (selector: string) =>
    Array.from(dialog.querySelectorAll<HTMLElement>(selector)).find((one) => !one.closest('dialog > header')) ?? null;
  const field = first(FIELDS);
  return field ? chosenOf(dialog, field) : (first(MAIN) ?? first(HARMLESS));
};

/**
 * Focuses where somebody begins in a dialog, not what closes it; its title for as long as something is loading, and where the beginning
 * would be scrolled to past what is to be read first. Answers what stops it from looking out for what is loaded.
 */
export const focusFirst = (dialog: Element, title: HTMLElement): (() => void) => {
  title.focus();
  const looking = new MutationObserver(() => look());
  const look = (): void => {
    if (document.activeElement !== title) return looking.disconnect();
    if (dialog.querySelector('.loading')) return;
    looking.disconnect();
    const beginning = beginningOf(dialog);
    if (beginning && beginning.getBoundingClientRect().bottom <= dialog.getBoundingClientRect().bottom)
      beginning.focus();
  };
  looking.observe(dialog, { childList: true, subtree: true });
  look();
  return () => looking.disconnect();
};
