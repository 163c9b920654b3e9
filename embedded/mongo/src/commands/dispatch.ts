import { isNumber, toDouble } from '../bson/numbers.js';
import type { Document } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { appendElements, documentElement, writeDocument, writeRawArray } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import type { Storage } from '../store/storage.js';
import type { Answer } from '../wire/connection.js';
import type { Request } from '../wire/message.js';
import { aggregate } from './aggregate.js';
import { collModCommands } from './coll-mod.js';
import { collections } from './collections.js';
import type { Command, Commands, Context, Reply } from './command.js';
import type { Batch } from './cursors.js';
import { explain } from './explain.js';
import { failPointCommands } from './fail-point-commands.js';
import type { Failure } from './fail-points.js';
import { findAndModifyCommands } from './find-and-modify.js';
import { indexes } from './indexes.js';
import { reads } from './reads.js';
import { serverInfo } from './server-info.js';
import { writes } from './writes.js';

const commands: Commands = {
  ...serverInfo,
  ...reads,
  ...writes,
  ...findAndModifyCommands,
  ...aggregate,
  ...collections,
  ...collModCommands,
  ...indexes,
  ...explain,
};

/** What any command may carry. */
const GENERIC = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$audit',
  '$client',
  '$configServerState',
]);
const TRANSACTION = ['txnNumber', 'startTransaction', 'autocommit'];

/** What a server that is no member of a replica set cannot promise. */
function refuseConcerns(body: Document): void {
  const { writeConcern, readConcern } = body;
  const w = isDocument(writeConcern) ? writeConcern['w'] : undefined;
  if (isNumber(w) && toDouble(w) > 1)
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  if (typeof w === 'string' && w !== 'majority')
    throw new CommandError(
      'BadValue',
      `cannot use non-majority 'w' mode ${w} when a host is not a member of a replica set`,
    );
  const level = isDocument(readConcern) ? readConcern['level'] : undefined;
  if (level === 'snapshot' || level === 'linearizable')
    throw new CommandError('NotAReplicaSet', 'node needs to be a replica set member to use read concern');
}

function commandOf({ name, body }: Request, known: Commands): Command {
  if (TRANSACTION.some((field) => field in body) || name === 'commitTransaction' || name === 'abortTransaction')
    throw new CommandError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  refuseConcerns(body);
  const command = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!command) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
  for (const field of Object.keys(body))
    if (field !== name && !GENERIC.has(field) && !command.fields.includes(field))
      throw new CommandError(40415, `BSON field '${name}.${field}' is an unknown field.`);
  return command;
}

function encodeBatch({ cursorId, namespace, field, documents }: Batch): Buffer {
  const cursor = appendElements(writeDocument({ id: cursorId, ns: namespace }), writeRawArray(field, documents));
  return appendElements(writeDocument({ ok: 1 }), documentElement('cursor', cursor));
}

const encodeReply = (reply: Reply, concern?: Document): Buffer =>
  'batch' in reply ? encodeBatch(reply.batch) : writeDocument({ ...reply.document, ...concern, ok: 1 });

function encodeError(fault: unknown): Buffer {
  const error =
    fault instanceof CommandError
      ? fault
      : new CommandError('InternalError', fault instanceof Error ? fault.message : String(fault));
  return writeDocument({ ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details });
}

const wantsJournal = (body: Document): boolean => {
  const concern = fieldOf(body, 'writeConcern');
  return isDocument(concern) && (concern['j'] === true || concern['fsync'] === true);
};

/** Says when the storage has the changes of a write, or that it never will. */
async function kept(request: Request, storage: Storage, failed: (fault: unknown) => void): Promise<void> {
  try {
    await (wantsJournal(request.body) ? storage.flushed() : storage.committed());
  } catch (fault) {
    failed(fault);
    throw fault;
  }
}

/**
 * Makes the function that answers commands. A write is answered when the storage has it: written to the file, and with the write
 * concern `j: true` also synced to the disk.
 * @param failed told when the storage fails: memory is ahead of it then, and the server cannot go on
 */
export function dispatcher(context: Context, storage: Storage, failed: (fault: unknown) => void): Answer {
  const { sessions, failPoints } = context;
  const known = failPoints ? { ...commands, ...failPointCommands } : commands;
  return async (request) => {
    try {
      sessions.use(request.body['lsid'], Date.now());
      const failure: Failure = failPoints ? await failPoints.check(request) : {};
      if (failure.hangUp) return undefined;
      if (failure.answer) return [writeDocument(failure.answer)];
      const command = commandOf(request, known);
      const answer = encodeReply(command.run(request, context), failure.concern);
      if (command.writes) await kept(request, storage, failed);
      return [answer];
    } catch (fault) {
      return [encodeError(fault)];
    }
  };
}
