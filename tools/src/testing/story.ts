import { expect } from '@jest/globals';

/** What is answered, as JSON. */
export type Body = Readonly<Record<string, unknown>>;

/** What a story may take on a busy machine; milliseconds. */
export const WITHIN = 120_000;

/** `npm run projections --`, without a build before it. */
export const projections = [process.execPath, '--enable-source-maps', 'projections/dist/cli.js'] as const;

type Asking = readonly [asking: string, body?: object, headers?: Readonly<Record<string, string>>];

/**
 * The people of a story, who ask one after the other, `POST /menus`, and see what those before them did: each sends the place that was
 * answered last. `urlOf` is asked each time, for a system that is started again may be elsewhere.
 */
export const peopleAt = (urlOf: () => string) => {
  let position = '';

  const response = async (as: string, ...[asking, body, headers]: Asking): Promise<Response> => {
    const [method = '', path = ''] = asking.split(' ');
    const got = await fetch(`${urlOf()}${path}`, {
      method,
      headers: {
        ...{ 'X-Actor': as, 'Content-Type': 'application/json', ...headers },
        ...(position && { 'X-Event-Position': position }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    position = got.headers.get('X-Event-Position') ?? position;
    return got;
  };

  /** The text that is answered, with this status. */
  const text = async (as: string, status: number, ...asking: Asking): Promise<string> => {
    const got = await response(as, ...asking);
    const answered = await got.text();
    expect({ asking, status: got.status, answered }).toEqual({ asking, status, answered });
    return answered;
  };

  const ask = async (as: string, status: number, ...asking: Asking): Promise<Body> => {
    const answered = await text(as, status, ...asking);
    return (answered === '' ? {} : JSON.parse(answered)) as Body;
  };

  /** Somebody who asks. */
  const person =
    (as: string) =>
    (status: number, ...asking: Asking): Promise<Body> =>
      ask(as, status, ...asking);

  return { response, text, ask, person };
};
