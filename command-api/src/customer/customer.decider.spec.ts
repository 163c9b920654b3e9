import { customerHashOf, customerKeyId } from '@doremi/domain';
import { anyCustomerEvent, expectEvolveIsTotal, expectRepeatEmitsNothing, given } from '@doremi/domain/testing';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customer, type CustomerCommand, waiting } from './customer.decider.js';

const alice = customerHashOf('customer:alice');
const [first, second] = [customerKeyId(alice, 0), customerKeyId(alice, 1)];
const ask = (isUsed = true): CustomerCommand => ({ type: 'RequestErasure', customerHash: alice, by: 'alice', isUsed });
const record = (keyId = first): CustomerCommand => ({ type: 'RecordErasure', keyId });
const requested = (keyId = first) => ({ type: 'PersonalDataErasureRequested', data: { keyId, by: 'alice' } }) as const;
const erased = (keyId = first) => ({ type: 'PersonalDataErased', data: { keyId } }) as const;

describe('an erasure', () => {
  test('is of the key that is used now', () => {
    given(customer, []).when(ask()).then(requested());
    given(customer, [requested()]).when(ask()).then(requested(second));
    given(customer, [requested(), erased()]).when(ask()).then(requested(second));
  });

  test('is written down the first time whatever is known of the key, and then where there is something to erase', () => {
    given(customer, []).when(ask(false)).then(requested());
    given(customer, [requested()]).when(ask(false)).thenNothing();
    given(customer, [requested(), erased()]).when(ask(false)).thenNothing();
  });

  test('is recorded once, where it was asked for', () => {
    given(customer, []).when(record()).thenNothing();
    given(customer, [requested()]).when(record()).then(erased());
    given(customer, [requested(), erased()]).when(record()).thenNothing();
    given(customer, [requested(), requested(second)])
      .when(record(second))
      .then(erased(second));
  });

  test('waits until it is recorded', () => {
    const { initial, evolve } = customer;
    const state = [requested(), requested(second), erased()].reduce((now, event) => evolve(now, event, 0), initial);
    expect(waiting(state)).toEqual([second]);
  });
});

const anyCommand: fc.Arbitrary<CustomerCommand> = fc.oneof(
  fc.constantFrom(record(), record(second)),
  fc.constant(ask(false)),
);

test('a command that is repeated leads to nothing', () => expectRepeatEmitsNothing(customer, anyCommand, () => true));
test('every event can be folded in any state', () => expectEvolveIsTotal(customer, anyCustomerEvent));
