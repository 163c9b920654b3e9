import { Builds, type Mongo, ParkedEvents, Partitions } from '@doremi/read-models';
import {
  type Announcements,
  BEGINNING,
  type Build,
  CHANGED,
  modelId,
  type Position,
  positionOf,
  PROMOTED,
} from '@doremi/event-sourcing';
import { Documents } from '@doremi/read-models/testing';
import { type BoardOrder, orderBoardModel } from '@doremi/domain';

/** Partitions of a build; they move at their own pace. */
export const LANES = 2;

interface Change {
  readonly position: Position;
  readonly order: BoardOrder;
}

/** One build as projections feed it: documents first, then the checkpoint, lane by lane. */
interface Fed {
  readonly build: Build;
  readonly documents: Documents;
  /** Per lane: how much of the log is in the documents, and how much is in the checkpoint. */
  readonly written: number[];
  readonly checkpointed: Position[];
}

/** The order board as the projections would feed it, one small step at a time, in whatever order a test asks for. */
export class FedBoard {
  readonly log: Change[] = [];
  /** Orders whose next change is parked: theirs wait, all others go on. */
  readonly parked = new Set<number>();
  private readonly builds: Builds;
  private readonly lanes: Partitions;
  private readonly parkedEvents: ParkedEvents;
  private fed: Fed[] = [];

  constructor(
    private readonly mongo: Mongo,
    private readonly announcements: Announcements,
  ) {
    this.builds = new Builds(mongo);
    this.lanes = new Partitions(mongo);
    this.parkedEvents = new ParkedEvents(mongo);
  }

  async begin(): Promise<void> {
    await this.builds.ensure(orderBoardModel, LANES);
    await this.takeUp();
    for (const { build } of this.fed) await this.builds.markBuilt(build);
  }

  /** Something happens to an order; no build knows of it yet. */
  append(order: BoardOrder): void {
    const commit = BigInt(this.log.length + 1) * 7n;
    this.log.push({ position: positionOf(commit, commit), order });
  }

  /** Takes the lane's next changes to the documents of every build, and its checkpoint not yet. */
  async write(lane: number, atMost = 3): Promise<void> {
    for (const fed of this.fed) {
      const from = fed.written[lane] ?? 0;
      const changes = this.log.slice(from, from + atMost);
      for (const { position, order } of changes)
        if (laneOf(order) === lane && !this.parked.has(order.orderId)) await put(fed, order, position);
      fed.written[lane] = from + changes.length;
    }
  }

  /** Takes the lane's checkpoint to where its documents are, and says so. */
  async checkpoint(lane: number): Promise<void> {
    for (const { build, written, checkpointed } of this.fed) {
      const position = this.log[(written[lane] ?? 0) - 1]?.position ?? BEGINNING;
      await this.move(build, lane, position);
      checkpointed[lane] = position;
      await this.announce(build, lane, position);
    }
  }

  /** From now on the order's changes are held back, as after a fold that threw. */
  async park(order: BoardOrder): Promise<void> {
    if (this.parked.has(order.orderId)) return;
    const lane = laneOf(order);
    // An event is parked by the batch that meets it: nothing after it was passed before.
    await this.write(lane, Infinity);
    await this.checkpoint(lane);
    const what = {
      partition: lane,
      key: String(order.orderId),
      type: 'T',
      stream: 's',
      error: 'e',
      parkedAt: new Date(),
    };
    for (const { build, checkpointed } of this.fed) {
      const after = checkpointed[lane] ?? BEGINNING;
      await this.parkedEvents.park([{ ...what, build: build.id, after, position: after, retry: false }]);
    }
    this.parked.add(order.orderId);
  }

