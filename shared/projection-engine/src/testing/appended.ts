import { BEGINNING, type Position } from '@doremi/event-sourcing';

/** Where the events stand that were appended, oldest first. */
export class Appended {
  private readonly positions: Position[] = [];

  add(position: Position): void {
    this.positions.push(position);
  }

  get last(): Position {
    return this.positions.at(-1) ?? BEGINNING;
  }

  /** How many events lie at or before the position. */
  passedBy(position: Position = BEGINNING): number {
    const beyond = this.positions.findIndex((each) => each > position);
    return beyond < 0 ? this.positions.length : beyond;
  }
}
