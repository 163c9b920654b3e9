interface ParkedMessage {
  readonly of: string;
  readonly about: string;
  readonly type: string;
  readonly reason: string;
}

/** What projections and policies have put aside, each told in a line. `url` is the gateway's. */
export const parkedOn = async (url: string): Promise<readonly string[]> => {
  const lists = ['projections', 'policies'].map(async (whose) => {
    const response = await fetch(`${url}/ops/${whose}/parked`);
    if (!response.ok) throw new Error(`${whose} did not say what is parked: ${response.status}`);
    const { parked } = (await response.json()) as { readonly parked: readonly ParkedMessage[] };
    return parked.map(({ of, about, type, reason }) => `${of}: ${type} of ${about}: ${reason}`);
  });
  return (await Promise.all(lists)).flat();
};
