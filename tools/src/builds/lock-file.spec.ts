import { expect, test } from '@jest/globals';
import { packagesOf } from './lock-file.js';

const express = { version: '5.3.0', integrity: 'sha512-a' };
const lockOf = (packages: object): string => JSON.stringify({ lockfileVersion: 3, packages });
const today = lockOf({ '': { name: 'doremi' }, 'node_modules/express': express });

test('two locks install the same where they name the same packages of others, whatever workspaces there are', () => {
  const more = { 'node_modules/@doremi/new': { link: true, resolved: 'new' }, new: { version: '0.1.0' } };
  expect(packagesOf(lockOf({ 'node_modules/express': express, ...more }))).toBe(packagesOf(today));
});

test.each([
  ['another version', { 'node_modules/express': { ...express, version: '5.3.1' } }],
  ['other contents', { 'node_modules/express': { ...express, integrity: 'sha512-b' } }],
  ['one package more', { 'node_modules/express': express, 'node_modules/pino': express }],
  ['one package less', {}],
  ['another place', { 'gateway/node_modules/express': express }],
])('%s is not the same', (_, packages) => {
  expect(packagesOf(lockOf(packages))).not.toBe(packagesOf(today));
});
