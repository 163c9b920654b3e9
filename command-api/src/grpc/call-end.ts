import { status, type ServerUnaryCall } from '@grpc/grpc-js';
import type { Noted } from '@doremi/process';
import type { Ended } from './method.js';
import { statusOf } from './refused.js';

/** Hears how each call ended: the method (`doremi.orders.v1.Orders/Cancel`), the status' name, and how long it took. */
export type ObserveCall = (method: string, status: string, seconds: number) => void;

/** The method that a call is for, as its proto file names it. */
export const methodOf = (call: Pick<ServerUnaryCall<unknown, unknown>, 'getPath'>): string => call.getPath().slice(1);

/** Measures a call from now on; returns how to say with which status it ended. */
export const measured = (call: ServerUnaryCall<unknown, unknown>, observe: ObserveCall): ((code: status) => void) => {
  const startedAt = performance.now();
  let isOver = false;
  const over = (code: status): void => {
    if (isOver) return;
    isOver = true;
    observe(methodOf(call), status[code], (performance.now() - startedAt) / 1_000);
  };
  // Who gave up, or whose deadline passed, hears no other end; the library says the same of a call that was answered.
  call.once('cancelled', () => over(status.CANCELLED));
  return over;
};

/** What OpenTelemetry's conventions count as a server's failure, of the statuses that we end with. */
const FAILED = [status.INTERNAL, status.UNAVAILABLE];

/** How a call ended, for its span: names and values by OpenTelemetry's conventions for gRPC. */
export const noted = (method: string, end: Ended): Noted => {
  const code = 'reply' in end ? status.OK : statusOf(end.problem);
  return {
    attributes: { 'rpc.system.name': 'grpc', 'rpc.method': method, 'rpc.response.status_code': status[code] },
    failed: FAILED.includes(code),
  };
};
