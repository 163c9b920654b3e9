import { customerHashOf, customerKeyId, customerStream, type OrderTerms, orderStream } from '@doremi/domain';
import type { PersonalData, SealedPlace } from '@doremi/personal-data';
import { eventIdOf, isRefusal, type Refusal, refuse } from '@doremi/event-sourcing';
import type { Sealed } from '@doremi/domain';
import type { Aggregates } from '../aggregates.js';
import type { CommandContext } from '../command-handler/command-context.js';

/** What is to be sealed, and for whom. */
interface ToSeal {
  readonly customerId: string;
  readonly cartId: number;
  readonly of: SealedPlace;
  readonly value: unknown;
}

/** An order, as far as what is said of it is sealed for its customer. */
type OfOrder = Pick<OrderTerms, 'fulfilment'> & Pick<ToSeal, 'customerId' | 'cartId'> & { readonly orderId: number };

/** How often a key is looked for anew that is erased at this very moment. */
const LOOKS = 3;

/** Seals what customers type, before an event is made of it. */
export class Sealing {
  constructor(
    readonly personal: PersonalData,
    private readonly customers: Aggregates['customers'],
  ) {}

  /** The key for what this customer types now. */
  async keyIdOf(customerId: string): Promise<string> {
    const customerHash = customerHashOf(customerId);
    const { state } = await this.customers.load(customerStream(customerHash));
    return customerKeyId(customerHash, state.asked.length);
  }

  /** The customer's keys that are to be erased, or are: nothing new may be begun with what they open. */
  async keysToBeErased(customerId: string): Promise<readonly string[]> {
    const { state } = await this.customers.load(customerStream(customerHashOf(customerId)));
    return state.asked;
  }

  /** PERSONAL_DATA_UNAVAILABLE where there is no key to be had now. */
  async seal({ customerId, cartId, of, value }: ToSeal): Promise<Sealed | Refusal> {
    for (let look = 0; look < LOOKS; look++) {
      const sealed = await this.personal.seal(await this.keyIdOf(customerId), cartId, [{ of, value }]);
      if (sealed === 'unavailable') break;
      const [one] = sealed === 'erased' ? [] : sealed;
      if (one) return one;
    }
    return refuse('PERSONAL_DATA_UNAVAILABLE');
  }

  /**
   * Why somebody does something with an order, for the only event of that command. It is sealed with the key of what else the order
   * holds of its customer, so that it goes with that. Null where there is no key to be had, or that one is erased: then it is not kept.
   */
  async sealReason(
    { orderId, customerId, cartId, fulfilment }: OfOrder,
    reason: string,
    { commandId }: Pick<CommandContext, 'commandId'>,
  ): Promise<Sealed | null> {
    const of = { stream: orderStream(orderId), eventId: eventIdOf(commandId, 0) };
    const keyId = fulfilment?.personal?.keyId;
    if (keyId === undefined) {
      const sealed = await this.seal({ customerId, cartId, of, value: reason });
      return isRefusal(sealed) ? null : sealed;
    }
    const sealed = await this.personal.seal(keyId, cartId, [{ of, value: reason }]);
    return typeof sealed === 'string' ? null : (sealed[0] ?? null);
  }
}
