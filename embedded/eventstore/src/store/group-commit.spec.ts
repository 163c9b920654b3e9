import { describe, expect, it } from '@jest/globals';
import { GroupCommit } from './group-commit.js';

/** A transaction that notes what runs in it; `broken` ones fail at the commit. */
const recording = (broken = false) => {
  const log: string[] = [];
  const commits = new GroupCommit(
    (work) => {
      log.push('begin');
      work();
      if (broken) throw new Error('disk full');
      log.push('commit');
    },
    { committed: () => log.push('tell'), failed: () => log.push('failed') },
  );
  return { commits, log };
};

describe('GroupCommit', () => {
  it('runs what arrives together in one transaction, in order, and answers after the commit', async () => {
    const { commits, log } = recording();
    const results = [1, 2, 3].map((n) =>
      commits.run(() => (log.push(`work ${n}`), n)).then((result) => log.push(`ack ${result}`)),
    );
    await Promise.all(results);
    expect(log).toEqual(['begin', 'work 1', 'work 2', 'work 3', 'commit', 'tell', 'ack 1', 'ack 2', 'ack 3']);
  });

  it('takes another transaction for what arrives later', async () => {
    const { commits, log } = recording();
    await commits.run(() => undefined);
    await commits.run(() => undefined);
    expect(log.filter((entry) => entry === 'commit')).toHaveLength(2);
  });

  it('fails all of them when the commit fails', async () => {
    const { commits, log } = recording(true);
    const results = await Promise.allSettled([commits.run(() => 1), commits.run(() => 2)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(log).toEqual(['begin', 'failed']);
  });

  it('commits what is waiting when it is told to', async () => {
    const { commits, log } = recording();
    const result = commits.run(() => 7);
    commits.commit();
    expect(log).toEqual(['begin', 'commit', 'tell']);
    expect(await result).toBe(7);
  });
});
