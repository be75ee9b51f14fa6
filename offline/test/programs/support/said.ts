/** What a command said, and whether it went well. */
export interface Said {
  ok: boolean;
  text: string;
}

/** What a run without the engine said. */
export interface Told extends Said {
  /** Why something was refused, without what says whose it is: engines word that each in their own way. */
  reasons: string[];
}
