import type { ReadonlySignal } from '@preact/signals';
import { render, type VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Entry } from './board.js';

interface Props {
  readonly class: string;
  readonly entries: ReadonlySignal<readonly Entry[]>;
  readonly show: (entry: Entry) => VNode;
}

/** Puts an element for each entry into the list, in their order, and takes those away that are not among them any more. */
const place = (
  list: HTMLElement,
  shown: Map<Entry, HTMLElement>,
  entries: readonly Entry[],
  show: Props['show'],
): void => {
  const staying = new Set(entries);
  for (const [entry, element] of shown) {
    if (staying.has(entry)) continue;
    render(null, element);
    element.remove();
    shown.delete(entry);
  }
  for (const [at, entry] of entries.entries()) {
    const known = shown.get(entry);
    const element = known ?? document.createElement('div');
    if (list.children[at] !== element) list.insertBefore(element, list.children[at] ?? null);
    if (known) continue;
    shown.set(entry, element);
    render(show(entry), element);
  }
};

/**
 * A list each entry of which is a tree of its own: one is drawn without looking at the others, and all of it is gone with it. In one
 * tree, a component that was drawn again keeps what it drew before for as long as its parent was not, and that holds on to the lists of
 * before, with every order that was in them.
 */
export const Mounted = ({ class: name, entries, show }: Props) => {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const shown = new Map<Entry, HTMLElement>();
    const stop = entries.subscribe((now) => list.current && place(list.current, shown, now, show));
    return () => {
      stop();
      for (const element of shown.values()) render(null, element);
    };
  }, [entries]);
  return <div class={name} ref={list} />;
};
