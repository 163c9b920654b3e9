import { customerHashOf, customerKeyId, customerStream } from '@doremi/domain';
import type { PersonalData, SealedPlace } from '@doremi/personal-data';
import { type Refusal, refuse } from '@doremi/event-sourcing';
import type { Sealed } from '@doremi/domain';
import type { Aggregates } from '../aggregates.js';

/** What is to be sealed, and for whom. */
interface ToSeal {
  readonly customerId: string;
  readonly cartId: number;
  readonly of: SealedPlace;
  readonly value: unknown;
}

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
}
