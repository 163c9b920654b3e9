import { goBackTo, keepsFocus, type Place, placeOf } from './focus-place.js';

/** Where the focus was last; null once somebody left it by themselves. */
let last: Place | null = null;

const isBusy = (element: Element): boolean => element.isConnected && element.matches('[aria-busy="true"]');

/** Of a dialog that is closed: it knows itself who asked. */
const wasInDialog = ({ steps }: Place): boolean =>
  steps.some(({ element }) => element.matches('dialog') && !element.isConnected);

const look = (): void => {
  const [active, was] = [document.activeElement, last?.steps[0]?.element];
  if (!last || !was || !document.hasFocus()) return;
  if (active && active !== document.body && keepsFocus(active)) return;
  // A button that can't be pressed for as long as it is under way has the focus again afterwards.
  if (isBusy(was) || wasInDialog(last)) return;
  goBackTo(last);
};

/** Where whoever works the page is; where that can't have the focus for the moment, where they were. */
export const whereFocusIs = (): Place | null => {
  const active = document.activeElement;
  return active && active !== document.body ? placeOf(active) : last;
};

/**
 * Nobody who presses a button loses their place because it goes, or can't be pressed any more, whoever made it so: the focus goes on to
 * what comes next in the list, or to the heading above. For as long as the page is open.
 */
export const keepFocus = (): void => {
  const note = (): void => {
    const active = document.activeElement;
    if (active && active !== document.body) last = placeOf(active);
  };
  note();
  addEventListener('focusin', note);
  // Whoever goes to another page has the focus where that begins (page-title.tsx). That it is gone to, wouter's history tells.
  let path = location.pathname;
  const go = (): void => {
    if (location.pathname !== path) last = null;
    path = location.pathname;
  };
  for (const event of ['pushState', 'popstate']) addEventListener(event, go);
  // What is beside it may have changed since.
  addEventListener('click', note, true);
  const leave = ({ target }: Event): void => {
    if (!last?.steps[0]?.element.contains(target as Node)) last = null;
  };
  addEventListener('mousedown', leave, true);
  new MutationObserver(look).observe(document.body, {
    ...{ childList: true, subtree: true },
    attributeFilter: ['disabled', 'hidden', 'aria-busy'],
  });
};
