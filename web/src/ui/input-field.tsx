import type { JSX } from 'preact';
import { Field, type FieldProps } from './field.js';

type Rules = Pick<
  JSX.InputHTMLAttributes<HTMLInputElement>,
  'type' | 'required' | 'min' | 'max' | 'step' | 'maxLength' | 'pattern' | 'title'
>;

interface Props extends Omit<FieldProps, 'children'>, Rules {
  readonly value: string;
  readonly onText: (text: string) => void;
}

/** A field of one line, with the rules of its own. */
export const InputField = ({ label, hint, optional, fault, refused, value, onText, ...rules }: Props) => (
  <Field {...{ label, hint, optional, fault, refused }}>
    {(labelled) => (
      <input {...labelled} {...rules} value={value} onInput={({ currentTarget }) => onText(currentTarget.value)} />
    )}
  </Field>
);
