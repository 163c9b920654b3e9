import Negotiator from 'negotiator';

const asked = (header: 'accept' | 'accept-language', value: string | undefined): Negotiator =>
  new Negotiator({ headers: value === undefined ? {} : { [header]: value } });

/** What all our texts are, so that a range which says so is met as well. */
const UTF_8 = '; charset=utf-8';

/**
 * The media type that the client likes best (its Accept header), of those that are offered, best first. The first one also where it
 * says nothing, or likes none of them.
 */
export const acceptedOf = (accept: string | undefined, offered: readonly string[]): string | undefined =>
  asked('accept', accept)
    .mediaTypes(offered.map((type) => type + UTF_8))[0]
    ?.slice(0, -UTF_8.length) ?? offered[0];

/**
 * The language that the client likes best (its Accept-Language header), of those that are offered: `ko-KR` means `ko` as well. The
 * first one also where it says nothing, or likes none of them.
 */
export const acceptedLanguageOf = <Tag extends string>(
  acceptLanguage: string | undefined,
  offered: readonly [Tag, ...Tag[]],
): Tag => {
  const [liked] = asked('accept-language', acceptLanguage).languages([...offered]);
  return offered.find((tag) => tag === liked) ?? offered[0];
};
