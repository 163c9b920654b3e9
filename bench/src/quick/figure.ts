/** One line of the result. */
export interface Figure {
  readonly what: string;
  readonly ours: string;
  readonly baseline: string;
  readonly ratio: string;
  /** The lowest and the highest of the rounds: of the ratios or, where nothing is compared, of what was measured. */
  readonly spread?: string;
  readonly target: string;
  /** Null where nothing was promised. */
  readonly reached: boolean | null;
}

const HEADINGS = ['what', 'ours', 'baseline', 'ratio', 'spread', 'target', 'reached'];

/** The figures as a Markdown table, in columns that line up. */
export const markdownTable = (figures: readonly Figure[]): string => {
  const rows = figures.map(({ what, ours, baseline, ratio, spread = '', target, reached }) => [
    what,
    ours,
    baseline,
    ratio,
    spread,
    target,
    reached === null ? '' : reached ? 'yes' : 'no',
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(HEADINGS), line(rule), ...rows.map(line)].join('\n');
};

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const perSecond = (count: number): string => `${whole.format(count)}/s`;
export const milliseconds = (time: number): string => `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
