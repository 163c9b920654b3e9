import { useEffect, useState } from 'preact/hooks';
import type { FieldError, Problem } from '../api/problem.js';
import { asksForSignIn, signIn } from '../session/current.js';
import { tryTo } from '../session/trouble.js';
import { common } from '../texts/common.js';
import { faultInWords, nameOfField } from '../texts/field-texts.js';
import { sentenceOf } from '../texts/problems.js';

/** Of whoever is not known to those who were asked: to try again is of no use. */
const NOBODY = ['UNAUTHENTICATED', 'TOKEN_INVALID'];

interface Props {
  readonly of: Problem | null;
  /** Where it can be tried again. */
  readonly onRetry?: () => void;
}

/** What an error is about: the group or option, or the field as people call it, or by its name. */
const About = ({ error: { field, groupId, optionId } }: { readonly error: FieldError }) => {
  const name = groupId === undefined ? nameOfField(field) : null;
  if (name !== null) return <strong>{name}:</strong>;
  const own = groupId === undefined ? field : [groupId, optionId].filter(Boolean).join(' › ');
  return own === '' ? null : <code>{own}</code>;
};

/** What went wrong, in a sentence, read out as it appears; nothing where nothing did. */
export const ProblemNote = ({ of, onRetry }: Props) => {
  if (!of) return null;
  return (
    <div class="problem" role="alert" data-code={of.code}>
      <p>{sentenceOf(of)}</p>
      {of.errors && (
        <ul>
          {of.errors.map((error) => (
            <li key={`${error.field} ${error.code}`}>
              <About error={error} /> {faultInWords(error)}
            </li>
          ))}
        </ul>
      )}
      {asksForSignIn && NOBODY.includes(of.code) ? (
        <button type="button" onClick={() => tryTo(signIn)}>
          {common('signIn')}
        </button>
      ) : (
        onRetry && (
          <button type="button" onClick={onRetry}>
            {common('tryAgain')}
          </button>
        )
      )}
    </div>
  );
};

/** "Loading …", but only for whoever waits longer than a blink. */
export const Loading = () => {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p class="loading" aria-busy="true">
      {isLate ? common('loading') : '\u00a0'}
    </p>
  );
};
