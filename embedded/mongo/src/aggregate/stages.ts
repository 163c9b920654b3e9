import type { Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';

export interface Stage {
  readonly name: string;
  readonly spec: Value;
}

/** What the real server has and this one does not. */
const REFUSED = new Set(
  (
    '$collStats $currentOp $geoNear $indexStats $listSessions $planCacheStats $search ' +
    '$searchMeta $vectorSearch $listSearchIndexes $changeStreamSplitLargeEvent'
  ).split(' '),
);

const KNOWN = new Set(
  (
    '$addFields $bucket $bucketAuto $count $densify $documents $facet $fill ' +
    '$graphLookup $group $limit $listLocalSessions $lookup $match $merge $out $project ' +
    '$redact $replaceRoot $replaceWith $sample $set $setWindowFields $skip $sort ' +
    '$sortByCount $unionWith $unset $unwind'
  ).split(' '),
);

/** mingo takes a path without its dollar, and then unwinds nothing. */
function checkUnwind(spec: Value): void {
  const path = isDocument(spec) ? spec['path'] : spec;
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw new CommandError('Location28818', "path option to $unwind stage should be prefixed with a '$'");
}

function checkGroup(spec: Value): void {
  if (isDocument(spec) && spec['_id'] === undefined)
    throw new CommandError('Location15955', 'a group specification must include an _id');
}

/** @throws CommandError for a stage that is no stage. */
export function parsePipeline(pipeline: readonly Value[]): Stage[] {
  return pipeline.map((stage) => {
    if (!isDocument(stage))
      throw new CommandError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    const [entry, more] = Object.entries(stage);
    if (!entry || more)
      throw new CommandError('Location40323', 'A pipeline stage specification object must contain exactly one field.');
    const [name, spec] = entry;
    if (name === '$changeStream')
      throw new CommandError('Location40573', 'The $changeStream stage is only supported on replica sets');
    if (REFUSED.has(name)) throw notImplemented(name);
    if (!KNOWN.has(name)) throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
    if (name === '$unwind') checkUnwind(spec);
    if (name === '$group') checkGroup(spec);
    return { name, spec };
  });
}
