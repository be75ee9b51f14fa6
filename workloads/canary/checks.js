// What an answer has to look like. No network and no Synthetics in here, so that it is tested as it is.

/**
 * @typedef {object} Check One request, and what its answer has to be.
 * @property {string} name Name of the step in CloudWatch: letters, digits, spaces and hyphens.
 * @property {string} url Address, over HTTPS.
 * @property {string} [method] `GET` without it.
 * @property {number[]} status Statuses that are right.
 * @property {Record<string, string>} [headers] Headers that the answer carries, by their lower-case names, each with a part of
 *   its value; an empty part asks for the header alone.
 * @property {string} [contains] Text that the answer's body holds.
 * @property {number} [withinMilliseconds] Time until the whole answer is there; 5000 without it.
 */

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {Record<string, string | string[] | undefined>} headers By their lower-case names.
 * @property {string} body The first part of it.
 * @property {number} milliseconds Until the whole answer was there.
 */

const WITHIN = 5000;

/**
 * What is wrong with an answer, one sentence each; none when it is right. Values of headers and bodies are not repeated:
 * the sentences go into logs.
 *
 * @param {Check} check
 * @param {Answer} answer
 * @returns {string[]}
 */
function mistakes(check, answer) {
  const found = [];
  if (!check.status.includes(answer.status)) {
    found.push(`the status was ${answer.status}, ${check.status.join(" or ")} is right`);
  }
  for (const [name, part] of Object.entries(check.headers ?? {})) {
    const value = answer.headers[name];
    if (value === undefined) found.push(`the header ${name} was missing`);
    else if (!String(value).includes(part)) found.push(`the header ${name} was without "${part}"`);
  }
  if (check.contains !== undefined && !answer.body.includes(check.contains)) {
    found.push(`the body was without "${check.contains}"`);
  }
  const within = check.withinMilliseconds ?? WITHIN;
  if (answer.milliseconds > within) {
    found.push(`it took ${answer.milliseconds} ms, ${within} are allowed`);
  }
  return found;
}

/**
 * Reads the checks from the text that the canary is given.
 *
 * @param {string | undefined} text A JSON array of checks.
 * @returns {Check[]}
 * @throws Error when there is nothing to check, or something that can't be checked
 */
function parseChecks(text) {
  const checks = JSON.parse(text ?? "[]");
  if (!Array.isArray(checks) || checks.length === 0) {
    throw new Error("CHECKS holds no check: a canary without one would always pass");
  }
  for (const { name, url, status } of checks) {
    if (
      typeof name !== "string" ||
      !/^https:\/\//.test(url ?? "") ||
      !Array.isArray(status) ||
      !status.length
    ) {
      throw new Error(`CHECKS holds a check without a name, an https address or a status: ${name} ${url}`);
    }
  }
  return checks;
}

module.exports = { mistakes, parseChecks, WITHIN };
