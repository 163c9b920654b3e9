import { type EventLog, isRefusal, type Mismatch, type Refusal } from '@doremi/event-sourcing';
import type { Floors } from '@doremi/domain';
import {
  HttpFault,
  jsonLines,
  operatorGet,
  operatorPost,
  type OperatorRoute,
  type ParkedDocumentation,
  type ParkedMessages,
  parkedRoutes,
} from '@doremi/http';
import type { ProjectionEngine } from '@doremi/projection-engine';
import {
  BuildResponse,
  ComparisonLine,
  comparisonQuery,
  LogAcceptance,
  ProjectionsResponse,
  RebuildsResponse,
  VerificationLine,
} from './ops.responses.js';

interface Parts {
  readonly board: { readonly look: ProjectionEngine['status'] };
  readonly eventLog: { readonly read: () => Promise<EventLog<keyof Floors>> };
  readonly operations: Pick<ProjectionEngine, 'rebuild' | 'cancel' | 'rollback' | 'promote' | 'retire'>;
  readonly acceptLog: ProjectionEngine['acceptLog'];
  readonly parked: ParkedMessages;
  readonly verify: ProjectionEngine['verify'];
  readonly compare: ProjectionEngine['compare'];
}

const tag = 'projections';
const PATH = '/ops/projections';

/** What a projection could not fold, and how that is called. */
const parkedEvents: ParkedDocumentation = {
  tag: 'parked events',
  operations: {
    list: 'listParkedEvents',
    show: 'getParkedEvent',
    retry: 'retryParkedEvent',
    skip: 'skipParkedEvent',
  },
  outcome: 'ASKED',
  refusals: { retry: [], skip: ['PARKED_CHANGED'] },
};

/** The operator's endpoints of the projections. */
export const opsRoutes = (parts: Parts): OperatorRoute[] => [
  ...lookRoutes(parts),
  ...parkedRoutes(`${PATH}/parked`, parts.parked, parkedEvents),
  ...buildRoutes(parts),
  ...tellingRoutes(parts),
];

/** A mismatch without the numbers of receipts, which are no operator's concern. */
const mismatchResponse = ({ floors: { menu, cart }, ...mismatch }: Mismatch<keyof Floors>) => ({
  ...mismatch,
  floors: { menu, cart },
});

/** How things are, and the word that the event store is right as it is. */
const lookRoutes = ({ board, eventLog, acceptLog }: Parts): OperatorRoute[] => [
  operatorGet(
    PATH,
    {
      tag,
      operation: 'listProjections',
      summary: 'How each projection stands, and whether the event store is the one that was read',
      responses: { 200: ProjectionsResponse },
    },
    async () => {
      const { generation, mismatch } = await eventLog.read();
      const log = { generation, mismatch: mismatch && mismatchResponse(mismatch) };
      return { status: 200, body: { log, projections: await board.look() } };
    },
  ),
  operatorPost(
    `${PATH}/accept-log`,
    {
      tag,
      operation: 'acceptLog',
      summary: 'Take the event store as it is, although it is not the one that was read',
      responses: { 200: LogAcceptance },
      refusals: ['NO_MISMATCH'],
    },
    async ({ by }) => {
      const accepted = await acceptLog(by);
      return isRefusal(accepted) ? accepted : { status: 200, body: accepted };
    },
  ),
  operatorGet(
    `${PATH}/rebuilds`,
    {
      tag,
      operation: 'listRebuilds',
      summary: 'The rebuilds that are under way',
      responses: { 200: RebuildsResponse },
    },
    async () => {
      const all = (await board.look()).flatMap(({ name, builds }) => builds.map((build) => ({ name, ...build })));
      return { status: 200, body: { rebuilds: all.filter(isUnderWay) } };
    },
  ),
];

type Listed = Awaited<ReturnType<ProjectionEngine['status']>>[number]['builds'][number];

const isUnderWay = <Build extends Listed>(
  build: Build,
): build is Build & { readonly progress: NonNullable<Build['progress']> } => build.state === 'building';

