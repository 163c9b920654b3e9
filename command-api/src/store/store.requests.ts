import {
  DEFAULT_SETTINGS,
  exceptionFaults,
  type HoursException,
  type Minor,
  type OpeningHours,
  settingsOf,
  type StoreSettings,
  type StoreStatus,
  weeklyFaults,
} from '@doremi/domain';
import {
  Absent,
  Day,
  Flag,
  Instant,
  ListOf,
  LocalTime,
  MAX_STORE_ID,
  Nullable,
  ObjectOf,
  OneOf,
  Price,
  Text,
  TimeZone,
  Whole,
} from '@doremi/http';

export class RegisterStoreRequest {
  @Whole({ min: 1, max: MAX_STORE_ID }) storeId!: number;
  @Text({ max: 100 }) storeName!: string;
  @Absent() @Text({ min: 0, max: 200 }) address = '';
  @Absent() @TimeZone() timezone = 'Asia/Seoul';
}

export class StoreStatusRequest {
  @OneOf(['OPEN', 'PAUSED', 'CLOSED']) status!: StoreStatus;
  /** When it is open again by itself. */
  @Nullable() @Instant() until?: string | null;
}

class WeeklyPeriodRequest {
  @Whole({ min: 1, max: 7 }) day!: number;
  @LocalTime() open!: string;
  @LocalTime() close!: string;
}

class HoursExceptionRequest {
  @Day() date!: string;
  @Absent() @Flag() closed?: boolean;
  @Absent() @LocalTime() open?: string;
  @Absent() @LocalTime() close?: string;
}

type Faults<Item> = (items: readonly Item[]) => readonly { at: string; rule: string; detail: string }[];

const told = <Item>(faults: Faults<Item>) => {
  return (items: readonly Item[]) => faults(items).map(({ at, rule, detail }) => ({ at, code: rule, detail }));
};

class OpeningHoursRequest {
  @ListOf(WeeklyPeriodRequest, { max: 70, faults: told(weeklyFaults) }) weekly!: readonly WeeklyPeriodRequest[];
  @Absent()
  @ListOf(HoursExceptionRequest, { max: 1_000, faults: told(exceptionFaults) })
  exceptions: readonly HoursExceptionRequest[] = [];
}

/** The longest that a store takes to answer or to cook; minutes. */
const MAX_MINUTES = 240;
const { addressRequired, autoAccept, acceptWithinMinutes, preparationMinutes, deliveryFee, minimumOrder } =
  DEFAULT_SETTINGS;

/** Replaces all settings: what is absent is the default. */
export class StoreSettingsRequest {
  @Absent() @Flag() addressRequired = addressRequired;
  @Absent() @Flag() autoAccept = autoAccept;
  @Absent() @Whole({ min: 1, max: MAX_MINUTES }) acceptWithinMinutes = acceptWithinMinutes;
  @Absent() @Whole({ min: 0, max: MAX_MINUTES }) preparationMinutes = preparationMinutes;
  @Absent() @Price() deliveryFee: Minor = deliveryFee;
  @Absent() @Price() minimumOrder: Minor = minimumOrder;
  /** No limit when absent. */
  @Absent() @Whole({ min: 1, max: 10_000 }) ordersPerQuarter?: number;
  /** Always open when absent. */
  @Absent() @ObjectOf(OpeningHoursRequest) hours?: OpeningHoursRequest;
}

/** The settings that a request writes. */
export const settingsFrom = ({ ordersPerQuarter, hours, ...body }: StoreSettingsRequest): StoreSettings =>
  settingsOf({ ...body, ordersPerQuarter: ordersPerQuarter ?? null, hours: hours ? hoursFrom(hours) : null });

const hoursFrom = ({ weekly, exceptions }: OpeningHoursRequest): OpeningHours => ({
  weekly: weekly
    .map(({ day, open, close }) => ({ day, open, close }))
    .sort((a, b) => a.day - b.day || a.open.localeCompare(b.open)),
  exceptions: [...exceptions]
    .sort((a, b) => `${a.date} ${a.open ?? ''}`.localeCompare(`${b.date} ${b.open ?? ''}`))
    .map(exceptionFrom),
});

/** One without times is closed: the request was refused else. */
const exceptionFrom = ({ date, open, close }: HoursExceptionRequest): HoursException =>
  open !== undefined && close !== undefined ? { date, open, close } : { date, closed: true };
