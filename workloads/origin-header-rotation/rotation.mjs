// Rotates the header by which the origin knows the edge.
//
// The secret holds two values, { current, previous }, and the origin takes both. The edge always sends the OLDER one,
// `previous`. A rotation first moves the edge to `current`, which every pod has taken since the last rotation, and
// only then brings a new value into the secret. So no request is ever refused, however late a pod or an edge location
// notices, as long as it is less than a rotation late.
import { randomBytes } from "node:crypto";

const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"];

/**
 * Does one step of a rotation: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-lambda-function-overview.html
 * Each step may be repeated. `initialise` is not one of Secrets Manager's: it makes the first two values, once.
 *
 * @param {{ Step: string, SecretId: string, ClientRequestToken?: string }} event
 * @param {{ secrets: object, store: object, log: Function, sleep: Function, settleSeconds: number }} world
 */
export async function rotate(event, world) {
  const { Step: step, SecretId: secretId, ClientRequestToken: token } = event;
  if (step === "initialise") return patiently(() => initialise(secretId, world), world);
  if (!STEPS.includes(step))
    throw new Error(`step ${JSON.stringify(step)} is not one of ${STEPS.join(", ")}`);
  const stages = (await world.secrets.describe(secretId)).versions[token];
  if (stages === undefined) throw new Error(`secret ${secretId} has no version ${token} to rotate to`);
  if (stages.includes("AWSCURRENT")) return world.log("already current", { step, token });
  if (!stages.includes("AWSPENDING")) throw new Error(`version ${token} of ${secretId} is not AWSPENDING`);
  await { createSecret, setSecret, testSecret, finishSecret }[step](secretId, token, world);
  world.log("done", { step, token });
}

/** A new value comes, the current one becomes the previous. */
async function createSecret(secretId, token, { secrets }) {
  if ((await secrets.value(secretId, { version: token, stage: "AWSPENDING" })) !== undefined) return;
  const { current } = pairOf(await secrets.value(secretId, { stage: "AWSCURRENT" }));
  await secrets.put(secretId, token, JSON.stringify({ current: newValue(), previous: current }));
}

/** The edge sends what was current so far. */
async function setSecret(secretId, token, { secrets, store }) {
  const { previous } = pairOf(await secrets.value(secretId, { version: token, stage: "AWSPENDING" }));
  // Or the edge would send what no origin takes yet.
  const { current } = pairOf(await secrets.value(secretId, { stage: "AWSCURRENT" }));
  if (previous !== current)
    throw new Error(`version ${token} does not follow the current one; cancel the rotation`);
  if ((await store.get()) !== previous) await store.put(previous);
}

/** The store holds it, and the edge locations have had the time to notice: then nobody sends the oldest value. */
async function testSecret(secretId, token, { secrets, store, sleep, settleSeconds }) {
  const { previous } = pairOf(await secrets.value(secretId, { version: token, stage: "AWSPENDING" }));
  if ((await store.get()) !== previous)
    throw new Error("the key value store does not hold the value it was given");
  await sleep(settleSeconds);
}

/** From now on origins learn the new value, and forget the oldest. */
async function finishSecret(secretId, token, { secrets }) {
  const { versions } = await secrets.describe(secretId);
  const current = Object.keys(versions).find((version) => versions[version].includes("AWSCURRENT"));
  await secrets.promote(secretId, token, current);
}

/** The first two values, and the older one at the edge. Changes nothing where there are some. */
async function initialise(secretId, { secrets, store, log }) {
  let text = await secrets.value(secretId, { stage: "AWSCURRENT" });
  if (text === undefined) {
    text = JSON.stringify({ current: newValue(), previous: newValue() });
    await secrets.put(secretId, undefined, text);
  }
  if ((await store.get()) === undefined) await store.put(pairOf(text).previous);
  log("initialised", {});
  return { initialised: true };
}

/** A role that was made a moment ago is not known everywhere yet. */
async function patiently(attempt, { sleep }) {
  for (let left = 12; ; left--) {
    try {
      return await attempt();
    } catch (error) {
      if (left === 0 || !/AccessDenied|status 403/.test(`${error.name} ${error.message}`)) throw error;
      await sleep(5);
    }
  }
}

function newValue() {
  return randomBytes(36).toString("base64url");
}

/** @returns {{ current: string, previous: string }} */
function pairOf(text) {
  let pair;
  try {
    pair = JSON.parse(text ?? "");
  } catch {
    pair = undefined;
  }
  // Never with the text itself: it is the secret.
  if (!/^[\w-]{32,}$/.test(pair?.current) || !/^[\w-]{32,}$/.test(pair?.previous)) {
    throw new Error(
      'the secret is not {"current": "...", "previous": "..."} with two values of 32 characters or more',
    );
  }
  return pair;
}
