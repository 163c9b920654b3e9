import { useLocation } from 'wouter-preact';
import type { Schema } from '../api/client.js';
import { graphOf, type Node } from './causes.js';
import { texts } from './events.texts.js';
import { pathOfStream } from './stream-names.js';

type Shown = Schema<'EventShown'>;
type Drawn = Node<Shown>;

/** In the units of the drawing, which are pixels where there is room. */
const LANE = 232;
const REQUESTS = 110;
const ROW = 58;
const HEAD = 44;
/** Letters of a stream's name that have room above its lane. */
const LABEL = 25;
const BOX = { width: 208, height: 40 } as const;

const leftOf = ({ column }: Drawn): number => (column === 0 ? 4 : REQUESTS + (column - 1) * LANE + 12);
const widthOf = ({ column }: Drawn): number => (column === 0 ? 84 : BOX.width);
const topOf = ({ row }: Drawn): number => HEAD + row * ROW;

/** From below a cause, down and over to the left edge of what it caused. */
const lineOf = (from: Drawn, to: Drawn): string => {
  const [x, y] = [leftOf(from) + (from.column === 0 ? 42 : 18), topOf(from) + BOX.height];
  const [toX, toY] = [leftOf(to), topOf(to) + BOX.height / 2];
  if (from.column === to.column || toX < x) return `M${x} ${y} C${x} ${toY} ${toX - 24} ${y} ${toX} ${toY}`;
  return `M${x} ${y} V${toY - 10} Q${x} ${toY} ${x + 10} ${toY} H${toX}`;
};

const Box = ({ of }: { readonly of: Drawn }) => {
  const [, go] = useLocation();
  const [x, y] = [leftOf(of), topOf(of)];
  const { event } = of;
  if (!event)
    return (
      <g class="request">
        <rect x={x} y={y} width={widthOf(of)} height={BOX.height} rx={BOX.height / 2} />
        <text x={x + widthOf(of) / 2} y={y + 25} text-anchor="middle">
          {texts('request')}
        </text>
      </g>
    );
  const path = pathOfStream(event.stream, event.revision);
  const follow = (click: MouseEvent): void => {
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    go(path);
  };
  return (
    <a
      href={path}
      onClick={follow}
      aria-label={`${event.type}, ${event.stream}, ${texts('revision', { n: event.revision })}`}
    >
      <rect x={x} y={y} width={BOX.width} height={BOX.height} rx={8} />
      <text x={x + 10} y={y + 25}>
        {event.type}
      </text>
    </a>
  );
};

/** What caused what, drawn: a lane for each stream, time goes down. The same is told as a list beside it. */
export const CausesGraph = ({ of }: { readonly of: readonly Shown[] }) => {
  const { streams, nodes, edges } = graphOf(of);
  const [width, height] = [REQUESTS + streams.length * LANE, HEAD + nodes.length * ROW];
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-labelledby="graph">
      <svg
        class="graph"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-labelledby="graph"
      >
        {streams.map((stream, index) => (
          <g key={stream} class="lane">
            <rect x={REQUESTS + index * LANE + 2} y={0} width={LANE - 4} height={height} rx={8} />
            <text x={REQUESTS + index * LANE + 14} y={26}>
              {stream.length > LABEL ? `${stream.slice(0, LABEL)}…` : stream}
            </text>
          </g>
        ))}
        {edges.map(([from, to]) => (
          <path key={to.id} class="edge" d={lineOf(from, to)} />
        ))}
        {nodes.map((node) => (
          <Box key={node.id} of={node} />
        ))}
      </svg>
    </div>
  );
};
