/** What goes one by one: where one of them is gone, somebody goes on with the next. */
const ITEMS = 'article, li, tr, fieldset, [role="group"]';
const HEADINGS = 'h1, h2, h3, h4';
/** What has headings of its own: they say nothing of what stands beside it. */
const PARTS = `${ITEMS}, section, aside, nav, dialog`;

/** An element with all that it is in, outermost last, each with its number among those beside it: it is known by that once it is gone. */
export interface Place {
  readonly steps: readonly { readonly element: Element; readonly at: number }[];
  /** Whether somebody got there by the keyboard: only they are scrolled to where they go on. */
  readonly isByKey: boolean;
}

const numberOf = (element: Element): number => Array.from(element.parentElement?.children ?? []).indexOf(element);

export const placeOf = (element: Element): Place => {
  const steps: Place['steps'][number][] = [];
  for (let one: Element | null = element; one && one !== document.body; one = one.parentElement)
    steps.push({ element: one, at: numberOf(one) });
  return { steps, isByKey: element.matches(':focus-visible') };
};

/** Whether what has the focus keeps it: nothing is asked here that lays out the page, since it is asked at every change of it. */
export const keepsFocus = (element: Element): boolean =>
  element.isConnected && !element.matches(':disabled') && !element.closest('[hidden]');

const isShown = (element: Element): boolean => element.isConnected && element.checkVisibility();

/** The next one, where what is gone was one of several; the last, where there is none behind it. */
const nextItem = (list: Element, gone: Place['steps']): Element | null => {
  // An item, or what it was wrapped in.
  if (!gone.slice(-2).some(({ element }) => element.matches(ITEMS))) return null;
  const beside = list.children[Math.min(gone.at(-1)?.at ?? 0, list.children.length - 1)];
  const item = [beside, beside?.firstElementChild].find((one) => one?.matches(ITEMS));
  return item ? (item.querySelector(HEADINGS) ?? item) : null;
};

/** The last of the list that it stood below: what it brought last is there. */
const endOfList = (holder: Element, at: number): Element | null => {
  const before = holder.children[at - 1];
  return before?.matches('ul, ol, .scrolls') ? (Array.from(before.querySelectorAll(ITEMS)).at(-1) ?? null) : null;
};

const headingIn = (element: Element): Element | null => {
  if (element.matches(HEADINGS)) return element;
  if (element.matches(PARTS)) return null;
  const own = (heading: Element): boolean => !element.contains(heading.closest(PARTS)) && isShown(heading);
  return Array.from(element.querySelectorAll(HEADINGS)).findLast(own) ?? null;
};

/** The heading that it stood under, or the item that it was in where that has none. */
const headingAbove = (holder: Element, at: number): Element | null => {
  for (let [within, below]: [Element | null, number] = [holder, at]; within;) {
    for (const beside of Array.from(within.children).slice(0, below).reverse()) {
      const heading = headingIn(beside);
      if (heading) return heading;
    }
    if (within.matches('main')) return within.querySelector('h1') ?? within;
    if (within.matches(`${ITEMS}, dialog`)) return within;
    [below, within] = [numberOf(within), within.parentElement];
  }
  const main = document.querySelector('main');
  return main?.querySelector('h1') ?? main;
};

/**
 * Nothing that does something when it is pressed: whoever holds a key, or presses it twice, did not mean that.
 */
const neighbourOf = ({ steps }: Place): Element | null => {
  const holding = steps.findIndex(({ element }, index) => index > 0 && isShown(element));
  const [holder, gone] = [steps[holding]?.element, steps[holding - 1]];
  if (!holder || !gone) return headingAbove(document.body, 0);
  return nextItem(holder, steps.slice(0, holding)) ?? endOfList(holder, gone.at) ?? headingAbove(holder, gone.at);
};

const focusOn = (element: HTMLElement, isByKey: boolean): void => {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) {
    element.tabIndex = -1;
    // It takes the focus this once.
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true });
  }
  element.focus({ preventScroll: !isByKey });
};

/** Puts the focus where it was, or beside that where it can't be there any more. */
export const goBackTo = (place: Place): void => {
  const was = place.steps[0]?.element;
  const target = was && keepsFocus(was) ? was : neighbourOf(place);
  if (target instanceof HTMLElement) focusOn(target, place.isByKey);
};
