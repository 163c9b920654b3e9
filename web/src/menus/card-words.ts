import { listed, money, number, signedMoney } from '../texts/formats.js';
import { type SameKeys, textsOf } from '../texts/texts.js';
import { allergenName } from './allergens.js';
import type { Card, OptionGroup } from './card.js';
import { type Difference, differencesBetween } from './card-differences.js';

const en = {
  menuName: 'Name: “{from}” becomes “{to}”',
  menuType: 'Type: “{from}” becomes “{to}”',
  description: 'Description: “{from}” becomes “{to}”',
  category: 'Category: {from} becomes {to}',
  imageUrl: 'Picture: {from} becomes {to}',
  price: 'Price: {from} becomes {to} ({by})',
  position: 'Place in the menu: {from} becomes {to}',
  allergensAdded: 'Allergens added: {list}',
  allergensGone: 'Allergens gone: {list}',
  nothing: 'none',
  groupsMoved: 'The options come in another order',
  groupAdded: 'New choice “{group}” ({rule}): {options}',
  groupGone: 'Choice “{group}” is gone: {options}',
  groupName: 'Choice “{from}” is called “{to}”',
  groupRule: 'Choice “{group}”: {from} becomes {to}',
  optionsMoved: 'Choice “{group}”: the options come in another order',
  optionAdded: 'Choice “{group}”: new option “{option}” ({price})',
  optionGone: 'Choice “{group}”: option “{option}” is gone',
  optionName: 'Choice “{group}”: “{from}” is called “{to}”',
  optionPrice: 'Choice “{group}”: “{option}” {from} becomes {to}',
  optionDefault: 'Choice “{group}”: “{option}” is chosen from the start',
  optionNoDefault: 'Choice “{group}”: “{option}” is no longer chosen from the start',
  ruleExactly: 'exactly {n}',
  ruleBetween: '{min} to {max}',
  ruleUpTo: 'up to {max}',
} as const;

const ko: SameKeys<typeof en> = {
  menuName: '이름: “{from}” → “{to}”',
  menuType: '종류: “{from}” → “{to}”',
  description: '설명: “{from}” → “{to}”',
  category: '분류: {from} → {to}',
  imageUrl: '사진: {from} → {to}',
  price: '가격: {from} → {to} ({by})',
  position: '메뉴 순서: {from} → {to}',
  allergensAdded: '추가된 알레르기 유발 물질: {list}',
  allergensGone: '빠진 알레르기 유발 물질: {list}',
  nothing: '없음',
  groupsMoved: '선택 항목의 순서가 바뀜',
  groupAdded: '새 선택 항목 “{group}” ({rule}): {options}',
  groupGone: '선택 항목 “{group}” 없어짐: {options}',
  groupName: '선택 항목 이름: “{from}” → “{to}”',
  groupRule: '선택 항목 “{group}”: {from} → {to}',
  optionsMoved: '선택 항목 “{group}”: 옵션 순서가 바뀜',
  optionAdded: '선택 항목 “{group}”: 새 옵션 “{option}” ({price})',
  optionGone: '선택 항목 “{group}”: 옵션 “{option}” 없어짐',
  optionName: '선택 항목 “{group}”: 옵션 이름 “{from}” → “{to}”',
  optionPrice: '선택 항목 “{group}”: “{option}” {from} → {to}',
  optionDefault: '선택 항목 “{group}”: “{option}” 처음부터 선택됨',
  optionNoDefault: '선택 항목 “{group}”: “{option}” 처음부터 선택되지 않음',
  ruleExactly: '정확히 {n}개',
  ruleBetween: '{min}~{max}개',
  ruleUpTo: '최대 {max}개',
};

const say = textsOf({ en, ko });

/** How many of a group have to be chosen: "exactly 1", "up to 3". */
export const ruleInWords = ({ min, max }: Pick<OptionGroup, 'min' | 'max'>): string =>
  min === max
    ? say('ruleExactly', { n: min })
    : min === 0
      ? say('ruleUpTo', { max })
      : say('ruleBetween', { min, max });

const optionsOf = ({ options }: OptionGroup): string =>
  listed(options.map(({ name, priceDelta }) => (priceDelta === 0 ? name : `${name} ${signedMoney(priceDelta)}`)));

const orNothing = (text: string | number | null): string =>
  text === null || text === '' ? say('nothing') : typeof text === 'number' ? number(text) : text;

const inWords = (difference: Difference): string[] => {
  switch (difference.kind) {
    case 'price': {
      const { from, to } = difference;
      return [say('price', { from: money(from), to: money(to), by: signedMoney(to - from) })];
    }
    case 'allergens': {
      const { added, gone } = difference;
      const list = (codes: readonly string[]) => ({ list: listed(codes.map(allergenName)) });
      return [
        ...(added.length > 0 ? [say('allergensAdded', list(added))] : []),
        ...(gone.length > 0 ? [say('allergensGone', list(gone))] : []),
      ];
    }
    case 'groupsMoved':
      return [say('groupsMoved')];
    case 'groupAdded':
    case 'groupGone': {
      const { kind, group } = difference;
      return [say(kind, { group: group.name, rule: ruleInWords(group), options: optionsOf(group) })];
    }
    case 'groupRule': {
      const { group, was } = difference;
      return [say('groupRule', { group: group.name, from: ruleInWords(was), to: ruleInWords(group) })];
    }
    case 'optionsMoved':
      return [say('optionsMoved', { group: difference.group.name })];
    case 'optionAdded':
    case 'optionGone': {
      const { kind, group, option } = difference;
      return [say(kind, { group: group.name, option: option.name, price: signedMoney(option.priceDelta) })];
    }
    case 'optionName': {
      const { group, from, to } = difference;
      return [say('optionName', { group: group.name, from, to })];
    }
    case 'optionPrice': {
      const { group, option, from, to } = difference;
      return [
        say('optionPrice', { group: group.name, option: option.name, from: signedMoney(from), to: signedMoney(to) }),
      ];
    }
    case 'optionDefault': {
      const { group, option } = difference;
      return [say(option.default ? 'optionDefault' : 'optionNoDefault', { group: group.name, option: option.name })];
    }
    case 'menuName':
    case 'menuType':
    case 'description':
    case 'category':
    case 'imageUrl':
    case 'position':
    case 'groupName':
      return [say(difference.kind, { from: orNothing(difference.from), to: orNothing(difference.to) })];
  }
};

/** What the second card says otherwise than the first, a sentence each; none where they say the same. */
export const differencesInWords = (was: Card, is: Card): readonly string[] =>
  differencesBetween(was, is).flatMap(inWords);
