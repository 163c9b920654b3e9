import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { language } from '../../texts/texts.js';
import { beginningOf } from './beginning-of.js';

interface Props {
  /** What it is of, for whoever can't see it. */
  readonly label: string;
  readonly names: readonly string[];
  /** What stands below the bars instead of the beginnings of the names. */
  readonly ticks?: readonly string[];
  /** One behind the other; the first one is the tallest. */
  readonly series: readonly {
    readonly name: string;
    readonly kind: 'revenue' | 'refunds';
    readonly values: readonly number[];
  }[];
  readonly format: (value: number) => string;
}

const HEIGHT = 240;

const bars = uPlot.paths.bars?.({ size: [0.7, 56] });

/** Colours as they are now: tokens are of both schemes, and a canvas is drawn in one. */
const colorOf = (element: Element): string => getComputedStyle(element).color;

const optionsFor = (
  { names, ticks, series, format }: Props,
  width: number,
  colors: { readonly of: readonly string[]; readonly text: string; readonly line: string },
  onPoint: (index: number | null) => void,
): uPlot.Options => ({
  width,
  height: HEIGHT,
  legend: { show: false },
  cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
  scales: {
    x: { time: false, range: () => [-0.5, Math.max(names.length, 1) - 0.5] },
    y: { range: (_, __, max) => [0, max * 1.08 || 1] },
  },
  axes: [
    {
      ...{ stroke: colors.text, grid: { show: false }, ticks: { show: false } },
      incrs: [1, 2, 3, 7, 14, 28],
      space: ticks ? 70 : 110,
      values: (_, splits) => splits.map((at) => ticks?.[at] ?? beginningOf(names[at] ?? '')),
    },
    {
      ...{ stroke: colors.text, grid: { stroke: colors.line, width: 1 }, ticks: { show: false }, size: 84 },
      values: (_, splits) => splits.map((amount) => format(amount)),
    },
  ],
  series: [
    {},
    ...series.map(({ name }, index) => ({
      label: name,
      width: 0,
      fill: colors.of[index] ?? colors.text,
      stroke: colors.of[index] ?? colors.text,
      points: { show: false },
      ...(bars && { paths: bars }),
    })),
  ],
  hooks: { setCursor: [({ cursor: { idx } }) => onPoint(idx ?? null)] },
});

/** Bars beside each other. What they show is in a table as well: this is for the eye alone. */
const Chart = (props: Props) => {
  const { label, names, series, format } = props;
  const figure = useRef<HTMLElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const [point, setPoint] = useState<number | null>(null);
  const told = JSON.stringify([names, series, language.value]);
  useEffect(() => {
    const [around, into] = [figure.current, place.current];
    if (!around || !into) return;
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    let plot: uPlot | null = null;
    const draw = (): void => {
      plot?.destroy();
      const keys = [...around.querySelectorAll('.key')];
      const line = around.querySelector('.of-lines');
      const colors = { of: keys.map(colorOf), text: colorOf(around), line: line ? colorOf(line) : colorOf(around) };
      const data: uPlot.AlignedData = [names.map((_, index) => index), ...series.map(({ values }) => [...values])];
      plot = new uPlot(optionsFor(props, into.clientWidth, colors, setPoint), data, into);
    };
    draw();
    const resized = new ResizeObserver(() => {
      if (plot && plot.width !== into.clientWidth) plot.setSize({ width: into.clientWidth, height: HEIGHT });
    });
    resized.observe(into);
    scheme.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      scheme.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [told]);
  const at = point !== null && point < names.length ? point : null;
  return (
    <figure class="chart" ref={figure}>
      <div class="plot" ref={place} role="img" aria-label={label} />
      <span class="of-lines" hidden />
      <figcaption class="row small">
        <strong>{at === null ? '\u00a0' : names[at]}</strong>
        {series.map(({ name, kind, values }) => (
          <span key={kind} class="row">
            <span class={`key ${kind}`} aria-hidden="true" />
            {name}
            {at !== null && `: ${format(values[at] ?? 0)}`}
          </span>
        ))}
      </figcaption>
    </figure>
  );
};

export default Chart;
