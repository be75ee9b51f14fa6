// CSV as PostgreSQL's \copy writes it (RFC 4180): fields with commas, quotes or line breaks in quotes, quotes doubled.

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * @param {string} text with a line of names first
 * @returns {Record<string, string>[]} a record per line, by name
 * @throws Error with the line, where it has another number of fields than there are names, or a quote without its end
 */
export function parseCsv(text) {
  const lines = [];
  let line = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length) {
    const found = FIELD.exec(text);
    if (found === null) throw new Error(`line ${lines.length + 1}: a quote does not end, or text follows it`);
    const [, quoted, plain, end] = found;
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") {
      // A comma at the very end still has an empty field after it.
      if (FIELD.lastIndex === text.length) line.push("");
      else continue;
    }
    lines.push(line);
    line = [];
  }
  const [names = [], ...records] = lines.filter((fields) => fields.length > 1 || fields[0] !== "");
  return records.map((fields, index) => {
    if (fields.length !== names.length) {
      throw new Error(
        `record ${index + 1}: ${fields.length} fields, ${names.length} are needed: ${names.join(", ")}`,
      );
    }
    return Object.fromEntries(names.map((name, position) => [name, fields[position]]));
  });
}
