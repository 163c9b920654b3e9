import type { ComponentChildren } from 'preact';
import type { List } from '../live/use-list.js';
import { LiveState } from '../ui/live-state.js';
import { Loading, ProblemNote } from '../ui/problem.js';
import { say } from './texts.js';

/** How something is looked for; `onClear` is null where nothing is asked for in particular. */
export const Filters = ({ onClear, children }: { onClear: (() => void) | null; children: ComponentChildren }) => (
  <form class="row filters" aria-label={say('filters')} onSubmit={(event) => event.preventDefault()}>
    {children}
    {onClear && (
      <button type="button" onClick={onClear}>
        {say('clear')}
      </button>
    )}
  </form>
);

interface Props<Item> {
  readonly of: List<Item>;
  readonly name: string;
  /** The heads of its columns; numbers stand at the right. */
  readonly heads: readonly (readonly [text: string, kind?: 'number'])[];
  readonly row: (item: Item) => ComponentChildren;
}

/** What was found, in a table, as it moves, and the way to more of it. */
export const FoundList = <Item,>({
  of: { items, isCurrent, problem, more, reload },
  name,
  heads,
  row,
}: Props<Item>) => (
  <>
    <LiveState isCurrent={isCurrent} />
    <ProblemNote of={problem} onRetry={reload} />
    {!items && !problem && <Loading />}
    {items?.length === 0 && <p class="soft">{say('nothingFound')}</p>}
    {items && items.length > 0 && (
      <div class="scrolls card" tabIndex={0} role="group" aria-label={name}>
        <table>
          <thead>
            <tr>
              {heads.map(([text, kind]) => (
                <th key={text} scope="col" class={kind}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{items.map(row)}</tbody>
        </table>
      </div>
    )}
    {more && (
      <p class="more">
        <button type="button" onClick={more}>
          {say('more')}
        </button>
      </p>
    )}
  </>
);
