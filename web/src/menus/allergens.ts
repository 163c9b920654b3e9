import { textsOf } from '../texts/texts.js';

const en = {
  celery: 'Celery',
  crustaceans: 'Crustaceans',
  eggs: 'Eggs',
  fish: 'Fish',
  gluten: 'Gluten',
  lupin: 'Lupin',
  milk: 'Milk',
  molluscs: 'Molluscs',
  mustard: 'Mustard',
  nuts: 'Nuts',
  peanuts: 'Peanuts',
  sesame: 'Sesame',
  soybeans: 'Soybeans',
  sulphites: 'Sulphites',
} as const;

export type Allergen = keyof typeof en;

const ko: Readonly<Record<Allergen, string>> = {
  celery: '셀러리',
  crustaceans: '갑각류',
  eggs: '달걀',
  fish: '생선',
  gluten: '글루텐',
  lupin: '루핀',
  milk: '우유',
  molluscs: '연체류',
  mustard: '겨자',
  nuts: '견과류',
  peanuts: '땅콩',
  sesame: '참깨',
  soybeans: '대두',
  sulphites: '아황산염',
};

const say = textsOf({ en, ko });

/** The fourteen of Regulation (EU) 1169/2011, as the interface names them. */
export const ALLERGENS = Object.keys(en) as readonly Allergen[];

/** An allergen in words; one that is not known as it is. */
export const allergenName = (code: string): string => (code in en ? say(code as Allergen) : code);
