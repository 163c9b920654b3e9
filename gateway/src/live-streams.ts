import type { IncomingMessage, ServerResponse } from 'node:http';
import { EVENT_STREAM, leaveAdmission } from '@doremi/http';

export const isLiveStream = ({ headers }: IncomingMessage): boolean =>
  headers['content-type']?.startsWith(EVENT_STREAM) ?? false;

/** The live streams that pass through. They would never end by themselves, so the gateway ends them when it stops. */
export class LiveStreams {
  private readonly open = new Map<ServerResponse, IncomingMessage>();

  constructor(private readonly stopping: AbortSignal) {
    stopping.addEventListener('abort', () => {
      for (const [response, answer] of this.open) end(response, answer);
    });
  }

  add(answer: IncomingMessage, response: ServerResponse): void {
    leaveAdmission(response);
    this.open.set(response, answer);
    response.once('close', () => this.open.delete(response));
    // Too late to stay; its head goes out with the first bytes that are piped.
    if (this.stopping.aborted) response.once('pipe', () => end(response, answer));
  }
}

/** In order, so that the client takes it for the end and comes back, to whoever stands at the door by then. */
const end = (response: ServerResponse, answer: IncomingMessage): void => {
  answer.unpipe(response);
  response.end(() => answer.destroy());
};
