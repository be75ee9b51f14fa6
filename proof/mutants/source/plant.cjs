// Loaded before a process reads the program: one file of it is read with a mistake in it. Nothing is written.
const fs = require("node:fs");
const path = require("node:path");

const { file, start, end, text } = JSON.parse(process.env.TANDEM_PLANTED);
const planted = path.resolve(__dirname, "../../..", file);
const read = fs.readFileSync;
fs.readFileSync = function (name, ...options) {
  const content = read.call(this, name, ...options);
  if (name !== planted) return content;
  const code = content.toString();
  const changed = code.slice(0, start) + text + code.slice(end);
  return typeof content === "string" ? changed : Buffer.from(changed);
};
