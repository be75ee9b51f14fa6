/** Installs the repository's npm packages when they are not the ones of its package-lock.json. */
export function ensurePackages(root: string): Promise<void>;

/** Whether npm's own lock file of what it installed satisfies package-lock.json. */
export function isInstalled(lock: string, installed: string): boolean;
