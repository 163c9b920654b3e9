import { answered, api } from '../../api/client.js';
import { useRead } from '../../api/use-read.js';
import { Dialog } from '../../ui/dialog.js';
import { Loading, ProblemNote } from '../../ui/problem.js';
import { say } from './texts.js';

/** So wide that a phone shows it whole. */
const COLUMNS = 32;

/** The receipt as it is printed. */
export const Receipt = ({ orderId, onClose }: { readonly orderId: number; readonly onClose: () => void }) => {
  const { data, problem } = useRead(`receipt ${orderId}`, () =>
    answered(
      api.GET('/orders/{orderId}/receipt', {
        params: { path: { orderId }, query: { columns: COLUMNS } },
        headers: { Accept: 'text/plain' },
        parseAs: 'text',
      }),
    ),
  );
  return (
    <Dialog title={say('receipt')} onClose={onClose} printed>
      <ProblemNote of={problem.value} />
      {data.value === undefined && !problem.value && <Loading />}
      {data.value !== undefined && (
        <>
          <pre class="receipt">{data.value}</pre>
          <button type="button" onClick={() => print()}>
            {say('print')}
          </button>
        </>
      )}
    </Dialog>
  );
};
