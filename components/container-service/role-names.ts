/** What the names of a service's roles end with, where their start is given. */
export const ROLE_ENDINGS = { task: "-task", execution: "-execution" } as const;
