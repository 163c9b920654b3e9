import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { Dialog } from '../../ui/dialog.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { say } from './texts.js';

interface Props {
  readonly orderId: number;
  readonly onClose: () => void;
}

/** The receipt as it is printed. */
export const ReceiptDialog = ({ orderId, onClose }: Props) => {
  const { data, problem } = useRead(`receipt:${orderId}`, () =>
    answered(
      api.GET('/orders/{orderId}/receipt', {
        params: { path: { orderId } },
        headers: { Accept: 'text/plain' },
        parseAs: 'text',
      }),
    ),
  );
  return (
    <Dialog title={say('receipt')} onClose={onClose} printed>
      <ProblemNote of={problem.value} />
      {data.value === undefined && !problem.value && <Loading />}
      {data.value !== undefined && <pre class="receipt">{String(data.value)}</pre>}
    </Dialog>
  );
};
