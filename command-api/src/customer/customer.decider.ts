import { type CustomerEvent, customerKeyId } from '@doremi/domain';
import type { Decider } from '@doremi/event-sourcing';

/** What is known of a customer besides their carts and orders: which of their keys are to be, or are, destroyed. */
export interface Customer {
  /** Keys whose erasure was asked for, oldest first: the next one has their number. */
  readonly asked: readonly string[];
  readonly erased: readonly string[];
}

export type CustomerCommand =
  /** `isUsed`: whether something may have been sealed with the key that is used now. */
  | { readonly type: 'RequestErasure'; readonly customerHash: string; readonly by: string; readonly isUsed: boolean }
  | { readonly type: 'RecordErasure'; readonly keyId: string };

export const customer: Decider<Customer, CustomerCommand, CustomerEvent, never> = {
  initial: { asked: [], erased: [] },

  decide: (command, customer) => {
    switch (command.type) {
      case 'RequestErasure': {
        const { customerHash, by, isUsed } = command;
        // The first one is written down whatever is known of its key: a key store that is put back may have it again.
        if (customer.asked.length > 0 && !isUsed) return [];
        const keyId = customerKeyId(customerHash, customer.asked.length);
        return [{ type: 'PersonalDataErasureRequested', data: { keyId, by } }];
      }
      case 'RecordErasure': {
        const { keyId } = command;
        return waiting(customer).includes(keyId) ? [{ type: 'PersonalDataErased', data: { keyId } }] : [];
      }
    }
  },

  foldVersion: 1,
  evolve: (customer, event) => {
    const { keyId } = event.data;
    switch (event.type) {
      case 'PersonalDataErasureRequested':
        return customer.asked.includes(keyId) ? customer : { ...customer, asked: [...customer.asked, keyId] };
      case 'PersonalDataErased':
        return customer.erased.includes(keyId) ? customer : { ...customer, erased: [...customer.erased, keyId] };
    }
  },
};

/** The keys that are to be destroyed and are not known to be. */
export const waiting = ({ asked, erased }: Customer): readonly string[] =>
  asked.filter((keyId) => !erased.includes(keyId));
