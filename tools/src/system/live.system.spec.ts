import { EventSource } from '@doremi/http/testing';
import { until } from '@doremi/start';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Body, peopleAt, WITHIN } from '../testing/story.js';
import { run, System } from '../whole-system.js';

/** A page as it follows `GET /live`: whatever it loses, it comes back with the id that it has. */
class Page {
  /** By topic, what it shows: documents by their ids. */
  readonly shown = new Map<string, Map<unknown, Body>>();
  private source: EventSource | null = null;
  private isOver = false;

  constructor(
    private readonly url: string,
    private readonly actor: string,
  ) {}

  /** Follows these topics from now on, and others no more. */
  follow(topics: string): void {
    const lastId = this.source?.lastId ?? null;
    this.source?.lose();
    const headers = { 'X-Actor': this.actor, Accept: 'text/event-stream' };
    const source = new EventSource(`${this.url}/live?topics=${topics}`, headers, (data, event) => {
      if (this.source === source) this.hear(event ?? '', data);
    });
    source.lastId = lastId;
    this.source = source;
    void this.stay(source);
  }

  leave(): void {
    this.isOver = true;
    this.source?.lose();
  }

  of(topic: string): Body[] {
    return [...(this.shown.get(topic) ?? new Map<unknown, Body>()).values()];
  }

  private async stay(source: EventSource): Promise<void> {
    const isOn = () => this.source === source && !this.isOver;
    while (isOn()) {
      await source.open().catch(() => null);
      await until('the stream to end', () => !isOn() || !source.isOpen, WITHIN);
    }
  }

  private hear(event: string, data: Body): void {
    const id = data.orderId ?? data.cartId ?? data.menuId;
    if (event === 'snapshot') this.shown.set(data.topic as string, new Map());
    else if (id !== undefined) this.shown.get(event)?.set(id, data);
  }
}

describe('pages that follow all they show over one connection each', () => {
  let system: System;
  let shop: Page;
  let kitchen: Page;
  const { person } = peopleAt(() => system.url);
  const [office, store, alice] = [person('admin'), person('store:2002'), person('customer:alice')];
  const sees = (what: string, holds: () => boolean) => until(what, holds, WITHIN);

  beforeAll(async () => {
    system = await System.start();
    shop = new Page(system.url, 'customer:alice');
    kitchen = new Page(system.url, 'store:2002');
  }, WITHIN);
  afterAll(async () => {
    shop.leave();
    kitchen.leave();
    await system.remove();
  }, WITHIN);

  const killed = async (name: string): Promise<void> => {
    const pid = system.pidOf(name);
    process.kill(pid, 'SIGKILL');
    await until(`another ${name}`, () => system.pidOf(name) !== pid, WITHIN);
  };

  test(
    'see a menu once it is theirs to see',
    async () => {
      shop.follow('menus:2002');
      kitchen.follow('board:2002,menus:2002');
      await sees('the shelves, which are empty', () => shop.shown.has('menus:2002') && kitchen.shown.has('menus:2002'));
      await office(201, 'POST /menus', { menuName: 'pizza', menuType: 'pizza', description: 'd', price: 12 });
      await sees('what waits', () => kitchen.of('menus:2002').length === 1);
      expect(shop.of('menus:2002')).toEqual([]);
      await store(200, 'POST /stores/2002/menus/1/approve');
      await sees('what is on sale', () => shop.of('menus:2002').length === 1);
    },
    WITHIN,
  );

  test(
    'see a held add become a line by itself',
    async () => {
      const { cartId } = await alice(201, 'POST /mycart/2002/create');
      const busy = (time: string) => run([process.execPath, 'tools/dist/busy.js', 'menu', time], system.environment);
      expect(await busy('60s')).toMatchObject({ code: 0 });
      await alice(202, `POST /mycart/${String(cartId)}/menu/1/add`);
      await alice(200, `GET /mycart/${String(cartId)}`);
      shop.follow(`menus:2002,cart:${String(cartId)}`);
      const cart = () => shop.of(`cart:${String(cartId)}`)[0] as { lines: unknown[]; holds: unknown[] } | undefined;
      await sees('the hold', () => cart()?.holds.length === 1 && cart()?.lines.length === 0);
      expect(await busy('0s')).toMatchObject({ code: 0 });
      await sees('the line', () => cart()?.holds.length === 0 && cart()?.lines.length === 1);
      expect(shop.of('menus:2002')).toHaveLength(1);
    },
    WITHIN,
  );

  test(
    'miss nothing while the read side and the door are killed',
    async () => {
      await alice(201, 'POST /mycart/1/order');
      await sees('the order', () => kitchen.of('board:2002').length === 1);
      shop.follow('cart:1,order:1');
      await sees('the same', () => shop.of('order:1').length === 1);
      await killed('query-api');
      await store(200, 'POST /myorder/1/cooking/start');
      await killed('gateway');
      await sees('that it is cooked', () => kitchen.of('board:2002')[0]?.status === 'COOKING');
      await sees('the same', () => shop.of('order:1')[0]?.status === 'COOKING');
      expect(shop.of('cart:1')[0]).toMatchObject({ cartStatus: 'PAID' });
    },
    WITHIN,
  );
});
