/** How long after a tap the next one at its place is of the same double tap; milliseconds. */
const DEAD_MS = 600;
/** How far two taps of one finger are apart at most; pixels. */
const NEAR_PX = 40;

export interface Tap {
  /** Ms since 1970. */
  readonly at: number;
  /** Where the finger was; null of what is pressed by a key. */
  readonly place: readonly [x: number, y: number] | null;
  /** What it acts on, and what the control says. */
  readonly on: unknown;
  readonly name: string;
  /** Whether the control is still there as it was: then nothing slid under the finger. */
  readonly isStill: () => boolean;
}

/** A finger and a key are never two halves of one. */
const isNear = (one: Tap, other: Tap): boolean => {
  if (one.place === null || other.place === null) return one.place === other.place && one.on === other.on;
  return Math.hypot(one.place[0] - other.place[0], one.place[1] - other.place[1]) <= NEAR_PX;
};

/**
 * Knows the second half of a double tap once what was tapped has gone, and the next thing has slid under the finger. The same button may
 * be pressed as often as somebody likes, for as long as it says the same.
 */
export class DoubleTaps {
  private last: Tap | null = null;

  /** Whether somebody meant what was there before. */
  isStray(tap: Tap): boolean {
    const { last } = this;
    const isOther = last && (last.on !== tap.on || last.name !== tap.name);
    if (isOther && tap.at - last.at < DEAD_MS && isNear(last, tap) && !last.isStill()) return true;
    this.last = tap;
    return false;
  }
}

const CONTROLS = 'button, a, summary, input, select, textarea';

/** A label stands for its control: the browser presses that by itself. */
const controlOf = (target: Element): Element =>
  target.closest('label')?.control ?? target.closest(CONTROLS) ?? target.closest('article') ?? target;

const nameOf = (control: Element): string =>
  control.tagName === 'BUTTON' ? (control.ariaLabel ?? control.textContent) : '';

/** Where it is on the page, however far that is scrolled. */
const placeOf = (control: Element): string => {
  const { x, y, width, height } = control.getBoundingClientRect();
  return [x + scrollX, y + scrollY, width, height].map(Math.round).join();
};

const isCovered = (control: Element): boolean =>
  document.querySelector('dialog:modal') !== null && control.closest('dialog') === null;

const tapOf = ({ target, detail, clientX, clientY }: MouseEvent): Tap => {
  const control = controlOf(target as Element);
  const [name, was] = [nameOf(control), placeOf(control)];
  return {
    at: Date.now(),
    place: detail === 0 ? null : [clientX, clientY],
    on: (name && control.closest('article')) || control,
    name,
    isStill: () => control.isConnected && !isCovered(control) && nameOf(control) === name && placeOf(control) === was,
  };
};

/** For `onClickCapture` of what holds lists that move: a stray tap does nothing in it. */
export const withoutDoubleTaps = (): ((event: MouseEvent) => void) => {
  const taps = new DoubleTaps();
  return (event) => {
    if (!taps.isStray(tapOf(event))) return;
    event.preventDefault();
    event.stopPropagation();
  };
};
