/** One thing broken at a time: `from` occurs once in the file; `specs` are the files that should notice. */
const es = (file, specs, from, to) => ({
  file: `eventstore/src/${file}`,
  from,
  to,
  specs: specs.split(' ').map((spec) => `embedded/eventstore/src/${spec}`),
});
const mongo = (file, specs, from, to) => ({
  file: `mongo/src/${file}`,
  from,
  to,
  specs: specs.split(' ').map((spec) => `embedded/mongo/src/${spec}`),
});
const redis = (file, from, to) => ({ file: `redis/src/${file}`, from, to, specs: ['embedded/redis/src/server'] });

const APPEND = 'streams/append.spec streams/delete.spec';
const READ = 'streams/read.spec streams/metadata.spec streams/raw-requests.spec';
const SUBSCRIBE = 'streams/subscription.spec';
const GROUPS = 'persistent-subscriptions/';

export const mutants = [
  // Streams: what may be appended
  es(
    'store/commit-check.ts',
    APPEND,
    'if (revision > stream.lastRevision) return wrong(stream);',
    'if (revision > stream.lastRevision) return APPEND;',
  ),
  es('store/commit-check.ts', APPEND, 'revision === stream.lastRevision ? APPEND', 'revision >= 0 ? APPEND'),
  es('store/commit-check.ts', APPEND, 'index === 0 ? APPEND : wrong(stream)', 'APPEND'),
  es('store/commit-check.ts', APPEND, 'if (this.states.isTombstoned(stream)) return DELETED;', ''),
  es('store/commit-check.ts', APPEND, 'if (isSoftDeleted(stream.metadata)) return DELETED;', ''),
  es('store/commit-check.ts', APPEND, 'return comesBack ? APPEND : wrong(stream);', 'return wrong(stream);'),
  es('streams/proposed-event.ts', APPEND, '1024 * 1024', '1024 * 1023'),
  es('streams/append.ts', APPEND, 'bytes > MAX_APPEND_BYTES', 'bytes >= MAX_APPEND_BYTES'),
  es('streams/batch-append.ts', APPEND, 'if (append.deadline < Date.now()) return batchTimeout();', ''),
  es('streams/batch-append.ts', APPEND, 'if (refusal || message.getIsFinal())', 'if (message)'),
  es('streams/batch-append-responses.ts', APPEND, 'if (current < 0) details', 'if (current < 1) details'),
  es('store/event-log.ts', APPEND, 'const GAP = 32;', 'const GAP = -1_000_000;'),
  // Streams: what is seen
  es('store/stream-reader.ts', READ, 'lastRevision + 1 - metadata.maxCount', 'lastRevision - metadata.maxCount'),
  es('store/stream-reader.ts', READ, 'Date.now() - metadata.maxAge * 1000', '0'),
  es('store/stream-metadata.ts', READ, "number('$tb', 0)", '0'),
  es('store/stream-reader.ts', READ, 'event.type === LINK_TYPE ?', "event.type === 'x' ?"),
  es('store/event-log.ts', READ, 'this.#page(next - 1, true)', 'this.#page(next, true)'),
  es('streams/read.ts', READ, 'if (--left === 0) break;', ''),
  es('streams/read.ts', APPEND, "if (status === 'deleted') throw streamDeleted(stream!);", ''),
  es('streams/read-request.ts', READ, 'if (filter && !options.hasAll()) throw', 'if (false) throw'),
  es('streams/event-filter.ts', SUBSCRIBE, 'text.startsWith(prefix)', 'text.includes(prefix)'),
  es('streams/subscription.ts', SUBSCRIBE, 'await sendCheckpoint(checkpoints?.caughtUp());', ''),
  es('streams/subscription.ts', SUBSCRIBE, 'await responses.send(caughtUpResponse());', ''),
  es(
    'streams/subscription.ts',
    SUBSCRIBE,
    "from === 'start' ? -1 : from === 'end' ? reader.lastRevision",
    "from === 'start' ? 0 : from === 'end' ? reader.lastRevision",
  ),
  es('streams/subscription.ts', SUBSCRIBE, 'reader.allForwards(cursor + 1)', 'reader.allForwards(cursor)'),
  es(
    'store/event-store.ts',
    'streams/delete.spec server.spec',
    'firstRevision: state.lastRevision + 1',
    'firstRevision: 0',
  ),
  // Persistent subscriptions
  es(
    'persistent-subscriptions/group.ts',
    GROUPS,
    'message.retryCount < maxRetryCount',
    'message.retryCount <= maxRetryCount',
  ),
  es('persistent-subscriptions/in-flight.ts', GROUPS, 'if (deadline > now) break;', 'break;'),
  es('persistent-subscriptions/group.ts', GROUPS, 'if (this.consumers.length >= limit) throw', 'if (false) throw'),
  es('persistent-subscriptions/checkpoint-tracker.ts', GROUPS, 'done < maxCheckpointCount', 'done < 1_000'),
  es('persistent-subscriptions/checkpoint-tracker.ts', GROUPS, 'return lowest?.[1] ?? cursor;', 'return cursor;'),
  es('persistent-subscriptions/checkpoint-tracker.ts', GROUPS, 'done >= minCheckpointCount', 'done >= 0'),
  es('persistent-subscriptions/parked-messages.ts', GROUPS, 'if (event.revision >= (stopAt ?? Infinity)) break;', ''),
  es('persistent-subscriptions/consumer-strategy.ts', GROUPS, 'consumers[turn++ % consumers.length]', 'consumers[0]'),
  es('persistent-subscriptions/consumer.ts', GROUPS, 'this.bufferSize - this.#inHand.size', 'this.bufferSize'),
  es(
    'persistent-subscriptions/groups.ts',
    GROUPS,
    'this.#add({ ...definition, filter }, old.checkpoints);',
    'this.#add({ ...definition, filter });',
  ),
  // MongoDB
  mongo('store/collection.ts', 'commands/writes commands/indexes', 'if (taken) throw', 'if (false) throw'),
  mongo('store/collection.ts', 'commands/writes', 'if (this.hasId(id, idKey)) throw', 'if (false) throw'),
  mongo('store/collection.ts', 'commands/writes', 'if (record.bytes.equals(document)) return false;', ''),
  mongo('store/index.ts', 'commands/indexes query/plan', 'if (this.sparse && found.every', 'if (false && found.every'),
  mongo('store/index.ts', 'commands/indexes query/plan', 'if (this.partial && !this.partial(subject)) return [];', ''),
  mongo('store/index.ts', 'commands/indexes', 'if (arrays.length > 1) {', 'if (arrays.length > 2) {'),
  mongo('store/index.ts', 'commands/indexes query/plan', 'this.remove(before, record);', ''),
  mongo('store/expiry.ts', 'commands/indexes', 'toDouble(seconds) * 1000', 'toDouble(seconds) * 10'),
  mongo('commands/write-batch.ts', 'commands/writes', 'if (ordered) break;', ''),
  mongo('commands/writes.ts', 'commands/writes', 'nModified += outcome.modified;', 'nModified += outcome.matched;'),
  mongo('commands/update-statement.ts', 'commands/writes', 'limit: multi ? 0 : 1', 'limit: 0'),
  mongo('commands/update-statement.ts', 'update/ commands/writes', 'records.length === 0 && upsert', 'upsert'),
  mongo('commands/find-and-modify.ts', 'commands/writes', "flagArgument(body, 'new') ? after : before", 'after'),
  mongo('update/update.ts', 'update/', "fieldOf(condition, '$eq')", "fieldOf(condition, '$gt')"),
  mongo('update/positional.ts', 'update/', 'all.filter((index) => test(items[index]))', 'all'),
  mongo('update/field-operators.ts', 'update/', 'if (before === undefined || better', 'if (better'),
  mongo('query/comparison.ts', 'query/', 'if (!unbounded && typeClass(leaf) !== operandClass) return false;', ''),
  mongo('query/comparison.ts', 'query/', '(inclusive && difference === 0)', 'inclusive'),
  mongo('query/select.ts', 'commands/reads query/', 'plan.exact || matcher(subjectOf(record))', 'true'),
  mongo(
    'query/sort.ts',
    'query/ commands/reads',
    'return difference * (fields[i]?.direction ?? 1);',
    'return difference;',
  ),
  mongo('commands/cursors.ts', 'commands/', 'size > MAX_BATCH_BYTES && taken.length > 0', 'false'),
  mongo('store/catalog.ts', 'commands/collections server.spec', '!dropTarget || isView(target.options)', 'true'),
  mongo('store/catalog.ts', 'commands/collections server.spec', 'this.take(from);', ''),
  mongo('aggregate/plain-stages.ts', 'aggregate/', 'documents.slice(0, limitOf(spec))', 'documents'),
  mongo('commands/dispatch.ts', 'wire/ commands/', 'if (command.writes) await kept(request, storage, failed);', ''),
  mongo(
    'bson/compare.ts',
    'bson/ query/',
    'if (classA !== classB) return classA - classB;',
    'if (classA !== classB) return 0;',
  ),
  // Redis
  redis('keyspace.ts', 'expiresAt !== undefined && expiresAt < Date.now()', 'false'),
  redis('keyspace.ts', 'for (const watch of this.watches.get(key) ?? []) watch.written = true;', ''),
  redis('commands/strings.ts', "(only === 'XX') !== (before !== undefined)", 'false'),
  redis('commands/strings.ts', 'return get ? old : OK;', 'return OK;'),
  redis('commands/strings.ts', 'keepTtl ? before?.expiresAt : expiresAt', 'expiresAt'),
  redis(
    'commands/keys.ts',
    'Math.round((entry.expiresAt - Date.now()) / unit)',
    'Math.floor((entry.expiresAt - Date.now()) / unit)',
  ),
  redis('dispatch.ts', 'if (transaction) transaction.broken = true;', ''),
  redis('dispatch.ts', 'session.protocol === 2 && session.subscriptions > 0', 'session.subscriptions > 100'),
];
