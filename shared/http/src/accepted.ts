interface Range {
  readonly type: string;
  readonly quality: number;
}

const QUALITY = /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i;

const rangesOf = (accept: string): readonly Range[] =>
  accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
    const quality = parameters.map((one) => QUALITY.exec(one)?.[1]).find((one) => one !== undefined);
    return { type, quality: quality === undefined ? 1 : Number(quality) };
  });

/** How closely a range means the type (RFC 9110, 12.5.1): itself, any of its kind, any at all; 0 where it does not. */
const closeness = (range: string, type: string): number => {
  if (range === type) return 3;
  if (range === `${type.split('/')[0]}/*`) return 2;
  return range === '*/*' ? 1 : 0;
};

/**
 * The media type that the client likes best (its Accept header), of those that are offered, best first: of several that it
 * likes as well, the first. The first one also where it says nothing, or likes none of them.
 */
export const acceptedOf = (accept: string | undefined, offered: readonly string[]): string | undefined => {
  const ranges = rangesOf(accept ?? '*/*');
  const qualityOf = (type: string): number => {
    const meant = ranges.map((range) => ({ ...range, close: closeness(range.type, type) }));
    const closest = Math.max(...meant.map(({ close }) => close));
    return closest === 0
      ? 0
      : Math.max(...meant.filter(({ close }) => close === closest).map(({ quality }) => quality));
  };
  const [best] = offered
    .map((type, index) => ({ type, index, quality: qualityOf(type) }))
    .sort((a, b) => b.quality - a.quality || a.index - b.index);
  return best && best.quality > 0 ? best.type : offered[0];
};

/**
 * The language that the client likes best (its Accept-Language header), of those that are offered. `ko-KR` means `ko` where there is
 * no closer one (RFC 4647, 3.4), a star any that it does not name, and of several that it likes as well the first in the header
 * goes first. The first one offered also where it says nothing, or likes none of them.
 */
export const acceptedLanguageOf = <Tag extends string>(
  acceptLanguage: string | undefined,
  offered: readonly [Tag, ...Tag[]],
): Tag => {
  const ranges = [...rangesOf(acceptLanguage ?? '*')].sort((a, b) => b.quality - a.quality);
  const means = (range: string, tag: Tag): boolean => range === tag || range.startsWith(`${tag}-`);
  const isNamed = (tag: Tag): boolean => ranges.some(({ type }) => means(type, tag));
  const wanted = ranges
    .filter(({ quality }) => quality > 0)
    .map(({ type }) => offered.find((tag) => (type === '*' ? !isNamed(tag) : means(type, tag))));
  return wanted.find((tag) => tag !== undefined) ?? offered[0];
};
