import {
  array,
  count,
  flag,
  id,
  instant,
  measure,
  nullable,
  object,
  oneOf,
  operatorGet,
  type OperatorRoute,
  type ParkedMessages,
  text,
} from '@doremi/http';
import type { GroupBacklog } from '@doremi/event-store';
import { EngineUnavailable } from '@doremi/event-sourcing';
import type { InHand } from './in-hand.js';
import { KINDS, type OpenKind } from './open-work.js';

/** What waits for policies, and who tells of it. */
export interface Work {
  /** The names of the policies: each has a group. */
  readonly policies: readonly string[];
  readonly openWork: () => Promise<readonly OpenKind[]>;
  readonly backlogOf: (group: string) => Promise<GroupBacklog>;
  readonly inHand: Pick<InHand, 'oldestOf'>;
  readonly parked: Pick<ParkedMessages, 'list'>;
  /** How many erasures wait, and since when the oldest does; milliseconds since the epoch. */
  readonly erasures: () => { readonly waiting: number; readonly oldestSince: number | null };
}

const OpenKindResponse = object({
  kind: oneOf(...KINDS),
  count,
  isAll: flag,
  first: array(object({ stream: text, storeId: id, at: nullable(instant) })),
});

const GroupResponse = object({
  policy: text,
  waiting: count,
  lagSeconds: nullable(measure),
  members: count,
  parked: count,
  oldestParked: nullable(instant),
});

const WorkResponse = object({
  openWork: nullable(array(OpenKindResponse)),
  erasures: object({ waiting: count, oldest: nullable(instant) }),
  groups: nullable(array(GroupResponse)),
});

export const workRoutes = (work: Work): OperatorRoute[] => [
  operatorGet(
    '/ops/policies',
    {
      tag: 'open work',
      operation: 'listOpenWork',
      summary: 'What is not finished, of each kind, and how far each policy is; null what an engine that is away knows',
      responses: { 200: WorkResponse },
    },
    async () => {
      const [openWork, groups] = await Promise.all([unlessAway(work.openWork()), unlessAway(groupsOf(work))]);
      const { waiting, oldestSince } = work.erasures();
      const oldest = oldestSince === null ? null : new Date(oldestSince).toISOString();
      return { status: 200, body: { openWork, erasures: { waiting, oldest }, groups } };
    },
  ),
];

const unlessAway = <Told>(told: Promise<Told>): Promise<Told | null> =>
  told.catch((error: unknown) => {
    if (error instanceof EngineUnavailable) return null;
    throw error;
  });

const groupsOf = async ({ policies, backlogOf, inHand, parked }: Work) => {
  const all = await parked.list();
  return Promise.all(
    policies.map(async (policy) => {
      const { waiting, members } = await backlogOf(policy);
      const own = all.filter(({ of }) => of === policy);
      const oldestParked = own.map(({ parkedAt }) => parkedAt).sort()[0] ?? null;
      const lagSeconds = lagOf(waiting, inHand.oldestOf(policy));
      return { policy, waiting, lagSeconds, members, parked: own.length, oldestParked };
    }),
  );
};

/** Seconds since the oldest event happened that is in hand here; null where those that wait are in the hands of others. */
const lagOf = (waiting: number, oldest: number | null): number | null => {
  if (waiting === 0) return 0;
  return oldest === null ? null : Math.max(0, (Date.now() - oldest) / 1_000);
};
