import type { OpenApiDocument } from '@doremi/http';
import { Seeded } from '../chaos/seeded.js';
import { ASKED, Known, STORES } from './known.js';
import { mutated } from './mutations.js';
import { operationsOf, type Operation } from './operations.js';
import { rawFor, sendRaw } from './raw.js';
import { SOLD_GROUPS } from './recipes.js';
import { Sender, type FuzzAnswer, type FuzzRequest } from './request.js';
import { Tally } from './tally.js';
import { requestOf, wellFormed, type Draft } from './well-formed.js';

/** Part of the requests that is odd, and part of the right ones that is about orders: these need each other. */
const ODD = 0.35;
const ABOUT_ORDERS = 0.6;
const SOLD_MENUS = 3;
/** What is no route of the public's is still a door. */
const OTHER_PATHS = [
  '/',
  '/health/live',
  '/metrics',
  '/docs',
  '/docs/openapi.json',
  '/openapi.json',
  '/ops/projections',
];

/** One seeded fuzzer and what it knows of the system that it asks. */
export class Fuzzer {
  readonly tally = new Tally();

  private readonly ordering: readonly Operation[];

  private constructor(
    readonly operations: readonly Operation[],
    private readonly known: Known,
    private readonly sender: Sender,
    private readonly port: number,
  ) {
    const ordering = operations.filter(({ template }) => /^\/(mycart|myorder|payments)\//.test(template));
    // Without carts that are filled and ordered there is nothing for the others to act on.
    const leading = ordering.filter(({ template }) => /\/(add|order)$/.test(template));
    this.ordering = [...ordering, ...leading, ...leading, ...leading, ...leading];
  }

  static async at(url: string, seed: number): Promise<Fuzzer> {
    const document = (await (await fetch(`${url}/docs/openapi.json`)).json()) as OpenApiDocument;
    const port = Number(new URL(url).port);
    const fuzzer = new Fuzzer(operationsOf(document), new Known(new Seeded('fuzz', seed)), new Sender(port), port);
    await fuzzer.openKitchens();
    return fuzzer;
  }

  close(): void {
    this.sender.close();
  }

  async ask(goesOn: () => boolean): Promise<void> {
    const { random } = this.known;
    while (goesOn()) await (random.chance(ODD) ? this.askOddly() : this.askRightly());
  }

  async throwGarbage(goesOn: () => boolean): Promise<void> {
    while (goesOn()) await this.throwOne();
  }

  /** Menus that stay on sale, so that carts can be filled whatever else happens. */
  private async openKitchens(): Promise<void> {
    const send = (method: 'POST' | 'PUT', target: string, fields: object) =>
      this.sender.send(
        {
          ...{ method, target, headers: { 'Content-Type': 'application/json' } },
          body: Buffer.from(JSON.stringify(fields)),
        },
        false,
      );
    await send('PUT', `/stores/${ASKED}/settings`, { autoAccept: false });
    for (let menu = 1; menu <= SOLD_MENUS; menu++) {
      const card = {
        menuName: 'pizza3',
        menuType: 'pizza',
        description: '',
        price: 10 * menu,
        optionGroups: SOLD_GROUPS,
      };
      const menuId = Number((await send('POST', '/menus', card))?.body.menuId);
      for (const storeId of STORES) await send('POST', `/stores/${storeId}/menus/${menuId}/approve`, {});
      this.known.sold.put(menuId);
    }
  }

  private async askRightly(): Promise<void> {
    const draft = this.anyDraft();
    const hits = this.tally.of(draft.operation.key);
    hits.wellFormed++;
    const answer = await this.send(draft.operation, requestOf(draft));
    draft.learn(answer);
    if (answer && answer.status < 400) hits.succeeded++;
    else if (answer) this.tally.noteRefusal(`${draft.operation.key}: ${answer.status} ${String(answer.body.code)}`);
    else this.tally.unanswered.push(draft.operation.key);
  }

  /** What was taken for it is left alone from then on: nobody knows what became of it. */
  private async askOddly(): Promise<void> {
    const draft = this.anyDraft();
    this.tally.of(draft.operation.key).mutated++;
    await this.send(draft.operation, mutated(draft, this.known.random));
  }

  /** Some of it can be read as a request after all, so it keeps away from the menus that have to stay on sale. */
  private async throwOne(): Promise<void> {
    const { random } = this.known;
    const operation = this.anyOperation();
    const isDescribed = random.chance(0.9);
    const [path = '/'] = random.shuffled(OTHER_PATHS);
    const idOf = (name: string): number => {
      if (name === 'storeId') return random.pick(STORES);
      return (name === 'menuId' ? SOLD_MENUS : 0) + 1 + random.below(50);
    };
    const target = isDescribed
      ? operation.template.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(idOf(name)))
      : path;
    const route = isDescribed ? operation.key : `${operation.method} ${target}`;
    this.tally.of(route).raw++;
    const bytes = rawFor(operation.method, target, random);
    for (const status of await sendRaw(this.port, bytes)) this.noteStatus(route, status, bytes.toString('latin1'));
  }

  private async send(operation: Operation, request: FuzzRequest): Promise<FuzzAnswer | null> {
    const answer = await this.sender.send(request, operation.streams);
    if (!answer) return null;
    const { status, correlationId } = answer;
    const { method, target, headers, body } = request;
    const shown = `${method} ${target} ${JSON.stringify(headers)} ${body?.toString().slice(0, 300) ?? ''}`.slice(
      0,
      800,
    );
    this.noteStatus(operation.key, status, shown);
    // A declined payment is an answer of the payment provider's: the order was begun, as it should be.
    if (status >= 400 && status !== 402 && correlationId !== '') this.tally.refused.set(correlationId, shown);
    return answer;
  }

  private noteStatus(route: string, status: number, request: string): void {
    if (status >= 500) this.tally.serverErrors.push({ route, status, request: request.slice(0, 800) });
  }

  /** A request that makes sense now; there always is one, since lists can be asked for at any time. */
  private anyDraft(): Draft {
    for (;;) {
      const [ordering] = this.known.random.chance(ABOUT_ORDERS) ? this.known.random.shuffled(this.ordering) : [];
      const draft = wellFormed(ordering ?? this.anyOperation(), this.known);
      if (draft) return draft;
    }
  }

  private anyOperation(): Operation {
    const operation = this.operations[this.known.random.below(this.operations.length)];
    if (!operation) throw new Error('the document describes no routes');
    return operation;
  }
}
