import {
  anyOf,
  array,
  count,
  describedCount,
  flag,
  id,
  instant,
  measure,
  named,
  nullable,
  object,
  oneOf,
  optional,
  type Static,
  text,
  unknown,
} from '@doremi/http';

const progress = object({
  handled: count,
  total: nullable(count),
  totalIs: oneOf('counted', 'estimated'),
  eventsPerSecond: measure,
  secondsLeft: nullable(measure),
});

const buildFields = {
  build: text,
  state: oneOf('building', 'live', 'standby'),
  built: flag,
  stranded: nullable(oneOf('NO_PLACE', 'ANOTHER_LOG')),
  documents: count,
  watermark: nullable(text),
  lagSeconds: nullable(measure),
  eventsPerSecond: nullable(measure),
  lanes: array(object({ lane: count, position: text, owner: nullable(text) })),
  parked: count,
  skipped: count,
  stuckSeconds: measure,
};

const ProjectionStatus = named('ProjectionStatus', {
  name: text,
  version: id,
  isCurrent: flag,
  live: nullable(text),
  builds: array(object({ ...buildFields, progress: optional(progress) })),
});

const Mismatch = object({
  position: text,
  expectedEventId: text,
  found: nullable(text),
  build: text,
  provenAt: instant,
  floors: object({ menu: count, cart: count }),
});

export const ProjectionsResponse = object({
  log: object({ generation: count, mismatch: nullable(Mismatch) }),
  projections: array(ProjectionStatus),
});

export const RebuildsResponse = object({ rebuilds: array(object({ name: text, ...buildFields, progress })) });

/** The build that was acted on, and whose it is. */
export const BuildResponse = named('Build', { name: text, build: text });
export type BuildResponse = Static<typeof BuildResponse>;

/**
 * `generation` is how often another log was accepted, with this time; `stranded` the builds that have to be made anew:
 * they were made from the other one.
 */
export const LogAcceptance = object({ generation: id, stranded: array(text) });
export type LogAcceptance = Static<typeof LogAcceptance>;

const Difference = object({
  key: text,
  kind: oneOf('DIFFERS', 'MISSING', 'SURPLUS', 'UNFOLDABLE'),
  fields: array(object({ path: text, expected: optional(unknown), found: optional(unknown) })),
  reason: optional(text),
});

const comparedFields = { build: text, documents: count, differing: count, differences: array(Difference) };

/** A line of a verification: what it found, or how far it is. */
export const VerificationLine = anyOf(
  object({ result: object({ ...comparedFields, events: count, parked: array(text) }) }),
  object({ progress: object({ build: text, handled: count, total: count }) }),
);

export const ComparisonLine = object({
  ...comparedFields,
  with: text,
  byHash: describedCount('So many have the same hash in both builds, and were not read.'),
});

/** What the query of a comparison may hold. */
export const comparisonQuery = { full: oneOf('true', 'false') };
