import { EngineUnavailable, type EventStore, isRefusal, refuse, WrongExpectedRevision } from '@doremi/event-sourcing';
import type { IdSequence } from '../ids/id-sequence.js';
import type { Outcome } from './command-handler.js';
import type { CommandContext } from './command-context.js';
import { newEventOf } from './idempotency.js';

const ATTEMPTS = 20;

/** The refusals that say: this id is somebody else's. */
const TAKEN = ['MENU_EXISTS', 'CART_EXISTS'];

/**
 * Does a command that makes a new id. `make` is tried with one id after the other until one is free.
 *
 * A command that can come again (an Idempotency-Key) claims its id first, in a stream of its own: whoever comes later
 * with the same key makes the same thing, also when the first one died between claim and command.
 */
export const createWithId = async <State>(
  store: EventStore,
  sequence: IdSequence,
  context: CommandContext,
  make: (id: number) => Promise<Outcome<State>>,
): Promise<Outcome<State>> => {
  const claims = context.repeatable ? new Claims(store, sequence, context) : null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const id = claims ? await claims.current() : await sequence.next();
    const outcome = await make(id);
    if (!isRefusal(outcome) || !TAKEN.includes(outcome.refused)) return outcome;
    await sequence.taken(id);
    claims?.giveUp(id);
  }
  return refuse('TOO_MANY_WRITERS');
};

/** The ids that one request claimed, in its stream `request-{commandId}`; the last one counts. */
class Claims {
  private givenUp = 0;

  constructor(
    private readonly store: EventStore,
    private readonly sequence: IdSequence,
    private readonly context: CommandContext,
  ) {}

  giveUp(id: number): void {
    this.givenUp = id;
  }

  async current(): Promise<number> {
    const stream = `request-${this.context.commandId}`;
    const claims = await this.store.read(stream);
    const claimed = claims.map(({ data }) => (data as { id: number }).id).at(-1);
    if (claimed !== undefined && claimed !== this.givenUp) return claimed;
    const id = await this.sequence.next();
    const event = { type: 'IdClaimed', data: { id } };
    try {
      await this.store.append(stream, claims.length - 1, [newEventOf(this.context, event, claims.length)]);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
    // Read back: the same request may have claimed another id at the same moment, and then that one counts.
    const now = await this.store.read(stream);
    if (now.length <= claims.length)
      throw new EngineUnavailable(`${stream} was read where it is behind what was appended`);
    return (now.at(-1)?.data as { id: number }).id;
  }
}
