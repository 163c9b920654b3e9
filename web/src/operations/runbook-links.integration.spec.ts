import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { anchorOf, fileOf, pathOfLink, RUNBOOKS, runbookFor } from './runbook-links.js';

const FOLDER = new URL('../../../docs/runbooks/', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const headingsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test('every runbook is offered, in both languages', () => {
  const files = RUNBOOKS.flatMap((name) => [fileOf(name, 'en'), fileOf(name, 'ko')]);
  expect(files.toSorted()).toEqual(readdirSync(FOLDER));
});

test('what a runbook links to within the runbooks is there, and in its own language', () => {
  for (const from of readdirSync(FOLDER))
    for (const [, href = ''] of textOf(from).matchAll(/\]\(([^)]+)\)/g)) {
      const found = /^([\w.-]+\.md)?(?:#(.+))?$/.exec(href);
      if (!found) continue;
      const [, file = from, anchor] = found;
      expect([from, href, file.endsWith('.ko.md')]).toEqual([from, href, from.endsWith('.ko.md')]);
      expect(anchor === undefined || headingsOf(file).includes(anchor) ? [] : [from, href]).toEqual([]);
    }
});

test('links lead to runbooks, or out of the pages', () => {
  expect(pathOfLink('rebuild.md', 'parked-events')).toBe('/operations/runbooks/rebuild');
  expect(pathOfLink('rebuild.md#a-b', 'parked-events')).toBe('/operations/runbooks/rebuild#a-b');
  expect(pathOfLink('#a-b', 'parked-events')).toBe('/operations/runbooks/parked-events#a-b');
  expect(pathOfLink('../decisions/0015-what-policies-put-aside.md', 'parked-events')).toBeNull();
  expect(pathOfLink('no-runbook.md', 'parked-events')).toBeNull();
});

test('where a refusal points into a runbook, the place is there', () => {
  for (const code of ['BUILD_STRANDED', 'BUILD_BEHIND', 'EVENT_STORE_MISMATCH', 'RETRY_FAILED']) {
    const [name = '', anchor = ''] = (runbookFor(code) ?? '').split('#');
    expect(headingsOf(`${name}.md`)).toContain(anchor);
  }
  expect(runbookFor('FORBIDDEN')).toBeNull();
});
