import ts from "typescript";

/** One mistake in the program's own code. */
export interface SourceMistake {
  readonly operator: string;
  /** Relative to the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What was changed, for people: `without enabled: true`. */
  readonly change: string;
  readonly start: number;
  readonly end: number;
  /** What stands from start to end instead. */
  readonly text: string;
}

/** What a piece of code may be changed to; the rest of the mistake follows from the piece. */
interface Change {
  readonly operator: string;
  readonly node: ts.Node;
  readonly text: string;
}

/** Every mistake that can be made in one thing of a file. */
export function mistakesIn(file: string, code: string): SourceMistake[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2023, true);
  const found: SourceMistake[] = [];
  const visit = (node: ts.Node): void => {
    if (isForPeople(node)) return;
    for (const { operator, node: place, text } of changesAt(node)) {
      const start = place.getStart(source);
      const end = text === "" ? afterComma(code, place.end) : place.end;
      const was = short(code.slice(start, place.end));
      const change = text === "" ? `without ${was}` : `${short(text)} instead of ${was}`;
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      found.push({ operator, file, line, change, start, end, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Names of the mistakes, and what each is. */
export const operators: Readonly<Record<string, string>> = {
  "drop-resource": "a resource or component that is not made",
  "drop-argument": "an argument or option left out",
  "drop-item": "one of a list left out",
  "flip-flag": "a switch the other way",
  "shift-number": "a number ten times as large",
  "swap-region": "another region",
  "drop-condition": "what was done in one case is done in every case",
};

function changesAt(node: ts.Node): Change[] {
  if (ts.isExpressionStatement(node) && ts.isNewExpression(node.expression))
    return [{ operator: "drop-resource", node, text: "" }];
  if (isPart(node) && ts.isObjectLiteralExpression(node.parent))
    return [{ operator: "drop-argument", node, text: "" }, ...valueChanges(node)];
  if (ts.isArrayLiteralExpression(node))
    return node.elements.map((element) => ({ operator: "drop-item", node: element, text: "" }));
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].map((one) => ({
      operator: "drop-condition",
      node,
      text: `(${one.getText()})`,
    }));
  return [];
}

const isPart = (node: ts.Node) =>
  ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isSpreadAssignment(node);

/** Where nothing of the system is: another region than any that the settings of a shipped stack name. */
const ELSEWHERE = '"ca-west-1"';

function valueChanges(node: ts.Node): Change[] {
  if (ts.isShorthandPropertyAssignment(node)) {
    const key = node.name.text;
    return /[rR]egion$/.test(key) ? [{ operator: "swap-region", node, text: `${key}: ${ELSEWHERE}` }] : [];
  }
  if (!ts.isPropertyAssignment(node)) return [];
  const { initializer: value, name } = node;
  if (/[rR]egion$/.test(name.getText())) return [{ operator: "swap-region", node: value, text: ELSEWHERE }];
  if (value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword) {
    const text = value.kind === ts.SyntaxKind.TrueKeyword ? "false" : "true";
    return [{ operator: "flip-flag", node: value, text }];
  }
  if (ts.isNumericLiteral(value)) {
    const number = Number(value.text.replaceAll("_", ""));
    return [{ operator: "shift-number", node: value, text: String(number === 0 ? 1 : number * 10) }];
  }
  return [];
}

/** Texts for people, and what carries them: another text is no mistake of the system. */
function isForPeople(node: ts.Node): boolean {
  if (ts.isThrowStatement(node)) return true;
  if (ts.isObjectLiteralExpression(node))
    return node.properties.some((part) =>
      /^(reason|sentence|propertyPath)$/.test(part.name?.getText() ?? ""),
    );
  if (ts.isCallExpression(node)) return /registerOutputs$|^super$/.test(node.expression.getText());
  return (
    (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) &&
    /^(description|comment|"?Description"?|"?Comment"?|Sid|Name|tags|markdown|title)$/.test(
      node.name.getText(),
    )
  );
}

/** The end of what goes when a part of a list goes: its comma, too. */
function afterComma(code: string, end: number): number {
  const [comma = ""] = /^\s*,/.exec(code.slice(end)) ?? [];
  return end + comma.length;
}

function short(code: string): string {
  const line = code.replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}
