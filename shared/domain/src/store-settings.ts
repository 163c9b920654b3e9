import type { StoreSettings } from './events/store.events.js';

/** What holds of a store that nobody set anything for. */
export const DEFAULT_SETTINGS: StoreSettings = {
  addressRequired: false,
  autoAccept: true,
  acceptWithinMinutes: 5,
  preparationMinutes: 20,
  deliveryFee: 0,
  minimumOrder: 0,
  ordersPerQuarter: null,
  hours: null,
};

/** The settings alone, without whatever else the value carries. */
export const settingsOf = (value: StoreSettings): StoreSettings => ({
  addressRequired: value.addressRequired,
  autoAccept: value.autoAccept,
  acceptWithinMinutes: value.acceptWithinMinutes,
  preparationMinutes: value.preparationMinutes,
  deliveryFee: value.deliveryFee,
  minimumOrder: value.minimumOrder,
  ordersPerQuarter: value.ordersPerQuarter,
  hours: value.hours,
});

/** Whether two say the same. */
export const isSameSettings = (a: StoreSettings, b: StoreSettings): boolean => saidBy(a) === saidBy(b);

/** Everything in an order of its own, so that none of how a value was made is in it. */
const saidBy = ({ hours, ...settings }: StoreSettings): string =>
  JSON.stringify([
    ...[settings.addressRequired, settings.autoAccept, settings.acceptWithinMinutes, settings.preparationMinutes],
    ...[settings.deliveryFee, settings.minimumOrder, settings.ordersPerQuarter],
    hours && [
      hours.weekly.map(({ day, open, close }) => [day, open, close]),
      hours.exceptions.map((one) => ('closed' in one ? [one.date] : [one.date, one.open, one.close])),
    ],
  ]);
