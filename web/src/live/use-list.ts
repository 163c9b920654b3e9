import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api/problem.js';
import { useRead } from '../api/use-read.js';
import { keyOf, type LiveEvent } from './live-events.js';
import { useLive } from './use-live.js';
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

/** So many pages as one. */
const pagesOf = async <Item>(page: Asked<Item>['page'], pages: number): Promise<Page<Item>> => {
  const items: Item[] = [];
  let cursor: string | null | undefined;
  for (let read = 0; read < pages && cursor !== null; read += 1) {
    const one = await page(cursor);
    items.push(...one.items);
    cursor = one.nextCursor;
  }
  return { items, nextCursor: cursor ?? null };
};

/** A list that is read by pages, and told of as it changes. Read again whenever the stream begins anew. */
export const useList = <Item extends LiveEvent>({ topic, key, page, matches, compare }: Asked<Item>): List<Item> => {
  const { documents, isCurrent, refused } = useLive<Item>(topic);
  // How many pages are shown of what is asked for: all of them are read again, so none of them is lost.
  const shown = useRef({ key, pages: 1 });
  if (shown.current.key !== key) shown.current = { key, pages: 1 };
  const list = useRead(key, () => pagesOf(page, shown.current.pages));
  const isReading = useRef(false);
  const isTold = isCurrent.value;
  useEffect(() => {
    if (isTold) void list.reload();
  }, [isTold]);
  const read = list.data.value;
  const readMore = async (): Promise<void> => {
    if (isReading.current) return;
    isReading.current = true;
    shown.current.pages += 1;
    await list.reload().finally(() => (isReading.current = false));
  };
  const items =
    read &&
    merged({
      listed: read.items,
      told: documents.value.values(),
      ...{ isWhole: read.nextCursor === null, keyOf, matches, compare },
    });
  return {
    items,
    isCurrent: isTold,
    problem: list.problem.value ?? refused.value,
    more: read?.nextCursor ? () => void readMore() : null,
    reload: () => void list.reload(),
  };
};
