import { EVENT_LOG, type EventLog, MISMATCH_KEY, MISMATCH_LASTS } from '@doremi/event-sourcing';
import type { Helper } from '@doremi/redis';

/** Tells the other processes what was found out about the log; they have no MongoDB. */
export class EventLogAnnouncer {
  private announced = '';

  constructor(private readonly redis: Pick<Helper, 'keep' | 'forget' | 'publish'>) {}

  /** To be repeated more often than what stands in Redis lasts. */
  async announce({ generation, mismatch }: EventLog): Promise<void> {
    if (mismatch) await this.redis.keep(MISMATCH_KEY, JSON.stringify(mismatch), MISMATCH_LASTS);
    const news = JSON.stringify({ generation, mismatch } satisfies EventLog);
    if (news === this.announced) return;
    if (!mismatch) await this.redis.forget(MISMATCH_KEY);
    if (await this.redis.publish(EVENT_LOG, news)) this.announced = news;
  }
}
