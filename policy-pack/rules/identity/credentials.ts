/** Texts that are credentials by their form, whatever they are called. */
const forms = [
  // Access key ids of AWS. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  // GitHub, GitLab, Slack, Stripe, npm.
  /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,}|glpat-[\w-]{20,})/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}/,
  /\b[rs]k_live_[A-Za-z0-9]{16,}/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  // A password inside of an address, which ends at a quote: in JSON the next text may have a colon before and an @ in it.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@$\\{}<>"]+:[^\s/@$\\{}<>*"]+@/i,
];

const secretName =
  /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)(_?\d+)?$/;

/** Whether a text holds what is a credential by its form. */
export function looksLikeCredential(value: string): boolean {
  return forms.some((form) => form.test(value));
}

/**
 * Whether a variable's name says that its value is a credential. `DB_PASSWORD` does; `DB_PASSWORD_ARN`, `TOKEN_URL` and
 * `SECRET_NAME` say where one is.
 */
export function namesCredential(name: string): boolean {
  const spelled = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[.\-/]/g, "_");
  return secretName.test(spelled.toUpperCase());
}

/** Whether a value tells where a credential is, or switches something, and so is none. */
export function pointsElsewhere(value: string): boolean {
  return (
    value === "" ||
    /^(true|false|none|null|\d{1,6})$/i.test(value) ||
    /^arn:|^\{\{resolve:|^\$\{|^\/|^(https?|s3|file|ssm|vault):\/\//i.test(value)
  );
}
