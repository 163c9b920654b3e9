import { Dialog } from '../../ui/dialog.js';
import { PaperText } from '../../ui/paper.js';
import { say } from './texts.js';

interface Props {
  readonly orderId: number;
  readonly onClose: () => void;
}

/** The receipt as it is printed. */
export const ReceiptDialog = ({ orderId, onClose }: Props) => (
  <Dialog title={say('receipt')} onClose={onClose} printed>
    <PaperText paper="receipt" orderId={orderId} class="receipt" />
  </Dialog>
);
