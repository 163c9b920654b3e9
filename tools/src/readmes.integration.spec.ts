import { describe, expect, test } from '@jest/globals';
import { textOf } from './deploy/testing/repository.js';

const english = textOf('README.md');
const korean = textOf('README.ko.md');

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** What a shell runs, without what is said about it. */
const commandsIn = (text: string): string[] =>
  all(text, /^```sh\n([^]*?)^```/gm)
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/ +# .*$/, ''));
/** Between which nodes of the diagrams there are arrows, whatever stands on them. */
const arrowsIn = (text: string): string[] =>
  all(text, /^```mermaid\n([^]*?)^```/gm)
    .flatMap((block) => block.split('\n'))
    .filter((line) => line.includes('-->') || line.includes('.->'))
    .map((line) => line.replaceAll(/(--|-\.) .+? (-->|\.->)/g, '-->').replaceAll(/[[(]+[^\])]*[\])]+/g, ''));
/** Where links lead to, in either language; the two lead to each other. */
const linksIn = (text: string): string[] =>
  [...new Set(all(text, /\]\(([^)]+)\)/g).map((link) => link.replace('.ko.md', '.md')))]
    .filter((link) => !/^README/.test(link))
    .sort();
/** The first cell of each row where it is code or a process: folders, ports, settings. */
const rowsIn = (text: string): string[] => all(text, /^\| (`[^|]+`|[a-z-]+) +\|(?!.*\n\| -)/gm).sort();
const scriptsIn = (text: string): string[] => [...new Set(all(text, /`npm run ([\w:-]+)/g))].sort();

describe('README.ko.md has what README.md has', () => {
  test.each<[string, (text: string) => string[], number]>([
    ['commands', commandsIn, 30],
    ['arrows', arrowsIn, 20],
    ['links', linksIn, 15],
    ['rows', rowsIn, 40],
    ['scripts', scriptsIn, 5],
  ])('%s', (_, partsOf, atLeast) => {
    expect(partsOf(english).length).toBeGreaterThanOrEqual(atLeast);
    expect(partsOf(korean)).toEqual(partsOf(english));
  });
});

test('CONTRIBUTING.md names everything that tests or measures', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const names = Object.keys(scripts).filter((name) => /^(test:|walk$|siege$|chaos$|fuzz$|rollout$|bench:)/.test(name));
  const contributing = textOf('CONTRIBUTING.md');
  const isNamed = (name: string) =>
    contributing.includes(name.startsWith('bench:') ? '`bench:*`' : `\`${name}\``) ||
    contributing.includes(`npm run ${name}`);
  expect(names.length).toBeGreaterThan(12);
  expect(names.filter((name) => !isNamed(name))).toEqual([]);
});
