// Puts a region out of the way of the next writer, and lets it back in.
//
// A fence is two deny rules in the network ACLs of the region's VPC: nobody reaches the pods of the payment API, and
// nobody reaches the database. ACLs are stateless, so connections that are open are cut too, and the load balancer
// finds no healthy pod, which takes the region's record out of DNS. The rules are nobody else's: Pulumi owns no ACL
// here, so a fence is no drift. It needs no access to the cluster, and works while the region answers at all.

/** Numbers of our rules: the first that an ACL evaluates. Nothing else may use them. */
export const RULES = { api: 1, database: 2 };

const ANYWHERE = "0.0.0.0/0";
const TCP = "6";

/**
 * What a call is to do: ARC calls with an event of its own, and wants this region open and the others out of the way;
 * people and documents say which regions they mean.
 *
 * @param {unknown} event
 * @param {{ ownRegion: string, otherRegions: string[] }} place
 * @returns {{ fence: string[], unfence: string[] }}
 */
export function wish(event, { ownRegion, otherRegions }) {
  const { fence, unfence } = /** @type {Record<string, unknown>} */ (event ?? {});
  if (fence === undefined && unfence === undefined) return { fence: otherRegions, unfence: [ownRegion] };
  const known = [ownRegion, ...otherRegions];
  const asked = { fence: list("fence", fence, known), unfence: list("unfence", unfence, known) };
  const both = asked.fence.filter((region) => asked.unfence.includes(region));
  if (both.length > 0) throw new Error(`${both.join(", ")} can't be fenced and unfenced in one call`);
  return asked;
}

function list(key, given, known) {
  if (given === undefined) return [];
  if (!Array.isArray(given))
    throw new Error(`${key}: a list of regions is needed, one or more of ${known.join(", ")}`);
  for (const region of given) {
    if (!known.includes(region)) {
      throw new Error(`${key}: "${region}" is not allowed, one or more of ${known.join(", ")} is`);
    }
  }
  return given;
}

/**
 * Carries the wish out in every region that answers. A region that does not answer is told of and does not hold up the
 * others: it can't be fenced because it is gone, which is why one fails over. A region that refuses does.
 *
 * @param {{ fence: string[], unfence: string[] }} wanted
 * @param {{ api: number, database: number }} ports
 * @param {(region: string) => import("./clients.mjs").Network} networkOf
 * @returns {Promise<{ fenced: string[], unfenced: string[], unreachable: string[] }>}
 */
export async function carryOut(wanted, ports, networkOf) {
  const outcome = { fenced: [], unfenced: [], unreachable: [] };
  const each = async (region, act, done) => {
    try {
      await act(networkOf(region), ports);
      done.push(region);
    } catch (error) {
      if (!isUnreachable(error)) throw new Error(`${region}: ${error.message}`, { cause: error });
      outcome.unreachable.push(region);
    }
  };
  // What is left is closed before what is entered is opened.
  await Promise.all(wanted.fence.map((region) => each(region, close, outcome.fenced)));
  await Promise.all(wanted.unfence.map((region) => each(region, open, outcome.unfenced)));
  return outcome;
}

async function close(network, ports) {
  for (const { id, ingress } of await network.acls()) {
    for (const [role, rule] of Object.entries(RULES)) {
      const there = ingress.find(({ number }) => number === rule);
      if (there === undefined) await network.deny(id, { number: rule, port: ports[role], from: ANYWHERE });
      else if (!isOurs(there, ports[role]))
        throw new Error(`rule ${rule} of ${id} is taken by somebody else's`);
    }
  }
}

async function open(network, ports) {
  for (const { id, ingress } of await network.acls()) {
    for (const [role, rule] of Object.entries(RULES)) {
      const there = ingress.find(({ number }) => number === rule);
      if (there !== undefined && isOurs(there, ports[role])) await network.forget(id, rule);
    }
  }
}

function isOurs({ action, protocol, from, firstPort, lastPort }, port) {
  return (
    action === "deny" && protocol === TCP && from === ANYWHERE && firstPort === port && lastPort === port
  );
}

const NO_ANSWER = new Set([
  "TimeoutError",
  "NetworkingError",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "InternalError",
  "InternalFailure",
  "Unavailable",
]);

/** EC2 says "too many calls" with a status of 503: such a region is there, and has to be asked again. */
const THROTTLED = /Throttl|RequestLimitExceeded|TooManyRequests/;

/** Whether a region did not answer, or only to say that it can't. @param {unknown} error */
export function isUnreachable(error) {
  const { name, code, $metadata } = /** @type {Record<string, any>} */ (error ?? {});
  if (THROTTLED.test(name ?? "")) return false;
  return NO_ANSWER.has(name) || NO_ANSWER.has(code) || ($metadata?.httpStatusCode ?? 0) >= 500;
}
