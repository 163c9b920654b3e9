const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A source of choices that the seed repeats: the same parts give the same choices. The generator is mulberry32. */
export class Seeded {
  private state: number;

  constructor(...parts: readonly (string | number)[]) {
    this.state = FNV_OFFSET;
    for (const character of parts.join('/'))
      this.state = Math.imul(this.state ^ (character.codePointAt(0) ?? 0), FNV_PRIME);
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** True in this part of all cases. */
  chance(part: number): boolean {
    return this.next() < part;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  shuffled<T>(items: readonly T[]): T[] {
    const keyed = items.map((item) => ({ item, key: this.next() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }
}
