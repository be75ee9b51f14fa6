import type { Issuer } from "./settings";
import { BadToken } from "./token";

/** Seconds by which clocks may differ. */
const SKEW = 60;

/** Who a token speaks of, and what it is for. */
export interface Bearer {
  issuer: string;
  subject: string;
  client: string;
  scopes: string[];
}

/**
 * Checks what a token says of itself.
 *
 * @param now seconds since 1970
 * @throws BadToken
 */
export function checkClaims(claims: Record<string, unknown>, issuer: Issuer, now: number): Bearer {
  const { exp, nbf, iat, sub, client_id: client } = claims;
  if (claims.iss !== issuer.issuer) throw new BadToken("the token is another issuer's");
  if (typeof exp !== "number" || exp + SKEW <= now) throw new BadToken("the token has expired");
  for (const from of [nbf, iat]) {
    if (from !== undefined && (typeof from !== "number" || from - SKEW > now)) {
      throw new BadToken("the token is not valid yet");
    }
  }
  if (typeof sub !== "string" || sub === "") throw new BadToken("the token speaks of nobody");
  // Cognito has two kinds; that for its own client says who signed in, and opens no API.
  if (claims.token_use !== undefined && claims.token_use !== "access") {
    throw new BadToken("the token is no access token");
  }
  const audiences = claims.aud === undefined ? [client] : [claims.aud].flat();
  const meant = audiences.find((one) => typeof one === "string" && issuer.audiences.includes(one));
  if (meant === undefined) throw new BadToken("the token is for somebody else");
  const scopes = typeof claims.scope === "string" ? claims.scope.split(" ").filter((one) => one !== "") : [];
  return {
    issuer: issuer.issuer,
    subject: sub,
    client: typeof client === "string" ? client : String(meant),
    scopes,
  };
}
