import { Link } from 'wouter-preact';
import { pathOfRunbook, type Runbook, type RunbookPlace } from './runbook-links.js';
import { ops } from './texts.js';

/** To what helps. */
export const RunbookLink = ({ place }: { readonly place: RunbookPlace }) => {
  const name = place.split('#')[0] as Runbook;
  return (
    <Link href={pathOfRunbook(place)} class="runbook">
      {ops('runbook', { title: ops(name) })}
    </Link>
  );
};
