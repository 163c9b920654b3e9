import type { Schema } from '../../api/client.js';
import { type SameKeys, textsOf } from '../../texts/texts.js';

const en = {
  REQUESTED: 'Asked for',
  APPROVED: 'Paid',
  DECLINED: 'Declined',
  UNKNOWN: 'Not known yet',
  REFUNDING: 'Being given back',
  REFUNDED: 'Given back',
} as const;

const ko: SameKeys<typeof en> = {
  REQUESTED: '요청됨',
  APPROVED: '결제됨',
  DECLINED: '거절됨',
  UNKNOWN: '아직 알 수 없음',
  REFUNDING: '환불 중',
  REFUNDED: '환불됨',
};

const say = textsOf({ en, ko });

export type PaymentStatus = Schema<'PaymentView'>['status'];

export const PAYMENT_STATUSES = Object.keys(en) as readonly PaymentStatus[];

/** A payment's status in words. */
export const paymentStatus = (status: PaymentStatus): string => say(status);

/** How it looks, beside its words. */
export const kindOfPayment = (status: PaymentStatus): 'good' | 'warn' | 'bad' | '' => {
  switch (status) {
    case 'APPROVED':
      return 'good';
    case 'DECLINED':
      return 'bad';
    case 'UNKNOWN':
    case 'REFUNDING':
      return 'warn';
    case 'REQUESTED':
    case 'REFUNDED':
      return '';
  }
};
