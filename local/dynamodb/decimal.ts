/**
 * DynamoDB's numbers: decimal, up to 38 significant digits, magnitude 1E-130 to 9.9…9E+125.
 * Source: Amazon DynamoDB Developer Guide, "Supported data types and naming rules".
 */
export interface Decimal {
  readonly negative: boolean;
  /** Significant digits without leading or trailing zeros; empty for zero. */
  readonly digits: string;
  /** Power of ten of the first digit. */
  readonly exponent: number;
}

const maxDigits = 38;
const maxExponent = 125;
const minExponent = -130;
const zero: Decimal = { negative: false, digits: '', exponent: 0 };
const plainInteger = /^(?:0|-?[1-9]\d{0,37})$/;
const numeral = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Reads any numeral that DynamoDB takes; undefined when it is none. */
export const readDecimal = (text: string): Decimal | undefined => {
  const match = numeral.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const all = whole + fraction;
  const leading = /^0*/.exec(all)?.[0].length ?? 0;
  const digits = all.slice(leading).replace(/0+$/, '');
  if (digits === '') return zero;
  return { negative: sign === '-', digits, exponent: Number(power) + whole.length - leading - 1 };
};

/** Plain notation without superfluous zeros, as DynamoDB returns it. */
const decimalText = ({ negative, digits, exponent }: Decimal): string => {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
};

/** Canonical text of a numeral, or why DynamoDB refuses it. */
export const canonicalNumber = (
  text: string,
): { readonly text: string } | { readonly problem: string } => {
  if (plainInteger.test(text)) return { text };
  const decimal = readDecimal(text);
  if (decimal === undefined) {
    return { problem: `The parameter cannot be converted to a numeric value: ${text}` };
  }
  if (decimal.exponent > maxExponent) {
    return {
      problem:
        'Number overflow. Attempting to store a number with magnitude larger than supported range',
    };
  }
  if (decimal.exponent < minExponent) {
    return {
      problem:
        'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    };
  }
  if (decimal.digits.length > maxDigits) {
    return { problem: 'Attempting to store more than 38 significant digits in a Number' };
  }
  return { text: decimalText(decimal) };
};

const known = (text: string): Decimal => readDecimal(text) ?? zero;

/** Numeric order of two canonical numbers. */
export const compareNumbers = (left: string, right: string): number => {
  if (left === right) return 0;
  // Up to 15 significant digits a double tells all decimals apart.
  if (left.length <= 15 && right.length <= 15) return Number(left) - Number(right);
  const a = known(left);
  const b = known(right);
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const magnitude = compareMagnitudes(a, b);
  return a.negative ? -magnitude : magnitude;
};

const compareMagnitudes = (a: Decimal, b: Decimal): number => {
  if (a.digits === '' || b.digits === '') return a.digits.length - b.digits.length;
  if (a.exponent !== b.exponent) return a.exponent - b.exponent;
  return a.digits < b.digits ? -1 : Number(a.digits > b.digits);
};

/** The sum (or, with `sign` -1, the difference) of two canonical numbers, exactly; the result is not yet checked for range. */
export const addNumbers = (left: string, right: string, sign: 1 | -1): string => {
  const a = known(left);
  const b = known(right);
  const scale = Math.min(a.exponent - a.digits.length, b.exponent - b.digits.length) + 1;
  const scaled = (value: Decimal): bigint => {
    if (value.digits === '') return 0n;
    const zeros = value.exponent - value.digits.length + 1 - scale;
    const magnitude = BigInt(value.digits) * 10n ** BigInt(zeros);
    return value.negative ? -magnitude : magnitude;
  };
  return `${scaled(a) + BigInt(sign) * scaled(b)}E${scale}`;
};
