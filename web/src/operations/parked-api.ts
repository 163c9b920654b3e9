import { answered, api } from '../api/client.js';

/** Who parked: the id says it. */
export const isDelivery = (id: string): boolean => id.startsWith('policies:');

export const parkedEvents = async () => (await answered(api.GET('/ops/projections/parked'))).parked;
export const parkedDeliveries = async () => (await answered(api.GET('/ops/policies/parked'))).parked;

type Headers = { readonly 'Idempotency-Key': string };

/** One with its event. Throws ProblemError: PARKED_NOT_FOUND where it is parked no more. */
export const parkedMessage = (id: string) =>
  isDelivery(id)
    ? answered(api.GET('/ops/policies/parked/{id}', { params: { path: { id } } }))
    : answered(api.GET('/ops/projections/parked/{id}', { params: { path: { id } } }));

export type Parked = Awaited<ReturnType<typeof parkedMessage>>;

type Outcome = { readonly id: string; readonly outcome: 'ASKED' | 'DONE' };

/** A delivery is done when it is answered; of an event it is only asked for then. */
export const settle = {
  retry: (headers: Headers, id: string): Promise<Outcome> =>
    isDelivery(id)
      ? answered(api.POST('/ops/policies/parked/{id}/retry', { headers, params: { path: { id } } }))
      : answered(api.POST('/ops/projections/parked/{id}/retry', { headers, params: { path: { id } } })),
  skip: (headers: Headers, id: string): Promise<Outcome> =>
    isDelivery(id)
      ? answered(api.POST('/ops/policies/parked/{id}/skip', { headers, params: { path: { id } } }))
      : answered(api.POST('/ops/projections/parked/{id}/skip', { headers, params: { path: { id } } })),
} as const;
