import { pointsOf, type Sample } from './samples.js';

const WIDTH = 160;
const HEIGHT = 30;

/** How something was in the last minutes; the number of now stands beside it. */
export const Sparkline = ({ of, label }: { readonly of: readonly Sample[]; readonly label: string }) => (
  <svg
    class="sparkline"
    viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
    role="img"
    aria-label={label}
    preserveAspectRatio="none"
  >
    <polyline points={pointsOf(of, Date.now(), WIDTH, HEIGHT)} />
  </svg>
);
