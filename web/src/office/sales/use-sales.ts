import { useEffect, useMemo, useRef } from 'preact/hooks';
import { allOf, answered, api, type Schema } from '../../api/client.js';
import type { Problem } from '../../api/problem.js';
import { useRead } from '../../api/use-read.js';
import { useLive } from '../../live/use-live.js';
import { daysAsTold, isAsked } from './days-as-told.js';
import type { Range } from './sales-range.js';
import type { SalesDay } from './sales-sums.js';

/** 92 days of a hundred stores. */
const MOST_ROWS = 10_000;
/** What is sold within so long of the first of it is one look at the menus, and by then the interface knows which; milliseconds. */
const GATHER_MS = 2_000;

export interface Sales {
  /** Both are undefined until they are there. */
  readonly days: readonly SalesDay[] | undefined;
  readonly menus: Schema<'SalesByMenu'> | undefined;
  readonly isCurrent: boolean;
  readonly problem: Problem | null;
  readonly reload: () => void;
}

/** Looks again, soon and once, where something happens. */
const useGathered = (look: () => Promise<void>): (() => void) => {
  const latest = useRef(look);
  latest.current = look;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void latest.current();
    }, GATHER_MS);
  };
};

/** What was sold in a range, by one store or by all, as it is sold: the days are told, and the menus read again where a day changed. */
export const useSales = (range: Range, storeId: number | undefined): Sales => {
  const query = { ...range, ...(storeId !== undefined && { storeId }) };
  const key = JSON.stringify(query);
  const days = useRead(key, () =>
    allOf(
      (cursor) =>
        answered(
          api.GET('/sales', { params: { query: { ...query, limit: 200, ...(cursor !== undefined && { cursor }) } } }),
        ),
      MOST_ROWS,
    ),
  );
  const menus = useRead(key, () => answered(api.GET('/sales/menus', { params: { query } })));
  const { documents, isCurrent, refused } = useLive<SalesDay>('sales');
  const [read, told, isTold] = [days.data.value, documents.value, isCurrent.value];
  const matches = useMemo(() => isAsked(range, storeId), [key]);
  const reload = (): void => {
    void days.reload();
    void menus.reload();
  };
  useEffect(() => {
    // What was read may be of before it was listened.
    if (isTold) reload();
  }, [isTold]);
  const menusChanged = useGathered(menus.reload);
  const known = useRef(told);
  useEffect(() => {
    // Told anew, a day is another object, and it is told where something of it changed.
    const isNews = [...told].some(([of, day]) => known.current.get(of) !== day && matches(day));
    known.current = told;
    if (isNews) menusChanged();
  }, [told]);
  return {
    days: useMemo(() => read && daysAsTold(read, told.values(), matches), [read, told, matches]),
    menus: menus.data.value,
    isCurrent: isTold,
    problem: days.problem.value ?? menus.problem.value ?? refused.value,
    reload,
  };
};
