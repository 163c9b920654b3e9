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
    '$collStats $currentOp $densify $geoNear $indexStats $listSessions $planCacheStats $search ' +
    '$searchMeta $vectorSearch $listSearchIndexes $changeStreamSplitLargeEvent'
  ).split(' '),
);

const KNOWN = new Set(
  (
    '$addFields $bucket $bucketAuto $count $documents $facet $fill ' +
    '$graphLookup $group $limit $listLocalSessions $lookup $match $merge $out $project ' +
    '$redact $replaceRoot $replaceWith $sample $set $setWindowFields $skip $sort ' +
    '$sortByCount $unionWith $unset $unwind'
  ).split(' '),
);

/** @throws CommandError for a stage that is no stage. */
export function parsePipeline(pipeline: readonly Value[]): Stage[] {
  return pipeline.map((stage) => {
    if (!isDocument(stage))
      throw new CommandError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    const [entry, more] = Object.entries(stage);
    if (!entry || more)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const [name, spec] = entry;
    if (name === '$changeStream')
      throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets');
    if (REFUSED.has(name)) throw notImplemented(name);
    if (!KNOWN.has(name)) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}'`);
    return { name, spec };
  });
}
