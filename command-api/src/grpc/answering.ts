import { Metadata, status, type ServerUnaryCall, type handleUnaryCall } from '@grpc/grpc-js';
import { textOf, withinDeadline } from '@doremi/event-sourcing';
import { ANSWER_WITHIN, correlationOf, type Problem, problemOf, problemOfError } from '@doremi/http';
import { type Context, inLogContext, serving } from '@doremi/process';
import { measured, methodOf, noted, type ObserveCall } from './call-end.js';
import type { Call, Ended, Method, Reply } from './method.js';
import { refusedWith, statusOf } from './refused.js';

/** What calls need of the process that takes them. */
export type Served = Pick<Context, 'identify' | 'admission'> & {
  /** Hears of what nobody expected. */
  readonly onFault: (error: unknown) => void;
  /** Of which log the positions of answers are; the first one's where nobody says. */
  readonly logWatch?: { readonly generation: number };
  /** How long a call may take once it has its place; milliseconds. */
  readonly answerWithin?: number;
  /** Hears of every call that reached a method, those that were turned away too. */
  readonly observe?: ObserveCall;
};

/** A call's message as it is read from the wire: the library takes a bare null for the end of what was sent. */
export type Received = Pick<Call, 'message'>;

/**
 * What belongs to every answer of a method around it, as `mount` does for a route: correlation, a trace, its time, a place
 * in admission control, refusals and faults by their status and code.
 */
export const answering =
  (
    method: Method,
    { identify, admission, onFault, logWatch, answerWithin = ANSWER_WITHIN, observe = () => undefined }: Served,
  ): handleUnaryCall<Received, object> =>
  (call, callback) => {
    const header = headerOf(call);
    const correlationId = correlationOf(header);
    const over = measured(call, observe);
    const refuse = (problem: Problem): void => {
      over(statusOf(problem));
      callback(refusedWith(problem, correlationId));
    };
    const answer = ({ message, position }: Reply): void => {
      const metadata = new Metadata();
      metadata.set('x-correlation-id', correlationId);
      metadata.set('x-event-position', textOf({ generation: logWatch?.generation ?? 0, position }));
      over(status.OK);
      call.sendMetadata(metadata);
      callback(null, message);
    };
    const asked = (traceparent: string | undefined): Promise<Ended> => {
      const within: Call['header'] = (name) => (name === 'traceparent' ? traceparent : header(name));
      const ended = method({ ...call.request, header: within, correlationId }, identify);
      return withinDeadline(answerWithin, ended).catch((error: unknown) => ({
        problem: problemOfError(error, onFault),
      }));
    };
    const name = methodOf(call);
    const ended = () => serving(name, header('traceparent'), asked, (end) => noted(name, end));
    const work = async (): Promise<void> => {
      const about = { correlationId, traceparent: header('traceparent') };
      const end = await inLogContext(() => about, ended);
      if ('reply' in end) answer(end.reply);
      else refuse(end.problem);
    };

    admission.take({
      enter: (leave) => void work().finally(leave),
      turnAway: () => refuse(problemOf(503, 'OVERLOADED')),
      whenGone: (gone) => {
        call.once('cancelled', gone);
        return () => call.off('cancelled', gone);
      },
    });
  };

/** Metadata as HTTP has its headers: what comes more than once is one text, with commas. */
const headerOf =
  ({ metadata }: ServerUnaryCall<Received, object>): Call['header'] =>
  (name) => {
    const values = metadata.get(name);
    return values.length === 0 ? undefined : values.map(String).join(', ');
  };
