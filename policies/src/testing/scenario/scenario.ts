import { personalDataInMemory } from '@doremi/personal-data/testing';
import type { Recorded } from '@doremi/event-sourcing';
import { expect } from '@jest/globals';
import {
  type Answered,
  type Ask,
  askOf,
  idsOn,
  MemoryEventStore,
  noRedis,
  PaymentProviderInMemory,
  routesOn,
  ScriptedMenuServiceProbe,
} from '@doremi/command-api/testing';
import { type Aggregates, aggregatesOn, checkoutProcess } from '@doremi/command-api';
import { policies } from '../../policies.js';
import type { Lists } from '../../policy.js';
import { reacting, type React } from '../../execute-reaction.js';

/** In which order, and how often, the policies are given what they have not seen yet. */
export type Deliveries = (pending: readonly Recorded[], before: readonly Recorded[]) => readonly Recorded[];

/** Each event once, in the order of the log. */
const eachOnce: Deliveries = (pending) => pending;

/** The system in memory: what people ask for, and what the policies make of it. */
export class Scenario {
  readonly store = new MemoryEventStore();
  readonly provider = new PaymentProviderInMemory();
  readonly menuServiceProbe = new ScriptedMenuServiceProbe();
  readonly aggregates: Aggregates = aggregatesOn(this.store);
  private readonly asks: Ask;
  private readonly react: React;
  private delivered = 0;

  constructor(private readonly deliveries: Deliveries = eachOnce) {
    const { store, provider, menuServiceProbe, aggregates } = this;
    this.asks = askOf(
      routesOn(aggregates, store, idsOn(noRedis, store), provider, menuServiceProbe, personalDataInMemory()),
    );
    this.react = this.reactingAnew();
  }

  /** Asks for something that succeeds, under a correlation id; then the policies have all the time they need. */
  async ask(correlationId: string, by: string, asking: string, body?: object): Promise<Answered['body']> {
    const [method = '', path = ''] = asking.split(' ');
    const answered = await this.asks(by, method, path, body, correlationId);
    expect({ correlationId, ...answered, isDone: answered.status < 300 }).toMatchObject({ isDone: true });
    await this.deliver();
    return answered.body;
  }

  /** Asks for something that comes to nothing, or to less than was hoped for. */
  async askInVain(correlationId: string, by: string, asking: string, status: number): Promise<void> {
    const [method = '', path = ''] = asking.split(' ');
    expect(await this.asks(by, method, path, {}, correlationId)).toMatchObject({ status });
    await this.deliver();
  }

  /** Gives the policies everything that happened, and whatever that leads to. */
  async deliver(): Promise<void> {
    while (this.delivered < this.store.log.length) {
      const [before, pending] = [this.store.log.slice(0, this.delivered), this.store.log.slice(this.delivered)];
      this.delivered = this.store.log.length;
      for (const event of this.deliveries(pending, before)) await this.handle(event);
    }
  }

  /** What a policies process does that knows nothing yet. */
  reactingAnew(): React {
    const aggregates = aggregatesOn(this.store);
    return reacting(aggregates, this.provider, this.menuServiceProbe, checkoutProcess(aggregates, this.provider));
  }

  /** What the read side would list, as far as the log goes by now. */
  listsFor({ position }: Pick<Recorded, 'position'>): Lists {
    const of = (type: string) => this.store.log.filter((event) => event.type === type);
    const registered = of('StoreRegistered').filter((event) => event.position <= position);
    return {
      storeIds: () => Promise.resolve(registered.map(({ data }) => (data as { storeId: number }).storeId)),
      offeredMenus: () =>
        Promise.all(
          of('MenuRegistered').map(async ({ stream }) => {
            const { menuId, revision, card, offers, ...menu } = (await this.aggregates.menus.load(stream)).state;
            if (!card) throw new Error(`${stream} has no card`);
            const { except, audience, status } = menu;
            return {
              menuId,
              revision,
              ...card,
              offerToAll: offers.toAll,
              except,
              active: status === 'ACTIVE',
              audience,
            };
          }),
        ),
    };
  }

  private async handle(event: Recorded): Promise<void> {
    for (const { whenever } of policies) {
      const reactions = (await whenever[event.type]?.(event.data, this.listsFor(event), event)) ?? [];
      for (const reaction of reactions) await this.react(reaction, event);
    }
  }
}
