/** Settings of which none is as it is by itself. */
export const settings = {
  addressRequired: true,
  autoAccept: false,
  acceptWithinMinutes: 3,
  preparationMinutes: 25,
  deliveryFee: 3.5,
  minimumOrder: 20,
  ordersPerQuarter: 4,
  hours: {
    weekly: [{ day: 5, open: '17:00', close: '02:00' }],
    exceptions: [
      { date: '2026-12-25', closed: true },
      { date: '2026-12-31', open: '11:00', close: '14:00' },
    ],
  },
};
