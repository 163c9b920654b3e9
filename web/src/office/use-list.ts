import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Problem, problemOf } from '../api/problem.js';
import { useRead } from '../api/use-read.js';
import { keyOf, type LiveEvent } from '../live/live-events.js';
import { useLive } from '../live/use-live.js';
import { merged } from './merged.js';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface Asked<Item> {
  /** Tells what changes. */
  readonly topic: string;
  /** What is asked for; something else is another list. */
  readonly key: string;
  readonly page: (cursor: string | undefined) => Promise<Page<Item>>;
  readonly matches: (item: Item) => boolean;
  readonly compare: (a: Item, b: Item) => number;
}

export interface List<Item> {
  /** Undefined until something is there. */
  readonly items: readonly Item[] | undefined;
  readonly isCurrent: boolean;
  readonly problem: Problem | null;
  /** Reads the next page; null where there is none. */
  readonly more: (() => void) | null;
  readonly reload: () => void;
}

/** A list that is read by pages, and told of as it changes. Read again whenever the stream begins anew. */
export const useList = <Item extends LiveEvent>({ topic, key, page, matches, compare }: Asked<Item>): List<Item> => {
  const { documents, isCurrent, refused } = useLive<Item>(topic);
  const first = useRead(key, () => page(undefined));
  const further = useSignal<{ readonly after: Page<Item>; readonly page: Page<Item> } | null>(null);
  const trouble = useSignal<Problem | null>(null);
  const isReading = useRef(false);
  const isTold = isCurrent.value;
  useEffect(() => {
    if (isTold) void first.reload();
  }, [isTold]);
  const read = first.data.value;
  const shown = further.value && further.value.after === read ? further.value.page : null;
  const cursor = shown ? shown.nextCursor : read?.nextCursor;
  const readMore = async (): Promise<void> => {
    if (!read || !cursor || isReading.current) return;
    isReading.current = true;
    try {
      const next = await page(cursor);
      further.value = { after: read, page: { ...next, items: [...(shown?.items ?? []), ...next.items] } };
      trouble.value = null;
    } catch (error) {
      trouble.value = problemOf(error);
    } finally {
      isReading.current = false;
    }
  };
  const items =
    read &&
    merged({
      listed: [...read.items, ...(shown?.items ?? [])],
      told: documents.value.values(),
      ...{ isWhole: !cursor, keyOf, matches, compare },
    });
  return {
    items,
    isCurrent: isTold,
    problem: first.problem.value ?? trouble.value ?? refused.value,
    more: cursor ? () => void readMore() : null,
    reload: () => void first.reload(),
  };
};
