import { ProblemError, UNREACHABLE } from './problem.js';

/**
 * How long nothing may be heard of an answer, be it before it begins or in the middle; milliseconds. The gateway gives up after 15 s and
 * says so (its deadlines.ts): whoever waits a little longer takes no answer for lost that is on its way.
 */
export const ANSWERED_WITHIN = 17_000;

/** What is told line by line is read as it comes, and may be silent for as long as it is looked for. */
const isToldInLines = ({ headers }: Response): boolean =>
  headers.get('Content-Type')?.startsWith('application/x-ndjson') ?? false;

/** With 204 there is no body to be, not even an empty one; Chromium has a stream there all the same. */
const answerOf = (text: string, response: Response): Response => new Response(text === '' ? null : text, response);

const wholeOf = async (response: Response, hear: () => void): Promise<Response> => {
  if (!response.body || isToldInLines(response)) return response;
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return answerOf(text + decoder.decode(), response);
    hear();
    text += decoder.decode(value, { stream: true });
  }
};

/**
 * Asks, and has the whole answer. A connection may be gone without a word of it, and one that breaks off may be lost in the middle of
 * an answer: nobody knows then what was done. Throws ProblemError.
 */
export const ask = async (request: Request): Promise<Response> => {
  const late = new AbortController();
  const giveUp = (): void => late.abort();
  let silence = setTimeout(giveUp, ANSWERED_WITHIN);
  const hear = (): void => {
    clearTimeout(silence);
    silence = setTimeout(giveUp, ANSWERED_WITHIN);
  };
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, late.signal]) });
    hear();
    return await wholeOf(response, hear);
  } catch {
    throw new ProblemError(UNREACHABLE);
  } finally {
    clearTimeout(silence);
  }
};
