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
  /** What the group or option is called that an error is about, by whoever knows the menu; null where nobody does. */
  readonly nameOf?: NameOf | undefined;
}

type NameOf = (error: FieldError) => string | null;

interface AboutProps {
  readonly error: FieldError;
  readonly nameOf?: NameOf | undefined;
}

/** What an error is about: the group or option, or the field, as people call it, or by its own name. */
const About = ({ error, nameOf }: AboutProps) => {
  const { field, groupId, optionId } = error;
  const name = groupId === undefined ? nameOfField(field) : (nameOf?.(error) ?? null);
  if (name !== null) return <strong>{name}:</strong>;
  const own = groupId === undefined ? field : [groupId, optionId].filter(Boolean).join(' › ');
  return own === '' ? null : <code>{own}</code>;
};

/** What went wrong, in a sentence, read out as it appears; nothing where nothing did. */
export const ProblemNote = ({ of, onRetry, nameOf }: Props) => {
  if (!of) return null;
  return (
    <div class="problem" role="alert" data-code={of.code}>
      <p>{sentenceOf(of)}</p>
      {of.errors && (
        <ul>
          {of.errors.map((error) => (
            <li key={`${error.field} ${error.groupId} ${error.code}`}>
              <About error={error} nameOf={nameOf} /> {faultInWords(error)}
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
