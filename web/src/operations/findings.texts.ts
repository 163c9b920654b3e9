import { type SameKeys, textsOf } from '../texts/texts.js';

const en = {
  verifying: 'Verifying {of}',
  comparing: 'Comparing {of}',
  progress: '{handled} of {total} events folded anew',
  begun: 'It has begun …',
  stop: 'Stop',
  brokenOff: 'It was broken off before it was over. Ask again.',
  same: 'Verified: {documents} documents of {build} are as a fresh fold of {events} events makes them.',
  differ: '{differing} of {documents} documents of {build} are not as a fresh fold of {events} events makes them.',
  sameAs:
    'Compared: {documents} documents of {build} are the same as in {other}; {byHash} of them judged by their hash.',
  differFrom: '{differing} of {documents} documents of {build} are not as in {other}. Verify says which are right.',
  heldBack: {
    one: 'One document is held back by a parked event.',
    other: '{n} documents are held back by parked events.',
  },
  firstOnes: 'The first {n} are shown.',
  document: 'Document',
  field: 'Field',
  expected: 'Expected',
  found: 'Found',
  nothing: 'nothing',
  DIFFERS: 'differs',
  MISSING: 'is missing',
  SURPLUS: 'is there, and should not be',
  UNFOLDABLE: 'can’t be folded',
  differences: 'What differs',
} as const;

const ko: SameKeys<typeof en> = {
  verifying: '{of} 검증 중',
  comparing: '{of} 비교 중',
  progress: '이벤트 {total}건 중 {handled}건을 새로 계산함',
  begun: '시작했습니다 …',
  stop: '멈추기',
  brokenOff: '끝나기 전에 끊어졌습니다. 다시 시도하세요.',
  same: '검증됨: {build}의 문서 {documents}개가 이벤트 {events}건을 새로 계산한 것과 같습니다.',
  differ: '{build}의 문서 {documents}개 중 {differing}개가 이벤트 {events}건을 새로 계산한 것과 다릅니다.',
  sameAs: '비교됨: {build}의 문서 {documents}개가 {other}와(과) 같습니다. 그중 {byHash}개는 해시로 판단했습니다.',
  differFrom:
    '{build}의 문서 {documents}개 중 {differing}개가 {other}와(과) 다릅니다. 검증하면 어느 쪽이 맞는지 알 수 있습니다.',
  heldBack: '문서 {n}개가 보류된 이벤트 때문에 기다립니다.',
  firstOnes: '처음 {n}개를 보여 줍니다.',
  document: '문서',
  field: '필드',
  expected: '예상한 값',
  found: '찾은 값',
  nothing: '없음',
  DIFFERS: '다름',
  MISSING: '없음',
  SURPLUS: '있으면 안 되는데 있음',
  UNFOLDABLE: '계산할 수 없음',
  differences: '다른 점',
};

export const texts = textsOf({ en, ko });
