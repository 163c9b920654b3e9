import { type DomainEvent, projection, type ReadModel } from '@doremi/event-sourcing';

/** A read model that shows every event counted twice or not at all. */
export interface Tally {
  readonly name: string;
  readonly sum: number;
  readonly count: number;
}

export type TallyEvent =
  | DomainEvent<'Added', { readonly name: string; readonly amount: number }>
  | DomainEvent<'Poisoned', { readonly name: string }>;

export const tallyModel: ReadModel<Tally> = { name: 'tally', version: 1, database: 'main' };

/** `Poisoned` throws while `isPoisonous` says so. */
export const tallyProjection = (isPoisonous: () => boolean = () => true) =>
  projection<Tally, TallyEvent>({
    ...tallyModel,
    key: ({ data }) => data.name,
    on: {
      Added: (tally, { name, amount }) => ({ name, sum: (tally?.sum ?? 0) + amount, count: (tally?.count ?? 0) + 1 }),
      Poisoned: (tally) => {
        if (isPoisonous()) throw new Error('poison');
        return tally && { ...tally, count: tally.count + 1 };
      },
    },
    indexes: [{ name: 1 }],
  });

export const added = (name: string, amount = 1): TallyEvent => ({ type: 'Added', data: { name, amount } });

export const poisoned = (name: string): TallyEvent => ({ type: 'Poisoned', data: { name } });
