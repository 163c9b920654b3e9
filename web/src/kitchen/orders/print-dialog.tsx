import { useRead } from '../../api/use-read.js';
import { answered, api } from '../../api/client.js';
import { Dialog } from '../../ui/dialog.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { type SameKeys, textsOf } from '../../texts/texts.js';

const en = { ticket: 'Ticket', receipt: 'Receipt', print: 'Print' } as const;
const ko: SameKeys<typeof en> = { ticket: '주문표', receipt: '영수증', print: '인쇄' };
const texts = textsOf({ en, ko });

interface Props {
  readonly orderId: number;
  readonly paper: 'ticket' | 'receipt';
  readonly onClose: () => void;
}

const textOf = (orderId: number, paper: Props['paper']): Promise<string> => {
  const params = { path: { orderId } };
  const asText = { params, headers: { Accept: 'text/plain' }, parseAs: 'text' } as const;
  return answered<string>(
    paper === 'ticket' ? api.GET('/orders/{orderId}/ticket', asText) : api.GET('/orders/{orderId}/receipt', asText),
  );
};

/** The ticket or the receipt as it comes on paper; printing prints nothing else. */
const PrintDialog = ({ orderId, paper, onClose }: Props) => {
  const { data, problem, reload } = useRead(`${paper} ${orderId}`, () => textOf(orderId, paper));
  return (
    <Dialog title={texts(paper)} onClose={onClose} printed>
      <ProblemNote of={problem.value} onRetry={() => void reload()} />
      {data.value === undefined && !problem.value && <Loading />}
      {data.value !== undefined && (
        <>
          <pre class="paper" tabIndex={0}>
            {data.value}
          </pre>
          <p class="row">
            <button type="button" class="main" onClick={() => print()}>
              {texts('print')}
            </button>
          </p>
        </>
      )}
    </Dialog>
  );
};

export default PrintDialog;
