import { field } from '@doremi/http';

const TOPIC = '(?:(?:board|order|cart|menus):[1-9]\\d{0,14}|offers|payments|orders|sales|stores)';
const MOST_TOPICS = 50;

/** Names of topics with commas in between; the field then holds them apart. */
const Topics = (): PropertyDecorator =>
  field({
    name: 'topics',
    read: (input) => (typeof input === 'string' ? input.split(',') : []),
    valid: (value) =>
      Array.isArray(value) &&
      value.length >= 1 &&
      value.length <= MOST_TOPICS &&
      new Set(value).size === value.length &&
      value.every((one) => typeof one === 'string' && ONE.test(one)),
    says: `must be 1 to ${MOST_TOPICS} different ones of board:STORE, order:ID, cart:ID, menus:STORE, offers, payments, orders, sales, stores, with commas in between`,
    schema: {
      type: 'string',
      pattern: `^${TOPIC}(?:,${TOPIC}){0,${MOST_TOPICS - 1}}$`,
      examples: ['board:2002,menus:2002'],
    },
  });

const ONE = new RegExp(`^${TOPIC}$`);

export class LiveQuery {
  @Topics() topics!: readonly string[];
}
