import { isRefusal } from '@doremi/event-sourcing';
import { anyOf, type Route, type RouteRequest, sse, type Static, statusOf } from '@doremi/http';
import { CartViewResponse } from '../carts.responses.js';
import { MenuViewResponse, StoreMenuViewResponse } from '../menus.responses.js';
import { BoardOrderResponse, OrderTrackResponse } from '../orders.responses.js';
import { PaymentViewResponse } from '../payments.responses.js';
import { freshEnough } from '../read-your-writes.js';
import { SalesDayResponse } from '../sales.responses.js';
import { StoreResponse } from '../stores.responses.js';
import type { Judgements } from './judgements.js';
import { leftOffAt } from './last-event-id.js';
import { LiveQuery } from './live.query.js';
import { LiveRefusal, LiveTopic } from './live.responses.js';
import { type Channel, multiplexed } from './multiplexed.js';
import { placesIn } from './places.js';

const Document = anyOf(
  ...[BoardOrderResponse, OrderTrackResponse, CartViewResponse, StoreMenuViewResponse],
  ...[MenuViewResponse, PaymentViewResponse, SalesDayResponse, StoreResponse],
);
type Document = Static<typeof Document>;

type Asked = RouteRequest<unknown, unknown, LiveQuery>;

/** Everything that one client wants to know of, over one connection: browsers open six to a host. */
export const liveRoutes = (judgements: Judgements): Route[] => {
  const kindOf = (topic: string) => {
    const [kind = '', id] = topic.split(':');
    return { ...judgements[kind as keyof Judgements], id: Number(id) };
  };

  /** What the client may follow of what it asks for, from where it left off. */
  const channelOf = async (
    topic: string,
    { actor }: Asked,
    known: ReadonlyMap<string, string>,
  ): Promise<Channel<Document> | LiveRefusal> => {
    const { judge, id } = kindOf(topic);
    const followable = await judge(actor, id);
    if (isRefusal(followable)) return { topic, code: followable.refused, status: statusOf(followable.refused) };
    return { topic, followable, since: await leftOffAt(known.get(followable.name), followable.reader) };
  };

  return [
    sse(
      '/live',
      {
        tag: 'live',
        operation: 'streamTopics',
        summary:
          'Several topics as they change: everything there is of each first, or what was missed, then each change under its name',
        roles: 'all',
        query: LiveQuery,
        event: anyOf(Document, LiveTopic, LiveRefusal),
      },
      freshEnough(
        ({ query: { topics } }: Asked) => [...new Set(topics.flatMap((topic) => kindOf(topic).from))],
        async (request) => {
          const known = placesIn(request.header('Last-Event-ID') ?? '');
          const asked = await Promise.all(request.query.topics.map((topic) => channelOf(topic, request, known)));
          const channels = asked.filter((one) => 'followable' in one);
          const refused = asked.filter((one) => 'code' in one);
          return multiplexed(channels, refused);
        },
      ),
    ),
  ];
};
