import { customerHashOf, customerKeyId, customerStream } from '@doremi/domain';
import { array, del, id, named, nullable, post, type Route, type RouteRequest } from '@doremi/http';
import { isRefusal } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import { stepOf } from '../command-handler/command-context.js';
import { waiting } from './customer.decider.js';
import { EraseRequest } from './customer.requests.js';
import type { Erasing } from './erasing.js';

/**
 * What is personal is erased once these orders are closed, after 8 days at the latest. Null where it can't be told now which they are;
 * it is erased all the same.
 */
const ErasureResponse = named('Erasure', { waitsFor: nullable(array(id)) });

/** Orders close in minutes, not in seconds. */
const RETRY_AFTER_SECONDS = '60';

const erasing = { tag: 'customers', responses: { 202: ErasureResponse } } as const;

/** Erasing what a customer typed about themselves. What is typed afterwards is not meant by it. */
export const customerRoutes = ({ customers }: Pick<Aggregates, 'customers'>, erasures: Erasing): Route[] => {
  const erase = async (request: RouteRequest<object>, customerId: string, isNow: boolean) => {
    const customerHash = customerHashOf(customerId);
    const stream = customerStream(customerHash);
    const context = contextOf(request);
    const { asked } = (await customers.load(stream)).state;
    const keyId = customerKeyId(customerHash, asked.length);
    // What is to be done now needs the key store; what is written down to be done does not.
    const isUsed = await (isNow ? erasures.isUsed(keyId) : erasures.mayBeUsed(keyId));
    const command = { type: 'RequestErasure', customerHash, by: request.actor.sub, isUsed } as const;
    const outcome = await customers.handle(stream, command, context);
    if (isRefusal(outcome)) return outcome;
    const keyIds = waiting(outcome.state);
    if (isNow) for (const keyId of keyIds) await erasures.erase(keyId, stepOf(context, 'erase', keyId));
    const waitsFor = await erasures.ordersKnownUnder(keyIds);
    return answer(
      outcome,
      202,
      () => ({ waitsFor }),
      () => ({ 'Retry-After': RETRY_AFTER_SECONDS }),
    );
  };

  return [
    del(
      '/customers/me/personal-data',
      {
        ...erasing,
        operation: 'erasePersonalData',
        summary: 'Have your contact, address and notes erased, once no order needs them; orders stay without them',
        roles: ['customer'],
      },
      (request) => erase(request, request.actor.sub, false),
    ),
    post(
      '/customers/erasures',
      {
        ...erasing,
        operation: 'eraseCustomer',
        summary: 'Have what is personal of a customer erased: once no order needs it, or now',
        roles: ['operator'],
        body: EraseRequest,
      },
      (request) => erase(request, request.body.customerId, request.body.now),
    ),
  ];
};
