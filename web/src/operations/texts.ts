import { type SameKeys, textsOf } from '../texts/texts.js';

const en = {
  overview: 'Overview',
  readModels: 'Read models',
  parked: 'Parked',
  events: 'Events',
  openWork: 'Open work',
  payments: 'Ledger',
  erasures: 'Erasures',
  runbooks: 'Runbooks',
  parts: 'Parts of operations',
  runbook: 'Runbook: {title}',
  lookedAt: 'Looked at {time}; it is looked at again every second.',
  stale: 'What you see is from {time}.',
  // Titles of the runbooks.
  'something-is-away': 'Something is away',
  'open-work': 'Open work',
  'stuck-payment': 'A stuck payment',
  'parked-events': 'Parked events',
  rebuild: 'Rebuilding a read model',
  'restore-from-backup': 'Restoring from a backup',
  'key-rotation': 'Key rotation',
} as const;

const ko: SameKeys<typeof en> = {
  overview: '개요',
  readModels: '읽기 모델',
  parked: '보류',
  events: '이벤트',
  openWork: '진행 중인 일',
  payments: '결제 장부',
  erasures: '개인정보 삭제',
  runbooks: '런북',
  parts: '운영 메뉴',
  runbook: '런북: {title}',
  lookedAt: '{time}에 확인함. 매초 다시 확인합니다.',
  stale: '지금 보이는 것은 {time}의 상태입니다.',
  'something-is-away': '무언가 응답하지 않을 때',
  'open-work': '진행 중인 일',
  'stuck-payment': '멈춘 결제',
  'parked-events': '보류된 이벤트',
  rebuild: '읽기 모델 재구축',
  'restore-from-backup': '백업에서 복원',
  'key-rotation': '키 교체',
};

/** What several pages of operations say. */
export const ops = textsOf({ en, ko });
