// Sums of money as whole numbers of the smallest part: floating point loses cents.

/** Digits after the point that are kept; ISO 4217 needs four at most. */
const DIGITS = 4;

/** @param {string} text such as `10.50` @returns {bigint} @throws Error for what is no amount */
export function amount(text) {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = (found?.[3] ?? "").replace(/0+$/, "");
  if (found === null || fraction.length > DIGITS) {
    throw new Error(`"${text}" is no amount, digits with up to ${DIGITS} behind a point are`);
  }
  const value = BigInt(found[2]) * 10n ** BigInt(DIGITS) + BigInt(fraction.padEnd(DIGITS, "0"));
  return found[1] === "-" ? -value : value;
}

/** @param {bigint} value @returns {string} with at least two digits behind the point */
export function write(value) {
  const digits = (value < 0n ? -value : value).toString().padStart(DIGITS + 1, "0");
  const fraction = digits.slice(-DIGITS).replace(/0{1,2}$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -DIGITS)}.${fraction}`;
}
