/** What one resource's inputs tell: seen in a preview, and again when values that were unknown have come. */
export const always = { phases: ["check", "create", "update"], severity: "error" } as const;

/** What matters while a resource is made: an existing one was taken as it is. */
export const whenMade = { phases: ["check", "create"], severity: "error" } as const;

/** What the order of operations decides: in a preview the missing piece may still come. */
export const whenDone = { phases: ["create", "update"], severity: "error" } as const;

/** What the real provider refuses before it calls AWS, and shows in a preview. */
export const byProvider = { phases: ["check"], severity: "error", code: "provider" } as const;

export const whenDeleted = { phases: ["delete"], severity: "error" } as const;
