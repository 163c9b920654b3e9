import { type SameKeys, textsOf } from '../texts/texts.js';

const en = {
  sealed: 'encrypted',
  hidden: 'not shown: it may be about a person',
  field: 'Field',
  value: 'Value',
  before: 'Before',
  new: 'new',
  changed: 'changed',
  gone: 'gone',
  same: '',
} as const;

const ko: SameKeys<typeof en> = {
  sealed: '암호화됨',
  hidden: '표시 안 함: 개인에 관한 것일 수 있음',
  field: '필드',
  value: '값',
  before: '이전',
  new: '새로 생김',
  changed: '바뀜',
  gone: '사라짐',
  same: '',
};

/** How values of events and documents are called. */
export const valueTexts = textsOf({ en, ko });
