import { randomBytes } from 'node:crypto';
import {
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  context,
  trace,
  type Attributes,
  type Span,
  type SpanContext,
  type SpanOptions,
  type Tracer,
} from '@opentelemetry/api';

/** What an exporter would have got. */
export interface EndedSpan {
  readonly name: string;
  readonly kind: string;
  readonly traceId: string;
  readonly spanId: string;
  /** None where the trace begins. */
  readonly parentSpanId: string | undefined;
  readonly attributes: Attributes;
  readonly status: string;
}

/** Makes spans that are kept once they end; every one is sampled. */
export class InMemoryTracer implements Pick<Tracer, 'startSpan'> {
  constructor(private readonly ended: EndedSpan[]) {}

  startSpan(name: string, { kind = SpanKind.INTERNAL, attributes }: SpanOptions = {}, within = context.active()): Span {
    const parent = trace.getSpanContext(within);
    return new InMemorySpan({ name, kind, attributes: { ...attributes }, parent }, (span) => this.ended.push(span));
  }

  startActiveSpan(): never {
    throw new Error('nothing of ours asks for this');
  }
}

interface Started {
  name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  readonly parent: SpanContext | undefined;
}

class InMemorySpan implements Span {
  private readonly own: SpanContext;
  private status = SpanStatusCode.UNSET;
  private isOver = false;

  constructor(
    private readonly started: Started,
    private readonly keep: (span: EndedSpan) => void,
  ) {
    const traceId = started.parent?.traceId ?? randomBytes(16).toString('hex');
    this.own = { traceId, spanId: randomBytes(8).toString('hex'), traceFlags: TraceFlags.SAMPLED };
  }

  spanContext = (): SpanContext => this.own;
  isRecording = (): boolean => !this.isOver;
  setAttribute = (key: string, value: Attributes[string]): this => this.setAttributes({ [key]: value });
  addEvent = (): this => this;
  addLink = (): this => this;
  addLinks = (): this => this;
  recordException = (): void => undefined;

  setAttributes(attributes: Attributes): this {
    if (!this.isOver) Object.assign(this.started.attributes, attributes);
    return this;
  }

  setStatus({ code }: { readonly code: SpanStatusCode }): this {
    if (!this.isOver) this.status = code;
    return this;
  }

  updateName(name: string): this {
    if (!this.isOver) this.started.name = name;
    return this;
  }

  end(): void {
    if (this.isOver) throw new Error(`the span ${this.started.name} ended twice`);
    this.isOver = true;
    const { name, kind, attributes, parent } = this.started;
    const { traceId, spanId } = this.own;
    const status = SpanStatusCode[this.status];
    this.keep({ name, kind: SpanKind[kind], traceId, spanId, parentSpanId: parent?.spanId, attributes, status });
  }
}
