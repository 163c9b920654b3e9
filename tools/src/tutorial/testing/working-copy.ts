import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inRepository } from '../../deploy/testing/repository.js';
import { changed } from './change.js';
import type { Step } from './steps.js';

/** A copy of the repository as it stands, with what git does not know of yet, in a temporary folder: a clone to try things in. */
export class WorkingCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'doremi-copy-'));

  constructor() {
    for (const file of filesOfRepository()) this.copy(file);
    const { workspaces } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { workspaces: string[] };
    // What is built comes along, so that only what changes is built again.
    for (const workspace of workspaces) this.copy(join(workspace, 'dist'));
    // Packages are only read: hard links will do, and take no time.
    for (const place of ['.', ...workspaces]) {
      const modules = join(place, 'node_modules');
      if (!existsSync(inRepository(modules))) continue;
      const isNear = this.tryCopy('-al', modules);
      if (!isNear) this.tryCopy('-a', modules);
    }
  }

  /** Makes the file that the step creates, or changes the one that it changes. Throws where that can't be. */
  apply(step: Exclude<Step, { kind: 'types' }>): void {
    const path = join(this.folder, step.file);
    if (step.kind === 'changes') return writeFileSync(path, changed(readFileSync(path, 'utf8'), step.diff));
    if (existsSync(path)) throw new Error(`${step.file} is there already`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, step.text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private copy(path: string): void {
    const from = inRepository(path);
    if (existsSync(from)) cpSync(from, join(this.folder, path), { recursive: true, preserveTimestamps: true });
  }

  private tryCopy(how: string, path: string): boolean {
    try {
      const to = join(this.folder, path);
      rmSync(to, { recursive: true, force: true });
      execFileSync('cp', [how, inRepository(path), to], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }
}

const filesOfRepository = (): string[] =>
  execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: inRepository('.'), encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '');
