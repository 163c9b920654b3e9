import { isHidden, isSealed } from './changes.js';
import { valueTexts } from './field-value.texts.js';

/** A value of an event or a document; what is personal is named, and not shown. */
export const FieldValue = ({ of }: { readonly of: unknown }) => {
  if (isSealed(of)) return <span class="tag">{valueTexts('sealed')}</span>;
  if (isHidden(of)) return <span class="tag">{valueTexts('hidden')}</span>;
  return <code>{of === undefined ? '–' : JSON.stringify(of)}</code>;
};
