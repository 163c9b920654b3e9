import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inRepository } from '../deploy/testing/repository.js';
import { differenceFrom } from './testing/answer.js';
import { changed } from './testing/change.js';
import { stepsOf } from './testing/steps.js';

const page = (...blocks: readonly string[]): string => `# A page\n\n${blocks.join('\n\nand then\n\n')}\n`;

describe('the steps of a page', () => {
  test('are its blocks, each with what it is and where it stands', () => {
    const steps = stepsOf(
      page(
        '```ts file=a/b.ts\nconst a = 1;\n```',
        '```diff file=c.ts\n@@\n+x\n```',
        '```sh terminal=2\nnpm start\n```\n\n```text\nready…\n```',
        '```sh\ncurl x\n```\n\n```json\n{}\n```',
      ),
    );
    expect(steps).toEqual([
      { kind: 'creates', line: 3, file: 'a/b.ts', text: 'const a = 1;\n' },
      { kind: 'changes', line: 9, file: 'c.ts', diff: '@@\n+x\n' },
      { kind: 'types', line: 16, terminal: 2, commands: 'npm start\n', answer: { language: 'text', text: 'ready…\n' } },
      { kind: 'types', line: 26, terminal: 1, commands: 'curl x\n', answer: { language: 'json', text: '{}\n' } },
    ]);
  });

  test.each([
    ['a block without a file', '```ts\nx\n```'],
    ['an answer to nothing', '```text\nx\n```'],
    ['two answers', '```sh\nx\n```\n\n```text\nx\n```\n\n```text\nx\n```'],
    ['a third terminal', '```sh terminal=3\nx\n```'],
    ['a block without an end', '```sh\nx'],
  ])('are none where there is %s', (_, block) => {
    expect(() => stepsOf(page(block))).toThrow(/^line \d+: /);
  });
});

describe('a change', () => {
  const file = 'one\ntwo\n\nthree\ntwo\n';

  test('finds its place by its lines, part by part', () => {
    expect(changed(file, '@@\n+zero\n one\n-two\n+2\n\n@@ the end\n three\n two\n+four\n')).toBe(
      'zero\none\n2\n\nthree\ntwo\nfour\n',
    );
  });

  test('keeps what looks like a pattern as it is', () => {
    expect(changed('a\n', "@@\n-a\n+$& $1 $'\n")).toBe("$& $1 $'\n");
  });

  test.each([
    ['is not there', '@@\n four\n+x\n', 'not in the file'],
    ['is a part of a line', '@@\n ne\n+x\n', 'not in the file'],
    ['is there twice', '@@\n two\n+x\n', '2 times in the file'],
    ['has no part', '+x\n', 'begins with'],
    ['has no sign', '@@\none\n+x\n', 'no line of a diff'],
  ])('fails where what it changes %s', (_, diff, told) => {
    expect(() => changed(file, diff)).toThrow(told);
  });
});

describe('an answer', () => {
  const text = (...lines: string[]) => ({ language: 'text', text: lines.join('\n') }) as const;
  const json = { language: 'json', text: '{"a": [1]}' } as const;
  const printed = (stdout: string, stderr = '') => ({ stdout, stderr });

  test('has each line that is told of, in any order and among others', () => {
    expect(differenceFrom(text('b (…)', 'c.d'), printed('a\nc.d  \n', 'b (7 s)\n'))).toBeNull();
    expect(differenceFrom(text('c.d'), printed('c-d\nc.d too'))).toContain('never said:\nc.d');
  });

  test('is exactly the JSON that is told of', () => {
    expect(differenceFrom(json, printed('{"a":[1]}', 'a warning'))).toBeNull();
    for (const other of ['{"a":[1],"b":2}', '{"a":["1"]}', '', '{'])
      expect(differenceFrom(json, printed(other))).toBe(`answered ${other}`);
  });
});

/** The real run is tutorial.system.spec.ts; this finds out at once when a file has moved on from what a page says of it. */
describe.each(readdirSync(inRepository('docs/tutorial')))('docs/tutorial/%s', (name) => {
  const steps = stepsOf(readFileSync(inRepository(`docs/tutorial/${name}`), 'utf8'));
  const files = steps.flatMap((step) => (step.kind === 'types' ? [] : [step]));

  test.each(files.map((step) => [step.line, step.file, step] as const))('line %d fits %s', (_, file, step) => {
    const read = () => readFileSync(inRepository(file), 'utf8');
    if (step.kind === 'changes') expect(changed(read(), step.diff)).not.toBe(read());
    else expect(read).toThrow('ENOENT');
  });

  test('is typed as well: types are checked, tests run, and somebody asks the system', () => {
    const typed = steps.flatMap((step) => (step.kind === 'types' ? [step.commands] : [])).join('');
    for (const command of ['npm run typecheck', 'npm test -- ', 'npm start', 'curl ']) expect(typed).toContain(command);
  });
});
