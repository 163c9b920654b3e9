import type { Socket } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import { problemOf, sendProblem } from './problems.js';

/** How much a process takes on; what is above it is told to come again. */
export interface AdmissionLimits {
  /** Requests that are worked on at once, and requests that may wait for their turn. */
  readonly atOnce: number;
  readonly waiting: number;
  /** How long one may wait; milliseconds. Who asked has little use for an answer that comes later. */
  readonly waitMs: number;
}

/** These are looked at in particular when there is too much to do. */
const NEVER_SHED = /^\/(health|metrics|ops)(\/|$)/;

/** Somebody who wants in, through whichever door. */
export interface Guest {
  /** Begins the work; `leave` says that it is over, and may be called more than once. */
  readonly enter: (leave: () => void) => void;
  /** Says that there is too much to do. */
  readonly turnAway: () => void;
  /** Calls once nobody waits for the answer any more; returns how to call no more. */
  readonly whenGone: (call: () => void) => () => void;
}

interface Waiting {
  readonly enter: () => void;
}

const onLoss = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls once the answer is over or its connection lost; returns how to call no more. Of pipelined requests only the first
 * has an answer that hears of its connection, so that one is listened to as well, once for all of them.
 */
const whenGone = ({ socket }: Request, response: Response, call: () => void): (() => void) => {
  let calls = onLoss.get(socket);
  if (!calls) {
    const all = (calls = new Set());
    onLoss.set(socket, all);
    socket.once('close', () => all.forEach((one) => one()));
  }
  calls.add(call);
  response.once('close', call);
  return () => {
    onLoss.get(socket)?.delete(call);
    response.off('close', call);
  };
};

const leaving = new WeakMap<object, () => void>();

/** A live stream stays for as long as its client does: it is counted by itself from then on, and gives up its place. */
export const leaveAdmission = (response: object): void => leaving.get(response)?.();

/**
 * Admits requests to one process: so many at once, so many that wait, in the order they came; the rest is refused
 * at once with 503 OVERLOADED, so that those who are in are answered as fast as ever. Whatever a request may wait for
 * further on, such as its turn at a stream, has no longer a queue than this.
 */
export class AdmissionControl {
  private inside = 0;
  private turnedAway = 0;
  private readonly waiting = new Set<Waiting>();

  constructor(private readonly size: AdmissionLimits) {}

  /** Requests that are worked on, that wait, and that were refused since the start. */
  get state(): { readonly inside: number; readonly waiting: number; readonly turnedAway: number } {
    return { inside: this.inside, waiting: this.waiting.size, turnedAway: this.turnedAway };
  }

  readonly admit: RequestHandler = (request, response, next) => {
    if (NEVER_SHED.test(request.path)) return next();
    this.take({
      enter: (leave) => {
        leaving.set(response, leave);
        next();
      },
      turnAway: () => sendProblem(response, problemOf(503, 'OVERLOADED')),
      whenGone: (call) => whenGone(request, response, call),
    });
  };

  /** Lets a guest in, now or when its turn comes, or turns it away. */
  take(guest: Guest): void {
    if (this.inside < this.size.atOnce) return this.enter(guest);
    if (this.waiting.size >= this.size.waiting) return this.turnAway(guest);
    this.wait(guest);
  }

  private wait(guest: Guest): void {
    const one: Waiting = {
      enter: () => {
        stop();
        this.enter(guest);
      },
    };
    const tooLong = setTimeout(() => {
      stop();
      this.turnAway(guest);
    }, this.size.waitMs);
    const stop = (): void => {
      clearTimeout(tooLong);
      this.waiting.delete(one);
      isHere();
    };
    // Who does not wait for the answer any more needs no place.
    const isHere = guest.whenGone(stop);
    this.waiting.add(one);
  }

  private enter(guest: Guest): void {
    let isInside = true;
    this.inside++;
    const leave = (): void => {
      if (!isInside) return;
      isInside = false;
      this.inside--;
      isHere();
      const [first] = this.waiting;
      first?.enter();
    };
    const isHere = guest.whenGone(leave);
    guest.enter(leave);
  }

  private turnAway(guest: Guest): void {
    this.turnedAway++;
    guest.turnAway();
  }
}
