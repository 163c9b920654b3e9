import { brokenOff, JSON_LINES } from '../json-lines.js';
import {
  anyOf,
  array,
  flag,
  id,
  instant,
  integer,
  nullable,
  object,
  oneOf,
  ref,
  text,
  type Schema,
} from '../schema.js';
import type { Chapter } from './chapter.js';

const count = integer(0);
const amount: Schema = { type: 'number', minimum: 0 };

const progress = object({
  handled: count,
  total: nullable(count),
  totalIs: oneOf('counted', 'estimated'),
  eventsPerSecond: amount,
  secondsLeft: nullable(amount),
});
const build = {
  build: text,
  state: oneOf('building', 'live', 'standby'),
  built: flag,
  stranded: nullable(oneOf('NO_PLACE', 'ANOTHER_LOG')),
  documents: count,
  watermark: nullable(text),
  lagSeconds: nullable(amount),
  lanes: array(object({ lane: count, position: text, owner: nullable(text) })),
  parked: count,
  skipped: count,
  stuckSeconds: amount,
};
const mismatch = object({
  position: text,
  expectedEventId: text,
  found: nullable(text),
  build: text,
  provenAt: instant,
  floors: object({ menu: count, cart: count }),
});
const difference = object(
  {
    key: text,
    kind: oneOf('DIFFERS', 'MISSING', 'SURPLUS', 'UNFOLDABLE'),
    fields: array(object({ path: text }, { expected: {}, found: {} })),
  },
  { reason: text },
);
const compared = {
  build: text,
  documents: count,
  differing: count,
  differences: array(difference),
};

export const projections: Chapter = {
  tag: 'projections',
  about: 'The builds of the read models, for operators. A target is the name of a projection, or of a build of it.',
  schemas: {
    ProjectionStatus: object({
      name: text,
      version: id,
      isCurrent: flag,
      live: nullable(text),
      builds: array(object(build, { progress })),
    }),
    Build: object({ name: text, build: text }),
  },
  routes: {
    'GET /ops/projections': {
      operation: 'listProjections',
      summary: 'How each projection stands, and whether the event store is the one that was read',
      answers: {
        200: object({
          log: object({ generation: count, mismatch: nullable(mismatch) }),
          projections: array(ref('ProjectionStatus')),
        }),
      },
    },
    'POST /ops/projections/accept-log': {
      operation: 'acceptLog',
      summary: 'Take the event store as it is, although it is not the one that was read',
      answers: { 200: object({ generation: id, stranded: array(text) }) },
      refusals: ['NO_MISMATCH'],
    },
    'GET /ops/projections/rebuilds': {
      operation: 'listRebuilds',
      summary: 'The rebuilds that are under way',
      answers: { 200: object({ rebuilds: array(object({ name: text, ...build, progress })) }) },
    },
    'POST /ops/projections/:target/rebuild': {
      operation: 'rebuildProjection',
      summary: 'Begin a new build beside the live one, or join the one that is under way',
      answers: { 202: ref('Build') },
      refusals: ['PROJECTION_NOT_FOUND'],
    },
    'POST /ops/projections/:target/cancel': {
      operation: 'cancelRebuild',
      summary: 'Drop a build that is under way',
      answers: { 200: ref('Build') },
      refusals: ['BUILD_NOT_FOUND', 'NO_REBUILD_UNDER_WAY', 'BUILD_IS_ONLY_ONE'],
    },
    'POST /ops/projections/:target/rollback': {
      operation: 'rollBackProjection',
      summary: 'Read the build again that was read before',
      answers: { 200: ref('Build') },
      refusals: [
        ...(['PROJECTION_NOT_FOUND', 'NO_WAY_BACK', 'BUILD_STRANDED', 'BUILD_INCOMPLETE'] as const),
        ...(['BUILD_HAS_PARKED', 'BUILD_BEHIND', 'BUILDS_CHANGED'] as const),
      ],
    },
    'POST /ops/projections/builds/:target/promote': {
      operation: 'promoteBuild',
      summary: 'Read this build from now on',
      answers: { 200: ref('Build') },
      refusals: [
        ...(['BUILD_NOT_FOUND', 'BUILD_IS_LIVE', 'BUILD_STRANDED', 'BUILD_INCOMPLETE'] as const),
        ...(['BUILD_HAS_PARKED', 'BUILD_BEHIND', 'BUILDS_CHANGED'] as const),
      ],
    },
    'POST /ops/projections/builds/:target/retire': {
      operation: 'retireBuild',
      summary: 'Take a build out of service that was kept as a way back',
      answers: { 200: ref('Build') },
      refusals: ['BUILD_NOT_FOUND', 'BUILD_UNDER_WAY', 'BUILD_IS_LIVE'],
    },
    'POST /ops/projections/:target/verify': {
      operation: 'verifyProjection',
      summary: 'Compare what is stored with a fresh fold of all events: how far it is, and in the end what was found',
      type: JSON_LINES,
      answers: {
        200: anyOf(
          object({ result: object({ ...compared, events: count, parked: array(text) }) }),
          object({ progress: object({ build: text, handled: count, total: count }) }),
          brokenOff,
        ),
      },
      refusals: ['PROJECTION_NOT_FOUND'],
    },
    'POST /ops/projections/builds/:target/compare': {
      operation: 'compareBuilds',
      summary: 'Compare a build with the one that is read, or was',
      type: JSON_LINES,
      answers: { 200: anyOf(object({ ...compared, with: text }), brokenOff) },
      refusals: ['BUILD_NOT_FOUND', 'NOTHING_TO_COMPARE'],
    },
  },
};