const promotionRefusals = [
  ...(['BUILD_STRANDED', 'BUILD_INCOMPLETE', 'BUILD_HAS_PARKED', 'BUILD_BEHIND', 'BUILDS_CHANGED'] as const),
];

/** What is done to builds, at once. */
const buildRoutes = ({ operations }: Parts): OperatorRoute[] => [
  operatorPost(
    `${PATH}/:target/rebuild`,
    {
      tag,
      operation: 'rebuildProjection',
      summary: 'Begin a new build beside the live one, or join the one that is under way',
      responses: { 202: BuildResponse },
      refusals: ['PROJECTION_NOT_FOUND'],
    },
    async ({ params: { target }, by }) => acted(202, await operations.rebuild(target, by)),
  ),
  operatorPost(
    `${PATH}/:target/cancel`,
    {
      tag,
      operation: 'cancelRebuild',
      summary: 'Drop a build that is under way',
      responses: { 200: BuildResponse },
      refusals: ['BUILD_NOT_FOUND', 'NO_REBUILD_UNDER_WAY', 'BUILD_IS_ONLY_ONE'],
    },
    async ({ params: { target }, by }) => acted(200, await operations.cancel(target, by)),
  ),
  operatorPost(
    `${PATH}/:target/rollback`,
    {
      tag,
      operation: 'rollBackProjection',
      summary: 'Read the build again that was read before',
      responses: { 200: BuildResponse },
      refusals: ['PROJECTION_NOT_FOUND', 'NO_WAY_BACK', ...promotionRefusals],
    },
    async ({ params: { target }, by }) => acted(200, await operations.rollback(target, by)),
  ),
  operatorPost(
    `${PATH}/builds/:target/promote`,
    {
      tag,
      operation: 'promoteBuild',
      summary: 'Read this build from now on',
      responses: { 200: BuildResponse },
      refusals: ['BUILD_NOT_FOUND', 'BUILD_IS_LIVE', ...promotionRefusals],
    },
    async ({ params: { target }, by }) => acted(200, await operations.promote(target, by)),
  ),
  operatorPost(
    `${PATH}/builds/:target/retire`,
    {
      tag,
      operation: 'retireBuild',
      summary: 'Take a build out of service that was kept as a way back',
      responses: { 200: BuildResponse },
      refusals: ['BUILD_NOT_FOUND', 'BUILD_UNDER_WAY', 'BUILD_IS_LIVE'],
    },
    async ({ params: { target }, by }) => acted(200, await operations.retire(target, by)),
  ),
];

const acted = <Status extends 200 | 202>(status: Status, build: BuildResponse | Refusal) =>
  isRefusal(build) ? build : { status, body: build };

/** What takes its time: it answers at once, and tells line by line. */
const tellingRoutes = ({ verify, compare }: Parts): OperatorRoute[] => [
  operatorPost(
    `${PATH}/:target/verify`,
    {
      tag,
      operation: 'verifyProjection',
      summary: 'Compare what is stored with a fresh fold of all events: how far it is, and in the end what was found',
      responses: { 200: jsonLines(VerificationLine) },
      refusals: ['PROJECTION_NOT_FOUND'],
    },
    async ({ params: { target }, signal }) => told(await verify(target, signal)),
  ),
  operatorPost(
    `${PATH}/builds/:target/compare`,
    {
      tag,
      operation: 'compareBuilds',
      summary: 'Compare a build with the one that is read, or was',
      parameters: comparisonQuery,
      responses: { 200: jsonLines(ComparisonLine) },
      refusals: ['FULL_INVALID', 'BUILD_NOT_FOUND', 'NOTHING_TO_COMPARE'],
    },
    async ({ params: { target }, query: { full = 'false' }, signal }) => {
      if (full !== 'true' && full !== 'false') throw new HttpFault(400, 'FULL_INVALID', 'full must be true or false');
      return told(await compare(target, { full: full === 'true' }, signal));
    },
  ),
];

const told = <Line>(lines: AsyncIterable<Line> | Refusal) =>
  isRefusal(lines) ? lines : { status: 200 as const, lines };
