import type { Card, OptionGroup } from '../../menus/card.js';

/** An option as it is typed. */
export interface OptionDraft {
  readonly key: number;
  readonly optionId: string;
  /** Whether somebody wrote the id; until then it follows the name. */
  readonly isIdKept: boolean;
  readonly name: string;
  readonly priceDelta: string;
  readonly default: boolean;
}

export interface GroupDraft {
  readonly key: number;
  readonly groupId: string;
  readonly isIdKept: boolean;
  readonly name: string;
  readonly min: string;
  readonly max: string;
  readonly options: readonly OptionDraft[];
}

/** A card as it is typed: texts, whatever they will be. */
export interface CardDraft {
  readonly menuName: string;
  readonly menuType: string;
  readonly description: string;
  readonly price: string;
  readonly category: string;
  readonly position: string;
  readonly allergens: readonly string[];
  readonly imageUrl: string;
  readonly groups: readonly GroupDraft[];
}

let lastKey = 0;
const nextKey = (): number => (lastKey += 1);

const orEmpty = (value: string | number | null): string => (value === null ? '' : String(value));

const groupDraftOf = ({ groupId, name, min, max, options }: OptionGroup): GroupDraft => ({
  ...{ key: nextKey(), groupId, isIdKept: true, name, min: String(min), max: String(max) },
  options: options.map(({ optionId, name: of, priceDelta, default: isDefault }) => ({
    ...{ key: nextKey(), optionId, isIdKept: true, name: of, priceDelta: String(priceDelta), default: isDefault },
  })),
});

export const emptyOption = (): OptionDraft => ({
  ...{ key: nextKey(), optionId: '', isIdKept: false, name: '', priceDelta: '0', default: false },
});

export const emptyGroup = (): GroupDraft => ({
  ...{ key: nextKey(), groupId: '', isIdKept: false, name: '', min: '0', max: '1', options: [emptyOption()] },
});

/** What there is to be typed over; of a card, its words. */
export const draftOf = (card: Card): CardDraft => ({
  menuName: card.menuName,
  menuType: card.menuType,
  description: card.description,
  price: String(card.price),
  category: orEmpty(card.category),
  position: orEmpty(card.position),
  allergens: card.allergens,
  imageUrl: orEmpty(card.imageUrl),
  groups: card.optionGroups.map(groupDraftOf),
});

export const EMPTY_CARD: CardDraft = {
  ...{ menuName: '', menuType: 'pizza', description: '', price: '', category: '', position: '' },
  ...{ allergens: [], imageUrl: '', groups: [] },
};

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The card that was typed, once every field is right. */
export const cardOf = (draft: CardDraft): Card => ({
  menuName: draft.menuName.trim(),
  menuType: draft.menuType.trim(),
  description: draft.description.trim(),
  price: Number(draft.price),
  category: textOrNull(draft.category),
  position: draft.position === '' ? null : Number(draft.position),
  allergens: [...draft.allergens],
  imageUrl: textOrNull(draft.imageUrl),
  optionGroups: draft.groups.map(({ groupId, name, min, max, options }) => ({
    ...{ groupId, name: name.trim(), min: Number(min), max: Number(max) },
    options: options.map(({ optionId, name: of, priceDelta, default: isDefault }) => ({
      ...{ optionId, name: of.trim(), priceDelta: Number(priceDelta), default: isDefault },
    })),
  })),
});

/** The same as it is sent: what a card does not say is not there. */
export const bodyOf = ({ category, position, imageUrl, allergens, ...card }: Card) => ({
  ...card,
  allergens: allergens as 'milk'[],
  ...(category !== null && { category }),
  ...(position !== null && { position }),
  ...(imageUrl !== null && { imageUrl }),
});

/** An id made of a name: small letters, digits and hyphens, and no other's; `fallback-2` where the name has none of these. */
export const slugOf = (name: string, taken: readonly string[], fallback: string): string => {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 26)
    .replace(/-$/, '');
  const root = plain || fallback;
  for (let n = plain ? 1 : taken.length + 1; ; n += 1) {
    const id = n === 1 && plain ? root : `${root}-${n}`;
    if (!taken.includes(id)) return id;
  }
};
