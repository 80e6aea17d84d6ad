/** An exact quotient of whole numbers; `over` is above 0. */
export interface Fraction {
  readonly over: bigint;
  readonly value: bigint;
}

const keptBits = 66;
const largestStep = 1000;

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

function scaleByPowerOfTwo(value: number, power: number): number {
  let scaled = value;
  let left = power;
  while (Math.abs(left) > largestStep) {
    const step = Math.sign(left) * largestStep;
    scaled *= 2 ** step;
    left -= step;
  }
  return scaled * 2 ** left;
}

/**
 * The double nearest to `value / over`, for whole numbers of any size.
 *
 * 66 bits of the quotient are kept, and a last bit is set where anything was cut off, so that the
 * conversion rounds as the exact quotient would. Throws RangeError when `over` is 0.
 */
export function toDouble(value: bigint, over: bigint): number {
  if (over < 0n) return toDouble(-value, -over);
  if (value < 0n) return -toDouble(-value, over);
  const shift = keptBits - (bitLength(value) - bitLength(over));
  const shifted = shift >= 0 ? value << BigInt(shift) : value;
  const divisor = shift >= 0 ? over : over << BigInt(-shift);
  const quotient = shifted / divisor;
  const rounded = shifted % divisor === 0n ? quotient : quotient | 1n;
  return scaleByPowerOfTwo(Number(rounded), -shift);
}

export function addFractions(a: Fraction, b: Fraction): Fraction {
  return { value: a.value * b.over + b.value * a.over, over: a.over * b.over };
}

export function multiplyFraction(a: Fraction, factor: bigint): Fraction {
  return { value: a.value * factor, over: a.over };
}

export function fractionToDouble(fraction: Fraction): number {
  return toDouble(fraction.value, fraction.over);
}
