import { expect, test } from '@jest/globals';
import { draftOf, type Settings, settingsFrom } from './settings-form.js';

const SETTINGS: Settings = {
  ...{ addressRequired: true, autoAccept: false, acceptWithinMinutes: 5, preparationMinutes: 25 },
  ...{ deliveryFee: 2.5, minimumOrder: 15, ordersPerQuarter: 8 },
  hours: {
    weekly: [{ day: 1, open: '11:00', close: '02:00' }],
    exceptions: [
      { date: '2026-12-24', closed: true },
      { date: '2026-12-31', open: '11:00', close: '15:00' },
    ],
  },
};

test('what is not touched is sent as it was', () => {
  const { numbers } = draftOf(SETTINGS);
  expect(settingsFrom(draftOf(SETTINGS))).toEqual({ ...SETTINGS, ...numbers });
});

test('no limit and no hours are not sent: what is absent is the default', () => {
  const draft = draftOf(SETTINGS);
  const sent = settingsFrom({ ...draft, alwaysOpen: true, numbers: { ...draft.numbers, ordersPerQuarter: '' } });
  expect(sent).not.toHaveProperty('hours');
  expect(sent).not.toHaveProperty('ordersPerQuarter');
});
