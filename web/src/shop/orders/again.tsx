import { Link } from 'wouter-preact';
import type { Schema } from '../../api/client.js';
import { money } from '../../texts/formats.js';
import { Dialog } from '../../ui/dialog.js';
import type { Order } from '../steps.js';
import { say } from './texts.js';

type Again = Schema<'CartAgain'>;

interface Props {
  readonly order: Order;
  readonly made: Again;
  readonly onClose: () => void;
}

const differenceInWords = ({ lines, currency }: Order, different: Again['differences'][number]): string => {
  const { menuId, reason, was, now, groupId, optionId } = different;
  const those = lines.filter((line) => line.menuId === menuId);
  const menu = those[0]?.menuName ?? `#${menuId}`;
  if (reason === 'PRICE' && now !== null)
    return say('priceWas', { menu, now: money(now, currency), was: money(was, currency) });
  const option =
    those.flatMap(({ options }) => options).find((one) => one.groupId === groupId && one.optionId === optionId)?.name ??
    say('anOption');
  return say('leftOut', { menu, why: say(reason === 'PRICE' ? 'NOT_ON_SALE' : reason, { option }) });
};

/** What is different about the cart that was made from an order. */
export const AgainDialog = ({ order, made, onClose }: Props) => (
  <Dialog title={say('againTitle')} onClose={onClose}>
    {made.differences.length === 0 ? (
      <p>{say('againSame')}</p>
    ) : (
      <>
        <p>{say('againDiffers')}</p>
        <ul>
          {made.differences.map((different, index) => (
            <li key={index}>{differenceInWords(order, different)}</li>
          ))}
        </ul>
      </>
    )}
    <Link href={`/shop/${made.storeId}`} class="button main">
      {say('toCart')}
    </Link>
  </Dialog>
);
