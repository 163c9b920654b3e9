import { labelOf } from '../store-label.js';
import type { Store } from '../stores-known.js';

interface Props {
  readonly stores: readonly Store[];
  readonly chosen: readonly number[];
  readonly onChoose: (storeIds: readonly number[]) => void;
  /** What stands beside a store. */
  readonly note?: (storeId: number) => string;
}

/** Some of the stores. */
export const StoreChoice = ({ stores, chosen, onChoose, note }: Props) => (
  <ul class="plain-list choices">
    {stores.map((store) => (
      <li key={store.storeId}>
        <label class="check">
          <input
            type="checkbox"
            checked={chosen.includes(store.storeId)}
            onChange={({ currentTarget }) =>
              onChoose(
                currentTarget.checked ? [...chosen, store.storeId] : chosen.filter((one) => one !== store.storeId),
              )
            }
          />
          {labelOf(store)}
          {note && <span class="soft small">{note(store.storeId)}</span>}
        </label>
      </li>
    ))}
  </ul>
);
