/** How long after a tap the next one at its place is of the same double tap; milliseconds. */
const DEAD_MS = 600;
/** How far two taps of one finger are apart at most; pixels. */
const NEAR_PX = 40;

export interface Tap {
  /** Ms since 1970. */
  readonly at: number;
  /** Where the finger was; null of what is pressed by a key. */
  readonly place: readonly [x: number, y: number] | null;
  /** What is under it, and what it says. */
  readonly on: unknown;
  readonly name: string;
}

const isNear = (one: Tap, other: Tap): boolean =>
  one.place && other.place
    ? Math.hypot(one.place[0] - other.place[0], one.place[1] - other.place[1]) <= NEAR_PX
    : one.on === other.on;

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
    if (isOther && tap.at - last.at < DEAD_MS && isNear(last, tap)) return true;
    this.last = tap;
    return false;
  }
}

const CONTROLS = 'button, a, summary, input, select, textarea';

/** A label stands for its control: the browser presses that by itself. */
const controlOf = (target: Element): Element =>
  target.closest('label')?.control ?? target.closest(CONTROLS) ?? target.closest('article') ?? target;

const tapOf = ({ target, detail, clientX, clientY }: MouseEvent): Tap => {
  const on = controlOf(target as Element);
  const name = on.tagName === 'BUTTON' ? (on.ariaLabel ?? on.textContent) : '';
  return { at: Date.now(), place: detail === 0 ? null : [clientX, clientY], on, name };
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
