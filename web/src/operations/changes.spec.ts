import { expect, test } from '@jest/globals';
import { rowsOf } from './changes.js';

test('a first document has values by their paths, and nothing of it is new', () => {
  expect(rowsOf({ orderId: 1, lines: [{ quantity: 2, options: [] }], personal: { sealed: true } })).toEqual([
    { path: 'orderId', kind: 'same', value: 1 },
    { path: 'lines[0].quantity', kind: 'same', value: 2 },
    { path: 'lines[0].options', kind: 'same', value: [] },
    { path: 'personal', kind: 'same', value: { sealed: true } },
  ]);
});

test('that a key is named is shown: what is encrypted with it is not there', () => {
  expect(rowsOf({ keyId: 'a.0', by: { hidden: true } })).toEqual([
    { path: 'keyId', kind: 'same', value: 'a.0' },
    { path: 'by', kind: 'same', value: { hidden: true } },
  ]);
  const sealed = { keyId: 'a.0', iv: 'x', tag: 'y', data: 'z' };
  expect(rowsOf({ personal: sealed })).toEqual([{ path: 'personal', kind: 'same', value: sealed }]);
});

test('what an event changed, brought and took away is told', () => {
  const before = { status: 'RECEIVED', acceptedAt: null, lines: [{ id: 1 }, { id: 2 }], total: 10 };
  const after = { status: 'ACCEPTED', acceptedAt: '10:00', lines: [{ id: 1 }], total: 10, by: 'auto' };
  expect(rowsOf(after, before).filter(({ kind }) => kind !== 'same')).toEqual([
    { path: 'status', kind: 'changed', value: 'ACCEPTED', was: 'RECEIVED' },
    { path: 'acceptedAt', kind: 'changed', value: '10:00', was: null },
    { path: 'by', kind: 'new', value: 'auto' },
    { path: 'lines[1].id', kind: 'gone', value: 2 },
  ]);
});

test('a list that was empty is not gone when something is in it', () => {
  expect(rowsOf({ lines: [{ id: 1 }] }, { lines: [] })).toEqual([{ path: 'lines[0].id', kind: 'new', value: 1 }]);
});

test('after nothing, everything is new', () => {
  expect(rowsOf({ a: 1 }, null)).toEqual([{ path: 'a', kind: 'new', value: 1 }]);
});
