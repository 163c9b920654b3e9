/** One line of the extra statistics: how many milliseconds consumers took to answer for a message. */
export interface Measurement {
  readonly key: string;
  readonly milliseconds: number;
}

/** Only the last so many answers are remembered, as in the engine. */
const WINDOW = 1000;
const PERCENTILES: readonly (readonly [key: string, part: number])[] = [
  ['Quintile 1', 20],
  ['Quintile 2', 40],
  ['Quintile 3', 60],
  ['Quintile 4', 80],
  ['Quintile 5', 100],
  ['90%', 90],
  ['95%', 95],
  ['99%', 99],
  ['99.5%', 99.5],
  ['99.9%', 99.9],
  ['Highest', 100],
];

/** How much a consumer got, how fast, and how long it took to answer. */
export class ConsumerStatistics {
  readonly #startedAt = Date.now();
  readonly #answerTimes: number[] = [];
  #items = 0;
  #itemsAtLastLook = 0;

  get items(): number {
    return this.#items;
  }

  /** Items per second since it joined. */
  get averagePerSecond(): number {
    return Math.round((this.#items * 1000) / Math.max(Date.now() - this.#startedAt, 1));
  }

  delivered(): void {
    this.#items++;
  }

  /** A message was answered for, so many milliseconds after it was delivered. */
  answered(milliseconds: number): void {
    this.#answerTimes.push(milliseconds);
    if (this.#answerTimes.length > WINDOW) this.#answerTimes.shift();
  }

  /** Items since the last time this was asked. */
  countSinceLastLook(): number {
    const count = this.#items - this.#itemsAtLastLook;
    this.#itemsAtLastLook = this.#items;
    return count;
  }

  /** Source: the engine's `RequestStatistics.GetMeasurementDetails`; nothing before the first answer. */
  measurements(): Measurement[] {
    const times = [...this.#answerTimes].sort((a, b) => a - b);
    if (times.length === 0) return [];
    const at = (part: number): number => times[Math.max(Math.ceil((times.length * part) / 100) - 1, 0)]!;
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    const measured: [string, number][] = [
      ['Mean', mean],
      ['Median', at(50)],
      ['Fastest', at(0)],
      ...PERCENTILES.map(([key, part]): [string, number] => [key, at(part)]),
    ];
    return measured.map(([key, time]) => ({ key, milliseconds: Math.round(time) }));
  }
}
