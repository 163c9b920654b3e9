import { setTimeout as wait } from 'node:timers/promises';
import { isNumber, toDouble } from '../bson/numbers.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument, newDocument } from '../bson/value.js';
import { CommandError, codeNameOf, notImplemented } from '../command-error.js';
import type { Request } from '../wire/message.js';
import { documentArgument, flagArgument, listArgument, numberArgument } from './arguments.js';

/** How often `failCommand` still lets commands through, and how often it then acts. */
interface Remaining {
  skips: number;
  times: number;
}

const KNOWN = new Set([
  'failCommands',
  'errorCode',
  'errorLabels',
  'closeConnection',
  'writeConcernError',
  'blockConnection',
  'blockTimeMS',
]);

function remainingOf(mode: Value | undefined): Remaining {
  if (mode === 'off') return { skips: 0, times: 0 };
  if (mode === 'alwaysOn') return { skips: 0, times: Infinity };
  if (isDocument(mode)) {
    const { times, skip } = mode;
    if (isNumber(times) && toDouble(times) >= 0) return { skips: 0, times: toDouble(times) };
    if (isNumber(skip) && toDouble(skip) >= 0) return { skips: toDouble(skip), times: Infinity };
  }
  throw new CommandError('BadValue', "a fail point's mode is 'off', 'alwaysOn', { times } or { skip }");
}

/** What happens to a command that a fail point has met. */
export interface Failure {
  /** The connection ends without an answer. */
  readonly hangUp?: true;
  /** The answer, instead of what the command does. */
  readonly answer?: Document;
  /** What is added to the answer of the command, which is done. */
  readonly concern?: Document;
}

/** The fail point `failCommand`: makes commands fail on purpose, so that a client can be tested with it. */
export class FailPoints {
  private remaining: Remaining = remainingOf('off');
  private data: Document = newDocument();
  private met = 0n;

  /** @returns how many commands it had met by then */
  configure(mode: Value | undefined, data: Document): bigint {
    const unknown = Object.keys(data).find((name) => !KNOWN.has(name));
    if (unknown !== undefined) throw notImplemented(`failCommand with ${unknown}`);
    this.remaining = remainingOf(mode);
    this.data = data;
    return this.met;
  }

  private meets({ name }: Request): boolean {
    if (this.remaining.times === 0 || !listArgument(this.data, 'failCommands').includes(name)) return false;
    if (this.remaining.skips > 0) {
      this.remaining.skips--;
      return false;
    }
    this.remaining.times--;
    this.met++;
    return true;
  }

  /** Waits if it is told to, and says what is to become of the command. */
  async check(request: Request): Promise<Failure> {
    if (!this.meets(request)) return {};
    const { data } = this;
    if (flagArgument(data, 'blockConnection')) await wait(numberArgument(data, 'blockTimeMS') ?? 0);
    if (flagArgument(data, 'closeConnection')) return { hangUp: true };
    const code = numberArgument(data, 'errorCode');
    const errorLabels = fieldOf(data, 'errorLabels');
    const labels: Document = errorLabels === undefined ? {} : { errorLabels };
    if (code !== undefined)
      return {
        answer: {
          ok: 0,
          errmsg: "Failing command via 'failCommand' failpoint",
          code,
          codeName: codeNameOf(code),
          ...labels,
        },
      };
    const concern = documentArgument(data, 'writeConcernError');
    return concern ? { concern: { writeConcernError: concern, ...labels } } : {};
  }
}
