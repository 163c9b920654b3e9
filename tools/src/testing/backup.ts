import { cpSync, rmSync } from 'node:fs';
import type { Engine, Fleet } from './fleet.js';

/** A copy of an engine's data, as it was at one moment; the engine is away for as long as it takes. */
export class Backup {
  private constructor(
    private readonly fleet: Fleet,
    private readonly engine: Exclude<Engine, 'redis'>,
    private readonly copy: string,
  ) {}

  static async of(fleet: Fleet, engine: Exclude<Engine, 'redis'>): Promise<Backup> {
    const copy = `${fleet.dataOf(engine)}.backup`;
    await fleet.engine(engine).stop();
    cpSync(fleet.dataOf(engine), copy, { recursive: true });
    await fleet.engine(engine).start();
    return new Backup(fleet, engine, copy);
  }

  /** Puts it in the place of what is there, at the same address, behind everybody's back. */
  async restore(): Promise<void> {
    const { fleet, engine, copy } = this;
    await fleet.engine(engine).stop('SIGKILL');
    rmSync(fleet.dataOf(engine), { recursive: true });
    cpSync(copy, fleet.dataOf(engine), { recursive: true });
    await fleet.engine(engine).start();
  }
}
