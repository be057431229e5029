import { fieldsOf, parseJson, textOf } from '../json';

/** What an extension reports where JSON is broken: its words, up to the code or the end. */
const brokenReport = /ErrorMessage"?\s*:\s*"?([^]{1,4000}?)"?\s*(?:,\s*"?ErrorCode\b|\}\s*$)/;
const brokenCode = /ErrorCode"?\s*:\s*"?(\d{3})\b/;

/**
 * The failure of an extension of Azure OpenAI, as the body of an error. It comes in a 200 as what a tool
 * says, `{"choices":[{"messages":[{"delta":{"role":"tool","content":"{\"ErrorMessage\":…,\"ErrorCode\": 400}"}}]}]}`,
 * and its JSON is not always whole (Azure-Samples/azureai-samples, issue 114). Undefined for anything else.
 */
export function extensionError(value: unknown): object | undefined {
  const { choices } = fieldsOf(value);
  const choice = fieldsOf(Array.isArray(choices) ? choices[0] : undefined);
  const messages = Array.isArray(choice.messages) ? (choice.messages as unknown[]) : [choice];
  for (const message of messages) {
    const { role, content } = fieldsOf(fieldsOf(message).delta ?? message);
    const said = role === 'tool' ? (textOf(content) ?? '').slice(0, 8000) : '';
    const fields = fieldsOf(parseJson(said));
    const words = textOf(fields.ErrorMessage) ?? brokenReport.exec(said)?.[1];
    if (words !== undefined) {
      const code = fields.ErrorCode ?? brokenCode.exec(said)?.[1];
      return { message: words, ...(code !== undefined && { code }) };
    }
  }
  return undefined;
}
