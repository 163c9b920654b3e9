import { HttpFault, type RouteRequest } from '@doremi/http';
import type { PersonalData } from '@doremi/personal-data';
import type { CommandContext } from '../command-handler/command-context.js';
import { contextOf } from '../command-handler/command-over-http.js';

type Asked = RouteRequest<unknown>;

/**
 * The context of a command whose request holds something personal. With an Idempotency-Key its body is hashed with a key of its
 * customer, which the hash names: a hash that anybody can compute tells a telephone number to whoever tries all of them. Once that
 * key is erased, a repeat is known by its Idempotency-Key alone.
 */
export const personalContextOf = (request: Asked, personal: PersonalData): CommandContext => {
  const { requestHash, ...context } = contextOf(request);
  const text = request.requestText;
  if (requestHash === undefined || text === undefined) return context;
  return { ...context, isSameRequest: (stored) => isSame(stored, text, personal) };
};

/** The same context, for the command itself: its hash is stored with its event. Null where there is no key to be had now. */
export const hashedWith = async (
  context: CommandContext,
  { requestText }: Asked,
  keyId: string,
  personal: PersonalData,
): Promise<CommandContext | null> => {
  if (!context.isSameRequest || requestText === undefined) return context;
  const hashed = await personal.mac(keyId, requestText);
  return typeof hashed === 'string' ? null : { ...context, requestHash: `${keyId}:${hashed.mac}` };
};

const isSame = async (stored: string | undefined, text: string, personal: PersonalData): Promise<boolean> => {
  const [, keyId, mac] = /^(.+):([0-9a-f]{64})$/.exec(stored ?? '') ?? [];
  if (keyId === undefined) return false;
  const hashed = await personal.mac(keyId, text);
  if (hashed === 'unavailable')
    throw new HttpFault(503, 'PERSONAL_DATA_UNAVAILABLE', 'whether this is the same request can not be told now');
  return hashed === 'erased' || hashed.mac === mac;
};
