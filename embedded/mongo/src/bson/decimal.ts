import { Decimal128 } from 'bson';

/** A finite decimal number: `coefficient` times ten to the power of `exponent`. */
interface Parts {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** What a quotient is computed to before it is rounded to the 34 digits that there are. */
const DIGITS = 36;

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

function partsOf(value: Decimal128): Parts | undefined {
  const [, sign = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)\.?(\d*)(?:E([+-]?\d+))?$/.exec(value.toString()) ?? [];
  if (whole === '') return undefined; // NaN, Infinity
  return { coefficient: BigInt(`${sign}${whole}${part}`), exponent: Number(exponent) - part.length };
}

const decimalOf = ({ coefficient, exponent }: Parts): Decimal128 =>
  Decimal128.fromStringWithRounding(`${coefficient}E${exponent}`);

/** Both with the smaller of their exponents. */
function aligned(a: Parts, b: Parts): [a: bigint, b: bigint, exponent: number] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [a.coefficient * power(a.exponent - exponent), b.coefficient * power(b.exponent - exponent), exponent];
}

const asNumber = (value: Decimal128): number => Number(value.toString());

/** Computes with the numbers that are none, as doubles do; everything else exactly. */
const binary =
  (finite: (a: Parts, b: Parts) => Parts, others: (a: number, b: number) => number) =>
  (a: Decimal128, b: Decimal128): Decimal128 => {
    const [x, y] = [partsOf(a), partsOf(b)];
    return x && y ? decimalOf(finite(x, y)) : Decimal128.fromString(String(others(asNumber(a), asNumber(b))));
  };

export const addDecimals = binary(
  (a, b) => {
    const [x, y, exponent] = aligned(a, b);
    return { coefficient: x + y, exponent };
  },
  (a, b) => a + b,
);

export const multiplyDecimals = binary(
  (a, b) => ({ coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }),
  (a, b) => a * b,
);

/** The quotient with as few zeros at its end as it may have. The divisor is not zero. */
export const divideDecimals = binary(
  (a, b) => {
    let scaled = 0;
    let { coefficient } = a;
    while (coefficient % b.coefficient !== 0n && scaled <= DIGITS + String(b.coefficient).length) {
      coefficient *= 10n;
      scaled++;
    }
    const rest = coefficient % b.coefficient === 0n ? '' : '1'; // keeps a half from looking exact
    const quotient = BigInt(`${coefficient / b.coefficient}${rest}`);
    return { coefficient: quotient, exponent: a.exponent - b.exponent - scaled - rest.length };
  },
  (a, b) => a / b,
);

/** The rest of a division, with the sign of the dividend. The divisor is not zero. */
export const remainderOfDecimals = binary(
  (a, b) => {
    const [x, y, exponent] = aligned(a, b);
    return { coefficient: x % y, exponent };
  },
  (a, b) => a % b,
);

export type Rounding = 'floor' | 'ceil' | 'trunc' | 'halfEven';

/** An integer divided by a power of ten, rounded. */
export function divideRounded(value: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = value / divisor;
  const rest = value % divisor;
  if (rest === 0n || rounding === 'trunc') return quotient;
  const up = value > 0n ? 1n : -1n;
  if (rounding === 'floor') return value < 0n ? quotient - 1n : quotient;
  if (rounding === 'ceil') return value > 0n ? quotient + 1n : quotient;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  if (twice === divisor) return quotient % 2n === 0n ? quotient : quotient + up;
  return twice > divisor ? quotient + up : quotient;
}

/** Rounds to so many digits behind the point; a negative number of them rounds to tens, hundreds, … */
export function roundDecimal(value: Decimal128, places: number, rounding: Rounding): Decimal128 {
  const parts = partsOf(value);
  if (!parts || -parts.exponent <= places) return value;
  const divisor = power(-places - parts.exponent);
  return decimalOf({ coefficient: divideRounded(parts.coefficient, divisor, rounding), exponent: -places });
}

/** The whole number that a decimal is, its fraction cut off; undefined for those that are none. */
export function wholeOf(value: Decimal128): bigint | undefined {
  const parts = partsOf(value);
  if (!parts) return undefined;
  return parts.exponent >= 0 ? parts.coefficient * power(parts.exponent) : parts.coefficient / power(-parts.exponent);
}

/** A double as a decimal: to 15 digits, as the server has it. */
export const decimalOfDouble = (value: number): Decimal128 =>
  Decimal128.fromString(Number.isFinite(value) ? value.toPrecision(15) : String(value));
