import { createHash } from 'node:crypto';
import type { Consumer } from './consumer.js';
import type { Message } from './message.js';
import type { ConsumerStrategyName } from './settings.js';

/** Chooses who gets a message; undefined when the one who should cannot take it now. */
export type ConsumerStrategy = (consumers: readonly Consumer[], message: Message) => Consumer | undefined;

export const consumerStrategy = (name: ConsumerStrategyName): ConsumerStrategy => {
  switch (name) {
    case 'RoundRobin':
      return roundRobin();
    case 'DispatchToSingle':
      return (consumers) => consumers.find((consumer) => consumer.availableSlots > 0);
    case 'Pinned':
      return pinned;
  }
};

const roundRobin = (): ConsumerStrategy => {
  let turn = 0;
  return (consumers) => {
    for (let step = 0; step < consumers.length; step++) {
      const consumer = consumers[turn++ % consumers.length]!;
      if (consumer.availableSlots > 0) return consumer;
    }
    return undefined;
  };
};

/** Every event of a stream goes to the same consumer as long as the consumers stay the same. */
const pinned: ConsumerStrategy = (consumers, { original, resolved }) => {
  const stream = resolved.event?.stream ?? original.stream;
  const hash = createHash('sha256').update(stream).digest().readUInt32BE();
  const consumer = consumers[hash % consumers.length];
  return consumer && consumer.availableSlots > 0 ? consumer : undefined;
};
