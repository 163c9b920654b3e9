import type { Where } from '@doremi/read-models';
import { Absent, csv, Day, get, MAX_STORE_ID, pageOf, PageQuery, type Route, text, Whole } from '@doremi/http';
import { type Actor, isAdmin, isStore, type SalesDay } from '@doremi/domain';
import { isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import { asCsv, csvFile, ExportQuery } from './export.js';
import { freshEnough } from './read-your-writes.js';
import { page, type Listing } from './page.js';
import type { ReadModels } from './read-models.js';
import { menuSalesIn } from './menu-sales.js';
import { ordersTable } from './sales-export.js';
import { rangeOf } from './sales-range.js';
import { salesByMenuResponse, SalesByMenuResponse, salesDayResponse, SalesDayResponse } from './sales.responses.js';

export class SalesQuery extends PageQuery {
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  /** Both days are included. */
  @Absent() @Day() from?: string;
  @Absent() @Day() to?: string;
}

export class MenuSalesQuery {
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  /** Both days are included, at most 92 of them; 31 where not both are said, the last ones where none is. */
  @Absent() @Day() from?: string;
  @Absent() @Day() to?: string;
}

const NEWEST_FIRST: Listing<SalesDay>['sort'] = [
  ['businessDay', -1],
  ['storeId', 1],
];

const between = ({ from, to }: SalesQuery): Where<SalesDay> =>
  from === undefined && to === undefined
    ? {}
    : { businessDay: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lte: to }) } };

/** Whose sales somebody is shown: of the store that they ask for, else of every one for head office and of their own for a store. */
const shownTo = (actor: Actor, asked: number | undefined): { readonly storeId?: number } | Refusal => {
  const storeId = asked ?? (isAdmin(actor) ? undefined : actor.storeId);
  if (storeId === undefined) return {};
  return isAdmin(actor) || isStore(actor, storeId) ? { storeId } : refuse('FORBIDDEN', { storeId });
};

const ofSales = { tag: 'sales', roles: ['admin', 'store'] } as const;

/** What the stores sold: head office sees every store, a store its own. */
export const salesRoutes = ({
  sales,
  menuSales,
  board,
}: Pick<ReadModels, 'sales' | 'menuSales' | 'board'>): Route[] => [
  get(
    '/sales',
    {
      ...ofSales,
      operation: 'listSales',
      summary: 'Sales per store and day, newest day first: of every store for head office, else of the own one',
      query: SalesQuery,
      responses: { 200: pageOf(SalesDayResponse) },
    },
    freshEnough([sales], async ({ query, actor }) => {
      const shown = shownTo(actor, query.storeId);
      if (isRefusal(shown)) return shown;
      const where = { ...between(query), ...shown };
      return page(sales, { list: 'sales', where, sort: NEWEST_FIRST }, query, salesDayResponse);
    }),
  ),
  get(
    '/sales/menus',
    {
      ...ofSales,
      operation: 'getSalesByMenu',
      summary: 'What was sold of each menu and option, over days: of every store for head office, else of the own one',
      query: MenuSalesQuery,
      responses: { 200: SalesByMenuResponse },
    },
    freshEnough([menuSales], async ({ query, actor, now }) => {
      const shown = shownTo(actor, query.storeId);
      if (isRefusal(shown)) return shown;
      const range = rangeOf(query, now);
      if (isRefusal(range)) return range;
      const { from, to } = range;
      const sum = await menuSalesIn(menuSales, { businessDay: { $gte: from, $lte: to }, ...shown });
      return { status: 200, body: salesByMenuResponse({ storeId: shown.storeId ?? null, from, to }, sum) };
    }),
  ),
  get(
    '/sales/export',
    {
      ...ofSales,
      operation: 'exportSales',
      summary: 'The orders of a business day as a table: of every store for head office, else of the own one',
      query: ExportQuery,
      responses: { 200: csv(text) },
    },
    freshEnough([board], async ({ query: { day, storeId }, actor }) => {
      const shown = shownTo(actor, storeId);
      if (isRefusal(shown)) return shown;
      return csvFile(`orders-${day}.csv`, await asCsv(board, ordersTable, { businessDay: day, ...shown }));
    }),
  ),
];
