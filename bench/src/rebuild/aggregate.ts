import { metadataOf } from '@doremi/command-api';
import {
  type Decider,
  type DomainEvent,
  eventIdOf,
  fold,
  idOf,
  isRefusal,
  type NewEvent,
} from '@doremi/event-sourcing';
import { type Actor, currentVersionOf } from '@doremi/domain';

/** The events of one command, as they are appended. */
export interface Append {
  readonly stream: string;
  /** The stream's last revision before them; -1 before its first. */
  readonly expected: number;
  readonly events: readonly NewEvent[];
}

/** Where commands are done: what time it is there, and who takes what they lead to. */
export interface Scene {
  readonly now: () => string;
  readonly append: (append: Append) => void;
}

/** One aggregate of a made-up history: its real decider decides, and nothing is stored but what it was told. */
export class Aggregate<State, Command extends { readonly type: string }, Event extends DomainEvent> {
  state: State;
  private revision = -1;
  private commands = 0;

  constructor(
    private readonly scene: Scene,
    private readonly stream: string,
    private readonly decider: Decider<State, Command, Event>,
  ) {
    this.state = decider.initial;
  }

  /** Does a command; a refusal would be a history that cannot happen, so it throws. */
  do(command: Command, actor: Actor): void {
    const decision = this.decider.decide(command, this.state);
    if (isRefusal(decision)) throw new Error(`${this.stream} refused ${command.type}: ${decision.refused}`);
    if (decision.length === 0) return;
    const commandId = idOf(this.stream, this.commands++);
    const context = { commandId, actor, correlationId: commandId, causationId: commandId, now: this.scene.now() };
    const events = decision.map((event, index) => ({
      id: eventIdOf(commandId, index),
      event,
      metadata: metadataOf({ ...context, repeatable: false }, currentVersionOf(event.type)),
    }));
    this.scene.append({ stream: this.stream, expected: this.revision, events });
    this.state = fold(this.decider, decision, this.state);
    this.revision += decision.length;
  }
}
