import { eventually } from '@doremi/event-sourcing/testing';
import { EventSource, type Told } from '@doremi/http/testing';
import { expect } from '@jest/globals';

type Said = Told['data'] & {
  readonly [id in 'topic' | 'orderId' | 'cartId' | 'paymentId' | 'menuId' | 'businessDay']?: string | number;
};

/** A client of `GET /live`. */
export class LiveClient extends EventSource {
  constructor(
    url: string,
    topics: string,
    { actor, lastId = null }: { actor?: string | undefined; lastId?: string | null } = {},
  ) {
    super(`${url}/live?topics=${topics}`, actor === undefined ? {} : { 'X-Actor': actor });
    this.lastId = lastId;
  }

  /** Comes, or comes back, and waits until so many topics are current, or refused. */
  async come(topics: number): Promise<void> {
    const before = this.told.length;
    expect(await this.open()).toBe(200);
    const isSettled = ({ event }: Told) => event === 'current' || event === 'refused';
    await eventually(() => this.told.slice(before).filter(isSettled).length === topics);
  }

  /** What was told, in short: `snapshot board:2002`, `board:2002 1`. */
  inShort(from = 0): string[] {
    return this.told.slice(from).map(({ event, data }) => {
      const { topic, orderId, cartId, paymentId, menuId, businessDay }: Said = data;
      return `${event ?? ''} ${topic ?? orderId ?? cartId ?? paymentId ?? menuId ?? businessDay ?? ''}`;
    });
  }

  /** The data of the events of this name. */
  of(name: string): Told['data'][] {
    return this.told.filter(({ event }) => event === name).map(({ data }) => data);
  }
}
