import type { Where } from '@doremi/read-models';
import {
  dateOfQuarter,
  freeTimes,
  localAt,
  nextFree,
  quarterOf,
  type SlotsDay,
  storeOpenAt,
  type StoreView,
  timeOfQuarter,
  toDecimal,
} from '@doremi/domain';
import {
  array,
  id,
  instant,
  named,
  settingsResponse,
  type Static,
  StoreSettings as StoreSettingsResponse,
  StoreView as StoreResponse,
  text,
} from '@doremi/http';
import type { Reader } from './read-models.js';

export { settingsResponse, StoreResponse, StoreSettingsResponse };

const isOpen = ({ status, until }: StoreView, now: string): boolean =>
  status === 'OPEN' || (until !== null && Date.parse(until) <= Date.parse(now));

/**
 * A store as it stands at `now` (ISO 8601): a pause whose time has passed is over, and nothing had to fire for that. `days` are
 * those on which somebody holds places of stores that count them.
 */
export const storeViewResponse = (store: StoreView, days: readonly SlotsDay[], now: string): StoreResponse => {
  const open = isOpen(store, now);
  const { open: openNow, opensAt, closesAt } = storeOpenAt(store, now);
  const { deliveryFee, minimumOrder, preparationMinutes } = store.settings;
  return {
    storeId: store.storeId,
    storeName: store.storeName,
    address: store.address,
    timezone: store.timezone,
    status: open ? 'OPEN' : store.status,
    until: open ? null : store.until,
    openNow,
    opensAt,
    closesAt,
    nextFreeAt: freeFrom(store, days, openNow ? now : opensAt),
    deliveryFee: toDecimal(deliveryFee),
    minimumOrder: toDecimal(minimumOrder),
    preparationMinutes,
  };
};

/** These stores as they stand at `now`, ISO 8601, one for one. */
export const storeViews = async (
  slots: Pick<Reader<SlotsDay>, 'find'>,
  stores: readonly StoreView[],
  now: string,
): Promise<StoreResponse[]> => {
  const days = await heldDays(slots, stores, now);
  return stores.map((store) => storeViewResponse(store, days, now));
};

/** The first time from `from` on that is free; of now it is told when its quarter began, so that a quarter long it is told alike. */
const freeFrom = (store: StoreView, days: readonly SlotsDay[], from: string | null): string | null => {
  if (from === null) return null;
  const free = nextFree(store, from, placesOf(store, days));
  return free === from && storeOpenAt(store, quarterOf(from)).open ? quarterOf(from) : free;
};

/** Whether a quarter of an hour has a place left at this store. */
const placesOf = ({ storeId, settings }: StoreView, days: readonly SlotsDay[]): ((quarter: string) => boolean) => {
  const limit = settings.ordersPerQuarter;
  return (quarter) => {
    const day = days.find((one) => one.storeId === storeId && one.date === dateOfQuarter(quarter));
    return limit === null || (day?.held[timeOfQuarter(quarter)] ?? 0) < limit;
  };
};

/** When an order may be wanted, in order: each time is when its quarter of an hour begins. */
export const StoreTimesResponse = named('StoreTimes', { storeId: id, timezone: text, times: array(instant) });

/** When an order may be wanted of a store at `now`, ISO 8601; on one `date` as the store's clocks show it, where one is said. */
export const storeTimesResponse = async (
  slots: Pick<Reader<SlotsDay>, 'find'>,
  store: StoreView,
  date: string | undefined,
  now: string,
): Promise<Static<typeof StoreTimesResponse>> => {
  const { storeId, timezone } = store;
  const times = freeTimes(store, now, placesOf(store, await heldDays(slots, [store], now)));
  const isOnDate = (time: string): boolean => date === undefined || dateAt(timezone, time) === date;
  return { storeId, timezone, times: times.filter(isOnDate) };
};

const dateAt = (timezone: string, at: string): string =>
  new Date(localAt(timezone, Date.parse(at))).toISOString().slice(0, 10);

const heldDays = async (
  slots: Pick<Reader<SlotsDay>, 'find'>,
  stores: readonly StoreView[],
  now: string,
): Promise<readonly SlotsDay[]> => {
  const where = heldFrom(stores, now);
  return where ? slots.find({ where }) : [];
};

/** Days of these stores on which places may be held from `now` on; none where none of them counts. */
const heldFrom = (stores: readonly StoreView[], now: string): Where<SlotsDay> | null => {
  const counting = stores.filter(({ settings }) => settings.ordersPerQuarter !== null).map(({ storeId }) => storeId);
  return counting.length === 0 ? null : { storeId: { $in: counting }, date: { $gte: dateOfQuarter(quarterOf(now)) } };
};

/** The same judgement for the database; instants in read models are ISO 8601 in UTC, so text order is time order. */
export const openAt = (now: string): Where<StoreView> => ({ $or: [{ status: 'OPEN' }, { until: { $lte: now } }] });
