import { type OpeningHours, type StoreSettings as SettingsState, toDecimal } from '@doremi/domain';
import {
  anyOf,
  array,
  constant,
  count,
  day,
  flag,
  id,
  instant,
  integer,
  localTime,
  money,
  named,
  nullable,
  object,
  oneOf,
  optional,
  text,
  type Static,
} from './schemas.js';

const storeFields = {
  storeId: id,
  storeName: text,
  address: text,
  timezone: text,
  status: oneOf('OPEN', 'PAUSED', 'CLOSED'),
  until: nullable(instant),
};

export const Store = named('Store', storeFields);
export type Store = Static<typeof Store>;

/**
 * As customers see it now, by its status and its hours: closed, when it opens; open, when it closes; and the first time that is
 * free for an order, which is now where it is not to come. Null where that is not in sight.
 */
export const StoreView = named('StoreView', {
  ...storeFields,
  openNow: flag,
  opensAt: nullable(instant),
  closesAt: nullable(instant),
  nextFreeAt: nullable(instant),
  deliveryFee: money,
  minimumOrder: money,
  preparationMinutes: count,
});
export type StoreView = Static<typeof StoreView>;

const period = { open: localTime, close: localTime };
const Hours = object({
  weekly: array(object({ day: integer(1, 7), ...period })),
  exceptions: array(anyOf(object({ date: day, ...period }), object({ date: day, closed: constant(true) }))),
});

/** What is absent has no limit, or no hours; as it is responded, it may be set again. */
export const StoreSettings = named('StoreSettings', {
  addressRequired: flag,
  autoAccept: flag,
  acceptWithinMinutes: id,
  preparationMinutes: count,
  deliveryFee: money,
  minimumOrder: money,
  ordersPerQuarter: optional(id),
  hours: optional(Hours),
});
export type StoreSettings = Static<typeof StoreSettings>;

export const settingsResponse = ({ ordersPerQuarter, hours, ...settings }: SettingsState): StoreSettings => ({
  addressRequired: settings.addressRequired,
  autoAccept: settings.autoAccept,
  acceptWithinMinutes: settings.acceptWithinMinutes,
  preparationMinutes: settings.preparationMinutes,
  deliveryFee: toDecimal(settings.deliveryFee),
  minimumOrder: toDecimal(settings.minimumOrder),
  ...(ordersPerQuarter !== null && { ordersPerQuarter }),
  ...(hours && { hours: hoursResponse(hours) }),
});

const hoursResponse = ({ weekly, exceptions }: OpeningHours): Static<typeof Hours> => ({
  weekly: weekly.map(({ day, open, close }) => ({ day, open, close })),
  exceptions: exceptions.map((one) =>
    'closed' in one ? { date: one.date, closed: true } : { date: one.date, open: one.open, close: one.close },
  ),
});
