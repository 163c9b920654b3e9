import type { OperatorAsked, OperatorRoute } from '@doremi/shared/http/operator';
import { parkedRoutes, type ParkedMessages } from '@doremi/shared/http/parked';
import { isRefusal, type Refusal } from '@doremi/shared/kernel/refusal';
import type { EventLog } from '@doremi/shared/engines/event-log';
import type { BuildOutcome, ProjectionEngine } from '@doremi/shared/projection-engine/index';

type Verify = ProjectionEngine['verify'];
type Compare = ProjectionEngine['compare'];

interface Parts {
  readonly board: { readonly look: ProjectionEngine['status'] };
  readonly eventLog: { readonly read: () => Promise<EventLog> };
  readonly operations: Pick<ProjectionEngine, 'rebuild' | 'cancel' | 'rollback' | 'promote' | 'retire'>;
  readonly acceptLog: ProjectionEngine['acceptLog'];
  readonly parked: ParkedMessages;
  readonly verify: Verify;
  readonly compare: Compare;
}

const PATH = '/ops/projections';

/** The operator's endpoints of the projections. */
export const opsRoutes = ({
  board,
  eventLog,
  operations,
  acceptLog,
  parked,
  verify,
  compare,
}: Parts): OperatorRoute[] => {
  const acting = (
    path: string,
    status: number,
    act: (target: string, by: string) => Promise<BuildOutcome | Refusal>,
  ): OperatorRoute => ({
    method: 'post',
    path: `${PATH}/${path}`,
    handle: async ({ params: { target = '' }, by }: OperatorAsked) => {
      const done = await act(target, by);
      return isRefusal(done) ? done : { status, body: done };
    },
  });
  /** What takes its time answers at once, and tells line by line. */
  const telling = (path: string, tell: Verify | Compare): OperatorRoute => ({
    method: 'post',
    path: `${PATH}/${path}`,
    handle: async ({ params: { target = '' }, signal }) => {
      const lines = await tell(target, signal);
      return isRefusal(lines) ? lines : { status: 200, lines };
    },
  });
  return [
    {
      method: 'get',
      path: PATH,
      handle: async () => {
        const { generation, mismatch } = await eventLog.read();
        return { status: 200, body: { log: { generation, mismatch }, projections: await board.look() } };
      },
    },
    {
      method: 'post',
      path: `${PATH}/accept-log`,
      handle: async ({ by }) => {
        const done = await acceptLog(by);
        return isRefusal(done) ? done : { status: 200, body: done };
      },
    },
    {
      method: 'get',
      path: `${PATH}/rebuilds`,
      handle: async () => {
        const all = (await board.look()).flatMap(({ name, builds }) => builds.map((build) => ({ name, ...build })));
        return { status: 200, body: { rebuilds: all.filter(({ state }) => state === 'building') } };
      },
    },
    ...parkedRoutes(`${PATH}/parked`, parked),
    acting(':target/rebuild', 202, (name, by) => operations.rebuild(name, by)),
    acting(':target/cancel', 200, (target, by) => operations.cancel(target, by)),
    acting(':target/rollback', 200, (name, by) => operations.rollback(name, by)),
    acting('builds/:target/promote', 200, (build, by) => operations.promote(build, by)),
    acting('builds/:target/retire', 200, (build, by) => operations.retire(build, by)),
    telling(':target/verify', verify),
    telling('builds/:target/compare', compare),
  ];
};
