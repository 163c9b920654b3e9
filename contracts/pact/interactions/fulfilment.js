import { fromState, instant } from './matching.js';

const INSTANT = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z';

export const contact = { name: 'Alice', phone: '+44 1865 276150' };
export const address = { line1: 'Christ Church', line2: 'Staircase 3', postcode: 'OX1 1DP', city: 'Oxford' };
export const note = 'ring twice';

/** A delivery as it is asked for, as soon as possible. */
export const delivery = { type: 'DELIVERY', contact, address, note };

/** The same for a time that the state names. */
export const deliveryAtItsTime = {
  ...delivery,
  wantedAt: fromState('${wantedAt}', '2026-11-24T09:00:00.000Z', INSTANT),
};

const personal = { contact, address, note };

/** As its owner and its store are shown it. */
export const delivered = { type: 'DELIVERY', wantedAt: null, personal };
export const deliveredAtItsTime = { ...delivered, wantedAt: instant() };

/** As everybody else is shown it. */
export const notShown = { ...delivered, personal: null };
