type Body = Readonly<Record<string, unknown>>;
type Asking = readonly [asking: string, body?: object, headers?: Readonly<Record<string, string>>];

export type People = ReturnType<typeof peopleAt>;

/**
 * People who ask without a browser, one after the other, `POST /menus`, and see what those before them did: each sends the position
 * that was answered last.
 */
export const peopleAt = (urlOf: () => string) => {
  let position = '';

  /** What is answered, as JSON; throws where it is another status. */
  const ask = async (as: string, status: number, ...[asking, body, headers]: Asking): Promise<Body> => {
    const [method = '', path = ''] = asking.split(' ');
    const answer = await fetch(`${urlOf()}${path}`, {
      method,
      headers: {
        ...{ 'X-Actor': as, 'Content-Type': 'application/json', ...headers },
        ...(position && { 'X-Event-Position': position }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    position = answer.headers.get('X-Event-Position') ?? position;
    const text = await answer.text();
    if (answer.status !== status) throw new Error(`${asking} as ${as}: ${answer.status}, not ${status}: ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as Body;
  };

  return { ask };
};
