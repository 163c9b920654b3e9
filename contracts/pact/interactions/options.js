import { money } from './matching.js';

/** A size that has to be chosen, as a menu offers it in these contracts. */
export const size = {
  groupId: 'size',
  name: 'Size',
  min: 1,
  max: 1,
  options: [
    { optionId: 'small', name: 'Small', priceDelta: -20, default: false },
    { optionId: 'large', name: 'Large', priceDelta: 0, default: true },
  ],
};

export const small = { groupId: 'size', optionId: 'small' };

/** The small one as it was chosen. */
export const chosenSmall = { ...small, name: 'Small', priceDelta: money(-20) };
