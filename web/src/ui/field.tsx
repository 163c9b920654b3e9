import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { common } from '../texts/common.js';
import { number } from '../texts/formats.js';
import { faultInWords } from '../texts/field-texts.js';
import { textsOf } from '../texts/texts.js';

const say = textsOf({
  en: {
    missing: 'Fill this in.',
    least: 'At least {least}.',
    most: 'At most {most}.',
    whole: 'A whole number.',
    steps: 'No finer than {step}.',
    url: 'An address that begins with https://',
    notThat: 'This can’t be read.',
  },
  ko: {
    missing: '입력해 주세요.',
    least: '{least} 이상이어야 합니다.',
    most: '{most} 이하여야 합니다.',
    whole: '정수여야 합니다.',
    steps: '{step}보다 작은 단위는 쓸 수 없습니다.',
    url: 'https://로 시작하는 주소여야 합니다.',
    notThat: '읽을 수 없는 값입니다.',
  },
});

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Which of its native rules a control breaks, in the language of the page; its title says what a pattern is for. */
const faultOf = (control: Control): string => {
  const { validity, title, validationMessage } = control;
  const { min = '', max = '', step = '' } = control as Partial<HTMLInputElement>;
  if (validity.customError) return validationMessage;
  if (validity.valueMissing) return say('missing');
  if (validity.rangeUnderflow) return say('least', { least: Number.isNaN(Number(min)) ? min : number(Number(min)) });
  if (validity.rangeOverflow) return say('most', { most: Number.isNaN(Number(max)) ? max : number(Number(max)) });
  if (validity.stepMismatch) return step === '' || step === '1' ? say('whole') : say('steps', { step });
  if (validity.typeMismatch && control.type === 'url') return say('url');
  return title || say('notThat');
};

/** What goes onto the control, so that whoever can't see it is told what belongs to it. */
export type Labelled = Pick<JSX.HTMLAttributes<HTMLElement>, 'id'> & {
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
};

/** As the server says it, or, without a code, in words already. */
interface Refused {
  readonly code?: string;
  readonly detail: string;
}

const inWords = ({ code, detail }: Refused): string => (code === undefined ? detail : faultInWords({ code, detail }));

export interface FieldProps {
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly optional?: boolean;
  /** A rule that the control alone does not know, and that is broken. */
  readonly fault?: string | null | undefined;
  /** What the server said of it; forgotten as somebody changes it. Each answer is another object. */
  readonly refused?: Refused | undefined;
  readonly children: (labelled: Labelled) => ComponentChildren;
}

/**
 * A labelled control with a hint, and with what is wrong with it: its native rules and `fault` from when the form is sent on, what the
 * server said at once.
 */
export const Field = ({ label, hint, optional, fault, refused, children }: FieldProps) => {
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState<string | null>(null);
  const [answered, setAnswered] = useState<FieldProps['refused']>(undefined);
  const control = (): Control | null => field.current?.querySelector<Control>(`[id="${id}"]`) ?? null;
  const look = (): void => {
    const one = control();
    setTold((before) => (before === null || !one || one.validity.valid ? null : faultOf(one)));
  };
  useEffect(() => {
    control()?.setCustomValidity(fault ?? '');
    look();
  }, [fault]);
  // What is typed elsewhere may fill it in, or change its bounds.
  useEffect(() => {
    if (told !== null) look();
  });
  const wrong = told ?? (refused && refused !== answered ? inWords(refused) : null);
  const describedBy = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  const tell = (event: Event): void => {
    event.preventDefault();
    setTold(faultOf(event.target as Control));
  };
  const change = (): void => {
    setAnswered(refused);
    look();
  };
  return (
    <div class="field" ref={field} onInvalidCapture={tell} onInput={change}>
      <label for={id}>
        {label}
        {optional && <span class="soft"> ({common('optional')})</span>}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': wrong === null ? undefined : true,
      })}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {wrong && (
        <span class="wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
};

/** For a form with `noValidate`: does it once everything in it is right; else each field says what is not, and the first is gone to. */
export const whenRight =
  (then: () => void) =>
  (event: JSX.TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (form.checkValidity()) return then();
    form.querySelector<HTMLElement>(':is(input, select, textarea):invalid')?.focus();
  };
