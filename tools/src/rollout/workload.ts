import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** One answer, or none: status 0. */
export interface Answer {
  readonly phase: string;
  readonly what: string;
  readonly status: number;
  readonly code: string;
  readonly milliseconds: number;
}

/** What a person has seen last. */
interface Seen {
  position: string | null;
}

interface Received {
  readonly status: number;
  readonly text: string;
  readonly position?: string;
}

type Body = Readonly<Record<string, unknown>>;

/** How long a person thinks between two requests; milliseconds. */
const THINKS = 1_000;
const STORE = 2002;
/** How many of the pizzas that can be had with options are ordered with them. */
const CHOOSES = 0.7;

const CARD = { menuName: 'rollout', menuType: 'pizza', description: '', price: 100 };
const option = (optionId: string, priceDelta = 0) => ({ optionId, name: optionId, priceDelta, default: false });
const OPTION_GROUPS = [
  { groupId: 'size', name: 'Size', min: 0, max: 1, options: [option('small', -10), option('large', 10)] },
  { groupId: 'toppings', name: 'Toppings', min: 0, max: 2, options: [option('olives', 2), option('ham', 3)] },
];
const CHOICES = OPTION_GROUPS.map(({ groupId, options }) => options.map(({ optionId }) => ({ groupId, optionId })));

interface Sold {
  readonly menuId: number;
  readonly hasOptions: boolean;
}

const oneOf = <One>(all: readonly One[]): One => all[Math.floor(Math.random() * all.length)] as One;

/** People who order one pizza after the other and look at what became of it, over connections that stay open. */
export class Workload {
  readonly answers: Answer[] = [];
  phase = 'before';
  private readonly sold: Sold[] = [];
  private readonly agent = new Agent({ keepAlive: true, timeout: 4_000 });

  constructor(private readonly url: string) {}

  /** Puts a pizza on sale; one with options only where every command-api knows what these are. */
  async sell({ hasOptions }: Pick<Sold, 'hasOptions'>): Promise<void> {
    const menuId = await this.register({ ...(hasOptions && { optionGroups: OPTION_GROUPS }) });
    this.sold.push({ menuId, hasOptions });
  }

  /** One person, until the signal. */
  async live(signal: AbortSignal): Promise<void> {
    const think = () => pause(THINKS * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
    await think();
    // Each answer says where its events are; the next look is no older, whichever replica it goes to.
    const seen: Seen = { position: null };
    while (!signal.aborted) {
      const cart = Number((await this.ask('create', 'POST', `/mycart/${STORE}/create`, seen)).cartId);
      if (!Number.isInteger(cart)) continue;
      await think();
      const { menuId, hasOptions } = oneOf(this.sold);
      const options = hasOptions && Math.random() < CHOOSES ? CHOICES.map(oneOf) : null;
      await this.ask('add', 'POST', `/mycart/${cart}/menu/${menuId}/add`, seen, options ? { options } : undefined);
      await think();
      // An add that is held is confirmed by itself; who orders before that is told so.
      for (let holds = 1; holds > 0 && !signal.aborted;) {
        const look = await this.ask('look', 'GET', `/mycart/${cart}`, seen);
        holds = Array.isArray(look.holds) ? look.holds.length : 0;
        if (holds > 0) await think();
      }
      await think();
      await this.ask('order', 'POST', `/mycart/${cart}/order`, seen);
      await think();
      await this.ask('track', 'GET', `/myorder/${cart}`, seen);
      await this.ask('board', 'GET', `/orders?storeId=${STORE}&limit=10`, seen);
      await think();
    }
  }

  /** Head office writes a card anew and the store takes it over, until the signal: what is between them, policies do. */
  async revise(signal: AbortSignal): Promise<void> {
    const think = () => pause(THINKS, undefined, { signal }).catch(() => undefined);
    const seen: Seen = { position: null };
    const menuId = await this.register({});
    for (let price = 101; !signal.aborted; price++) {
      await this.ask('revise', 'PUT', `/menus/${menuId}`, seen, { ...CARD, price });
      let revision: unknown = null;
      while (revision === null && !signal.aborted) {
        await think();
        const judged = await this.ask('judge', 'GET', `/stores/${STORE}/menus/${menuId}`, seen);
        revision = judged.pendingRevision ?? null;
      }
      if (revision !== null)
        await this.ask('approve', 'POST', `/stores/${STORE}/menus/${menuId}/approve`, seen, { revision });
    }
  }

  end(): void {
    this.agent.destroy();
  }

  /** A menu that is on sale; throws where that fails. */
  private async register(more: object): Promise<number> {
    const seen: Seen = { position: null };
    const menuId = Number((await this.ask('register', 'POST', '/menus', seen, { ...CARD, ...more })).menuId);
    if (!Number.isInteger(menuId)) throw new Error('no menu could be registered');
    await this.ask('approve', 'POST', `/stores/${STORE}/menus/${menuId}/approve`, seen);
    return menuId;
  }

  /** Asks once; nothing is tried again. */
  private async ask(what: string, method: string, path: string, seen: Seen, body?: object): Promise<Body> {
    const { phase } = this;
    const startedAt = performance.now();
    const { status, text, position } = await this.send(method, path, seen, body);
    if (position) seen.position = position;
    const answer = text.startsWith('{') ? (JSON.parse(text) as Body) : {};
    const code = typeof answer.code === 'string' ? answer.code : status === 0 ? text : '';
    this.answers.push({ phase, what, status, code, milliseconds: performance.now() - startedAt });
    return answer;
  }

  private send(method: string, path: string, { position }: Seen, body?: object): Promise<Received> {
    return new Promise((resolve) => {
      const lost = ({ code = 'LOST' }: NodeJS.ErrnoException): void => resolve({ status: 0, text: code });
      const headers = {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(method === 'GET' && position && { 'X-Event-Position': position }),
      };
      const asking = request(`${this.url}${path}`, { method, agent: this.agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        const position = response.headers['x-event-position'];
        const status = response.statusCode ?? 0;
        response.on('end', () => resolve({ status, text, ...(typeof position === 'string' && { position }) }));
        response.on('error', lost);
      });
      asking.on('error', lost).end(body && JSON.stringify(body));
    });
  }
}
