import { Dialog } from '../../ui/dialog.js';
import { PaperText } from '../../ui/paper.js';
import { say } from './texts.js';

/** So wide that a phone shows it whole. */
const COLUMNS = 32;

/** The receipt as it is printed. */
export const Receipt = ({ orderId, onClose }: { readonly orderId: number; readonly onClose: () => void }) => (
  <Dialog title={say('receipt')} onClose={onClose} printed>
    <PaperText paper="receipt" orderId={orderId} columns={COLUMNS} class="receipt">
      <button type="button" onClick={() => print()}>
        {say('print')}
      </button>
    </PaperText>
  </Dialog>
);
