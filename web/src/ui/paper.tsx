import type { ComponentChildren } from 'preact';
import { answered, api } from '../api/client.js';
import { useRead } from '../api/use-read.js';
import { type Language, language } from '../texts/texts.js';
import { runsOf } from './column-runs.js';
import { Loading, ProblemNote } from './problem.js';

export type Paper = 'ticket' | 'receipt';

interface Props {
  readonly paper: Paper;
  readonly orderId: number;
  /** Characters a line; the service's own measure where nobody says so. */
  readonly columns?: number;
  readonly class: string;
  /** What comes below it once it is there. */
  readonly children?: ComponentChildren;
}

const textOf = ({ paper, orderId, columns }: Props, spoken: Language): Promise<string> => {
  const query = columns === undefined ? {} : { columns };
  const params = { path: { orderId }, query, header: { 'Accept-Language': spoken } };
  const asText = { params, headers: { Accept: 'text/plain' }, parseAs: 'text' } as const;
  return answered<string>(
    paper === 'ticket' ? api.GET('/orders/{orderId}/ticket', asText) : api.GET('/orders/{orderId}/receipt', asText),
  );
};

/**
 * A text in columns. Few monospaced fonts have Hangul, and that of another font is not as wide as two letters: each run of it gets as
 * many columns as it takes on paper, so that what follows stands in its own.
 */
const Columns = ({ text }: { readonly text: string }) => (
  <>
    {runsOf(text).map(({ text: run, columns }, index) =>
      columns === null ? (
        run
      ) : (
        <span key={index} class="wide" style={{ width: `${columns}ch` }}>
          {run}
        </span>
      ),
    )}
  </>
);

/** The ticket or the receipt of an order as it comes on paper, in the language of the page. */
export const PaperText = (props: Props) => {
  const { paper, orderId, children } = props;
  const spoken = language.value;
  const { data, problem, reload } = useRead(`${paper} ${orderId} ${spoken}`, () => textOf(props, spoken));
  return (
    <>
      <ProblemNote of={problem.value} onRetry={() => void reload()} />
      {data.value === undefined && !problem.value && <Loading />}
      {data.value !== undefined && (
        <>
          <pre class={props.class} tabIndex={0}>
            <Columns text={data.value} />
          </pre>
          {children}
        </>
      )}
    </>
  );
};
