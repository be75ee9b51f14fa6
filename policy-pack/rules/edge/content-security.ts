import type { Judgement } from "../../frame/rule";

/** Sources that let a script of anybody run. */
const anyScript = ["*", "http:", "https:", "data:", "'unsafe-eval'"];

/** Judges that a Content-Security-Policy keeps foreign scripts out and tells of them. */
export function judgeContentSecurityPolicy(
  policy: string | undefined,
  { violation }: Pick<Judgement, "violation">,
): void {
  if (policy === undefined) {
    violation("It has no contentSecurityPolicy.");
    return;
  }
  const directives = directivesOf(policy);
  const scripts = directives.get("script-src") ?? directives.get("default-src");
  if (!scripts) violation("Its contentSecurityPolicy names no scripts: neither script-src nor default-src.");
  else {
    // Browsers ignore 'unsafe-inline' beside a nonce or a hash.
    const exact = scripts.some((source) => /^'(nonce-|sha(256|384|512)-)/.test(source));
    if (scripts.includes("'unsafe-inline'") && !exact)
      violation("Its contentSecurityPolicy lets inline scripts run.");
    if (scripts.some((source) => anyScript.includes(source))) {
      violation("Its contentSecurityPolicy lets scripts of anybody run.");
    }
  }
  if (!directives.has("report-to") && !directives.has("report-uri")) {
    violation("Its contentSecurityPolicy reports nothing: neither report-to nor report-uri.");
  }
}

/** Directives with their sources, in lower case; of a repeated one the first counts. */
function directivesOf(policy: string): Map<string, readonly string[]> {
  const directives = new Map<string, readonly string[]>();
  for (const part of policy.toLowerCase().split(";")) {
    const [name, ...sources] = part.trim().split(/\s+/);
    if (name && !directives.has(name)) directives.set(name, sources);
  }
  return directives;
}
