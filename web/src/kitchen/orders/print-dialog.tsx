import { Dialog } from '../../ui/dialog.js';
import { type Paper, PaperText } from '../../ui/paper.js';
import { type SameKeys, textsOf } from '../../texts/texts.js';

const en = { ticket: 'Ticket', receipt: 'Receipt', print: 'Print' } as const;
const ko: SameKeys<typeof en> = { ticket: '주문표', receipt: '영수증', print: '인쇄' };
const texts = textsOf({ en, ko });

interface Props {
  readonly orderId: number;
  readonly paper: Paper;
  readonly onClose: () => void;
}

/** The ticket or the receipt as it comes on paper; printing prints nothing else. */
const PrintDialog = ({ orderId, paper, onClose }: Props) => (
  <Dialog title={texts(paper)} onClose={onClose} printed>
    <PaperText paper={paper} orderId={orderId} class="paper">
      <p class="row">
        <button type="button" class="main" onClick={() => print()}>
          {texts('print')}
        </button>
      </p>
    </PaperText>
  </Dialog>
);

export default PrintDialog;
