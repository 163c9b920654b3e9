/**
 * The places of several topics in one id, and back: `board:2002=PLACE;cart:7=PLACE`. Whatever else an id holds says nothing of any
 * topic.
 */
export const idOfPlaces = (places: ReadonlyMap<string, string>): string =>
  [...places].map(([name, place]) => `${name}=${place}`).join(';');

export const placesIn = (id: string): ReadonlyMap<string, string> =>
  new Map(
    id.split(';').map((part) => {
      const [name = '', place = ''] = part.split('=');
      return [name, place];
    }),
  );
