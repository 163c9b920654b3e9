import type { EndPoint } from '@eventstore/db-client';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { leaderNamedIn, reasonIn } from '../engine-faults.js';
import { addressOf } from './connection-string.js';
import type { Member, Node } from './node.js';

/** Where a search begins. */
export interface Places {
  /** Asked themselves whether they lead. */
  readonly named: readonly EndPoint[];
  /** Asked who leads. */
  readonly seeds: readonly EndPoint[];
}

interface Found {
  readonly node: Node;
  /** Everybody whom the seeds told of. */
  readonly members: readonly EndPoint[];
}

/**
 * Asks all places at once, and takes the first node that says itself that it leads: what others say of it may be old.
 * Throws EngineUnavailable with what each of them said.
 */
export const findLeader = async (places: Places, open: (endpoint: EndPoint) => Node): Promise<Found> => {
  const search = new Search(open);
  const asked = [
    ...places.named.map((endpoint) => search.named(endpoint)),
    ...places.seeds.map((seed) => search.toldBy(seed)),
  ];
  try {
    const node = await Promise.any(asked);
    search.closeAllBut(node);
    return { node, members: search.members };
  } catch (error) {
    throw new EngineUnavailable(`EventStoreDB: no node leads (${reasonsIn(error).join('; ')})`, { cause: error });
  }
};

class Search {
  private readonly asked = new Map<string, Promise<Node>>();
  private readonly seen = new Map<string, EndPoint>();
  private isOver = false;

  constructor(private readonly open: (endpoint: EndPoint) => Node) {}

  get members(): EndPoint[] {
    return [...this.seen.values()];
  }

  /** This node, or the one that it names. */
  named(endpoint: EndPoint): Promise<Node> {
    const address = addressOf(endpoint);
    const before = this.asked.get(address);
    if (before) return before;
    const asking = this.leading(endpoint);
    this.asked.set(address, asking);
    return asking;
  }

  async toldBy(seed: EndPoint): Promise<Node> {
    const node = this.open(seed);
    let members: Member[];
    try {
      members = await node.members();
    } catch (error) {
      throw saidBy(seed, error);
    } finally {
      node.close();
    }
    for (const { endpoint } of members) this.seen.set(addressOf(endpoint), endpoint);
    const leaders = members.filter(({ leads }) => leads);
    if (leaders.length === 0) throw saidBy(seed, 'knows of no leader');
    return Promise.any(leaders.map(({ endpoint }) => this.named(endpoint)));
  }

  closeAllBut(winner: Node): void {
    this.isOver = true;
    for (const asking of this.asked.values())
      void asking.then(
        (node) => node === winner || node.close(),
        () => undefined,
      );
  }

  private async leading(endpoint: EndPoint): Promise<Node> {
    const node = this.open(endpoint);
    try {
      await node.leads();
      if (this.isOver) node.close();
      return node;
    } catch (error) {
      node.close();
      const leader = leaderNamedIn(error);
      if (leader && !this.asked.has(addressOf(leader))) return this.named(leader);
      throw saidBy(endpoint, error);
    }
  }
}

const saidBy = (endpoint: EndPoint, said: unknown): Error => new Error(`${addressOf(endpoint)}: ${reasonIn(said)}`);

const reasonsIn = (error: unknown): string[] =>
  error instanceof AggregateError ? [...new Set(error.errors.flatMap(reasonsIn))] : [reasonIn(error)];
