import fc from 'fast-check';
import type { PaymentCommand } from '../payment.decider.js';
import {
  adoptCharge,
  adoptRefund,
  approve,
  decline,
  failed,
  notCharged,
  refund,
  refunded,
  request,
  unknown,
} from './payment.samples.js';

const attempt = fc.integer({ min: 1, max: 3 });
const refundId = fc.constantFrom('a', 'b', 'c', 'd');
const optional = <T>(any: fc.Arbitrary<T>) => fc.option(any, { nil: undefined });
/** Any command to one payment but those that adopt, also such as make no sense. */
export const anyPaymentCommand: fc.Arbitrary<PaymentCommand> = fc.oneof(
  fc.tuple(attempt, fc.constantFrom(0, 100, 15000)).map(([number, amount]) => request(number, amount)),
  attempt.map(approve),
  attempt.map(decline),
  attempt.map(unknown),
  attempt.map((number) => ({ ...notCharged, attempt: number })),
  fc.tuple(refundId, optional(fc.integer({ min: -1, max: 15001 })), optional(attempt)).map((given) => refund(...given)),
  refundId.map(refunded),
  refundId.map(failed),
);

/** Few different ones, with those that adopt what the log lost. */
export const anyAdoptingCommand: fc.Arbitrary<PaymentCommand> = fc.oneof(
  attempt.map((number) => request(number)),
  attempt.map(approve),
  attempt.map(decline),
  fc.tuple(refundId, fc.constantFrom(5000, 15000), attempt).map((told) => refund(...told)),
  refundId.map(failed),
  fc.tuple(attempt, fc.subarray([4000, 11000])).map(([number, back]) => adoptCharge(number, 15000, ...back)),
  fc.tuple(refundId, fc.constantFrom(5000, 15000), attempt).map((told) => adoptRefund(...told)),
);
