// Keeps card numbers and credentials out of a log, whatever part of a request they were put into.

/** Lengths of card numbers by ISO/IEC 7812. */
const SHORTEST = 13;
const LONGEST = 19;
/** Digits with at most two characters between them that people and programs put into card numbers. */
const DIGITS = /\d(?:[\s+\-._/,:*]{0,2}\d){12,}/g;
/** Parameters that hold no card number but nothing for a log either. */
const CONFIDENTIAL =
  /card|cvv|cvc|csc|pan$|pin$|pass|pwd|secret|token|auth|credential|signature|^sig$|session|otp|api[-_]?key|^code$|^state$|iban|account/i;

/**
 * Takes every digit out of what could be a card number: 13 to 19 digits whose check digit is right, also within a
 * longer number. Some long numbers that are none are taken for one; better than the other way round.
 *
 * @param {string} text may be percent-encoded, also more than once
 * @returns {string} decoded
 */
export function withoutCardNumbers(text) {
  return decoded(text).replace(DIGITS, maskRun);
}

/**
 * A query string with the values of confidential parameters left out and no card number in the others.
 *
 * @param {string} query without its question mark
 */
export function withoutSecrets(query) {
  return query
    .split("&")
    .map((part) => {
      const [name, ...value] = part.split("=");
      if (value.length === 0) return withoutCardNumbers(name);
      const shown = CONFIDENTIAL.test(decoded(name)) ? "***" : withoutCardNumbers(value.join("="));
      return `${withoutCardNumbers(name)}=${shown}`;
    })
    .join("&");
}

/** Whether the last digit of a number is its check digit by Luhn (ISO/IEC 7812-1, annex B). */
export function hasCheckDigit(digits) {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function maskRun(run) {
  const places = [...run].flatMap((char, place) => (/\d/.test(char) ? [place] : []));
  const digits = places.map((place) => run[place]).join("");
  const masked = new Set();
  for (let start = 0; start + SHORTEST <= digits.length; start++) {
    for (let length = SHORTEST; length <= LONGEST && start + length <= digits.length; length++) {
      if (!hasCheckDigit(digits.slice(start, start + length))) continue;
      for (let index = start; index < start + length; index++) masked.add(places[index]);
    }
  }
  return [...run].map((char, place) => (masked.has(place) ? "*" : char)).join("");
}

/** Undoes percent-encoding, up to four times, and full-width digits; what can't be decoded stays in part. */
function decoded(text) {
  let before = text;
  for (let round = 0; round < 4; round++) {
    const after = decodedOnce(before);
    if (after === before) break;
    before = after;
  }
  return before.normalize("NFKC");
}

function decodedOnce(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([2-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}
