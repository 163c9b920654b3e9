import { randomUUID } from 'node:crypto';
import { until } from '@doremi/start';

/** What somebody was told at the door. */
export interface Said {
  readonly status: number;
  readonly code: string;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

const STORE = 2002;
/** A held add is confirmed by the policies once the menu service is not too busy any more; milliseconds. */
const CONFIRMED_WITHIN = 60_000;

/** Customers of one store who come in at a system's door, and everything that they were told. */
export class Customers {
  /** Every number of a cart, and of a menu, that was handed out, in that order. */
  readonly carts: number[] = [];
  readonly menus: number[] = [];
  /** The carts whose orders were acknowledged, in that order. */
  readonly paid: number[] = [];
  /** The last X-Event-Position of a command. */
  position = '';

  constructor(private readonly door: string) {}

  /** A menu on sale, at this decimal price; returns its number. */
  async menu(price: number): Promise<number> {
    const { body } = await this.post('/menus', { menuName: 'pizza', menuType: 'pizza', description: '', price });
    const menuId = Number(body.menuId);
    this.menus.push(menuId);
    await this.post(`/stores/${STORE}/menus/${menuId}/approve`);
    return menuId;
  }

  /** A cart with this menu in it; the refusal when somebody was refused. */
  async fill(menuId: number): Promise<number | Said> {
    const created = await this.post(`/mycart/${STORE}/create`);
    if (created.status !== 201) return created;
    const cartId = Number(created.body.cartId);
    this.carts.push(cartId);
    const added = await this.post(`/mycart/${cartId}/menu/${menuId}/add`);
    if (added.status === 202) {
      const isConfirmed = async () => (await this.get(`/mycart/${cartId}`)).body.cartStatus === 'MENUADDED';
      await until(`the add to cart ${cartId} to be confirmed`, isConfirmed, CONFIRMED_WITHIN);
    }
    return added.status < 300 ? cartId : added;
  }

  /** Orders what is in a cart. */
  async order(cartId: number): Promise<Said> {
    const said = await this.post(`/mycart/${cartId}/order`);
    if (said.status === 201) this.paid.push(cartId);
    return said;
  }

  /** This many carts, each filled and ordered, one after the other; returns what each was told last. */
  async orders(menuId: number, count: number): Promise<Said[]> {
    const told: Said[] = [];
    for (let n = 0; n < count; n++) {
      const filled = await this.fill(menuId);
      told.push(typeof filled === 'number' ? await this.order(filled) : filled);
    }
    return told;
  }

  get(path: string): Promise<Said> {
    return this.ask('GET', path);
  }

  post(path: string, body?: object): Promise<Said> {
    return this.ask('POST', path, body);
  }

  private async ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Said> {
    const response = await fetch(`${this.door}${path}`, {
      method,
      headers: {
        ...(method === 'POST' && { 'Idempotency-Key': randomUUID() }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const said = (text === '' ? {} : JSON.parse(text)) as Said['body'] & { readonly code?: string };
    this.position = response.headers.get('X-Event-Position') ?? this.position;
    return { status: response.status, code: said.code ?? '', headers: response.headers, body: said };
  }
}
