import { expect, test } from '@jest/globals';
import { isInstalledBy } from './lock-file.js';

const express = { version: '5.3.0', integrity: 'sha512-a' };
const lockOf = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages });
const today = lockOf({ '': { name: 'doremi' }, 'node_modules/express': express });

test.each([
  ['the same packages of others', { 'node_modules/express': express }],
  ['fewer of them', {}],
  [
    'other workspaces',
    { 'node_modules/express': express, 'node_modules/@doremi/old': { link: true, resolved: 'old' }, old: {} },
  ],
])('a build that needs %s finds them here', (_, packages) => {
  expect(isInstalledBy(today, lockOf(packages))).toBe(true);
});

test.each([
  ['another version', { 'node_modules/express': { ...express, version: '5.3.1' } }],
  ['other contents', { 'node_modules/express': { ...express, integrity: 'sha512-b' } }],
  ['one package more', { 'node_modules/express': express, 'node_modules/pino': express }],
  ['another place', { 'gateway/node_modules/express': express }],
])('one that needs %s does not', (_, packages) => {
  expect(isInstalledBy(today, lockOf(packages))).toBe(false);
});
