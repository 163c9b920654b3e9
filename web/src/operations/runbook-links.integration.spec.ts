import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { anchorOf, pathOfLink, RUNBOOKS, runbookFor } from './runbook-links.js';

const FOLDER = new URL('../../../docs/runbooks/', import.meta.url);
const textOf = (name: string): string => readFileSync(new URL(`${name}.md`, FOLDER), 'utf8');
const headingsOf = (name: string): string[] =>
  [...textOf(name).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test('every runbook is offered', () => {
  expect(RUNBOOKS.map((name) => `${name}.md`).toSorted()).toEqual(readdirSync(FOLDER));
});

test('what a runbook links to within the runbooks is there', () => {
  for (const from of RUNBOOKS)
    for (const [, href = ''] of textOf(from).matchAll(/\]\(([^)]+)\)/g)) {
      const path = pathOfLink(href, from);
      if (path === null) continue;
      const [name = '', anchor] = path.replace('/operations/runbooks/', '').split('#');
      expect(anchor === undefined || headingsOf(name).includes(anchor) ? [] : [from, href]).toEqual([]);
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
    expect(headingsOf(name)).toContain(anchor);
  }
  expect(runbookFor('FORBIDDEN')).toBeNull();
});