  /** What was held back is folded, at the positions where it happened; the order goes on. */
  async retry(orderId: number): Promise<void> {
    if (!this.parked.delete(orderId)) return;
    for (const fed of this.fed) {
      const lane = orderId % LANES;
      for (const { position, order } of this.log.slice(0, fed.written[lane]))
        if (order.orderId === orderId) await put(fed, order, position);
      await this.parkedEvents.remove(fed.build.id, String(orderId));
      await this.announce(fed.build, lane, fed.checkpointed[lane] ?? BEGINNING);
    }
  }

  /** Everything that happened is in the documents and in the checkpoints. */
  async catchUp(): Promise<void> {
    for (const orderId of [...this.parked]) await this.retry(orderId);
    await this.flow();
  }

  /** As catchUp, but what is parked stays so. */
  async flow(): Promise<void> {
    for (let lane = 0; lane < LANES; lane++) {
      await this.write(lane, Infinity);
      await this.checkpoint(lane);
    }
  }

  /** Says once more how far it is, so that whoever listens looks now. */
  async say(): Promise<void> {
    for (const { build, checkpointed } of this.fed)
      for (const [lane, position] of checkpointed.entries()) await this.announce(build, lane, position);
  }

  /** Fills another build as far as the live one and makes it the one that is read. Nothing may be parked. */
  async promote(): Promise<void> {
    for (const orderId of [...this.parked]) await this.retry(orderId);
    const live = this.fed.find(({ build }) => build.state === 'live');
    const begun = await this.builds.begin(modelId(orderBoardModel), LANES);
    await this.takeUp();
    const next = this.fed.find(({ build }) => build.id === begun.id);
    if (!live || !next) throw new Error('there is no build');
    for (let lane = 0; lane < LANES; lane++) {
      for (const { position, order } of this.log.slice(0, live.written[lane]))
        if (laneOf(order) === lane) await put(next, order, position);
      const position = live.checkpointed[lane] ?? BEGINNING;
      next.written[lane] = live.written[lane] ?? 0;
      next.checkpointed[lane] = position;
      await this.move(next.build, lane, position);
    }
    await this.builds.markBuilt(next.build);
    if (!(await this.builds.promote(next.build, live.build))) throw new Error('not promoted');
    await this.takeUp();
    await this.announcements.publish(PROMOTED, modelId(orderBoardModel));
  }

  private async announce(build: Build, lane: number, position: Position): Promise<void> {
    await this.announcements.publish(CHANGED, JSON.stringify([{ build: build.id, lanes: [lane], position }]));
  }

  private async takeUp(): Promise<void> {
    const builds = (await this.builds.list()).filter(({ name }) => name === orderBoardModel.name);
    const known = new Map(this.fed.map((fed) => [fed.build.id, fed]));
    this.fed = builds.map((build) => ({
      written: Array<number>(LANES).fill(0),
      checkpointed: Array<Position>(LANES).fill(BEGINNING),
      documents: new Documents(this.mongo, build),
      ...known.get(build.id),
      build,
    }));
    for (const build of builds) await this.lanes.prepare(build);
  }

  private async move(build: Build, lane: number, position: Position): Promise<void> {
    const mine = (await this.lanes.list([build.id])).filter((one) => one.number === lane);
    await this.lanes.acquire('test', mine, new Date(0));
    const held = (await this.lanes.list([build.id])).filter((one) => one.number === lane);
    const how = { handled: 0, caughtUp: true, behindSince: null };
    const checkpoints = held.map(({ id, epoch, position: was }) => ({ id, epoch, was, position, ...how }));
    await this.lanes.checkpoint('test', checkpoints, new Date(0));
  }
}

const laneOf = ({ orderId }: BoardOrder): number => orderId % LANES;

/** As the engine writes: in place of what was read, and skipped where it is folded already. */
const put = async ({ documents }: Fed, document: BoardOrder, position: Position): Promise<void> => {
  const key = String(document.orderId);
  const was = (await documents.load([key])).get(key)?.position ?? null;
  if (was === null || was < position) await documents.write([{ key, document, position, was }]);
};
