import type { Script } from "node:vm";

export class CompileCache {
  constructor(file: string);
  script(content: string, filename: string): Script;
  save(): void;
}
