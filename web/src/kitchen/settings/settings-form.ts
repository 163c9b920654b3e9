import type { Schema } from '../../api/client.js';

export type Settings = Schema<'StoreSettings'>;

/** Numbers as somebody types them. */
export const NUMBERS = [
  ...(['acceptWithinMinutes', 'preparationMinutes'] as const),
  ...(['deliveryFee', 'minimumOrder', 'ordersPerQuarter'] as const),
];
export type NumberField = (typeof NUMBERS)[number];

export interface Period {
  readonly day: number;
  readonly open: string;
  readonly close: string;
}

/** A day that is not as its day of the week: closed, or open at other times. */
export interface Exception {
  readonly date: string;
  readonly closed: boolean;
  readonly open: string;
  readonly close: string;
}

/** The settings as a form holds them. */
export interface Draft {
  readonly numbers: Readonly<Record<NumberField, string>>;
  readonly addressRequired: boolean;
  readonly autoAccept: boolean;
  /** Always open, whatever the periods are. */
  readonly alwaysOpen: boolean;
  readonly weekly: readonly Period[];
  readonly exceptions: readonly Exception[];
}

export const USUAL = { open: '11:00', close: '22:00' } as const;

export const draftOf = (settings: Settings): Draft => {
  const { addressRequired, autoAccept, hours } = settings;
  return {
    numbers: {
      acceptWithinMinutes: String(settings.acceptWithinMinutes),
      preparationMinutes: String(settings.preparationMinutes),
      deliveryFee: String(settings.deliveryFee),
      minimumOrder: String(settings.minimumOrder),
      ordersPerQuarter: settings.ordersPerQuarter === undefined ? '' : String(settings.ordersPerQuarter),
    },
    addressRequired,
    autoAccept,
    alwaysOpen: hours === undefined,
    weekly: hours?.weekly ?? [],
    exceptions: (hours?.exceptions ?? []).map((one) =>
      'closed' in one ? { ...USUAL, date: one.date, closed: true } : { ...one, closed: false },
    ),
  };
};

const exceptionFrom = ({ date, closed, open, close }: Exception) =>
  closed ? { date, closed: true } : { date, open, close };

/** What the form says, as it is sent: it replaces all that was set. */
export const settingsFrom = ({ numbers, addressRequired, autoAccept, alwaysOpen, weekly, exceptions }: Draft) => {
  const { ordersPerQuarter, ...others } = numbers;
  return {
    ...others,
    addressRequired,
    autoAccept,
    ...(ordersPerQuarter !== '' && { ordersPerQuarter }),
    ...(!alwaysOpen && { hours: { weekly: [...weekly], exceptions: exceptions.map(exceptionFrom) } }),
  };
};

/** A week of usual days, for whoever begins to write hours down. */
export const usualWeek = (): readonly Period[] => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, ...USUAL }));
