/** One instruction of a Dockerfile; lines that go on are one. */
export interface Instruction {
  name: string;
  text: string;
}

/** The instructions of a Dockerfile, without comments and empty lines. */
export function instructionsOf(dockerfile: string): Instruction[] {
  const lines = dockerfile.split("\n").filter((line) => !/^\s*(#|$)/.test(line));
  const whole = lines.join("\n").replace(/\s*\\\s*\n\s*/g, " ");
  return whole.split("\n").map((line) => {
    const [, name = "", text = ""] = /^\s*(\S+)\s*(.*)$/.exec(line) ?? [];
    return { name: name.toUpperCase(), text: text.trim() };
  });
}

/** What is wrong with a Dockerfile for a service that runs on ECS: one sentence each. */
export function dockerfileMistakes(dockerfile: string): string[] {
  const all = instructionsOf(dockerfile);
  const of = (name: string) => all.filter((one) => one.name === name).map(({ text }) => text);
  return [
    ...baseMistakes(of("FROM")),
    ...userMistakes(all),
    ...(of("HEALTHCHECK").some((text) => /\bCMD\b/.test(text)) ? [] : ["there is no HEALTHCHECK"]),
    ...of("ADD").map((text) => `ADD ${text}: COPY takes files, and nothing from the network`),
    ...of("RUN").flatMap((text) => runMistakes(text)),
    ...[...of("ENV"), ...of("ARG")].flatMap((text) => secretMistakes(text)),
    ...commandMistakes([...of("CMD"), ...of("ENTRYPOINT")]),
    ...of("WORKDIR").flatMap((text) =>
      /^\/|^\$/.test(text) ? [] : [`WORKDIR ${text}: an absolute path is needed`],
    ),
    ...of("COPY").flatMap((text) =>
      /^(--\S+\s+)*\.\/?\s/.test(text) && !/--from=/.test(text) ? [`COPY ${text}: name the files`] : [],
    ),
  ];
}

/** A base image has a digest or a tag with a whole version; a stage that was named before needs neither. */
function baseMistakes(froms: string[]): string[] {
  if (froms.length === 0) return ["there is no FROM"];
  const stages = new Set<string>();
  return froms.flatMap((text) => {
    const [, image = "", stage] = /^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?$/i.exec(text) ?? [];
    const known = stages.has(image) || image === "scratch";
    if (stage !== undefined) stages.add(stage);
    if (known || /@sha256:[0-9a-f]{64}$/.test(image) || /:v?\d+\.\d+\.\d+[\w.-]*$/.test(image)) return [];
    return [`FROM ${image}: a digest or a tag with a whole version is needed`];
  });
}

/** The user of the last stage, which is what runs. */
function userMistakes(all: Instruction[]): string[] {
  const last = all.slice(all.findLastIndex(({ name }) => name === "FROM"));
  const user = last.findLast(({ name }) => name === "USER")?.text;
  if (user === undefined) return ["there is no USER: it would run as root"];
  return /^(root|0)(:|$)/.test(user) ? [`USER ${user}: it would run as root`] : [];
}

function runMistakes(text: string): string[] {
  return [
    ...(/\b(curl|wget)\b[^|]*\|\s*(ba)?sh\b/.test(text) ? [`RUN ${text}: nobody knows what it runs`] : []),
    ...(/\bsudo\b/.test(text) ? [`RUN ${text}: no sudo`] : []),
    ...(/\bnpm (i|install)\b/.test(text) ? [`RUN ${text}: npm ci installs what the lock file says`] : []),
    ...(/\bapt(-get)? (dist-)?upgrade\b/.test(text)
      ? [`RUN ${text}: a newer base image has the updates`]
      : []),
  ];
}

/** What is in an image's variables is in every copy of it. */
function secretMistakes(text: string): string[] {
  const names = [...text.matchAll(/([A-Za-z_]\w*)=/g)].map(([, name = ""]) => name);
  const secret = names.find((name) => /password|secret|token|credential|private_?key/i.test(name));
  return secret === undefined ? [] : [`${secret}: a secret comes with the task`];
}

/** In the shell's form the shell gets the signal to end, and the server is killed. */
function commandMistakes(commands: string[]): string[] {
  if (commands.length === 0) return ["there is no CMD"];
  return commands.flatMap((text) =>
    text.startsWith("[") ? [] : [`CMD ${text}: the form with brackets is needed`],
  );
}
