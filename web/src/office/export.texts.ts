import { type SameKeys, textsOf } from '../texts/texts.js';

const en = {
  export: 'Export',
  orders: 'Export the orders of {day} as CSV',
  payments: 'Export the payments of {day} as CSV',
  chooseDay: 'Choose a day to export it.',
} as const;

const ko: SameKeys<typeof en> = {
  export: '내보내기',
  orders: '{day} 주문을 CSV로 내보내기',
  payments: '{day} 결제를 CSV로 내보내기',
  chooseDay: '날짜를 고르면 내보낼 수 있습니다.',
};

/** What is said where a day is exported. */
export const say = textsOf({ en, ko });
