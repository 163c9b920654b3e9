import { connection } from '../live/live.js';
import { common } from '../texts/common.js';

/** Says at once that the connection is lost, and that it is there again but something may be missing yet. */
export const LiveState = ({ isCurrent }: { readonly isCurrent: boolean }) => (
  <p class="live-state" role="status" data-connection={connection.value} data-current={isCurrent}>
    {connection.value === 'lost'
      ? common('connectionLost')
      : isCurrent || connection.value === 'idle'
        ? ''
        : common('catchingUp')}
  </p>
);
