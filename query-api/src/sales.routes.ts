import type { Where } from '@doremi/read-models';
import { Absent, Day, get, MAX_STORE_ID, pageOf, PageQuery, type Route, Whole } from '@doremi/http';
import { isAdmin, isStore, type SalesDay } from '@doremi/domain';
import { refuse } from '@doremi/event-sourcing';
import { freshEnough } from './read-your-writes.js';
import { page, type Listing } from './page.js';
import type { ReadModels } from './read-models.js';
import { salesDayResponse, SalesDayResponse } from './sales.responses.js';

export class SalesQuery extends PageQuery {
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  /** Both days are included. */
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

/** What the stores sold, day by day: head office sees every store, a store its own. */
export const salesRoutes = ({ sales }: Pick<ReadModels, 'sales'>): Route[] => [
  get(
    '/sales',
    {
      tag: 'sales',
      operation: 'listSales',
      summary: 'Sales per store and day, newest day first: of every store for head office, else of the own one',
      roles: ['admin', 'store'],
      query: SalesQuery,
      responses: { 200: pageOf(SalesDayResponse) },
    },
    freshEnough([sales], async ({ query, actor }) => {
      const storeId = query.storeId ?? (isAdmin(actor) ? undefined : actor.storeId);
      if (storeId !== undefined && !isAdmin(actor) && !isStore(actor, storeId)) return refuse('FORBIDDEN', { storeId });
      const filter = { ...between(query), ...(storeId !== undefined && { storeId }) };
      return page(sales, { list: 'sales', where: filter, sort: NEWEST_FIRST }, query, salesDayResponse);
    }),
  ),
];
