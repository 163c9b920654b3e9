import type { Row } from './changes.js';
import { FieldValue } from './field-value.js';
import { valueTexts } from './field-value.texts.js';

interface Props {
  readonly of: readonly Row[];
  readonly label: string;
  /** Whether what was before is told as well. */
  readonly isChange?: boolean;
}

/** The values of an event or a document, with what changed marked in words, not by colour alone. */
export const Fields = ({ of, label, isChange = false }: Props) => (
  <div class="scrolls" tabIndex={0} role="region" aria-label={label}>
    <table class="fields">
      <thead>
        <tr>
          <th scope="col">{valueTexts('field')}</th>
          <th scope="col">{valueTexts('value')}</th>
          {isChange && <th scope="col">{valueTexts('before')}</th>}
        </tr>
      </thead>
      <tbody>
        {of.map((row) => (
          <tr key={row.path} class={row.kind}>
            <th scope="row">
              <code>{row.path}</code> {row.kind !== 'same' && <span class="tag">{valueTexts(row.kind)}</span>}
            </th>
            <td>
              {row.kind === 'gone' ? (
                '–'
              ) : row.kind === 'same' ? (
                <FieldValue of={row.value} />
              ) : (
                <mark>
                  <FieldValue of={row.value} />
                </mark>
              )}
            </td>
            {isChange && (
              <td>
                {row.kind === 'gone' ? <FieldValue of={row.value} /> : 'was' in row && <FieldValue of={row.was} />}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
